using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Staff.Audit;

/// <summary>What the entries of the audit trail mean, in the words of a reviewer. An action that is not known here is shown as it is.</summary>
internal static class AuditNames
{
    /// <summary>Areas that the trail can be filtered by, with their names.</summary>
    public static IReadOnlyList<(string Area, string Name)> Areas { get; } =
    [
        ("transcript", "Transcripts"), ("break-glass", "Break-glass"), ("export", "Exports"), ("search", "Searches"), ("unmask", "Unmasking"), ("record", "Erasing, holding, retention"),
        ("conversation", "Taking over"), ("incident", "Alerts"), ("notice", "Notices"), ("outbox", "Outbox"), ("sign-in", "Sign-in"), ("audit", "Audit trail"), ("key", "Keys"), ("model", "Language model"), ("patient", "Patients' requests"),
    ];

    public static string Action(string action) => action switch
    {
        "transcript.open" => "Opened the transcript",
        "break-glass.open" => "Opened by break-glass",
        "export.write" => "Exported conversations",
        "unmask.show" => "Showed names and contacts",
        "search.run" => "Searched",
        "record.erase" => "Erased the conversation",
        "record.purge" => "Erased: its time was over",
        "record.purge-audit" => "Removed old entries of the trail",
        "record.hold" => "Put on legal hold",
        "record.release" => "Ended the legal hold",
        "incident.seen" => "Saw the alert",
        "incident.resolved" => "Resolved the alert",
        "outbox.open" => "Opened the outbox",
        "sign-in.open" => "Signed in",
        "sign-in.end" => "Signed out",
        "sign-in.fail" => "Sign-in failed",
        "sign-in.lock-out" => "Locked out after wrong passwords",
        "audit.open" => "Read the audit trail",
        "audit.verify" => "Verified the audit trail",
        "audit.begin" => "Linked in what was written before",
        "audit.head-missing" => "Found the trail without its end",
        "key.rotate" => "Made a new master key",
        "key.retire" => "Retired a master key",
        "patient.copy-asked" => "Patient asked for a copy of the chat",
        "patient.erase-asked" => "Patient asked for deletion",
        _ => action,
    };

    public static string Defect(AuditDefect how) => how switch
    {
        AuditDefect.Changed => "It does not hold what it held when it was written.",
        AuditDefect.NotAfterTheOneBefore => "It does not follow the one before it, which was removed, replaced or moved.",
        AuditDefect.EndMissing => "It and all after it are missing.",
        AuditDefect.Added => "It was added past the service.",
        AuditDefect.SealBroken => "The seal on the end of the trail is missing or not of this service.",
        _ => how.ToString(),
    };
}
