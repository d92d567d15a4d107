using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Records.Export;

/// <summary>How conversations are written. It holds no more than one of them.</summary>
internal interface IExportForm
{
    /// <summary>Before the first.</summary>
    ValueTask BeginAsync(ExportFiles files, CancellationToken cancel);

    /// <summary>Writes a conversation.</summary>
    ValueTask AddAsync(ExportFiles files, Transcript transcript, CancellationToken cancel);

    /// <summary>After the last.</summary>
    ValueTask EndAsync(ExportFiles files, CancellationToken cancel);
}
