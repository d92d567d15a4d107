using System.Collections.Frozen;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Sharing;

/// <summary>Whether the clinic gets the summary of a check with a visit: asked once, after the check, and taken back at any time before the visit.</summary>
public static class SharingDialog
{
    /// <summary>The question, as it is put now.</summary>
    internal static ConsentAsked Question(Turn turn)
    {
        var text = turn.Content.Consent;
        return new(text.Version, text.Hash, turn.Content.Clinic.Fill(text.Share));
    }

    private static readonly FrozenSet<string> s_around = FrozenSet.Create("yes", "yeah", "please", "ok", "okay", "sure", "book", "it", "and", "my", "answers", "summary", "the", "a", "visit", "with", "them", "i", "want", "to", "id", "like", "lets", "can", "you", "clinic", "this", "thanks", "that", "an", "appointment", "but", "just", "ill");

    /// <summary>Whether somebody who was asked wants it shared: "share", "book it and share my answers", "book without sharing". Null where they say anything else.</summary>
    internal static bool? Wish(SaidText said)
    {
        if (said.Words.Length is 0 or > 10 || !said.Words.Any(word => word is "share" or "sharing" or "shared") || said.Raw.Contains('?', StringComparison.Ordinal))
            return null;
        string[] rest = [.. said.Words.Where(word => !s_around.Contains(word) && word is not ("share" or "sharing" or "shared"))];
        return rest.Length == 0 ? true : rest is ["without"] or ["not"] or ["dont"] or ["no"] && said.Words.Contains("book") ? false : null;
    }

    /// <summary>Books a visit, with the summary or without it, and keeps what was said to the question.</summary>
    /// <param name="turn">The turn in which the patient picked one of the two.</param>
    /// <param name="agreed">Whether the summary goes with the visit.</param>
    public static Decision Book(Turn turn, bool agreed)
    {
        var decision = BookingDialog.Start(agreed ? ScreeningDialog.Shared(turn) : ScreeningDialog.Withheld(turn));
        if (turn.State.Screening is not { Finished: true } finished)
            return decision;
        var answer = new ConsentAnswer(
            agreed ? ConsentDecision.Agreed : ConsentDecision.Declined, finished.ConsentAsked ?? Question(turn), turn.Say(agreed ? "screening.share-label" : "screening.book-only-label"));
        return decision is Decision.Done done ? new Decision.Done(done.Turn with { Consent = answer }) : decision;
    }

    /// <summary>Takes the summary out of every visit that is still to come, and says what became of it; where the schedule can't, that a person will.</summary>
    public static Decision Withdraw(Turn turn)
    {
        var request = new ScheduleRequest.Unshare();
        if (turn.Facts.ResultOf(request) is not { } result)
            return new Decision.Needs(request);

        if (result is ScheduleResult.Refused)
        {
            var refused = ScreeningDialog.Withheld(turn).Says("screening.unshared-staff", Outcome.Screening, "sharing", [turn.Choice(ChoiceAction.Staff)]);
            return new Decision.Done(refused.Turn with { Consent = new(ConsentDecision.Withdrawn, turn.State.Screening?.ConsentAsked, turn.Text) });
        }

        var (toCome, past) = result is ScheduleResult.Unshared unshared ? (unshared.ToCome, unshared.Past) : (0, 0);
        var pending = turn.State.Screening is { PendingSummaryShare: true };
        var key = pending ? "screening.unshared-booking" : toCome > 0 ? "screening.unshared" : past > 0 ? "screening.unshared-too-late" : "screening.unshared-nothing";
        var said = ScreeningDialog.Withheld(turn).Says(key, Outcome.Screening, "sharing", past > 0 && toCome == 0 && !pending ? [turn.Choice(ChoiceAction.Staff)] : []);
        return turn.State.Screening is { Finished: true } || toCome + past > 0
            ? new Decision.Done(said.Turn with { Consent = new(ConsentDecision.Withdrawn, turn.State.Screening?.ConsentAsked, turn.Text) })
            : said;
    }
}
