using System.Text.RegularExpressions;
using System.Threading.Channels;
using MimeKit;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Notices;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Tests.Alerts;

namespace ValorSpine.Bot.Tests.Notices;

public sealed class NoticeSenderTests : IAsyncLifetime
{
    private static readonly ReplyAddress s_teams = new(IsAuthenticated: true, """{"channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/amer/","conversation":{"id":"a:1"}}""");

    private TestMailServer _server = null!;
    private NoticedClinic _clinic = null!;

    public async ValueTask InitializeAsync()
    {
        _server = TestMailServer.Start();
        _clinic = await NoticedClinic.OpenAsync(_server.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _clinic.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_notice_that_cannot_be_read_is_left_to_staff_and_the_next_is_sent()
    {
        await _clinic.BookAsync("c");
        _clinic.Run("UPDATE Notices SET Body = zeroblob(80) WHERE Template = 'booked'");

        _clinic.Time.Advance(await _clinic.SendAsync());
        await _clinic.SendAsync();

        Assert.Contains("coming up", (await _server.ReceiveAsync()).TextBody, StringComparison.Ordinal);
        var row = Assert.Single((await _clinic.ListAsync()).Rows, row => row.State == OutboxState.Dead);
        Assert.Equal(("c", NoticeProblem.Unreadable, "…"), (row.ConversationId, row.Problem!.Value, row.To));
        Assert.Contains(_clinic.Log.GetSnapshot(), entry => entry.Message.StartsWith("One of the notices cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_visit_that_is_booked_is_mailed_with_its_calendar_file_and_nothing_about_health()
    {
        var reference = await _clinic.BookAsync("c");
        await _clinic.SendAsync();

        var mail = await _server.ReceiveAsync();
        Assert.Equal(NoticedClinic.Email, mail.To.ToString());
        Assert.Equal(_clinic.Time.GetUtcNow(), mail.Date);
        Assert.Contains("Friday, December 4 at 9:00 AM", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(reference, mail.TextBody, StringComparison.Ordinal);
        var calendar = Assert.IsType<TextPart>(Assert.Single(mail.Attachments));
        Assert.Contains("METHOD:PUBLISH", calendar.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("back hurts", mail.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("valuation", mail.TextBody + calendar.Text, StringComparison.Ordinal);
        Assert.Equal(1, _server.Accepted);
    }

    [Fact]
    public async Task A_day_before_the_chat_and_a_mail_remind_and_the_patient_confirms()
    {
        await _clinic.BookAsync("c");
        var wait = await _clinic.SendAsync();
        await _server.ReceiveAsync();
        _clinic.Time.Advance(wait);
        await _clinic.SendAsync();
        await _clinic.SendAsync();

        Assert.Contains("coming up", (await _server.ReceiveAsync()).TextBody, StringComparison.Ordinal);
        Assert.StartsWith("A reminder: your visit is on Friday, December 4 at 9:00 AM", await _clinic.LastSaidAsync("c"), StringComparison.Ordinal);
        Assert.Contains("that is noted", await _clinic.SayAsync("c", "C"), StringComparison.Ordinal);
        Assert.Equal(1, _clinic.Run("SELECT count(*) FROM Bookings WHERE ComingAt IS NOT NULL"));
        Assert.Equal(2, _server.Accepted);
    }

    [Fact]
    public async Task A_reminder_in_a_chat_of_a_channel_that_is_called_is_put_aside_for_delivery()
    {
        await _clinic.BookAsync("c");
        await _clinic.Get<IChannelConversations>().KeepAsync("c", s_teams, NoticedClinic.Cancel);
        _clinic.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(2));
        await _clinic.SendAsync();

        var delivery = _clinic.Get<DeliveryOutbox>().Next("c")!;
        Assert.StartsWith("A reminder: your visit is on Friday", delivery.Entry.Reply!.Text, StringComparison.Ordinal);
        Assert.Equal((s_teams, null), (delivery.Address, delivery.AnsweredActivityJson));
    }

    [Fact]
    public async Task A_reminder_in_a_chat_that_the_patient_took_the_bot_out_of_is_left_to_staff()
    {
        await _clinic.BookAsync("c");
        await _clinic.Get<IChannelConversations>().KeepAsync("c", s_teams, NoticedClinic.Cancel);
        await _clinic.Get<IChannelConversations>().CloseAsync("c", NoticedClinic.Cancel);
        _clinic.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(2));
        await _clinic.SendAsync();

        Assert.Contains((await _clinic.ListAsync()).Rows, row => row is { Way: NoticeWay.Chat, State: OutboxState.Dead, Problem: NoticeProblem.Gone });
        Assert.DoesNotContain("A reminder", await _clinic.LastSaidAsync("c"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_move_the_old_reminder_is_dropped()
    {
        await _clinic.BookAsync("c");
        await _clinic.SayAsync("c", "move my appointment to next monday at 9am");
        Assert.Contains("moved", await _clinic.SayAsync("c", "yes"), StringComparison.Ordinal);
        _clinic.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(2));

        await _clinic.SendAsync();

        Assert.Contains("new time", (await _server.ReceiveAsync()).TextBody, StringComparison.Ordinal);
        Assert.Equal(1, _server.Accepted);
        Assert.Equal(3, _clinic.Run("SELECT count(*) FROM Notices WHERE State = 'dropped'"));
        Assert.DoesNotContain("reminder", await _clinic.LastSaidAsync("c"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visit_that_is_cancelled_takes_its_calendar_entry_with_it()
    {
        await _clinic.BookAsync("c");
        await _clinic.SayAsync("c", "cancel my appointment");
        await _clinic.SayAsync("c", "yes");
        await _clinic.SendAsync();

        var mail = await _server.ReceiveAsync();
        Assert.Contains("is cancelled", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("METHOD:CANCEL", Assert.IsType<TextPart>(Assert.Single(mail.Attachments)).Text, StringComparison.Ordinal);
        Assert.Equal(1, _server.Accepted);
    }

    [Fact]
    public async Task A_process_that_ends_between_accept_and_mark_sends_it_again_under_the_same_id()
    {
        await _clinic.BookAsync("c");
        await _clinic.SendAsync();
        var first = await _server.ReceiveAsync();
        // As the file stands when the process is killed before it marks.
        _clinic.Run("UPDATE Notices SET State = 'waiting', SettledAt = NULL WHERE State = 'sent'");
        await _clinic.RestartAsync();
        await _clinic.SendAsync();

        Assert.Equal(first.MessageId, (await _server.ReceiveAsync()).MessageId);
    }

    [Fact]
    public async Task A_mail_that_is_not_taken_now_is_tried_again_later_and_later()
    {
        await _clinic.BookAsync("c");
        for (var refusal = 0; refusal < 3; refusal++)
            _server.Refusals.Enqueue(452);

        var delays = new List<double>();
        while (_server.Accepted == 0 && await _clinic.SendAsync() is var delay && _server.Accepted == 0)
        {
            delays.Add(delay.TotalSeconds);
            _clinic.Time.Advance(delay);
        }

        Assert.Equal([10, 20, 40], delays);
        Assert.Equal(0, _clinic.Outbox.CountFailing());
    }

    [Fact]
    public async Task A_refused_mail_is_left_to_staff_who_can_have_it_tried_again()
    {
        await _clinic.BookAsync("c");
        _server.Refusals.Enqueue(550);
        await _clinic.SendAsync();

        var dead = (await _clinic.ListAsync()).Rows[0];
        Assert.Equal((OutboxState.Dead, NoticeProblem.Refused, "a…@mail.example"), (dead.State, dead.Problem, dead.To));
        Assert.DoesNotContain(_clinic.Log.GetSnapshot(), record => record.Message.Contains(NoticedClinic.Email, StringComparison.Ordinal) || record.Message.Contains("I do not take", StringComparison.Ordinal));

        Assert.True(await _clinic.Outbox.TryAgainAsync(dead.Id, "nurse@clinic.example", NoticedClinic.Cancel));
        await _clinic.SendAsync();
        await _server.ReceiveAsync();
        Assert.False(await _clinic.Outbox.TryAgainAsync(dead.Id, "nurse@clinic.example", NoticedClinic.Cancel));
        Assert.Equal(2, _clinic.Run("SELECT count(*) FROM AuditEntries WHERE Action IN ('outbox.open', 'notice.try-again')"));
    }

    [Fact]
    public async Task After_twenty_failures_staff_take_over()
    {
        await _clinic.BookAsync("c");
        await _server.DisposeAsync();
        for (var tries = 0; tries < 20; tries++)
            _clinic.Time.Advance(await _clinic.SendAsync());

        Assert.Contains((await _clinic.ListAsync()).Rows, row => row is { State: OutboxState.Dead, Problem: NoticeProblem.Unreachable, Failures: 20 });
        _server = TestMailServer.Start();
    }

    [Fact]
    public async Task A_phone_without_a_carrier_waits_for_staff_who_call()
    {
        var said = await BookByPhoneAsync();
        await _clinic.SendAsync();

        Assert.DoesNotContain("text you", said, StringComparison.Ordinal);
        var rows = (await _clinic.ListAsync()).Rows;
        Assert.All(rows, row => Assert.Equal((OutboxState.NoCarrier, "…37"), (row.State, row.To)));
        Assert.True(await _clinic.Outbox.HandledByPhoneAsync(rows[0].Id, "nurse@clinic.example", NoticedClinic.Cancel));
        Assert.Equal(rows.Length - 1, (await _clinic.ListAsync()).Total);
    }

    [Fact]
    public async Task An_erased_conversation_leaves_nothing_to_send_or_to_see()
    {
        await _clinic.BookAsync("c");
        _clinic.Run("UPDATE Conversations SET WrappedKey = NULL WHERE Id = 'c'");
        await _clinic.RestartAsync();

        Assert.Equal(Timeout.InfiniteTimeSpan, await _clinic.SendAsync());
        Assert.Equal(0, _server.Accepted);
        Assert.Equal(0, (await _clinic.ListAsync()).Total);
        Assert.False(await _clinic.Outbox.TryAgainAsync(1, "nurse@clinic.example", NoticedClinic.Cancel));
    }

    [Fact]
    public async Task A_code_by_mail_opens_the_visit_from_another_conversation()
    {
        var reference = await _clinic.BookAsync("home");
        await _clinic.SendAsync();
        await _server.ReceiveAsync();

        Assert.DoesNotContain("December", await _clinic.SayAsync("elsewhere", $"cancel my appointment {reference}", "k1"), StringComparison.Ordinal);
        await _clinic.SayAsync("elsewhere", $"cancel my appointment {reference}", "k1");
        await _clinic.SendAsync();
        var code = Regex.Match((await _server.ReceiveAsync()).TextBody!, @"\b\d{6}\b").Value;
        Assert.Contains("December 4", await _clinic.SayAsync("elsewhere", code), StringComparison.Ordinal);
        Assert.Contains("is cancelled", await _clinic.SayAsync("elsewhere", "yes"), StringComparison.Ordinal);
        await _clinic.SendAsync();
        Assert.Equal(NoticedClinic.Email, (await _server.ReceiveAsync()).To.ToString());
        Assert.Equal(3, _clinic.Run("SELECT count(*) FROM Notices WHERE State = 'sent' AND ConversationId = 'home'"));
    }

    [Fact]
    public async Task A_code_is_wrong_after_ten_minutes_and_in_another_conversation()
    {
        var reference = await _clinic.BookAsync("home");
        await _clinic.SendAsync();
        await _server.ReceiveAsync();
        await _clinic.SayAsync("elsewhere", $"cancel my appointment {reference}");
        await _clinic.SayAsync("third", $"cancel my appointment {reference}");
        await _clinic.SendAsync();
        var code = Regex.Match((await _server.ReceiveAsync()).TextBody!, @"\b\d{6}\b").Value;
        var other = Regex.Match((await _server.ReceiveAsync()).TextBody!, @"\b\d{6}\b").Value;
        Assert.NotEqual(code, other);
        Assert.Contains("not right", await _clinic.SayAsync("third", code), StringComparison.Ordinal);
        _clinic.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("not right", await _clinic.SayAsync("elsewhere", code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_three_codes_an_hour_go_to_an_appointment_and_an_unknown_reference_is_told_the_same()
    {
        var reference = await _clinic.BookAsync("home");
        foreach (var asked in (string[])[reference, "VS-QQ9Z9"])
        {
            var said = new List<string>();
            for (var conversation = 0; conversation < 4; conversation++)
                said.Add(await _clinic.SayAsync($"{asked}-{conversation}", $"cancel my appointment {asked}"));
            Assert.All(said[..3], text => Assert.Contains("a code is on its way", text, StringComparison.Ordinal));
            Assert.Contains("can't send more codes", said[3], StringComparison.Ordinal);
        }

        await _clinic.SendAsync();
        Assert.Equal(4, _server.Accepted);
        Assert.Equal(6, _clinic.Run("SELECT count(*) FROM OneTimeCodes"));
    }

    [Fact]
    public async Task A_mail_server_that_hangs_holds_up_nothing_that_goes_another_way()
    {
        var (mail, chat) = (new TestCarrier(NoticeWay.Email), new TestCarrier(NoticeWay.Chat));
        mail.Free = new TaskCompletionSource();
        using var mails = _clinic.SenderOf(mail);
        using var chats = _clinic.SenderOf(chat);
        await mails.StartAsync(NoticedClinic.Cancel);
        await chats.StartAsync(NoticedClinic.Cancel);
        try
        {
            await _clinic.BookAsync("c");
            Assert.Equal("booked", await mail.NextAsync());

            _clinic.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(2));
            Assert.Equal("reminder", await chat.NextAsync());
        }
        finally
        {
            mail.Free.SetResult();
            await mails.StopAsync(NoticedClinic.Cancel);
            await chats.StopAsync(NoticedClinic.Cancel);
        }
    }

    [Fact]
    public async Task A_code_that_ended_while_others_were_sent_is_not_sent()
    {
        var reference = await _clinic.BookAsync("home");
        await _clinic.SayAsync("elsewhere", $"cancel my appointment {reference}");
        var mail = new TestCarrier(NoticeWay.Email) { Sent = () => _clinic.Time.Advance(TimeSpan.FromMinutes(10)) };

        await _clinic.SenderOf(mail).DoDueAsync(NoticedClinic.Cancel);

        Assert.Equal("booked", await mail.NextAsync());
        Assert.Equal(1, mail.Count);
        Assert.Equal(1, _clinic.Run("SELECT count(*) FROM Notices WHERE VoidAt IS NOT NULL AND Template LIKE '%code%' AND State = 'waiting'"));
    }

    private async Task<string> BookByPhoneAsync()
    {
        await _clinic.SayAsync("c", "book an evaluation on friday at 9am");
        await _clinic.SayAsync("c", "Ann Leewood, 312 555 0137");
        return await _clinic.SayAsync("c", "yes");
    }

    /// <summary>Takes every notice, once it may.</summary>
    private sealed class TestCarrier(NoticeWay way) : INoticeCarrier
    {
        private readonly Channel<string> _taken = Channel.CreateUnbounded<string>();

        public NoticeWay Way => way;

        public TaskCompletionSource? Free { get; set; }

        public Action Sent { get; init; } = () => { };

        public int Count { get; private set; }

        public async Task SendAsync(DueNotice notice, BookedAppointment? appointment, bool mayHaveBeenSent, CancellationToken cancel)
        {
            Count++;
            _taken.Writer.TryWrite(notice.Template);
            if (Free is { } free)
                await free.Task;
            Sent();
        }

        public async Task<string> NextAsync() => await _taken.Reader.ReadAsync(NoticedClinic.Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
    }
}
