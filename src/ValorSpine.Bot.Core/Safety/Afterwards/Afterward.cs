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

    /// <summary>Somebody looked at it, in a message that says nothing more: "seen and gone".</summary>
    SeenBriefly,

    /// <summary>Sounds like an all clear and is none by itself: "safe at home", "cleared for surgery".</summary>
    Unclear,

    /// <summary>Takes back what was told, and not plainly: "wrong chat", "I lied", "lol".</summary>
    Retracted,

    /// <summary>An attempt on one's life, or the means for it.</summary>
    Attempt,

    /// <summary>The means were put away.</summary>
    MadeSafe,

    /// <summary>Wants to get help, and not now: "I'll go tomorrow".</summary>
    Later,

    /// <summary>Help is on its way, in a message that says nothing more: "I called".</summary>
    HelpComingBriefly,

    /// <summary>Somebody was told who cannot check it: "I called my wife".</summary>
    CalledOther,

    /// <summary>Cannot call, or would rather not speak.</summary>
    CantCall,

    /// <summary>Somebody else does not want help.</summary>
    Refuses,

    /// <summary>Is kept from getting help.</summary>
    Kept,

    /// <summary>Does not want help, or fears it.</summary>
    Unwilling,

    /// <summary>Fears what it costs.</summary>
    Cost,

    /// <summary>Has somebody to look after.</summary>
    Children,

    /// <summary>It is about somebody else.</summary>
    AboutOther,

    /// <summary>Somebody is with the patient.</summary>
    Company,

    /// <summary>Reached help, and was not helped.</summary>
    HelpFailed,

    /// <summary>Has served.</summary>
    Veteran,

    /// <summary>Is in another country.</summary>
    Abroad,

    /// <summary>Reads no English.</summary>
    NeedsSpanish,

    /// <summary>Sounds without hope; counts after a crisis.</summary>
    Despair,

    /// <summary>Asks to be talked to.</summary>
    AsksToTalk,

    /// <summary>Asks whether the police come, or whether it stays private.</summary>
    AsksPolice,

    /// <summary>Asks how long there is time, or what happens otherwise.</summary>
    AsksHarm,

    /// <summary>Asks whether somebody may sleep.</summary>
    AsksSleep,

    /// <summary>Asks what to do until help is there.</summary>
    AsksMeanwhile,
}
