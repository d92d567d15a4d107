namespace ValorSpine.Bot.Core.Records;

/// <summary>Takes records out of the clinic's store: a zip file of data, masked unless a reason is stated, with a signed manifest. Each conversation in it is on the audit trail.</summary>
public interface IExports
{
    /// <summary>Writes the file as it reads, whatever its length; gives what it holds. A conversation that cannot be read is left out, and counted.</summary>
    /// <param name="order">What, and for whom.</param>
    /// <param name="output">Where the zip file goes; it stays open.</param>
    /// <param name="progress">Told how many conversations were written so far.</param>
    /// <param name="cancel">Ends it; what was written is then no whole file.</param>
    ValueTask<Exported> WriteAsync(ExportOrder order, Stream output, IProgress<long>? progress, CancellationToken cancel);
}

/// <summary>What came of an export.</summary>
/// <param name="Conversations">How many it holds.</param>
/// <param name="Unreadable">How many it does not hold, because they cannot be read.</param>
public readonly record struct Exported(long Conversations, long Unreadable);

/// <summary>What is exported, and for whom.</summary>
/// <param name="Format">In which form.</param>
/// <param name="By">As they signed in.</param>
public sealed record ExportOrder(ExportFormat Format, string By)
{
    /// <summary>Only conversations with a message at or after this.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those that were begun before this.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those of a channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Only those with an alert of this kind; <c>any</c> for some alert, <c>screened</c> for a finished screening, <c>booked</c> for a visit.</summary>
    public string? Flag { get; init; }

    /// <summary>Only this one, by its id: for a patient who asks for a copy.</summary>
    public string? Conversation { get; init; }

    /// <summary>Why names, phones, e-mails, dates and addresses are left in; null where they are masked.</summary>
    public string? UnmaskReason { get; init; }
}

/// <summary>The form of an export.</summary>
public enum ExportFormat
{
    /// <summary>A JSON object a line, one for each conversation.</summary>
    JsonLines,

    /// <summary>A table with a row for each message.</summary>
    Csv,

    /// <summary>The transcript format of the Bot Framework, a file for each conversation: an array of activities, as its Emulator reads it.</summary>
    BotFramework,

    /// <summary>A FHIR R4 Bundle with a QuestionnaireResponse for each finished screening and an Appointment for each visit.</summary>
    Fhir,
}
