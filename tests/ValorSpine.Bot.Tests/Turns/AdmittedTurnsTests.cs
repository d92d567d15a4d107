using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Limits;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests.Turns;

public sealed class AdmittedTurnsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SlowTurns _inner = new();
    private readonly LimitStatus _status;
    private readonly AdmittedTurns _turns;

    public AdmittedTurnsTests()
    {
        _status = new(_time, NullLogger<LimitStatus>.Instance);
        _turns = new(_inner, new() { TurnsAtOnce = 1, TurnsWaiting = 1 }, message => new(message.Input is Input.Said { Text: "urgent" }), _status, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task Where_all_places_and_waiting_ones_are_taken_a_message_is_refused_and_an_urgent_one_is_not()
    {
        var (first, second) = (SayAsync("one"), SayAsync("two"));

        var refused = await Assert.ThrowsAsync<TooManyException>(() => SayAsync("three"));
        Assert.Equal(TimeSpan.FromSeconds(5), refused.RetryAfter);
        var urgent = SayAsync("urgent");

        Assert.Equal(["one", "urgent"], _inner.Begun);
        Assert.Contains("1 requests were refused because too many came", _status.Problem(), StringComparison.Ordinal);
        _inner.End();
        await Task.WhenAll(first, second, urgent);
        Assert.Equal(["one", "urgent", "two"], _inner.Begun);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(_status.Problem());
    }

    [Fact]
    public async Task What_staff_and_the_service_do_waits_for_no_place()
    {
        var first = SayAsync("one");

        var by = _turns.TakeAsync(new("c", "staff", new Input.StaffReturned(), null), Cancel).AsTask();

        Assert.Equal(["one", "StaffReturned"], _inner.Begun);
        _inner.End();
        await Task.WhenAll(first, by);
    }

    [Fact]
    public async Task A_turn_that_takes_too_long_is_told_and_keeps_its_place_until_it_ends()
    {
        var first = SayAsync("one");
        _time.Advance(TimeSpan.FromSeconds(61));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => first);
        var second = SayAsync("two");
        Assert.Equal(["one"], _inner.Begun);
        _inner.End();
        await second;
    }

    [Fact]
    public async Task While_turns_hang_whoever_waits_for_a_place_or_begins_a_chat_is_told_within_a_minute_emergencies_too()
    {
        const int Reserved = 8;
        var (first, waiting) = (SayAsync("one"), SayAsync("two"));
        var urgent = Enumerable.Range(0, Reserved + 1).Select(_ => SayAsync("urgent")).ToList();
        var opened = _turns.OpenAsync(new("new", "webchat", "patient", null), Cancel).AsTask();
        var started = _turns.TakeAsync(new("new", "start", new Input.Started(), null), Cancel).AsTask();
        Assert.Equal(2 + Reserved, _inner.Begun.Count);

        _time.Advance(TimeSpan.FromSeconds(61));

        foreach (var told in (Task[])[first, waiting, .. urgent, opened, started])
            await Assert.ThrowsAsync<StorageUnavailableException>(() => told.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(2 + Reserved, _inner.Begun.Count);
    }

    private Task<CommittedTurn> SayAsync(string text) => _turns.TakeAsync(new("c", text, new Input.Said(text), "{}"), Cancel).AsTask();

    /// <summary>Turns that end when the test says so.</summary>
    private sealed class SlowTurns : ITurns
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ImmutableList<string> _begun = [];

        public ImmutableList<string> Begun => _begun;

        public void End() => _end.SetResult();

        public ValueTask OpenAsync(NewConversation conversation, CancellationToken cancel) => new(_end.Task);

        public async ValueTask<CommittedTurn> TakeAsync(InboundMessage message, CancellationToken cancel)
        {
            ImmutableInterlocked.Update(ref _begun, begun => begun.Add(message.Input is Input.Said said ? said.Text : message.Input.GetType().Name));
            await _end.Task;
            return new([], Repeated: false);
        }
    }
}
