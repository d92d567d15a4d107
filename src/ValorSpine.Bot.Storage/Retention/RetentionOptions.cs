namespace ValorSpine.Bot.Storage.Retention;

/// <summary>Section <c>Retention</c>: after how many days without a message a conversation is erased. Null keeps it.</summary>
public sealed class RetentionOptions
{
    /// <summary>The longest that can be set: a hundred years.</summary>
    public const int MostDays = 36500;

    /// <summary>Conversations to which nothing of the following applies.</summary>
    public int? ConversationDays { get; set; }

    /// <summary>Those with an alert.</summary>
    public int? AlertDays { get; set; }

    /// <summary>Those in which a visit was booked; counted from the visit where that was later.</summary>
    public int? BookingDays { get; set; }

    /// <summary>Those with a finished screening.</summary>
    public int? ScreeningDays { get; set; }

    /// <summary>Entries of the audit trail.</summary>
    public int? AuditDays { get; set; }

    /// <summary>Where the list of erasures is kept, or null for beside the data file.</summary>
    public string? ErasureList { get; set; }

    /// <summary>Whether each setting is a number of days that can be.</summary>
    public bool IsValid => new[] { ConversationDays, AlertDays, BookingDays, ScreeningDays, AuditDays }.All(days => days is null or >= 1 and <= MostDays);
}
