namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>What a message says after guidance, after the safety question, or after an answer about a red flag. One message may say several of these.</summary>
internal enum Afterward
{
    /// <summary>It goes on, is worse, or the patient is not sure. Nothing said beside it ends guidance.</summary>
    GoesOn,

    /// <summary>"But": what is said before it is not the whole of it.</summary>
    But,

    /// <summary>Somebody looked at it since it began.</summary>
    Seen,

    /// <summary>A doctor knows of it.</summary>
    Known,

    /// <summary>Nobody looked at it.</summary>
    NotSeen,

    /// <summary>Names a time too long past to be about what was just told.</summary>
    LongAgo,

    /// <summary>It never was: a joke, a slip, somebody else's years ago.</summary>
    NotReal,

    /// <summary>It was and has ended.</summary>
    Over,

    /// <summary>All is well, and not why.</summary>
    Fine,

    /// <summary>The words of the button.</summary>
    Safe,

    /// <summary>The same after a crisis, where less counts.</summary>
    SafeInCrisis,

    /// <summary>No thought of dying was meant.</summary>
    NotSuicidal,

    /// <summary>An overdose was meant.</summary>
    OnPurpose,

    /// <summary>Help is called or on its way.</summary>
    HelpComing,

    /// <summary>Help is there.</summary>
    HelpHere,

    /// <summary>Help could not be reached.</summary>
    NoAnswer,

    /// <summary>There is no way to get to help.</summary>
    NoRide,

    /// <summary>Plainly nothing new.</summary>
    Unchanged,

    /// <summary>Long-standing.</summary>
    Old,

    /// <summary>After it had ended: it is back, or never was over.</summary>
    Relapse,

    /// <summary>Has what was just spoken of.</summary>
    Has,

    /// <summary>The same, in a message that says nothing more: "they are".</summary>
    HasBriefly,

    /// <summary>Needs the help that was just spoken of.</summary>
    Needs,

    /// <summary>A wrong tap or number.</summary>
    WrongAnswer,

    /// <summary>Wants to go on with what was interrupted.</summary>
    GoOn,

    /// <summary>Asks whether it can wait.</summary>
    AsksWait,

    /// <summary>Asks about driving there.</summary>
    AsksDrive,

    /// <summary>Asks what to tell them.</summary>
    AsksWhatToSay,

    /// <summary>Asks whom to call, where to go, what to do.</summary>
    AsksWhom,

    /// <summary>Asks what the crisis line is.</summary>
    AsksCrisisLine,

    /// <summary>Asks what urgent care is.</summary>
    AsksUrgentCare,

    /// <summary>Asks what was meant.</summary>
    AsksWhy,
}
