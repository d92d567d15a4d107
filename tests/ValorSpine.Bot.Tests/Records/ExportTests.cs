using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Validation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Records.Export;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Tests.Content;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Tests.Records;

public sealed class ExportTests : IAsyncLifetime
{
    private const string Response =
        """{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"urn:q|1","authored":"2026-12-01T14:00:00Z","item":[{"linkId":"q1","answer":[{"valueString":"ask my wife Maria Lopez at 312 555 0187"}]}]}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valorspine-export-");
    private readonly FakeTimeProvider _time = new(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
    private ServiceProvider _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(ContentCopy.Original.Clinic)
            .AddSingleton<SlotEnumeration>((_, visit, from, _, _, _, _) => [new(visit.Id, visit.Resources[0], from, visit.Minutes)])
            .AddSingleton<ReplyRenderer>().AddSingleton<ChannelRenderers>().AddSingleton<IExports, Exports>()
            .AddStorage(configuration.GetSection("Storage"), _folder.FullName)
            .BuildServiceProvider();
        await StorageStartup.PrepareAsync(_services, Cancel);
        await SayAsync("c1", "webchat", "my name is maria lopez, call 312 555 0187 or maria@example.org, born 03/14/1961, i live at 12 Oak Street\n=cmd()", decided => decided with
        {
            Screening = new(Response, "O-DIAGNOSIS", "You said that Maria Lopez hurts."),
            State = decided.State with { HandOff = new("Maria Lopez") },
        });
        await SayAsync("c2", "msteams", "does it hurt", decided => decided with { Alerts = [new("emergency", "RF-CES")] });
        await BookAsync("c1");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(ExportFormat.JsonLines)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.BotFramework)]
    [InlineData(ExportFormat.Fhir)]
    public async Task Names_and_contacts_are_masked_unless_a_reason_is_stated(ExportFormat format)
    {
        var masked = await ContentAsync(new(format, "ann"));
        var whole = await ContentAsync(new(format, "ann") { UnmaskReason = "Court order" });

        foreach (var identifying in (string[])["maria", "lopez", "555 0187", "5550187", "@example.org", "03/14/1961", "oak street"])
            Assert.DoesNotContain(identifying, masked, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Lopez", whole, StringComparison.OrdinalIgnoreCase);
        if (format is not ExportFormat.Fhir)
            Assert.All((string[])["03/14/1961", "12 Oak Street"], said => Assert.Contains(said, whole.Replace("\\/", "/", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_of_JSON_holds_the_conversation_and_what_ask_reads()
    {
        var lines = (await ContentAsync(new(ExportFormat.JsonLines, "ann"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var second = JsonNode.Parse(lines[1])!;
        Assert.Equal(("c2", "does it hurt", "emergency"), ((string)second["id"]!, (string)second["turns"]![0]!, (string)second["alerts"]![0]!["kind"]!));
        Assert.Equal(["patient", "bot"], second["log"]!.AsArray().Select(entry => (string)entry!["from"]!));
    }

    [Fact]
    public async Task A_text_that_a_spreadsheet_would_run_is_harmless()
    {
        await SayAsync("c3", "webchat", "=1+1, \"x\"");

        Assert.Contains("\"'=1+1, \"\"x\"\"\"", await ContentAsync(new(ExportFormat.Csv, "ann")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transcript_is_an_array_of_activities_as_the_Emulator_reads_it()
    {
        var files = await FilesAsync(new(ExportFormat.BotFramework, "ann"));

        var activities = JsonNode.Parse(files["transcripts/000002.transcript"])!.AsArray().Select(activity => activity.Deserialize(ActivityJson.Default.Activity)!).ToArray();
        Assert.Equal([("message", "user", "does it hurt"), ("message", "bot", "About it.")], activities.Select(activity => (activity.Type, activity.From!.Role, activity.Text)));
        Assert.All(activities, activity => Assert.Equal(("msteams", "c2"), (activity.ChannelId, activity.Conversation!.Id)));
    }

    [Fact]
    public async Task A_bundle_is_FHIR_with_the_screening_and_the_visit()
    {
        var bundle = new FhirJsonDeserializer().Deserialize<Bundle>(await ContentAsync(new(ExportFormat.Fhir, "ann")));

        Assert.Empty(bundle.Validate(ModelInfo.ModelInspector).Select(defect => defect.Message));
        Assert.Empty(new FhirJsonDeserializer().Deserialize<Bundle>(await ContentAsync(new(ExportFormat.Fhir, "ann") { UnmaskReason = "Court order" })).Validate(ModelInfo.ModelInspector).Select(defect => defect.Message));
        Assert.Equal(["QuestionnaireResponse", "Appointment"], bundle.Entry.Select(entry => entry.Resource!.TypeName));
        var visit = Assert.IsType<Appointment>(bundle.Entry[1].Resource);
        Assert.Equal(("booked", "[name]"), (visit.Status!.Value.ToString().ToLowerInvariant(), visit.Participant[0].Actor!.Display));
    }

    [Fact]
    public async Task The_manifest_proves_what_was_exported_and_a_change_is_found()
    {
        var export = await ExportAsync(new(ExportFormat.JsonLines, "ann") { Flag = "any" });

        var manifest = JsonNode.Parse(await ReadAsync(export, "manifest.json"))!;
        Assert.Equal(("ann", true, 1, "any"), ((string)manifest["by"]!, (bool)manifest["masked"]!, (int)manifest["conversations"]!, (string)manifest["flag"]!));
        Assert.Empty(await ProblemsAsync(export));
        Assert.Equal(["conversations.jsonl was changed."], await ProblemsAsync(await ChangedAsync(export, "conversations.jsonl", "{}")));
        Assert.Equal(["The manifest was changed, or signed by another service."], await ProblemsAsync(await ChangedAsync(export, "manifest.json", "{}")));
        Assert.Equal(["more.txt was added."], await ProblemsAsync(await ChangedAsync(export, "more.txt", "x")));
        Assert.Equal(["conversations.jsonl is there twice."], await ProblemsAsync(await ChangedAsync(export, "conversations.jsonl", "{}", isBeside: true)));
    }

    [Fact]
    public async Task How_far_an_export_is_is_told_after_each_conversation_while_it_is_written()
    {
        using var file = new MemoryStream();
        var told = new Told();

        await _services.GetRequiredService<IExports>().WriteAsync(new(ExportFormat.JsonLines, "ann"), file, told, Cancel);

        Assert.Equal([1, 2], told.Conversations);
    }

    [Fact]
    public async Task Each_conversation_in_an_export_is_on_its_trail()
    {
        await ExportAsync(new(ExportFormat.Csv, "ann") { Channel = "webchat", UnmaskReason = "Court order" });

        var trail = await _services.GetRequiredService<IAuditTrail>().ListAsync(new() { Actor = "ann" }, null, 10, Cancel);
        Assert.Equal([("transcript.export-unmasked", "c1", "Court order"), ("export.write", null, "Csv, not masked: Court order, channel webchat")], trail.Select(entry => (entry.Action, entry.ConversationId, entry.Note)));
    }

    [Theory]
    [InlineData("2026-12-01T00:00:00Z", null, null, 2)]
    [InlineData("2026-12-02T00:00:00Z", null, null, 0)]
    [InlineData(null, "2026-12-01T00:00:00Z", null, 0)]
    [InlineData(null, null, "emergency", 1)]
    [InlineData(null, null, "screened", 1)]
    [InlineData(null, null, "crisis", 0)]
    public async Task An_export_holds_what_its_filter_says(string? from, string? until, string? flag, int conversations)
    {
        var export = await ExportAsync(new(ExportFormat.JsonLines, "ann") { From = Moment(from), Until = Moment(until), Flag = flag });

        Assert.Equal(conversations, (int)JsonNode.Parse(await ReadAsync(export, "manifest.json"))!["conversations"]!);

        static DateTimeOffset? Moment(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class Told : IProgress<long>
    {
        public List<long> Conversations { get; } = [];

        public void Report(long value) => Conversations.Add(value);
    }

    private async Task<byte[]> ExportAsync(ExportOrder order)
    {
        using var file = new MemoryStream();
        await _services.GetRequiredService<IExports>().WriteAsync(order, file, null, Cancel);
        return file.ToArray();
    }

    private async Task<Dictionary<string, string>> FilesAsync(ExportOrder order)
    {
        var export = await ExportAsync(order);
        await using var zip = new ZipArchive(new MemoryStream(export), ZipArchiveMode.Read);
        var files = new Dictionary<string, string>();
        foreach (var name in zip.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("manifest", StringComparison.Ordinal)))
            files[name] = await ReadAsync(export, name);
        return files;
    }

    private async Task<string> ContentAsync(ExportOrder order) => string.Concat((await FilesAsync(order)).Values);

    private static async Task<string> ReadAsync(byte[] export, string name)
    {
        await using var zip = new ZipArchive(new MemoryStream(export), ZipArchiveMode.Read);
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(Cancel));
        return await reader.ReadToEndAsync(Cancel);
    }

    private static async Task<byte[]> ChangedAsync(byte[] export, string name, string content, bool isBeside = false)
    {
        using var file = new MemoryStream();
        await file.WriteAsync(export, Cancel);
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            if (!isBeside)
                zip.GetEntry(name)?.Delete();
            await using var writer = new StreamWriter(await zip.CreateEntry(name).OpenAsync(Cancel));
            await writer.WriteAsync(content);
        }

        return file.ToArray();
    }

    private async Task<IEnumerable<string>> ProblemsAsync(byte[] export) => await ExportManifest.ProblemsAsync(new MemoryStream(export), _services.GetRequiredService<Secrets>(), Cancel);

    private async Task SayAsync(string id, string channel, string text, Func<TurnResult, TurnResult>? decide = null)
    {
        var store = _services.GetRequiredService<ConversationStore>();
        await store.OpenAsync(new(id, channel, "patient", null), Cancel);
        var loaded = (await store.LoadAsync(id, Cancel))!;
        var decided = new TurnResult { State = loaded.State, Replies = [new() { Text = "About it." }], Outcome = Outcome.Answer };
        await store.CommitAsync(new(new(id, Guid.NewGuid().ToString("N"), new Input.Said(text), "{}"), loaded, decide?.Invoke(decided) ?? decided, new(_time.GetUtcNow(), []), "v1"), Cancel);
    }

    private async Task BookAsync(string id)
    {
        var visit = ContentCopy.Original.Clinic.Visits[0];
        var schedule = _services.GetRequiredService<ISchedule>();
        var held = (ScheduleResult.Held)await schedule.PerformAsync(id, new ScheduleRequest.Hold(new(visit.Id, visit.Resources[0], _time.GetUtcNow().AddDays(2), visit.Minutes)), Cancel);
        Assert.IsType<ScheduleResult.Booked>(await schedule.PerformAsync(id, new ScheduleRequest.Confirm(held.HoldId, "Maria Lopez", "+13125550187", "maria@example.org", "pain", null), Cancel));
    }
}
