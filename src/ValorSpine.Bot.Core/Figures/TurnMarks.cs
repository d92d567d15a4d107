using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.Figures;

/// <summary>Something that a turn is counted by.</summary>
/// <param name="Name">One of <see cref="TurnMarks"/>.</param>
/// <param name="Count">How often; seconds for <see cref="TurnMarks.Waited"/>.</param>
public readonly record struct TurnMark(string Name, long Count = 1);

/// <summary>What of a turn is counted for the figures: names of what happened, nothing of what was said.</summary>
public static class TurnMarks
{
    /// <summary>The patient said or picked something.</summary>
    public const string Said = "said";

    /// <summary>The conversation was to go to a person, or a person took it.</summary>
    public const string Person = "person";

    /// <summary>A person took a conversation that waited.</summary>
    public const string Taken = "taken";

    /// <summary>How many seconds a patient waited until then.</summary>
    public const string Waited = "waited";

    /// <summary>A check was begun, and one was finished.</summary>
    public const string CheckBegun = "check.begun", CheckDone = "check.done";

    /// <summary>Before the question of a check that was asked.</summary>
    public const string CheckAt = "check.at:";

    /// <summary>Booking was begun, and a visit booked; to cancel or move one is neither.</summary>
    public const string BookingBegun = "visit.begun", Booked = "visit.booked";

    /// <summary>The patient found an answer helpful, or not. Counted on the day when it was marked first; a mark that is changed counts as what it is now.</summary>
    public const string Helpful = "helpful", NotHelpful = "not-helpful";

    private static readonly ImmutableHashSet<Outcome> s_counted = [Outcome.Answer, Outcome.Clarify, Outcome.Abstain, Outcome.Advice, Outcome.Emergency, Outcome.Crisis];

    /// <summary>The mark of an outcome.</summary>
    public static string Of(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    /// <summary>What one turn is counted by.</summary>
    /// <param name="before">The conversation before it.</param>
    /// <param name="input">What arrived.</param>
    /// <param name="turn">What was decided.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<TurnMark> Of(ConversationState before, Input input, TurnResult turn, DateTimeOffset now)
    {
        var after = turn.State;
        if (input is Input.Said)
        {
            yield return new(Said);
            if (!turn.Replies.IsEmpty && s_counted.Contains(turn.Outcome))
                yield return new(Of(turn.Outcome));
        }

        if (before.Owner is not (Owner.Waiting or Owner.Person) && after.Owner is Owner.Waiting or Owner.Person)
            yield return new(Person);
        if (before.Owner is Owner.Waiting { Since: var since } && after.Owner is Owner.Person)
        {
            yield return new(Taken);
            yield return new(Waited, Math.Max(0, (long)(now - since).TotalSeconds));
        }

        if (after.Screening is { Finished: false } running)
        {
            if (before.Screening is null or { Finished: true })
                yield return new(CheckBegun);
            if (running.Current is { } asked && (before.Screening?.Current != asked || before.Screening.Finished))
                yield return new(CheckAt + asked);
        }

        if (turn.Screening is not null)
            yield return new(CheckDone);
        if (before.Active != ActiveDialog.Booking && after is { Active: ActiveDialog.Booking, Booking.Purpose: BookingPurpose.Book })
            yield return new(BookingBegun);
        // One that was moved was booked before, and counted then.
        if (after.Booking?.Booked is { Sequence: 0 } booked && before.Booking?.Booked?.Reference != booked.Reference)
            yield return new(Booked);
    }
}
