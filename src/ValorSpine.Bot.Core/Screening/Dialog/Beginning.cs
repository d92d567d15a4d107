using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Begins a questionnaire, and begins it anew.</summary>
internal static class Beginning
{
    /// <summary>Begins a questionnaire with its introduction.</summary>
    public static Decision.Done New(Turn turn, ScreeningDefinition definition)
    {
        var count = ("count", ScreeningReplies.Number(definition.MostQuestions));
        var intro = definition == turn.Content.Screenings.Default ? turn.Say("screening.intro", count) : turn.Say("screening.intro-other", ("title", definition.Title), count);
        var begun = Begin(turn, definition, intro).Turn;
        var brief = begun.Replies[0].Brief?.Replace(intro, turn.Say("screening.intro-brief", count), StringComparison.Ordinal);
        return new(begun with { Replies = begun.Replies.SetItem(0, begun.Replies[0] with { Brief = brief }) });
    }

    /// <summary>Begins anew, with the newest version.</summary>
    public static Decision.Done Anew(Turn turn) => Begin(turn, turn.Content.Screenings.Newest(turn.State.Screening), turn.Say("screening.restarted"));

    private static Decision.Done Begin(Turn turn, ScreeningDefinition definition, string said)
    {
        var now = turn.Facts.Now;
        var state = new ScreeningState
        {
            Questionnaire = definition.Canonical,
            Name = definition.Name,
            Hash = definition.Hash,
            StartedAt = now,
            LastAt = now,
            Assumed = definition.Name == ScreeningDefinition.DefaultName ? Volunteered.After(turn.Content, turn.State with { Active = ActiveDialog.None }, turn.Text, now) : [],
        };
        return Progress.Advance(turn with { State = turn.State with { Volunteered = [] } }, state, said);
    }
}
