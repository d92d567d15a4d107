using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>An outbox in memory; remembers who looked and what was done.</summary>
internal sealed class FakeOutbox : IOutbox
{
    public List<OutboxRow> Rows { get; } = [];

    public List<string> Readers { get; } = [];

    public List<(string Step, long Id, string By)> Steps { get; } = [];

    public async ValueTask<OutboxList> ListAsync(string reader, int take, CancellationToken cancel)
    {
        await Task.Yield();
        Readers.Add(reader);
        return new([.. Rows.Take(take)], Rows.Count);
    }

    public ValueTask<bool> TryAgainAsync(long id, string by, CancellationToken cancel) => StepAsync("again", id, by);

    public ValueTask<bool> HandledByPhoneAsync(long id, string by, CancellationToken cancel) => StepAsync("handled", id, by);

    private async ValueTask<bool> StepAsync(string step, long id, string by)
    {
        await Task.Yield();
        Steps.Add((step, id, by));
        return Rows.RemoveAll(row => row.Id == id) > 0;
    }
}
