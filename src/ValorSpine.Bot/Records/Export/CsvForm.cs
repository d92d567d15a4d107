using System.Globalization;
using System.Text;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Records.Export;

/// <summary>A table with a row for each message, as RFC 4180 has it, with a mark of its encoding, so that Excel reads it.</summary>
internal sealed class CsvForm : IExportForm
{
    private const string Heading = "conversation,channel,number,at,from,outcome,text\r\n";

    /// <inheritdoc/>
    public async ValueTask BeginAsync(ExportFiles files, CancellationToken cancel)
    {
        await files.OpenAsync("messages.csv", cancel);
        await files.WriteAsync((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Heading)], cancel);
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(ExportFiles files, Transcript transcript, CancellationToken cancel)
    {
        var rows = new StringBuilder();
        foreach (var entry in transcript.Log)
        {
            rows.AppendJoin(',', new[]
            {
                transcript.Row.Id, transcript.Row.Channel, entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                SpokenBy.Of(entry), entry.Outcome?.ToString().ToLowerInvariant() ?? "", entry.Reply is { } reply ? PlainTextRenderer.Render(reply) : entry.Text,
            }.Select(Cell)).Append("\r\n");
        }

        return files.WriteAsync(Encoding.UTF8.GetBytes(rows.ToString()), cancel);
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(ExportFiles files, CancellationToken cancel) => files.CloseAsync();

    /// <summary>In quotes where it has to be. What a spreadsheet would take for a formula gets an apostrophe in front: patients choose the text.</summary>
    private static string Cell(string text)
    {
        var harmless = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return harmless.AsSpan().ContainsAny("\",\r\n") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }
}
