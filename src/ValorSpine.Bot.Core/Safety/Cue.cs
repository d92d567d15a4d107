namespace ValorSpine.Bot.Core.Safety;

/// <summary>Words that tell how something was meant.</summary>
internal enum Cue
{
    /// <summary>Denies what follows: "no", "dont have".</summary>
    Negators,

    /// <summary>Looks like a negator and is none: "no idea".</summary>
    NotNegators,

    /// <summary>A time that has passed: "years ago".</summary>
    Past,

    /// <summary>It ended: "all good now".</summary>
    Resolved,

    /// <summary>After a sign, says that it is long-standing: "for years".</summary>
    OldAfter,

    /// <summary>Before a sign, says that it is long-standing: "always".</summary>
    OldBefore,

    /// <summary>Anywhere in the sentence, says that nothing changed: "nothing new".</summary>
    Unchanged,

    /// <summary>Has not happened: "what if".</summary>
    Hypothetical,

    /// <summary>Looks hypothetical and is not: "not sure if".</summary>
    NotHypothetical,

    /// <summary>Asks about a thing in general: "symptom of".</summary>
    Generic,

    /// <summary>Asks for more of an answer, and tells of nothing: "keep going".</summary>
    GoOn,

    /// <summary>Opens a wish to know: "I want to know what".</summary>
    WishToKnow,

    /// <summary>Opens a question: "does".</summary>
    QuestionOpeners,

    /// <summary>Somebody else, in the past: "my mom had".</summary>
    OtherPersonPast,

    /// <summary>New, worse or going on now: "since monday".</summary>
    New,

    /// <summary>Speaks of the patient or of someone with them: "i", "my husband".</summary>
    Personal,

    /// <summary>Says nothing more than that the message was read: "ok", "thanks".</summary>
    Acknowledged,
}
