namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// The vocabulary of <see cref="Choice.Action"/>: a verb, and after a colon what it acts on. Cards send it back as data;
/// an action that is not in this vocabulary is treated as if nothing had been picked.
/// </summary>
public static class ChoiceAction
{
    /// <summary>Says what can be asked.</summary>
    public const string Ask = "ask";

    /// <summary>Compares the two treatments side by side.</summary>
    public const string Compare = "compare";

    /// <summary>Starts or resumes the screening.</summary>
    public const string Screen = "screen";

    /// <summary>Starts or resumes the screening of a name.</summary>
    public static string ScreenWith(string name) => $"{Screen}:{name}";

    /// <summary>Starts booking.</summary>
    public const string Book = "book";

    /// <summary>Hands over to a person.</summary>
    public const string Staff = "staff";

    /// <summary>A person is no longer wanted.</summary>
    public const string NoPerson = "no-person";

    /// <summary>The chat is to be deleted.</summary>
    public const string EraseChat = "erase-chat";

    /// <summary>The chat is not to be deleted.</summary>
    public const string KeepChat = "keep-chat";

    /// <summary>A language model may help.</summary>
    public const string ModelYes = "model-yes";

    /// <summary>No language model is to help.</summary>
    public const string ModelNo = "model-no";

    /// <summary>Tells more about the last answer.</summary>
    public const string More = "more";

    /// <summary>Leaves the active dialog.</summary>
    public const string Stop = "stop";

    /// <summary>The patient says that they are safe or have been seen.</summary>
    public const string Safe = "safe";

    /// <summary>What may be a warning sign is happening.</summary>
    public const string Happening = "happening";

    /// <summary>What may be a warning sign is not happening.</summary>
    public const string NotHappening = "not-happening";

    /// <summary>Answers from one article; stands before its id.</summary>
    public const string ArticleVerb = "article";

    /// <summary>Something inside the screening; stands before what it is.</summary>
    public const string ScreeningVerb = "screening";

    /// <summary>Something inside booking; stands before what it is.</summary>
    public const string BookingVerb = "booking";

    /// <summary>Answers from one article.</summary>
    public static string Article(string articleId) => $"{ArticleVerb}:{articleId}";

    /// <summary>Something inside the screening: an option, back, skip, why, share.</summary>
    public static string Screening(string what) => $"{ScreeningVerb}:{what}";

    /// <summary>Something inside booking: a slot, a visit type, confirm, change.</summary>
    public static string Booking(string what) => $"{BookingVerb}:{what}";

    /// <summary>The verb: what stands before the first colon.</summary>
    public static string Verb(string action) => action.Split(':', 2)[0];

    /// <summary>What the verb acts on: what stands after the first colon, or the empty string.</summary>
    public static string Target(string action) => action.Split(':', 2) is [_, var target] ? target : "";
}
