using System.Globalization;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Takes the answer to the question about what does not fit.</summary>
internal static class SettlingContradictions
{
    /// <summary>Takes the answer to the question about what does not fit. Null where it is no clear answer to it.</summary>
    public static Decision.Done? Settle(Turn turn, ScreeningState state, AnswerReading reading) => reading switch
    {
        AnswerReading.Understood { Values: [AnswerValue.Coded coded] } => Settled(turn, state, Contradictions.SettlementOf(turn, state, int.Parse(coded.Code, CultureInfo.InvariantCulture))),
        AnswerReading.Unsure or AnswerReading.Declined => Settled(turn, state, new([], null)),
        _ => null,
    };

    public static Decision.Done Settled(Turn turn, ScreeningState state, Settlement settlement)
    {
        var settled = state with { Checking = null, Claim = null };
        if (settlement.Again is { } again && turn.Content.Screenings.Of(state).Find(again) is { } question)
            return ChangingAnswers.Change(turn, settled, question);
        if (settlement.Sets.IsEmpty)
            return Progress.Advance(turn, settled, turn.Say("screening.settled-kept"));
        var shown = string.Join("; ", settlement.Sets.Select(answer => ScreeningReplies.Shown(turn, answer)));
        return Progress.Advance(turn, settlement.Sets.Aggregate(settled, (now, answer) => ScreeningTurn.With(turn, now, answer)), turn.Say("screening.settled-changed", ("answer", shown)));
    }
}
