using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>What is wrong with what a model worded. For staff.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateFinding>))]
public enum GateFinding
{
    /// <summary>It cites nothing.</summary>
    NoSource,

    /// <summary>It cites what it was not given, or more than one sentence.</summary>
    UnknownSource,

    /// <summary>What it cites was said already.</summary>
    SaidTwice,

    /// <summary>A number differs.</summary>
    Number,

    /// <summary>A negation was added or dropped.</summary>
    Negation,

    /// <summary>It says what the source does not.</summary>
    Added,

    /// <summary>It leaves out what the source says.</summary>
    Omitted,

    /// <summary>The same words in another order.</summary>
    Order,

    /// <summary>Characters that the source has not, such as look-alike letters or signs that are not seen.</summary>
    Characters,

    /// <summary>Too long for a chat.</summary>
    TooLong,

    /// <summary>Harder to read than the article.</summary>
    TooHard,

    /// <summary>Evidence, a limit or a warning was left out; it is said in the article's words.</summary>
    LeftOut,

    /// <summary>No sentence passed.</summary>
    NothingPassed,
}

/// <summary>A sentence after the gate.</summary>
/// <param name="Worded">What the model worded; empty where it left out what has to be said, and where the sentence before it cited this passage too.</param>
/// <param name="Finding">Why it was not passed, or null.</param>
/// <param name="Shown">What is said: its words, those of the article, or nothing.</param>
/// <param name="Says">The number of the passage that is said, or none.</param>
public sealed record GatedSentence(string Worded, GateFinding? Finding, string Shown, ImmutableArray<int> Says);

/// <summary>An answer after the gate.</summary>
/// <param name="Sentences">One by one.</param>
/// <param name="Finding">Why the article is said as it stands, or null.</param>
public sealed record GatedAnswer(ImmutableArray<GatedSentence> Sentences, GateFinding? Finding)
{
    /// <summary>What is said instead of the article's text, or null.</summary>
    [JsonIgnore]
    public string? Text => Finding is null ? string.Join(' ', Sentences.Where(sentence => sentence.Shown.Length > 0).Select(sentence => sentence.Shown)) : null;
}
