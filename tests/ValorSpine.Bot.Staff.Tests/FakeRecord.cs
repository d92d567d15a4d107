using ValorSpine.Bot.Staff.People;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>A trail that nobody reads here: what stands on the real one is tested with the store.</summary>
internal sealed class FakeRecord : IStaffRecord
{
    public ValueTask WriteAsync(string who, string action, CancellationToken cancel) => ValueTask.CompletedTask;
}
