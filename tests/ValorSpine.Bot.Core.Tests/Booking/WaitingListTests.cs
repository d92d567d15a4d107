using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>What patients hear who wait for a time: joining, a time that opens up, leaving.</summary>
public sealed class WaitingListTests
{
    private const string Details = "jo smith 312 555 0137";

    private static DateTimeOffset At(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.FromHours(-6));

    [Fact]
    public void Patient_whom_no_time_suits_joins_with_name_and_phone_and_hears_the_place()
    {
        var patient = new Patient().Fill(24, 25);
        patient.Says("book an evaluation");
        Assert.Contains("Wait for an earlier time", patient.Labels);

        patient.Says("wait for an earlier time");
        Assert.Contains("waiting list for any day, before Friday, November 27 at 9:00 AM Central time", patient.Text, StringComparison.Ordinal);
        patient.Says(Details);

        Assert.StartsWith("You are on the waiting list. You are first in line.", patient.Text, StringComparison.Ordinal);
        Assert.Contains("I can't promise", patient.Text, StringComparison.Ordinal);
        var entry = Assert.Single(patient.Schedule.Listed);
        Assert.Equal(("Jo Smith", "+13125550137", At(11, 27, 9)), (entry.Name, entry.Phone, entry.Wish.Ends));
        Assert.Equal((ActiveDialog.None, 0), (patient.State.Active, patient.Schedule.Held));
    }

    [Theory]
    [InlineData(1, "One person is in line before you.")]
    [InlineData(4, "4 people are in line before you.")]
    public void Place_is_said_as_it_is(int ahead, string said)
    {
        var patient = new Patient().Fill(24, 25);
        patient.Schedule.Ahead = ahead;
        patient.Says("book an evaluation").Says("wait for an earlier time").Says(Details);
        Assert.Contains(said, patient.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("call me if something opens up")]
    [InlineData("put me on the waiting list please")]
    [InlineData("can you let me know if someone cancels?")]
    public void Patient_who_says_so_in_words_waits_for_the_days_and_times_that_were_asked_for(string words)
    {
        var patient = new Patient().Fill(30);
        patient.Says("book an evaluation on monday the 30th in the morning");
        Assert.StartsWith("I have nothing free for Monday, November 30", patient.Text, StringComparison.Ordinal);

        patient.Says(words).Says(Details);

        Assert.Contains("You stay on the list until Monday, November 30.", patient.Text, StringComparison.Ordinal);
        var wish = Assert.Single(patient.Schedule.Listed).Wish;
        Assert.Equal((new DateOnly(2026, 11, 30), new DateOnly(2026, 11, 30)), (wish.When.From, wish.When.To));
        Assert.True(wish.Fits(Clinic.OneVisit, new("evaluation", "dr-one", At(11, 30, 9), 60)));
        Assert.False(wish.Fits(Clinic.OneVisit, new("evaluation", "dr-one", At(11, 30, 14), 60)));
        Assert.False(wish.Fits(Clinic.OneVisit, new("evaluation", "dr-one", At(12, 1, 9), 60)));
    }

    [Fact]
    public void Patient_who_asks_to_wait_before_anything_was_looked_for_sees_first_what_is_free()
    {
        var patient = new Patient();
        patient.Says("put me on the waiting list");
        Assert.StartsWith("Let me show you what is free first.", patient.Text, StringComparison.Ordinal);
        Assert.Equal(BookingStep.Time, patient.State.Booking!.Step);
        Assert.Empty(patient.Schedule.Listed);
    }

    [Fact]
    public void Patient_who_cannot_come_on_one_day_waits_for_the_others()
    {
        var patient = new Patient().Fill(24, 25);
        patient.Says("book an evaluation").Says("put me on the waiting list, any day but the 26th").Says(Details);

        Assert.StartsWith("You are on the waiting list.", patient.Text, StringComparison.Ordinal);
        Assert.Equal([new DaySpan(new(2026, 11, 26), new(2026, 11, 26))], Assert.Single(patient.Schedule.Listed).Wish.When.Without);
    }

    [Fact]
    public void Wishes_that_say_the_same_are_the_same()
    {
        var now = At(11, 23, 9);
        Assert.Equal(WhenWanted.Parse("any day but the 26th", now), WhenWanted.Parse("any day but the 26th", now));
        Assert.NotEqual(WhenWanted.Parse("any day but the 26th", now), WhenWanted.Parse("any day but the 27th", now));
    }

    [Fact]
    public void Nobody_waits_for_what_is_free()
    {
        var patient = new Patient();
        patient.Says("book an evaluation on monday the 30th").Says("later").Says("put me on the waiting list for monday the 30th");
        Assert.StartsWith("These times are free right now.", patient.Text, StringComparison.Ordinal);
        Assert.Contains("Mon, Nov 30, 9:00 AM", patient.Labels);
        Assert.Empty(patient.Schedule.Listed);
    }

    [Fact]
    public void Nobody_waits_for_a_closed_day()
    {
        var patient = new Patient();
        patient.Says("book an evaluation on sunday").Says("put me on the waiting list");
        Assert.StartsWith("We see no patients at a time like that", patient.Text, StringComparison.Ordinal);
        Assert.Empty(patient.Schedule.Listed);
    }

    [Fact]
    public void Patient_who_is_offered_the_soonest_times_hears_that_there_are_none_before()
    {
        var patient = new Patient();
        patient.Says("book an evaluation").Says("put me on the waiting list");
        Assert.StartsWith("These are the soonest times that we have.", patient.Text, StringComparison.Ordinal);
        Assert.Empty(patient.Schedule.Listed);
    }

    [Fact]
    public void Patient_who_has_a_visit_waits_for_an_earlier_one_without_being_asked_anything()
    {
        var patient = new Patient().Fill(24, 25).Books();
        patient.Says("Wait for an earlier time");

        Assert.StartsWith("You are on the waiting list.", patient.Text, StringComparison.Ordinal);
        Assert.Contains("Your visit on Friday, November 27 at 9:00 AM Central time stays as it is.", patient.Text, StringComparison.Ordinal);
        var entry = Assert.Single(patient.Schedule.Listed);
        Assert.Equal((patient.State.Booking!.Booked!.Reference, At(11, 27, 9), "Jo Smith"), (entry.Reference, entry.Wish.Ends, entry.Name));
    }

    [Fact]
    public void Freed_time_that_is_taken_moves_the_visit_and_does_not_double_it()
    {
        var patient = new Patient().Fill(24, 25).Books();
        patient.Says("Wait for an earlier time").Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10));
        Assert.StartsWith("A time has opened up: Evaluation at the clinic, Wednesday, November 25 at 10:00 AM Central time. I am holding it for you until 9:00 AM.", patient.Text, StringComparison.Ordinal);
        Assert.Contains("your visit on Friday, November 27 at 9:00 AM Central time moves to it", patient.Text, StringComparison.Ordinal);

        patient.Says("I'll take it");

        Assert.StartsWith("Your visit is moved.", patient.Text, StringComparison.Ordinal);
        Assert.Equal(At(11, 25, 10), Assert.Single(patient.Schedule.Appointments.Values).Slot.Start);
        Assert.Empty(patient.Schedule.Listed);
        Assert.Empty(patient.State.Booking!.Places);
    }

    [Fact]
    public void Visit_that_was_cancelled_from_another_chat_is_not_moved_but_booked_anew()
    {
        var patient = new Patient().Fill(24, 25).Books();
        patient.Says("Wait for an earlier time").Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10));
        Assert.Contains("moves to it", patient.Text, StringComparison.Ordinal);
        patient.Schedule.Appointments.Clear();

        patient.Says("I'll take it");

        Assert.StartsWith("You're booked.", patient.Text, StringComparison.Ordinal);
        Assert.Equal(At(11, 25, 10), Assert.Single(patient.Schedule.Appointments.Values).Slot.Start);
    }

    [Fact]
    public void Visit_that_was_moved_from_another_chat_moves_from_where_it_is()
    {
        var patient = new Patient().Fill(24, 25).Books();
        patient.Says("Wait for an earlier time");
        patient.Schedule.MoveElsewhere(At(12, 2, 14));
        patient.Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10));
        Assert.Contains("your visit on Wednesday, December 2 at 2:00 PM Central time moves to it", patient.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_that_has_ended_is_no_longer_spoken_of()
    {
        var patient = new Patient().Fill(24, 25, 30).Joins();
        patient.Says("book an evaluation");
        Assert.DoesNotContain("Wait for an earlier time", patient.Labels);
        patient.Says("stop");

        patient.Schedule.Now = At(11, 27, 10);
        patient.Says("book an evaluation on monday the 30th");

        Assert.Contains("Wait for an earlier time", patient.Labels);
    }

    [Fact]
    public void Freed_time_that_is_taken_without_a_visit_is_booked_with_the_details_given_before()
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10));
        Assert.Contains("I book it for Jo Smith, (312) 555-0137.", patient.Text, StringComparison.Ordinal);
        patient.Says("Take this time");
        Assert.StartsWith("You're booked.", patient.Text, StringComparison.Ordinal);
        var made = Assert.Single(patient.Schedule.Appointments.Values);
        Assert.Equal(("Jo Smith", "+13125550137", At(11, 25, 10)), (made.Name, made.Phone, made.Slot.Start));
    }

    [Fact]
    public void Notice_of_a_freed_time_says_when_and_nothing_of_the_visit()
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10));
        var notice = Assert.Single(patient.Last.Notices);
        Assert.Equal(("offer", "+13125550137"), (notice.Template, notice.To.Address));
        Assert.Equal(["until", "when"], notice.Values.Keys.Order());
    }

    [Theory]
    [InlineData("pass")]
    [InlineData("no thanks")]
    public void Freed_time_that_is_passed_on_is_held_no_longer_and_the_place_is_kept(string words)
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10));
        patient.Says(words);
        Assert.StartsWith("All right, that time goes to the next person.", patient.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), (patient.Schedule.Held, patient.Schedule.Listed.Count));
        Assert.Empty(patient.Schedule.Appointments);
    }

    [Fact]
    public void Offer_that_went_to_the_next_person_is_not_booked()
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10));
        patient.Schedule.Now += TimeSpan.FromMinutes(61);
        patient.Schedule.TakeElsewhere(new("evaluation", "dr-one", At(11, 25, 10), 60));
        patient.Says("Take this time");
        Assert.StartsWith("I'm sorry, that time was just taken.", patient.Text, StringComparison.Ordinal);
        Assert.Empty(patient.Schedule.Appointments);
        Assert.Single(patient.Schedule.Listed);
    }

    [Fact]
    public void Card_of_an_earlier_offer_takes_nothing()
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10), "first");
        var old = patient.State.Offered[0].Action;
        patient.Says("Pass").Frees(At(11, 25, 13)).IsOffered(At(11, 25, 13), "second");
        patient.Taps(old);
        Assert.StartsWith("That offer is over. You are still on the waiting list.", patient.Text, StringComparison.Ordinal);
        Assert.Empty(patient.Schedule.Appointments);
    }

    [Fact]
    public void Nothing_is_offered_while_a_warning_sign_stands()
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10));
        patient.Says("I can't control my bladder and my groin is numb");
        Assert.NotNull(patient.State.SafeMode);
        patient.IsOffered(At(11, 25, 10));
        Assert.Empty(patient.Last.Replies);
        Assert.Empty(patient.Last.Notices);
    }

    [Fact]
    public void Freed_time_that_is_not_earlier_than_the_visit_is_not_told()
    {
        var patient = new Patient().Fill(24, 25).Joins().Books();
        patient.Frees(At(11, 25, 10)).IsOffered(At(11, 27, 13));
        Assert.Empty(patient.Last.Replies);
    }

    [Fact]
    public void Words_that_answer_the_check_do_not_give_an_offered_time_away()
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10));
        patient.Says("start the check");
        patient.IsOffered(At(11, 25, 10));

        patient.Says("skip");

        Assert.NotNull(patient.State.Booking!.Offer);
    }

    [Fact]
    public void Check_that_was_interrupted_by_an_offer_goes_on_after_it()
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10));
        patient.Says("start the check");
        patient.IsOffered(At(11, 25, 10));
        Assert.StartsWith("A time has opened up", patient.Last.Replies[0].Text, StringComparison.Ordinal);
        Assert.Equal(ActiveDialog.Screening, patient.State.Active);

        patient.Says("Take this time");

        Assert.StartsWith("You're booked.", patient.Last.Replies[0].Text, StringComparison.Ordinal);
        Assert.Equal(ActiveDialog.Screening, patient.State.Active);
        Assert.StartsWith("Now back to the check.", patient.Last.Replies[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leave the waiting list")]
    [InlineData("please take me off the waitlist")]
    public void Patient_leaves_the_list_in_words_and_nothing_stays_held(string words)
    {
        var patient = new Patient().Fill(24, 25).Joins().Frees(At(11, 25, 10)).IsOffered(At(11, 25, 10));
        patient.Says(words);
        Assert.StartsWith("You are no longer on the waiting list.", patient.Text, StringComparison.Ordinal);
        Assert.Empty(patient.Schedule.Listed);
        Assert.Equal(0, patient.Schedule.Held);
    }

    [Fact]
    public void Patient_who_is_not_on_the_list_hears_that() =>
        Assert.StartsWith("You are not on the waiting list.", new Patient().Says("leave the waiting list").Text, StringComparison.Ordinal);

    [Fact]
    public void Joining_that_is_stopped_leaves_nothing()
    {
        var patient = new Patient().Fill(24, 25);
        patient.Says("book an evaluation").Says("wait for an earlier time").Says("never mind");
        Assert.StartsWith("All right, I stopped. You are not on the waiting list", patient.Text, StringComparison.Ordinal);
        Assert.Empty(patient.Schedule.Listed);
    }

    [Fact]
    public void Day_that_is_named_while_joining_looks_for_that_day_instead()
    {
        var patient = new Patient().Fill(24, 25);
        patient.Says("book an evaluation").Says("wait for an earlier time").Says("monday the 30th at 10am");
        Assert.Contains("I am holding Monday, November 30 at 10:00 AM", patient.Text, StringComparison.Ordinal);
        patient.Says(Details).Says("Confirm");
        Assert.Single(patient.Schedule.Appointments);
    }

    /// <summary>A patient who talks to the whole bot, with a schedule in which days can be full.</summary>
    private sealed class Patient
    {
        private readonly BotContent _content = Clinic.Content(Clinic.OneVisit);

        public FakeSchedule Schedule { get; } = new(Clinic.OneVisit);

        public ConversationState State { get; private set; } = new() { Greeted = true };

        public TurnResult Last { get; private set; } = null!;

        public string Text => Last.Replies[0].Text;

        public ImmutableArray<string> Labels => [.. Last.Replies[^1].Choices.Select(choice => choice.Label)];

        /// <summary>Everything on these days of November is taken by others.</summary>
        public Patient Fill(params int[] days)
        {
            foreach (var hour in days.SelectMany(_ => new[] { 9, 10, 11, 13, 14, 15, 16 }, (day, hour) => At(11, day, hour)))
                Schedule.TakeElsewhere(new("evaluation", "dr-one", hour, 60));
            return this;
        }

        public Patient Frees(DateTimeOffset start)
        {
            Schedule.GiveElsewhere(start);
            return this;
        }

        public Patient Joins() => Says("book an evaluation").Says("wait for an earlier time").Says(Details);

        public Patient Books() => Says("book an evaluation on friday the 27th at 9am").Says(Details).Says("Confirm");

        public Patient Says(string text) => Decide(new Input.Said(text));

        public Patient Taps(string action) => Decide(new Input.Said("", action));

        /// <summary>The keeper of the list holds a time for the patient.</summary>
        public Patient IsOffered(DateTimeOffset start, string id = "o1")
        {
            var slot = new Slot("evaluation", "dr-one", start, 60);
            var until = Schedule.Now.AddMinutes(60);
            var held = (ScheduleResult.Held)Schedule.Perform(new ScheduleRequest.Hold(slot) { Until = until });
            return Decide(new Input.SlotOffered(new(id, Schedule.Listed[0], slot, held.HoldId, held.Until)));
        }

        private Patient Decide(Input input)
        {
            var facts = new Facts(Schedule.Now, []);
            while (Decider.Decide(_content, State, input, facts) is Decision.Needs(var request))
                facts = facts with { Answers = facts.Answers.Add(new(request, Schedule.Perform(request))) };
            Last = ((Decision.Done)Decider.Decide(_content, State, input, facts)).Turn;
            State = Last.State;
            return this;
        }
    }
}
