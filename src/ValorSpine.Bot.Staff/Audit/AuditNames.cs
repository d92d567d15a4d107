using System.Collections.Frozen;
using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Staff.Audit;

/// <summary>What the entries of the audit trail mean, in the words of a reviewer. An action that is not known here is shown as it is.</summary>
internal static class AuditNames
{
    /// <summary>Areas that the trail can be filtered by, with their names.</summary>
    public static IReadOnlyList<(string Area, string Name)> Areas { get; } =
    [
        ("transcript", "Transcripts"), ("search", "Searches"), ("break-glass", "Break-glass"), ("export", "Exports"), ("record", "Erasing, holding, retention, backups"), ("patient", "Patients' requests"),
        ("conversation", "Taking over"), ("review", "Reviews"), ("view", "Kept searches"), ("incident", "Alerts"), ("notice", "Notices"), ("outbox", "Outbox"),
        ("draft", "Drafts"), ("suggestions", "Suggestions"), ("sample", "Samples"), ("scorecard", "Scorecards"), ("safety-record", "Safety records"), ("figures", "Figures"),
        ("sign-in", "Sign-in"), ("sign-out", "Sign-out"), ("session", "Sessions"), ("account", "Accounts"), ("access", "Refused"), ("audit", "Audit trail"), ("key", "Keys"), ("model", "Language model"),
    ];

    private static readonly FrozenDictionary<string, string> s_actions = new Dictionary<string, string>
    {
        ["transcript.open"] = "Opened the transcript",
        ["transcript.refresh"] = "Had the page open when it took up something new",
        ["transcript.unmask"] = "Had names and contacts shown",
        ["transcript.replay"] = "Decided the turns again",
        ["transcript.export"] = "Took the conversation along in an export",
        ["transcript.export-unmasked"] = "Took the conversation along in an export, unmasked",
        ["search.run"] = "Searched",
        ["break-glass.open"] = "Opened by break-glass",
        ["export.write"] = "Exported conversations",
        ["export.unmasked"] = "Downloaded it, unmasked",
        ["export.masked"] = "Downloaded it, names and contacts hidden",
        ["record.erase"] = "Erased the conversation",
        ["record.purge"] = "Erased: its time was over",
        ["record.purge-audit"] = "Removed old entries of the trail",
        ["record.erase-again"] = "Erased it again: a backup had brought it back",
        ["record.backup"] = "Made a backup",
        ["record.restore"] = "Restored a backup",
        ["record.hold"] = "Put on legal hold",
        ["record.release"] = "Ended the legal hold",
        ["patient.copy-asked"] = "Patient asked for a copy of the chat",
        ["patient.erase-asked"] = "Patient asked for deletion",
        ["conversation.taken"] = "Took the conversation over",
        ["conversation.said"] = "Wrote to the patient",
        ["conversation.returned"] = "Gave it back to the bot",
        ["conversation.closed"] = "Closed the conversation",
        ["conversation.test"] = "Made a test of it",
        ["review.begun"] = "Began the review",
        ["review.resolved"] = "Resolved the review",
        ["review.reopened"] = "Opened the review again",
        ["review.assigned"] = "Assigned it",
        ["review.tagged"] = "Added a tag",
        ["review.untagged"] = "Removed a tag",
        ["review.noted"] = "Wrote a note",
        ["review.whispered"] = "Left a draft for a colleague",
        ["view.kept"] = "Kept a search",
        ["view.forgotten"] = "Removed a kept search",
        ["incident.seen"] = "Saw the alert",
        ["incident.resolved"] = "Resolved the alert",
        ["notice.try-again"] = "Had a notice sent again",
        ["notice.handled-by-phone"] = "Handled a notice by phone",
        ["outbox.open"] = "Opened the outbox",
        ["draft.made"] = "Began a draft",
        ["draft.open"] = "Opened a draft",
        ["draft.saved"] = "Saved a draft",
        ["draft.submitted"] = "Asked for approval of a draft",
        ["draft.sent-back"] = "Sent a draft back",
        ["draft.approved"] = "Approved a draft",
        ["draft.published"] = "Published a draft",
        ["draft.withdrawn"] = "Withdrew a draft",
        ["suggestions.open"] = "Looked at what is asked in vain",
        ["sample.drawn"] = "Drew the weekly sample",
        ["scorecard.open"] = "Opened a reply to judge it",
        ["scorecard.given"] = "Judged a reply",
        ["safety-record.opened"] = "Began a safety record",
        ["safety-record.open"] = "Opened a safety record",
        ["safety-record.noted"] = "Wrote into a safety record",
        ["figures.open"] = "Looked at the figures",
        ["sign-in.password"] = "Signed in with a password",
        ["sign-in.second-factor"] = "Signed in with password and code",
        ["sign-in.passkey"] = "Signed in with a passkey",
        ["sign-in.provider"] = "Signed in through the sign-in service",
        ["sign-in.recovery-code"] = "Used a recovery code",
        ["sign-in.failed"] = "Sign-in failed",
        ["sign-in.locked-out"] = "Locked out after wrong tries",
        ["sign-in.refused-locked"] = "Sign-in refused: locked",
        ["sign-in.refused-no-role"] = "Sign-in refused: no role",
        ["sign-in.refused-taken"] = "Sign-in refused: the address has an account here",
        ["sign-out.asked"] = "Signed out",
        ["sign-out.idle"] = "Signed out: did nothing for a while",
        ["sign-out.long"] = "Signed out: the session was long enough",
        ["session.ended"] = "Ended a session of theirs",
        ["session.others-ended"] = "Ended all other sessions of theirs",
        ["account.added"] = "Added an account",
        ["account.roles"] = "Changed roles",
        ["account.locked"] = "Locked an account",
        ["account.unlocked"] = "Unlocked an account",
        ["account.reset"] = "Gave an account a new password",
        ["account.signed-out"] = "Signed an account out everywhere",
        ["account.password-changed"] = "Changed their password",
        ["account.password-wrong"] = "Gave a wrong password for a change",
        ["account.authenticator-added"] = "Added an authenticator app",
        ["account.authenticator-removed"] = "Removed the authenticator app",
        ["account.passkey-added"] = "Added a passkey",
        ["account.passkey-removed"] = "Removed a passkey",
        ["account.recovery-codes-made"] = "Made new recovery codes",
        ["access.refused"] = "Was refused",
        ["audit.open"] = "Read the audit trail",
        ["audit.verify"] = "Verified the audit trail",
        ["audit.begin"] = "Linked in what was written before",
        ["audit.head-missing"] = "Found the end of the trail not sealed by this service",
        ["key.rotate"] = "Made a new master key",
        ["key.retire"] = "Retired a master key",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What was done, and to what: "draft.saved.12", "account.locked jo@clinic.example".</summary>
    public static string Action(string action)
    {
        if (s_actions.TryGetValue(action, out var name))
            return name;
        var end = action.IndexOfAny([' ', '.'], Math.Max(0, action.IndexOf('.', StringComparison.Ordinal)) + 1);
        return end > 0 && s_actions.TryGetValue(action[..end], out name) ? $"{name}: {action[(end + 1)..]}"
            : action.StartsWith("model.", StringComparison.Ordinal) ? $"Asked the language model: {action["model.".Length..]}"
            : action;
    }

    /// <summary>Whether an action has words of its own.</summary>
    public static bool Knows(string action) => Action(action) != action;

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
