using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Exports that hold three bytes.</summary>
internal sealed class FakeExports : IExports
{
    public List<ExportOrder> Orders { get; } = [];

    public ValueTask<Exported> WriteAsync(ExportOrder order, Stream output, IProgress<long>? progress, CancellationToken cancel)
    {
        Orders.Add(order);
        // Without awaiting, as a zip archive does in some places.
        output.Write("zip"u8);
        return new(new Exported(1, 0));
    }
}
