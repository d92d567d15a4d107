using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Ends the screening with its summary, and says that again.</summary>
internal static class Ending
{
    /// <summary>The end: what was heard, the summary, and the offer of a visit.</summary>
    public static Decision.Done Finish(Turn turn, ScreeningState answered, string heard)
    {
        var definition = turn.Content.Screenings.Of(answered);
        var sheet = ScreeningResult.Sheet(turn, answered);
        var key = turn.Facts.Fresh.Length == 0 ? null : turn.Facts.Fresh;
        var summary = ScreeningResult.Summary(turn, sheet, key);
        var state = answered with { Current = null, EndedAt = turn.Facts.Now, OutcomeId = sheet.OutcomeId, Summary = summary.Text, PageKey = key, ConsentAsked = SharingDialog.Question(turn) };
        ImmutableArray<Reply> replies = [ScreeningReplies.Plain([heard, .. ScreeningReplies.Shown(definition.Last, definition, answered), turn.Say("screening.done")]), summary, BookingOffer(turn, state)];
        var done = ScreeningTurn.Done(turn, state, sheet.OutcomeId.Length > 0 ? $"finished with {sheet.OutcomeId}" : "finished", replies, ActiveDialog.None);
        return new(done.Turn with
        {
            Screening = new FinishedScreening(ScreeningResponse.Json(definition, state, turn.Facts.Now), sheet.OutcomeId, summary.Text) { Sheet = sheet, PageKey = key },
        });
    }

    /// <summary>The summary of a finished check once more.</summary>
    public static Decision.Done SummaryAgain(Turn turn, ScreeningState state) =>
        ScreeningTurn.Done(turn, state, "summary again", ScreeningResult.Summary(turn, ScreeningResult.Sheet(turn, state), state.PageKey), BookingOffer(turn, state));

    /// <summary>Offers a visit and asks whether the clinic gets the summary with it.</summary>
    private static Reply BookingOffer(Turn turn, ScreeningState state) => ScreeningReplies.Plain(state.ConsentAsked!.Shown) with { Choices = ScreeningReplies.Booking(turn) };
}
