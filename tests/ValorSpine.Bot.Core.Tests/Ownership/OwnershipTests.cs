using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Ownership;

public sealed class OwnershipTests
{
    private static readonly StaffPerson s_ann = new("Ann", "ann@clinic.example"), s_kim = new("Kim", "kim@clinic.example");

    [Fact]
    public void Who_asks_while_staff_are_there_waits_in_the_chat_and_is_told_who_answers()
    {
        var talk = Staffed().Says("can i talk to someone");

        Assert.Equal(HandOffReason.Asked, Assert.IsType<Owner.Waiting>(talk.State.Owner).Why);
        Assert.Contains("Until a person joins, you are with me, the automated assistant", talk.Text, StringComparison.Ordinal);
        Assert.Equal(Outcome.Answer, talk.Says("what is fibrin").Last.Outcome);
        Assert.IsType<Owner.Waiting>(talk.State.Owner);
    }

    [Fact]
    public void Who_asks_while_nobody_is_there_is_asked_for_a_contact()
    {
        var talk = Staffed().Waits(TimeSpan.FromHours(9)).Says("can i talk to someone");
        Assert.Contains("phone number or e-mail", talk.Text, StringComparison.Ordinal);

        talk.Says("Maria Lopez, 312 555 0142");

        var waiting = Assert.IsType<Owner.Waiting>(talk.State.Owner);
        Assert.Equal(("Maria Lopez", "+13125550142"), (waiting.Name, waiting.Contact));
        Assert.Contains("you are with me, the automated assistant", talk.Says("talk to a person").Text, StringComparison.Ordinal);
        Assert.Equal(waiting.Since, Assert.IsType<Owner.Waiting>(talk.State.Owner).Since);
    }

    [Fact]
    public void A_name_that_was_given_for_a_call_is_masked_also_after_the_chat_was_closed()
    {
        var talk = Staffed().Waits(TimeSpan.FromHours(9)).Says("can i talk to someone").Says("maria lopez, 312 555 0142");

        talk.Hears(new Input.StaffClosed());

        Assert.Null(talk.State.HandOff);
        Assert.Equal("[name 2] [name 3], [contact 1]", Masked.Of("maria lopez, 312 555 0142", talk.State).Text);
    }

    [Fact]
    public void A_person_joins_and_the_bot_is_silent_until_they_leave()
    {
        var talk = Staffed().Says("talk to a person").Hears(new Input.StaffTook(s_ann));
        Assert.Contains("Ann from our staff has joined this chat", talk.Text, StringComparison.Ordinal);

        Assert.Empty(talk.Says("what is fibrin").Last.Replies);
        Assert.Equal("Ann", talk.Hears(new Input.StaffSaid("Hello, how can I help?", s_ann)).Last.Replies.Single().Staff);

        talk.Hears(new Input.StaffReturned());
        Assert.Contains("You are with me again, the automated assistant", talk.Text, StringComparison.Ordinal);
        Assert.Equal(Outcome.Answer, talk.Says("what is fibrin").Last.Outcome);
    }

    [Fact]
    public void A_reminder_while_a_person_has_it_offers_nothing_that_the_bot_would_not_hear()
    {
        var talk = Staffed().Says("book a phone call tomorrow at 10").Says("Jo Smith 312 555 0142").Says("confirm");
        var visit = talk.State.Booking!.Booked!;

        talk.Says("talk to a person").Hears(new Input.StaffTook(s_ann)).Hears(new Input.ReminderDue(visit));

        Assert.Empty(Assert.Single(talk.Last.Replies).Choices);

        talk.Hears(new Input.ScheduleAnswered(new ScheduleRequest.Find(visit.Reference), new ScheduleResult.Booked(visit with { Sequence = 1 })));

        Assert.Empty(Assert.Single(talk.Last.Replies).Choices);
    }

    [Fact]
    public void Nobody_can_join_so_a_contact_that_is_left_then_is_taken()
    {
        var talk = Staffed().Says("talk to a person").Hears(new Input.StaffReturned()).Says("Jo Smith, 312 555 0142");

        Assert.Equal("+13125550142", talk.State.HandOff?.Contact);
    }

    [Fact]
    public void Who_has_it_is_told_when_it_is_asked()
    {
        var talk = Staffed().Says("talk to a person").Says("who is this?");
        Assert.Contains("I am the automated assistant", talk.Text, StringComparison.Ordinal);

        talk.Hears(new Input.StaffTook(s_ann)).Says("who is this?");
        Assert.Contains("You are writing with Ann", talk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_colleague_takes_over_and_the_one_before_can_no_longer_answer()
    {
        var talk = Staffed().Says("talk to a person").Hears(new Input.StaffTook(s_ann)).Hears(new Input.StaffTook(s_kim));
        Assert.Contains("Kim from our staff has this chat now, instead of Ann", talk.Text, StringComparison.Ordinal);

        Assert.Empty(talk.Hears(new Input.StaffSaid("Me too", s_ann)).Last.Replies);
        Assert.Equal(s_kim, Assert.IsType<Owner.Person>(talk.State.Owner).By);
    }

    [Fact]
    public void Two_of_the_same_name_are_two_persons()
    {
        var talk = Staffed().Hears(new Input.StaffTook(s_ann));

        Assert.Empty(talk.Hears(new Input.StaffSaid("Hi", s_ann with { Account = "ann2@clinic.example" })).Last.Replies);
    }

    [Fact]
    public void An_emergency_while_a_person_has_it_gets_its_reply_at_once_and_raises_the_alert()
    {
        var talk = Staffed().Hears(new Input.StaffTook(s_ann)).Says("I can't feel between my legs and I can't pee");

        Assert.Equal(Outcome.Emergency, talk.Last.Outcome);
        Assert.Equal("emergency", talk.Last.Alerts.Single().Kind);
        Assert.IsType<Owner.Person>(talk.State.Owner);
        Assert.Contains(talk.Hears(new Input.StaffSaid("Please call 911.", s_ann)).Last.Replies.Single().Choices, choice => choice.Action == ChoiceAction.Safe);
        Assert.NotNull(talk.State.SafeMode);
        Assert.Null(talk.Says("", ChoiceAction.Safe).State.SafeMode);
    }

    [Fact]
    public void Nobody_came_in_time_the_patient_is_told_and_asked_for_a_contact()
    {
        var talk = Staffed().Says("talk to a person").RunsOut();

        Assert.Equal(Talk.Now.AddMinutes(5), talk.Clock);
        Assert.Contains("Nobody from our staff has joined yet", talk.Text, StringComparison.Ordinal);
        Assert.Equal("+13125550142", Assert.IsType<Owner.Waiting>(talk.Says("312 555 0142").State.Owner).Contact);
        Assert.Contains("Our staff have gone for now", talk.RunsOut().Text, StringComparison.Ordinal);
        Assert.Equal(17, talk.Clock.Hour);
    }

    [Fact]
    public void Nobody_coming_does_not_take_a_dialog_away()
    {
        var talk = Staffed().Says("talk to a person").Says("book a visit");
        var labels = talk.Labels;

        talk.RunsOut();

        Assert.Equal(ActiveDialog.Booking, talk.State.Active);
        Assert.Equal(labels, talk.Labels);
    }

    [Fact]
    public void A_person_who_is_silent_loses_it_to_the_bot()
    {
        var talk = Staffed().Hears(new Input.StaffTook(s_ann)).Waits(TimeSpan.FromMinutes(4)).Says("are you there?");
        Assert.Equal(Talk.Now.AddMinutes(14), talk.State.Owner.Next!.DueAt);

        talk.RunsOut();

        Assert.IsType<Owner.Bot>(talk.State.Owner);
        Assert.Contains("Ann has not written for a while. You are with me again", talk.Text, StringComparison.Ordinal);
        Assert.IsType<Owner.Waiting>(talk.Says("yes").State.Owner);
    }

    [Fact]
    public void A_timer_that_was_overtaken_says_nothing()
    {
        var talk = Staffed().Says("talk to a person");
        var timer = talk.State.Owner.Next!;
        talk.Hears(new Input.StaffTook(s_ann)).Waits(TimeSpan.FromMinutes(5));

        Assert.Empty(talk.Hears(new Input.TimerRanOut(timer)).Last.Replies);
    }

    [Fact]
    public void A_closed_conversation_is_opened_by_the_next_message_and_the_bot_says_that_it_answers()
    {
        var talk = Staffed().Hears(new Input.StaffTook(s_ann)).Hears(new Input.StaffClosed());
        Assert.Contains("Ann has closed this chat", talk.Text, StringComparison.Ordinal);

        talk.Says("what is fibrin");

        Assert.IsType<Owner.Bot>(talk.State.Owner);
        Assert.StartsWith("Our staff had closed this chat. You are with me, the automated assistant.", talk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_conversation_of_who_wants_no_messages_is_kept_for_staff_and_opened_once_something_may_be_said()
    {
        var talk = Staffed().Hears(new Input.StaffTook(s_ann)).Hears(new Input.StaffClosed());

        talk.Hears(new Input.Said("what is fibrin") { Reach = Reach.Silent });
        Assert.Empty(talk.Last.Replies);
        talk.Hears(new Input.Said("start") { Reach = Reach.Resuming });

        Assert.IsType<Owner.Bot>(talk.State.Owner);
        Assert.StartsWith("Our staff had closed this chat.", talk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_no_longer_wants_a_person_says_so_with_a_button()
    {
        var talk = Staffed().Says("talk to a person").Says("I no longer need a person");

        Assert.IsType<Owner.Bot>(talk.State.Owner);
        Assert.Contains("off the list", talk.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is useless", HandOffReason.Upset)]
    [InlineData("what is the capital of france", HandOffReason.NoAnswer)]
    public void A_yes_to_the_offer_of_a_person_is_taken_with_what_led_to_it(string said, HandOffReason why)
    {
        var talk = Staffed().Says(said);
        Assert.Equal(ChoiceAction.Staff, talk.Last.Replies[^1].Choices[0].Action);

        Assert.Equal(why, Assert.IsType<Owner.Waiting>(talk.Says("yes please").State.Owner).Why);
    }

    [Fact]
    public void Two_failures_in_a_row_offer_a_person_and_say_when_one_is_there()
    {
        var talk = Staffed().Says("what is the capital of france").Says("who won the world cup");

        Assert.Contains("talk to a person? Our staff are here now, until 5:00 PM.", talk.Text, StringComparison.Ordinal);
        Assert.Equal(HandOffReason.NotUnderstood, Assert.IsType<Owner.Waiting>(talk.Says("yes").State.Owner).Why);
    }

    private static Talk Staffed() => new(StaffedClinic.Content);
}
