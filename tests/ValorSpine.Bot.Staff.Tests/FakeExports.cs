using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Exports that hold three bytes.</summary>
internal sealed class FakeExports : IExports
{
    public List<ExportOrder> Orders { get; } = [];

    public async ValueTask<long> WriteAsync(ExportOrder order, Stream output, IProgress<long>? progress, CancellationToken cancel)
    {
        Orders.Add(order);
        await output.WriteAsync("zip"u8.ToArray(), cancel);
        return 1;
    }
}
