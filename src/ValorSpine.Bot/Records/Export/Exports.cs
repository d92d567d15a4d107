using System.IO.Compression;
using System.Text;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Reading;

namespace ValorSpine.Bot.Records.Export;

/// <summary>Writes exports as zip files while they are read: no more than one conversation is held.</summary>
internal sealed class Exports(ExportSource source, IAuditTrail audit, Secrets secrets, ChannelRenderers renderers, TimeProvider time) : IExports
{
    /// <inheritdoc/>
    public async ValueTask<Exported> WriteAsync(ExportOrder order, Stream output, IProgress<long>? progress, CancellationToken cancel)
    {
        // On the trail before anything leaves.
        var entry = await audit.RecordAsync(order.By, "export.write", null, Noted(order), cancel);
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        await using var files = new ExportFiles(zip);
        var form = FormOf(order.Format);
        var (conversations, messages, unreadable) = (0L, 0L, 0L);
        await form.BeginAsync(files, cancel);
        await foreach (var transcript in source.ReadAsync(order, _ => unreadable++, cancel))
        {
            await form.AddAsync(files, transcript, cancel);
            messages += transcript.Log.Length;
            conversations++;
            progress?.Report(conversations);
        }

        await form.EndAsync(files, cancel);
        var manifest = new ExportManifest
        {
            Format = order.Format,
            By = order.By,
            At = time.GetUtcNow(),
            Masked = order.UnmaskReason is null,
            From = order.From,
            Until = order.Until,
            Channel = order.Channel,
            Flag = order.Flag,
            Conversations = conversations,
            Messages = messages,
            Unreadable = unreadable,
            AuditEntry = entry,
            Files = files.Files,
        }.Bytes();
        await files.OpenAsync(ExportManifest.File, cancel);
        await files.WriteAsync(manifest, cancel);
        await files.OpenAsync(ExportManifest.SignatureFile, cancel);
        await files.WriteAsync(Encoding.ASCII.GetBytes(await ExportManifest.SignatureAsync(manifest, secrets, cancel)), cancel);
        return new(conversations, unreadable);
    }

    private IExportForm FormOf(ExportFormat format) => format switch
    {
        ExportFormat.JsonLines => new JsonLinesForm(),
        ExportFormat.Csv => new CsvForm(),
        ExportFormat.BotFramework => new BotFrameworkForm(renderers),
        ExportFormat.Fhir => new FhirForm(time),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This format is not known."),
    };

    private static string Noted(ExportOrder order) => string.Join(", ", new[]
    {
        order.Format.ToString(),
        order.UnmaskReason is { } reason ? $"not masked: {reason}" : "masked",
        order.Channel is { } channel ? $"channel {channel}" : null,
        order.Flag is { } flag ? $"flag {flag}" : null,
        order.From is { } from ? FormattableString.Invariant($"from {from:u}") : null,
        order.Until is { } until ? FormattableString.Invariant($"until {until:u}") : null,
    }.OfType<string>());
}
