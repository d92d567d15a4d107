using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>What the patient hears while the schedule does not answer, and what comes of it later.</summary>
public sealed class UnansweredScheduleTests
{
    private readonly ImmutableArray<string> _details = ["book an evaluation tomorrow at 9am", "Ann Lee, 312 555 0137"];

    [Fact]
    public void Patient_who_asks_for_times_is_told_plainly_and_gets_them_once_the_schedule_answers()
    {
        var chat = new WholeChat { Silent = true };

        chat.Says("book an evaluation");
        Assert.StartsWith("I can't reach our calendar right now.", chat.Text, StringComparison.Ordinal);

        chat.Silent = false;
        chat.Hears(chat.Kept[^1].Request, new ScheduleResult.Free([]));
        Assert.StartsWith("Our calendar answers again. Here are the nearest free times.", chat.Text, StringComparison.Ordinal);
        Assert.Equal(BookingStep.Time, chat.State.Booking!.Step);
    }

    [Fact]
    public void Patient_who_asks_again_is_told_again_and_the_last_wish_counts()
    {
        var chat = new WholeChat { Silent = true };
        chat.Says("book an evaluation");
        chat.Says("next tuesday at 10am");
        Assert.StartsWith("Our calendar still does not answer.", chat.Text, StringComparison.Ordinal);

        chat.Silent = false;
        chat.Hears(chat.Kept[^1].Request, new ScheduleResult.Free([]));

        Assert.Contains("holding Tuesday, December 1 at 10:00 AM", chat.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_that_could_not_be_held_is_held_once_the_schedule_answers()
    {
        var chat = new WholeChat();
        chat.Says("book an evaluation");
        chat.Silent = true;
        chat.Taps(chat.State.Offered[0].Action);
        Assert.StartsWith("I can't reach our calendar right now.", chat.Text, StringComparison.Ordinal);

        chat.Silent = false;
        chat.Hears(chat.Kept[^1].Request, chat.Schedule.Perform(chat.Kept[^1].Request));

        Assert.StartsWith("Our calendar answers again.", chat.Text, StringComparison.Ordinal);
        Assert.Contains("I am holding Tuesday, November 24 at 9:00 AM", chat.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedule_that_falls_silent_again_before_the_times_are_told_is_not_told_twice()
    {
        var chat = new WholeChat { Silent = true };
        chat.Says("book an evaluation");

        chat.Hears(chat.Kept[^1].Request, new ScheduleResult.Free([]));

        Assert.Empty(chat.Last.Replies);
        Assert.NotNull(chat.State.Booking!.Waiting);
    }

    [Fact]
    public void Patient_who_went_on_to_something_else_is_not_shown_times()
    {
        var chat = new WholeChat { Silent = true };
        chat.Says("book an evaluation");
        chat.Says("stop");

        chat.Silent = false;
        chat.Hears(chat.Kept[0].Request, new ScheduleResult.Free([]));

        Assert.Empty(chat.Last.Replies);
    }

    [Fact]
    public void Confirmed_visit_that_the_schedule_did_not_take_is_not_said_to_be_booked_until_it_is()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");
        Assert.Contains("not booked yet", chat.Text, StringComparison.Ordinal);
        Assert.Contains("Wednesday, November 25 at 9:00 AM", chat.Text, StringComparison.Ordinal);

        chat.Silent = false;
        chat.Hears(chat.Kept[^1].Request, chat.Schedule.Perform(chat.Kept[^1].Request));

        Assert.StartsWith("Our calendar answers again, and your visit is booked.", chat.Text, StringComparison.Ordinal);
        Assert.IsType<Card.Appointment>(chat.Last.Replies[0].Card);
        Assert.Single(chat.Schedule.Appointments);
    }

    [Fact]
    public void Second_tap_on_confirm_keeps_no_second_request()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");
        chat.Taps("booking:confirm");

        Assert.StartsWith("I am still waiting for our calendar", chat.Text, StringComparison.Ordinal);
        Assert.Single(chat.Kept);
    }

    [Fact]
    public void Patient_cannot_book_past_a_request_that_is_kept_but_can_take_it_back()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");
        chat.Says("book an evaluation");
        Assert.StartsWith("I am still waiting for our calendar", chat.Text, StringComparison.Ordinal);

        chat.Says("Take it back");
        Assert.StartsWith("All right, I took your request back.", chat.Text, StringComparison.Ordinal);
        Assert.Null(chat.State.Booking!.Waiting);
    }

    [Fact]
    public void Visit_that_was_taken_meanwhile_is_replaced_without_asking_for_the_details_again()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");
        chat.Silent = false;

        var kept = (ScheduleRequest.Confirm)chat.Kept[^1].Request with { Reason = "sore since the move", PreferredContact = ContactBy.Text };
        chat.Hears(kept, new ScheduleResult.Taken());
        Assert.StartsWith("I'm sorry, that time was just taken.", chat.Text, StringComparison.Ordinal);

        chat.Taps(chat.Last.Replies[^1].Choices[0].Action);
        foreach (var detail in (string[])["Ann Lee", "sore since the move", "Text message"])
            Assert.Contains(detail, chat.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_that_comes_during_the_check_is_told_and_the_check_goes_on()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");
        chat.Says("start the check");
        var asked = chat.Last.Replies[^1];
        chat.Silent = false;

        chat.Hears(chat.Kept[^1].Request, chat.Schedule.Perform(chat.Kept[^1].Request));

        Assert.Equal(2, chat.Last.Replies.Length);
        Assert.Equal(ActiveDialog.Screening, chat.State.Active);
        Assert.Equal(asked.Choices, chat.State.Offered);
    }

    [Fact]
    public void Cancelling_that_the_schedule_did_not_take_is_told_when_it_is_done()
    {
        var chat = AtReview();
        chat.Says("Confirm");
        chat.Silent = true;
        chat.Says("cancel my appointment");
        chat.Says("Yes, cancel it");
        Assert.Contains("is not cancelled yet", chat.Text, StringComparison.Ordinal);

        chat.Silent = false;
        chat.Hears(chat.Kept[^1].Request, chat.Schedule.Perform(chat.Kept[^1].Request));
        Assert.Contains("is cancelled.", chat.Text, StringComparison.Ordinal);
        Assert.Null(chat.State.Booking!.Booked);
    }

    [Fact]
    public void What_the_clinic_changed_is_told()
    {
        var chat = AtReview();
        chat.Says("Confirm");
        var booked = chat.State.Booking!.Booked!;
        var find = new ScheduleRequest.Find(booked.Reference);

        var moved = booked with { Slot = booked.Slot with { Start = booked.Slot.Start.AddHours(2) }, Sequence = 1 };
        chat.Hears(find, new ScheduleResult.Booked(moved));
        Assert.StartsWith("Our clinic has moved your visit.", chat.Text, StringComparison.Ordinal);
        Assert.Equal(moved, chat.State.Booking!.Booked);

        chat.Hears(find, new ScheduleResult.Cancelled(moved));
        Assert.StartsWith("Our clinic has cancelled your visit on Wednesday, November 25 at 11:00 AM", chat.Text, StringComparison.Ordinal);
        Assert.Null(chat.State.Booking!.Booked);
    }

    [Fact]
    public void Request_that_the_schedule_never_takes_goes_to_staff()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");

        chat.Hears(chat.Kept[^1].Request, new ScheduleResult.Refused());

        Assert.StartsWith("I'm sorry, our calendar does not take this request.", chat.Text, StringComparison.Ordinal);
        Assert.Equal([new Alert("staff", "schedule-refused")], chat.Last.Alerts);
    }

    [Fact]
    public void Visit_that_the_schedule_takes_when_its_time_is_over_is_not_looked_forward_to()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");
        var answer = chat.Schedule.Perform(chat.Kept[^1].Request);
        chat.Schedule.Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(-6));

        chat.Hears(chat.Kept[^1].Request, answer);

        Assert.Equal("Our calendar did not answer until now, and Wednesday, November 25 at 9:00 AM Central time is over. I'm sorry. I can book a new time, or our staff can help.", chat.Text);
        Assert.Null(chat.State.Booking!.Booked);
        Assert.Empty(chat.Last.Notices);
        Assert.Equal([new Alert("staff", "schedule-too-late")], chat.Last.Alerts);
    }

    [Fact]
    public void Request_that_was_taken_back_while_its_answer_was_on_its_way_is_not_said_to_be_booked()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");
        chat.Says("Take it back");

        chat.Hears(chat.Kept[^1].Request, chat.Schedule.Perform(chat.Kept[^1].Request));

        Assert.Empty(chat.Last.Replies);
        Assert.Null(chat.State.Booking!.Booked);
    }

    [Fact]
    public void Visit_that_was_confirmed_in_a_turn_that_was_lost_is_told_and_not_asked_about_again()
    {
        var chat = AtReview();
        var confirm = ConfirmOf(chat);

        chat.Hears(confirm, chat.Schedule.Perform(confirm));

        Assert.StartsWith("Our calendar answers again, and your visit is booked.", Assert.Single(chat.Last.Replies).Text, StringComparison.Ordinal);
        Assert.Equal(ActiveDialog.None, chat.State.Active);
        Assert.Null(chat.State.Booking!.HoldId);
        Assert.NotNull(chat.State.Booking.Booked);
    }

    [Fact]
    public void Visit_that_was_told_already_is_not_told_again()
    {
        var chat = AtReview();
        var confirm = ConfirmOf(chat);
        chat.Says("Confirm");

        chat.Hears(confirm, chat.Schedule.Perform(confirm));

        Assert.Empty(chat.Last.Replies);
        Assert.NotNull(chat.State.Booking!.Booked);
    }

    [Fact]
    public void Patient_who_gave_a_visit_up_is_not_told_that_somebody_else_took_it()
    {
        var chat = AtReview();
        var confirm = ConfirmOf(chat);
        chat.Says("stop");

        chat.Hears(confirm, new ScheduleResult.Expired());

        Assert.Empty(chat.Last.Replies);
    }

    [Fact]
    public void After_a_warning_sign_the_answer_is_told_without_offers()
    {
        var chat = AtReview();
        chat.Silent = true;
        chat.Says("Confirm");
        chat.Says("I can't feel my saddle area and can't pee");
        Assert.Equal(Outcome.Emergency, chat.Last.Outcome);
        var offered = chat.State.Offered;
        chat.Silent = false;

        chat.Hears(chat.Kept[^1].Request, chat.Schedule.Perform(chat.Kept[^1].Request));

        Assert.Equal(offered, chat.State.Offered);
        Assert.NotNull(chat.State.SafeMode);
    }

    private static ScheduleRequest.Confirm ConfirmOf(WholeChat chat) => new(chat.State.Booking!.HoldId!, "Ann Lee", "+13125550137", null, null, null);

    private WholeChat AtReview()
    {
        var chat = new WholeChat();
        foreach (var message in _details)
            chat.Says(message);
        Assert.Equal(BookingStep.Review, chat.State.Booking!.Step);
        return chat;
    }

    [Fact]
    public void Patient_whose_time_was_taken_meanwhile_is_offered_times_of_the_clinician_that_they_asked_for()
    {
        var chat = new WholeChat(Clinic.Facts with { Clinicians = ImmutableDictionary<string, string>.Empty.Add("dr-one", "Dr. Ames").Add("dr-two", "Dr. Berg") });
        chat.Says("book a telehealth visit with Dr. Berg tomorrow at 9am");
        chat.Says("Ann Lee, 312 555 0137");
        chat.Silent = true;
        chat.Says("Confirm");

        chat.Silent = false;
        chat.Schedule.TakeElsewhere(new("telehealth", "dr-two", new(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(-6)), 30));
        chat.Hears(chat.Kept[^1].Request, new ScheduleResult.Expired());

        Assert.StartsWith("I'm sorry, that time was just taken.", chat.Text, StringComparison.Ordinal);
        Assert.Equal("dr-two", chat.State.Booking!.Clinician);
        Assert.NotEmpty(chat.State.Booking.Offered);
        Assert.All(chat.State.Booking.Offered, slot => Assert.Equal("dr-two", slot.Resource));
    }

    /// <summary>A patient and the whole decider, with a schedule that can fall silent.</summary>
    private sealed class WholeChat(ClinicFacts? clinic = null)
    {
        private readonly BotContent _content = Clinic.Content(clinic ?? Clinic.OneVisit);

        public FakeSchedule Schedule { get; } = new(clinic ?? Clinic.OneVisit);

        public bool Silent { get; set; }

        public List<(string Id, ScheduleRequest Request)> Kept { get; } = [];

        public ConversationState State { get; private set; } = new() { Greeted = true };

        public TurnResult Last { get; private set; } = null!;

        public string Text => Last.Replies[0].Text;

        public void Says(string text) => Decide(new Input.Said(text));

        public void Taps(string action) => Decide(new Input.Said("", action));

        public void Hears(ScheduleRequest request, ScheduleResult result) => Decide(new Input.ScheduleAnswered(request, result));

        private void Decide(Input input)
        {
            var facts = new Facts(Schedule.Now, []);
            while (Decider.Decide(_content, State, input, facts) is Decision.Needs(var request))
                facts = facts with { Answers = facts.Answers.Add(new(request, Perform(request))) };
            Last = ((Decision.Done)Decider.Decide(_content, State, input, facts)).Turn;
            State = Last.State;
        }

        private ScheduleResult Perform(ScheduleRequest request)
        {
            if (request is ScheduleRequest.Withdraw)
                return new ScheduleResult.Withdrawn();
            if (!Silent || request is ScheduleRequest.Release or ScheduleRequest.Find)
                return Schedule.Perform(request);
            Kept.Add(($"kept-{Kept.Count + 1}", request));
            return new ScheduleResult.Kept(Kept[^1].Id);
        }
    }
}
