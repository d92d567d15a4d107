using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// What the bot says where others read along: that it goes on in private, and nothing about anybody's health. Where it heard a warning sign it says whom to call first, in general words:
/// the guidance itself is private, but whoever reads along has read the message too, and may be nearer.
/// </summary>
internal static class InGroups
{
    /// <summary>One short reply without choices.</summary>
    public static Decision.Done Reply(Turn turn, Input.CalledInGroup called)
    {
        var text = called.Text.Trim();
        var isUrgent = text.Length > 0 && turn.Content.Safety.Evaluate(text, turn.Facts.Now) is var verdict && (verdict.Tier >= SafetyTier.SameDay || verdict.Doubt is not null);
        var said = text.Length == 0 ? turn.Say("group.hello") : WhereItGoesOn(turn, called);
        return new(new TurnResult
        {
            State = turn.State,
            Replies = [new Reply { Text = isUrgent ? $"{turn.Say("group.urgent")}\n\n{said}" : said }],
            Outcome = isUrgent ? Outcome.Emergency : Outcome.Smalltalk,
            // Which rule it was says something about a person's health; where the private chat was opened, staff find it there.
            Why = new() { DecidedBy = "group", Note = text.Length == 0 ? "joined" : called.IsContinued ? "goes on in private" : "asked to write in private" },
            Alerts = isUrgent && !called.IsContinued ? [new Alert(AlertKind.Emergency, "in-a-group")] : [],
        });
    }

    private static string WhereItGoesOn(Turn turn, Input.CalledInGroup called) => called switch
    {
        { IsContinued: true } => turn.Say("group.continued"),
        { Link: { } link } => turn.Say("group.open-link", ("link", link)),
        _ => turn.Say("group.open"),
    };
}
