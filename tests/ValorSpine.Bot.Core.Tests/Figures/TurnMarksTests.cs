using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.Tests.Figures;

public sealed class TurnMarksTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));

    [Fact]
    public void What_a_patient_says_counts_with_what_it_came_to() => Assert.Equal(["said", "abstain"], Marks(new(), Turn(new(), Outcome.Abstain)));

    [Fact]
    public void What_nobody_said_counts_no_outcome() =>
        Assert.Empty(TurnMarks.Of(new(), new Input.Started(), Turn(new(), Outcome.Smalltalk), s_now));

    [Fact]
    public void A_person_who_takes_it_counts_with_the_wait()
    {
        var waiting = new ConversationState { Owner = new Owner.Waiting(s_now.AddMinutes(-3), HandOffReason.Asked) };
        var taken = new ConversationState { Owner = new Owner.Person(new("Ann", "ann"), s_now, s_now) };

        Assert.Equal([new TurnMark("taken"), new("waited", 180)], TurnMarks.Of(waiting, new Input.StaffTook(new("Ann", "ann")), Turn(taken, Outcome.Staff), s_now));
        Assert.Contains("person", Marks(new(), Turn(waiting, Outcome.Staff)));
        Assert.DoesNotContain("person", Marks(waiting, Turn(waiting, Outcome.Staff)));
    }

    [Fact]
    public void Each_question_of_a_check_counts_when_it_is_asked()
    {
        var first = new ConversationState { Screening = new() { Current = "q1", StartedAt = s_now } };
        var second = new ConversationState { Screening = new() { Current = "q2", StartedAt = s_now } };

        Assert.Equal(["said", "check.begun", "check.at:q1"], Marks(new(), Turn(first, Outcome.Screening)));
        Assert.Equal(["said"], Marks(first, Turn(first, Outcome.Screening)));
        Assert.Equal(["said", "check.at:q2"], Marks(first, Turn(second, Outcome.Screening)));
    }

    [Fact]
    public void A_visit_counts_when_it_is_booked_and_not_again_when_it_is_moved()
    {
        Assert.Contains("visit.booked", Marks(new(), Turn(With(changes: 0), Outcome.Booking)));
        // By then the dialog may have forgotten what it booked, or it was another conversation that did.
        Assert.DoesNotContain("visit.booked", Marks(new(), Turn(With(changes: 1), Outcome.Booking)));

        static ConversationState With(int changes) => new()
        {
            Booking = new() { Booked = new("VSK7Q2", new("evaluation", "clinician-1", s_now.AddDays(2), 60), "Maria Lopez", "+13125550142", Email: null, "k", changes) },
        };
    }

    [Theory]
    [InlineData(BookingPurpose.Book, true)]
    [InlineData(BookingPurpose.Move, false)]
    [InlineData(BookingPurpose.Cancel, false)]
    public void Only_who_wants_a_new_visit_begins_to_book(BookingPurpose purpose, bool counts)
    {
        var begun = new ConversationState { Active = ActiveDialog.Booking, Booking = new() { Purpose = purpose, Step = BookingStep.Time } };

        Assert.Equal(counts, Marks(new(), Turn(begun, Outcome.Booking)).Contains("visit.begun"));
    }

    private static string[] Marks(ConversationState before, TurnResult turn) => [.. TurnMarks.Of(before, new Input.Said("hello"), turn, s_now).Select(mark => mark.Name)];

    private static TurnResult Turn(ConversationState state, Outcome outcome) => new() { State = state, Outcome = outcome, Replies = [new() { Text = "Hello." }] };
}
