using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Bench.ModelServing;

/// <summary>What a scripted model does with one request.</summary>
/// <param name="Does">How it answers.</param>
/// <param name="Text">What it says, sends, or names as its error.</param>
/// <param name="Finish">Why its answer ends.</param>
/// <param name="Status">The status of a failure.</param>
/// <param name="ThinksMs">How long it thinks first.</param>
/// <param name="To">The one message that it is for, whenever that comes; null for the next, whatever it is.</param>
internal sealed record Script(Doing Does, string Text = "", string Finish = "stop", int Status = 200, int ThinksMs = 0, string? To = null)
{
    /// <summary>Says the short answer with "also" where it may stand, chooses the first article, repeats a follow-up, and reads no answer.</summary>
    public static Script Careful { get; } = new(Doing.Careful);

    /// <summary>Never answers.</summary>
    public static Script Hangs { get; } = new(Doing.Hang);

    /// <summary>Closes the connection in the middle of an answer.</summary>
    public static Script Breaks { get; } = new(Doing.Break);

    /// <summary>Says a text as the assistant.</summary>
    public static Script Says(string text, string finish = "stop") => new(Doing.Say, text, finish);

    /// <summary>Does what a text tells it to: says it wherever it may say something, and cites whatever sentence comes first.</summary>
    public static Script Obeys(string text) => new(Doing.Obey, text);

    /// <summary>Says the first sentence in the patient's words, and a lie about the second.</summary>
    public static Script HalfLies(string lie) => new(Doing.HalfLie, lie);

    /// <summary>The same, of which the second half is sent only once it may go on.</summary>
    public static Script HalfLiesInTwo(string lie) => new(Doing.HalfLieInTwo, lie);

    /// <summary>Answers with a status.</summary>
    public static Script Fails(int status, string code = "error") => new(Doing.Fail, code, Status: status);

    /// <summary>Sends what is no JSON.</summary>
    public static Script Sends(string body) => new(Doing.Send, body);
}

/// <summary>How a scripted model answers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Doing>))]
internal enum Doing
{
    Careful,
    Say,
    Obey,
    HalfLie,
    HalfLieInTwo,
    Fail,
    Send,
    Hang,
    Break,
}
