using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests.Turns;

public sealed class ConversationGateTests
{
    [Fact]
    public async Task Turns_of_one_conversation_never_interleave()
    {
        var gate = new ConversationGate();
        var inside = new int[4];
        await Task.WhenAll(Enumerable.Range(0, 400).Select(turn => Task.Run(async () =>
        {
            var conversation = turn % inside.Length;
            using var pass = await gate.EnterAsync($"c{conversation}", TestContext.Current.CancellationToken);
            Assert.Equal(1, Interlocked.Increment(ref inside[conversation]));
            await Task.Yield();
            Interlocked.Decrement(ref inside[conversation]);
        })));
    }

    [Fact]
    public async Task Turns_of_two_conversations_do_not_wait_for_each_other()
    {
        var gate = new ConversationGate();
        using var one = await gate.EnterAsync("one", TestContext.Current.CancellationToken);
        var other = gate.EnterAsync("other", TestContext.Current.CancellationToken).AsTask();

        Assert.True(other.IsCompletedSuccessfully);
        (await other).Dispose();
    }

    [Fact]
    public async Task A_turn_that_is_given_up_lets_the_next_one_in()
    {
        var gate = new ConversationGate();
        using var gaveUp = new CancellationTokenSource();
        var first = await gate.EnterAsync("c", TestContext.Current.CancellationToken);
        var second = gate.EnterAsync("c", gaveUp.Token).AsTask();
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        using var third = await gate.EnterAsync("c", TestContext.Current.CancellationToken);
    }
}
