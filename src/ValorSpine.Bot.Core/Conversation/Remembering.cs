using System.Collections.Immutable;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>What is left of a turn once it is decided: who was greeted, what was offered and said last, what is counted.</summary>
internal static class Remembering
{
    /// <param name="turn">The turn.</param>
    /// <param name="decide">Decides it.</param>
    /// <param name="greets">Whether the patient has been greeted afterwards.</param>
    /// <param name="introduces">Whether whoever was not greeted yet is greeted beside what is said; after guidance, which nothing may hold up.</param>
    public static Decision Finish(Turn turn, Func<Turn, Decision> decide, bool greets, bool introduces = false)
    {
        var decision = decide(turn);
        if (decision is not Decision.Done { Turn: var result })
            return decision;
        if (Rewording.Of(turn, result) is var (request, reworded) && request is not null)
            return new Decision.NeedsModel(request);

        var speaking = turn with { InSpanish = reworded.Replies is [{ Language: SpanishText.Language }, ..] };
        result = ConsentToModel.Asking(turn, Manners.WithFiles(turn, OfferedPerson.Offering(speaking, reworded)));
        // A dialog counts by itself what it did not understand; anything else that is understood begins the count again.
        var understood = result.Outcome is not (Outcome.Abstain or Outcome.Clarify) && result.State.Misunderstood <= turn.State.Misunderstood;
        // The rest of a reply, or a word about messages as such, leaves what was said before it as it stood.
        var stands = result.Replies is [{ Part: > 1 }, ..] or [] || result.Why.DecidedBy == Reached.Decided;
        ImmutableArray<Reply> introduction = introduces && !turn.State.Greeted && !result.Replies.IsEmpty ? [Manners.Introduction(turn)] : [];
        return new Decision.Done(result with
        {
            State = result.State with
            {
                Greeted = turn.State.Greeted || greets,
                Offered = stands ? turn.State.Offered : result.Replies[^1].Choices,
                Last = stands ? result.State.Last : result.Replies is [{ Staff: null }, ..] ? result.Replies : turn.State.Last,
                ListRead = Rest.ListRead(turn.State, turn.Facts),
                Misunderstood = understood ? 0 : result.State.Misunderstood,
                Asked = AskedBefore.After(turn, result),
                Mentioned = Mentioned.After(turn, result),
                Released = result.State.Released is { } over && over == turn.State.Released ? over with { Repeats = over.Repeats + 1 } : result.State.Released,
                Interrupted = result.State.Active == ActiveDialog.None ? result.State.Interrupted : null,
                Names = Masked.NamesAfter(turn.State, result.State),
            },
            Replies = result.Outcome is Outcome.Emergency or Outcome.Crisis ? [.. result.Replies, .. introduction] : [.. introduction, .. result.Replies],
            Why = result.Why.Safety.IsEmpty ? result.Why with { Safety = turn.Safety.Findings } : result.Why,
        });
    }
}
