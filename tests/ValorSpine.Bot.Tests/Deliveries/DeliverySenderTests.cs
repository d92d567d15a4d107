using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Deliveries;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Tests.Notices;

namespace ValorSpine.Bot.Tests.Deliveries;

/// <summary>Replies on their way while the store fails.</summary>
public sealed class DeliverySenderTests
{
    [Fact]
    public async Task A_reply_whose_mark_cannot_be_written_is_not_sent_again_and_is_marked_once_it_can_be()
    {
        await using var clinic = await NoticedClinic.OpenAsync(port: null);
        await clinic.SayAsync("c", "hello");
        await clinic.Get<IChannelConversations>().KeepAsync("c", new(IsAuthenticated: true, """{"channelId":"msteams"}"""), NoticedClinic.Cancel);
        await clinic.SayAsync("c", "How long does relief last?");
        clinic.Run("""
            CREATE TRIGGER Full1 BEFORE UPDATE ON Deliveries BEGIN SELECT RAISE(ABORT, 'disk full'); END;
            CREATE TRIGGER Full2 BEFORE UPDATE ON ReplyAddresses BEGIN SELECT RAISE(ABORT, 'disk full'); END
            """);
        var (carrier, time) = (new TakingCarrier(), new WaitedTime(clinic.Time.GetUtcNow()));
        using var sender = new DeliverySender(clinic.Get<DeliveryOutbox>(), [carrier], Options.Create(new ConnectorOptions()), time, NullLogger<DeliverySender>.Instance);
        await sender.StartAsync(NoticedClinic.Cancel);

        for (var tries = 0; tries < 3; tries++)
        {
            await time.WaitedAsync();
            time.Advance(TimeSpan.FromSeconds(10));
        }

        await time.WaitedAsync();
        clinic.Run("DROP TRIGGER Full1; DROP TRIGGER Full2");
        time.Advance(TimeSpan.FromSeconds(10));
        await carrier.Arrived.Task.WaitAsync(TimeSpan.FromSeconds(60), NoticedClinic.Cancel);
        await sender.StopAsync(NoticedClinic.Cancel);

        Assert.Equal(1, carrier.Sent);
        Assert.Equal(["r1"], clinic.Get<DeliveryOutbox>().RemoteIdsOf("c"));
        Assert.Equal(1, clinic.Run("SELECT count(*) FROM Deliveries WHERE State = 'sent'"));
    }

    private sealed class TakingCarrier : IReplyCarrier
    {
        public int Sent { get; private set; }

        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Carries(string channel) => true;

        public ValueTask<Sending> PrepareAsync(Delivery delivery, bool mayHaveBeenSent) => new(new Sending.Parts(1, _ => Task.FromResult<ConnectorResult>(new ConnectorResult.Done($"r{++Sent}")))
        {
            AfterwardsAsync = () =>
            {
                Arrived.SetResult();
                return Task.CompletedTask;
            },
        });
    }

    /// <summary>A clock that tells when somebody waits for it.</summary>
    private sealed class WaitedTime(DateTimeOffset now) : FakeTimeProvider(now)
    {
        private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero)
                _waits.Writer.TryWrite(dueTime);
            return timer;
        }

        public async Task WaitedAsync() => Assert.Equal(TimeSpan.FromSeconds(10), await _waits.Reader.ReadAsync(NoticedClinic.Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
    }
}
