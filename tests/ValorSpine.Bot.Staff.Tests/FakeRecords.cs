using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Records in memory: what was done, and what comes of erasing.</summary>
internal sealed class FakeRecords : IRecords
{
    private LegalHold? _hold;

    public List<(string Step, string Conversation, RecordAct Act)> Steps { get; } = [];

    public Func<RecordAct, Erasure> Erasing { get; set; } = act => new Erasure.Done(new(new string('a', 64), Samples.Start, act.By, act.Reason, System.Collections.Immutable.ImmutableSortedDictionary<string, long>.Empty.Add("Log", 12), 42, JournalCut: true));

    public ValueTask<Erasure> EraseAsync(string conversationId, RecordAct act, CancellationToken cancel)
    {
        Steps.Add(("erase", conversationId, act));
        return new(Erasing(act));
    }

    public ValueTask<bool> HoldAsync(string conversationId, RecordAct act, CancellationToken cancel)
    {
        Steps.Add(("hold", conversationId, act));
        _hold = new(act.By, Samples.Start, act.Reason);
        return new(true);
    }

    public ValueTask<bool> ReleaseAsync(string conversationId, RecordAct act, CancellationToken cancel)
    {
        Steps.Add(("release", conversationId, act));
        _hold = null;
        return new(true);
    }

    public ValueTask<LegalHold?> HoldOfAsync(string conversationId, CancellationToken cancel) => new(_hold);
}
