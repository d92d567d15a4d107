namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Kinds of <see cref="Alert"/>. The names are stable: stored, filtered by and counted.</summary>
public static class AlertKind
{
    /// <summary>Guidance for a warning sign did not reach its patient.</summary>
    public const string Unreached = "unreached";

    /// <summary>A warning sign: emergency guidance was given.</summary>
    public const string Emergency = "emergency";

    /// <summary>Crisis-line guidance was given.</summary>
    public const string Crisis = "crisis";

    /// <summary>Somebody hurts the patient: guidance for that was given.</summary>
    public const string Abuse = "abuse";

    /// <summary>The patient was asked whether a warning sign is happening.</summary>
    public const string Sign = "sign";

    /// <summary>A person is wanted.</summary>
    public const string Staff = "staff";
}
