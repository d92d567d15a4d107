using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Replies that no channel took, in memory.</summary>
internal sealed class FakeUndelivered : IUndelivered
{
    public List<UndeliveredReply> Rows { get; } = [];

    public async ValueTask<UndeliveredList> ListAsync(DateTimeOffset since, int take, CancellationToken cancel)
    {
        await Task.Yield();
        return new([.. Rows.Take(take)], Rows.Count);
    }

    public ValueTask<DateTimeOffset?> GoneSinceAsync(string conversationId, CancellationToken cancel) => new((DateTimeOffset?)null);
}
