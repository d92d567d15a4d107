using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Tests.Booking;

namespace ValorSpine.Bot.Core.Tests.Notices;

public sealed class NoticeTests
{
    private const string Details = "Ann Lee, 312 555 0137, ann@example.org, my back hurts";

    [Fact]
    public void A_visit_that_is_booked_is_told_and_reminded_of_a_day_before()
    {
        var chat = Booked(1);
        var notices = chat.Last.Notices;

        Assert.Equal(
            [("booked", NoticeWay.Email), ("reminder", NoticeWay.Chat), ("reminder", NoticeWay.Email)], notices.Select(notice => (notice.Template, notice.To.Way)));
        var visit = chat.Booking.Booked!;
        Assert.All(notices, notice => Assert.Equal(new NoticeSubject(visit.Reference, 0), notice.About));
        Assert.All(notices[1..], notice => Assert.Equal(visit.Slot.Start.AddDays(-1), notice.DueAt));
        Assert.Equal(3, notices.Select(notice => notice.Key).Distinct().Count());
    }

    [Fact]
    public void A_visit_that_is_nearer_than_that_is_not_reminded_of() => Assert.Equal("booked", Assert.Single(Booked(0).Last.Notices).Template);

    [Theory]
    [InlineData(null, null, NoticeWay.Email | NoticeWay.Phone, NoticeWay.Phone)]
    [InlineData(null, "ann@example.org", NoticeWay.Email | NoticeWay.Phone, NoticeWay.Email)]
    [InlineData(ContactBy.Text, "ann@example.org", NoticeWay.Email | NoticeWay.Phone, NoticeWay.Phone)]
    [InlineData(ContactBy.Text, "ann@example.org", NoticeWay.Email, NoticeWay.Email)]
    [InlineData(ContactBy.Call, "ann@example.org", NoticeWay.Phone, NoticeWay.Phone)]
    [InlineData(ContactBy.Text, "ann@example.org", NoticeWay.None, NoticeWay.Phone)]
    public void A_notice_goes_where_the_patient_likes_to_be_reached_else_where_it_can(ContactBy? likes, string? email, NoticeWay open, NoticeWay way)
    {
        var to = NoticeAddress.Of(likes, email, "+13125550137", open);
        Assert.Equal(new NoticeAddress(way, way == NoticeWay.Email ? email! : "+13125550137"), to);
    }

    [Fact]
    public void Nothing_in_a_notice_tells_about_health()
    {
        var values = Booked(1).Last.Notices.SelectMany(notice => notice.Values).ToArray();
        Assert.All(values, value => Assert.Contains(value.Key, (string[])["when", "where", "reference"]));
        Assert.DoesNotContain(values, value => value.Value.Contains("back", StringComparison.OrdinalIgnoreCase) || value.Value.Contains("valuation", StringComparison.Ordinal));
    }

    [Fact]
    public void Moving_and_cancelling_are_told_too()
    {
        var chat = Booked(1).StartsMove("move my appointment to friday at 2pm").Says("yes");
        Assert.Equal("moved", chat.Last.Notices[0].Template);
        Assert.Equal(1, chat.Last.Notices[0].About!.Sequence);
        chat.StartsCancel().Says("yes");
        Assert.Equal("cancelled", Assert.Single(chat.Last.Notices).Template);
        Assert.Equal(2, chat.Last.Notices[0].About!.Sequence);
    }

    [Fact]
    public void A_mail_is_promised_only_where_one_can_be_sent()
    {
        Assert.DoesNotContain("email you", Booked(0).Text, StringComparison.Ordinal);
        var mailing = new Chat(Clinic.OneVisit with { NoticeWays = NoticeWay.Chat | NoticeWay.Email }).Starts().PicksTime(0).Says(Details).Says("yes");
        Assert.Contains("We will email you this, too.", mailing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reminder_says_when_and_takes_a_confirmation()
    {
        var chat = Booked(1);
        var (state, reply) = Remind(chat, chat.State);

        Assert.Contains("A reminder: your visit is on Wednesday, November 25", reply.Text, StringComparison.Ordinal);
        Assert.Equal(["Confirm", "Change the time", "Cancel the visit"], reply.Choices.Select(choice => choice.Label));
        var confirmed = Says(chat, state, "C");
        Assert.Contains("Thank you, that is noted", confirmed.Replies[0].Text, StringComparison.Ordinal);
        Assert.Contains(chat.Schedule.Asked, request => request is ScheduleRequest.Attend);
        Assert.Equal(BookingStep.CancelReview, Says(chat, state, "cancel").State.Booking!.Step);
        Assert.Equal(BookingPurpose.Move, Says(chat, state, "move").State.Booking!.Purpose);
    }

    [Fact]
    public void A_reminder_offers_nothing_while_safety_has_the_floor()
    {
        var chat = Booked(1);
        var urgent = Says(chat, chat.State, "I can't feel my saddle area and I can't pee").State;
        Assert.NotNull(urgent.SafeMode);

        var (state, reply) = Remind(chat, urgent);

        Assert.Equal("A reminder: your visit is on Wednesday, November 25 at 9:00 AM Central time.", reply.Text);
        Assert.Equal(urgent.Offered, reply.Choices);
        Assert.NotNull(state.SafeMode);
    }

    [Fact]
    public void A_reminder_leaves_a_dialog_its_question()
    {
        var chat = Booked(1);
        var asked = Says(chat, chat.State, "talk to a person").State;
        var (state, _) = Remind(chat, asked);
        Assert.Equal(ActiveDialog.HandOff, state.Active);
        Assert.Equal(2, state.Last.Length);
    }

    [Fact]
    public void A_visit_that_was_moved_since_the_reminder_is_moved_or_cancelled_as_it_stands()
    {
        var chat = Booked(1);
        var (state, _) = Remind(chat, chat.State);
        chat.Schedule.MoveElsewhere(new(2026, 12, 2, 14, 0, 0, TimeSpan.FromHours(-6)));

        var asked = Says(chat, state, "cancel");

        Assert.Contains("Wednesday, December 2 at 2:00 PM", asked.Replies[0].Text, StringComparison.Ordinal);
    }

    private static Chat Booked(int days) => new Chat().Starts($"book an appointment {(days == 0 ? "today" : "wednesday")} at 9am").Says(Details).Says("yes");

    private static (ConversationState State, Reply Reply) Remind(Chat chat, ConversationState state)
    {
        var due = (Decision.Done)Decider.Decide(Clinic.Content(Clinic.OneVisit), state, new Input.ReminderDue(chat.Booking.Booked!), new Facts(Clinic.Now.AddHours(2), []));
        return (due.Turn.State, due.Turn.Replies[0]);
    }

    private static TurnResult Says(Chat chat, ConversationState state, string text)
    {
        ImmutableArray<ScheduleAnswer> answers = [];
        while (true)
        {
            switch (Decider.Decide(Clinic.Content(Clinic.OneVisit), state, new Input.Said(text), new Facts(Clinic.Now.AddHours(2), answers)))
            {
                case Decision.Needs(var request):
                    answers = answers.Add(new(request, chat.Schedule.Perform(request)));
                    break;
                case Decision.Done(var turn):
                    return turn;
            }
        }
    }
}
