using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Backups;
using ValorSpine.Bot.Tests.Telemetry;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>What patients and staff type reaches nobody but those it is for: not the operator, and not whoever sees addresses and error pages.</summary>
[Collection(CalledChannelLeakTests.OneAtATime)]
public sealed partial class NoLeakTests(NoLeakTests.PlayedRun played) : IClassFixture<NoLeakTests.PlayedRun>
{
    [Fact]
    public void The_run_took_what_was_typed_and_went_wrong_in_every_way()
    {
        var read = string.Concat(played.Run.Exchanges.Where(exchange => exchange.Address.StartsWith("/staff/conversations/", StringComparison.Ordinal)).Select(exchange => exchange.Body));
        foreach (var word in (string[])["pain", "long", "control", "action", "label", "emergency", "crisis", "answer", "sign", "reason", "name", "mail", "unlocked", "reviewer", "written", "tag", "note", "settled"])
            Assert.Contains(Marks.Typed + word, read, StringComparison.OrdinalIgnoreCase);
        Assert.Superset(
            new HashSet<HttpStatusCode>
            {
                HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.RequestEntityTooLarge,
                HttpStatusCode.UnsupportedMediaType, HttpStatusCode.InternalServerError,
            },
            played.Run.Exchanges.Select(exchange => exchange.Status).ToHashSet());
    }

    [Fact]
    public void Nothing_was_called_that_the_service_does_not_have()
    {
        var gone = played.Run.Exchanges.Where(exchange => exchange.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed && Marks.FindAddress(exchange.Address) is null).Select(exchange => $"{exchange.Method} {exchange.Address}: {(int)exchange.Status}").Distinct().ToArray();

        Assert.True(gone.Length == 0, string.Join('\n', gone));
        foreach (var kind in (string[])["/records", "/replay", "/replies/", "/improve/", "/judge/", "/staff/audit", "/staff/drafts", "/staff/figures", "/screening/1.json"])
            Assert.Contains(played.Run.Exchanges, exchange => exchange.Status == HttpStatusCode.OK && exchange.Address.Contains(kind, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_an_operator_can_see_was_captured()
    {
        var entries = played.Capture.Log.GetSnapshot();
        Assert.Superset(
            new HashSet<string>
            {
                "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", "Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery",
                "Microsoft.EntityFrameworkCore.Database.Command", "ValorSpine.Bot.Channels.DirectLine.DirectLineServer", "ValorSpine.Bot.Channels.DirectLine.ActivityStream",
                "ValorSpine.Bot.Operations.UnexpectedErrors", "ValorSpine.Bot.Storage.Sessions.DataStore",
            },
            entries.Select(entry => entry.Category!).ToHashSet());
        Assert.Contains(entries, entry => entry.Level == LogLevel.Trace);
        Assert.True(entries.Count(entry => entry.Exception is not null && entry.Level == LogLevel.Error) >= 6);

        var requests = string.Concat(entries.Where(entry => entry.Category == "Microsoft.AspNetCore.Hosting.Diagnostics").Select(entry => entry.Message));
        Assert.All(played.Run.Exchanges, exchange => Assert.Contains(exchange.Address, requests, StringComparison.Ordinal));
        Assert.True(played.Capture.Traces.Count(trace => trace.Place == "Microsoft.AspNetCore") >= played.Run.Exchanges.Count);
        Assert.Contains(played.Capture.Metrics, metric => metric.Place == "http.server.request.duration" && metric.Text.Contains("http.route=/v3/directline/conversations/{conversationId}/activities", StringComparison.Ordinal));
        Assert.Contains(played.Capture.Metrics, metric => metric.Place == "kestrel.connection.duration");
    }

    [Fact]
    public void No_log_entry_holds_what_was_typed() => AssertNone(played.Capture.Logs, Marks.FindTyped);

    [Fact]
    public void No_metric_holds_what_was_typed() => AssertNone(played.Capture.Metrics, Marks.FindTyped);

    [Fact]
    public void No_trace_holds_what_was_typed() => AssertNone(played.Capture.Traces, Marks.FindTyped);

    [Fact]
    public void What_is_sent_to_a_collector_holds_traces_metrics_and_logs()
    {
        var (traces, metrics, logs) = (string.Concat(played.Exported.Sent("/v1/traces")), string.Concat(played.Exported.Sent("/v1/metrics")), string.Concat(played.Exported.Sent("/v1/logs")));

        Assert.All(["turn.decide", "turn.commit", "/v3/directline/conversations/{conversationId}/activities", "valorspine.conversation.mark", "error.type"], name => Assert.Contains(name, traces, StringComparison.Ordinal));
        Assert.All(["valorspine.turns", "valorspine.commit.duration", "http.server.request.duration", "dotnet.gc.collections"], name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.All(["{Method} {Route} failed (request {RequestId}).", "exception.stacktrace"], name => Assert.Contains(name, logs, StringComparison.Ordinal));
        Assert.Contains("valorspine_turns_total", played.MetricsPage, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_leaves_the_machine_for_an_operator_holds_what_was_typed() => AssertNone(played.Sent, Marks.FindTyped);

    [Fact]
    public void Nothing_that_leaves_the_machine_for_an_operator_holds_a_made_up_address() => AssertNone(played.Sent, Marks.FindAddress);

    [Fact]
    public void Nothing_that_leaves_the_machine_for_an_operator_holds_the_id_of_a_conversation()
    {
        Assert.True(played.Conversations.Length > 5);
        var ids = Marks.Search(played.Conversations);
        AssertNone(played.Sent, text => Marks.Find(text, ids));
    }

    [Fact]
    public void No_error_page_and_no_header_holds_what_was_typed() => AssertNone(played.Errors, Marks.FindTyped);

    [Fact]
    public void No_address_holds_what_was_typed() => AssertNone(played.Addresses, Marks.FindTyped);

    [Fact]
    public void A_made_up_address_stays_in_the_request_lines_of_the_framework() =>
        AssertNone(played.Capture.Logs.Concat(played.Capture.Metrics).Where(told => !told.IsRequestLine).Concat(played.Errors.Where(told => !told.IsRequestLine)), Marks.FindAddress);

    [Fact]
    public void A_password_is_nowhere()
    {
        var password = Marks.Search([played.Password]);
        AssertNone(played.Everything.Concat(played.Run.Exchanges.Select(exchange => new Told($"{exchange.Method} {exchange.Address}", exchange.Body, IsRequestLine: false))), text => Marks.Find(text, password));
    }

    [Fact]
    public void No_file_of_the_store_and_no_backup_holds_what_was_typed() => AssertNone(played.Files, Marks.FindTyped);

    [Fact]
    public void A_masked_export_holds_no_name_and_no_contact_that_was_typed() =>
        AssertNone([new("masked export", played.MaskedExport, IsRequestLine: false)], text => Marks.Find(text, Marks.Search([Marks.Typed + "name", Marks.Typed + "mail", Marks.Phone, "+13125550187"])));

    [Fact]
    public void After_erasing_no_encrypted_piece_and_no_key_is_left_in_any_file_or_later_backup()
    {
        Assert.True(played.Erased > 3);
        Assert.NotEmpty(played.SealedBefore);
        var files = string.Concat(played.FilesAfterErasing);
        Assert.DoesNotContain(played.SealedBefore, piece => files.Contains(piece, StringComparison.Ordinal));
    }

    [Fact]
    public void No_rule_that_fired_is_named()
    {
        Assert.Superset(new HashSet<string> { "RF-CES", "RF-SUICIDE" }, played.Rules.ToHashSet());
        var rules = Marks.Search(played.Rules);
        AssertNone(played.Everything, text => Marks.Find(text, rules));
    }

    [Theory]
    [InlineData("my zqvtypedpain here")]
    [InlineData("MY ZQVTYPEDPAIN")]
    [InlineData("%7A%71%76%74%79%70%65%64")]
    [InlineData("7a7176747970656470")]
    [InlineData("+1 (312) 555-0187")]
    [InlineData("+13125550187")]
    public void A_mark_is_found_whatever_became_of_it(string text) => Assert.NotNull(Marks.FindTyped(text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    public void A_mark_is_found_in_base64_wherever_it_stands(string before) =>
        Assert.NotNull(Marks.FindTyped(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{Marks.Typed}pain"))));

    private static void AssertNone(IEnumerable<Told> told, Func<string, string?> find)
    {
        var leaks = told.Select(one => (one.Place, Found: find(one.Text))).Where(leak => leak.Found is not null).Select(leak => $"{leak.Place}: …{leak.Found}…").Distinct().ToArray();
        Assert.True(leaks.Length == 0, $"{leaks.Length} leaks:\n{string.Join('\n', leaks)}");
    }

    [GeneratedRegex("<code>(?<name>RF-[A-Z-]+)</code>")]
    private static partial Regex RuleName();

    /// <summary>The run, played once for all tests.</summary>
    public sealed class PlayedRun : IAsyncLifetime
    {
        private const string Email = "jo@clinic.example";
        private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;

        internal Capture Capture { get; } = new();

        internal MarkedRun Run { get; private set; } = null!;

        internal string Password { get; private set; } = "";

        /// <summary>The data file, its journal and the key file, byte for byte.</summary>
        internal Told[] Files { get; private set; } = [];

        internal string[] FilesAfterErasing { get; private set; } = [];

        internal List<string> SealedBefore { get; } = [];

        internal int Erased { get; private set; }

        internal string MaskedExport { get; private set; } = "";

        /// <summary>Names of the safety rules that matched, as staff read them.</summary>
        internal string[] Rules => [.. Run.Exchanges.SelectMany(exchange => RuleName().Matches(exchange.Body)).Select(name => name.Groups["name"].Value).Distinct()];

        /// <summary>What a collector was sent by the end of the service.</summary>
        internal FakeCollector Exported { get; private set; } = null!;

        internal string MetricsPage { get; private set; } = "";

        /// <summary>Everything of telemetry, byte for byte.</summary>
        internal IEnumerable<Told> Sent => [.. ((string[])["/v1/traces", "/v1/metrics", "/v1/logs"]).SelectMany(path => Exported.Sent(path).Select(text => new Told(path, text, IsRequestLine: false))), new("/metrics", MetricsPage, IsRequestLine: false)];

        /// <summary>Ids of all conversations.</summary>
        internal string[] Conversations { get; private set; } = [];

        internal IEnumerable<Told> Everything => [.. Capture.Logs, .. Capture.Metrics, .. Capture.Traces, .. Sent, .. Errors, .. Addresses];

        /// <summary>Error pages whole, and the headers of every answer. Where a sign-in page leads to is made up by the caller.</summary>
        internal IEnumerable<Told> Errors => Run.Exchanges.SelectMany(exchange => (Told[])
        [
            new($"header of {exchange.Method} {exchange.Address}", exchange.Headers, exchange.Status == HttpStatusCode.Found),
            new($"body of {exchange.Method} {exchange.Address}: {exchange.Status}", exchange.Failed ? exchange.Body : "", IsRequestLine: false),
        ]);

        /// <summary>The addresses that were asked for, and those that were offered.</summary>
        internal IEnumerable<Told> Addresses => Run.Exchanges.SelectMany(exchange => exchange.Offered.Append(exchange.Address).Select(address => new Told($"address in {exchange.Method} {exchange.Address}", address, IsRequestLine: true)));

        public async ValueTask InitializeAsync()
        {
            var data = Path.Combine(_folder, "bot.db");
            Exported = await FakeCollector.StartAsync();
            await using var service = new WatchedService(Capture, data, Exported.Url);
            var address = service.Serve();
            Password = await service.AddStaffAsync(Email);
            Run = await MarkedRun.PlayAsync(address, data, Email, Password, TestContext.Current.CancellationToken);
            Files = [.. Read().Concat(await BackUpAsync(service.Services)).Select(file => new Told(file.Name, file.Text, IsRequestLine: false))];
            MetricsPage = await MetricsAsync(address);
            MaskedExport = await ExportAsync(service.Services);
            await EraseAsync(service.Services, data);
            FilesAfterErasing = [.. Read().Concat(await BackUpAsync(service.Services)).Select(file => file.Text)];
        }

        private static async Task<string> MetricsAsync(Uri address)
        {
            using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { { "Authorization", $"Bearer {WatchedService.MetricsToken}" } } };
            return await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        }

        private static async Task<string> ExportAsync(IServiceProvider services)
        {
            using var file = new MemoryStream();
            await services.GetRequiredService<IExports>().WriteAsync(new(ExportFormat.JsonLines, Email), file, null, TestContext.Current.CancellationToken);
            await using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            using var reader = new StreamReader(await zip.GetEntry("conversations.jsonl")!.OpenAsync(TestContext.Current.CancellationToken));
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        /// <summary>Erases every conversation, once no visit keeps it.</summary>
        private async Task EraseAsync(IServiceProvider services, string data)
        {
            var ids = new List<string>();
            await using (var connection = new SqliteConnection($"Data Source={data};Pooling=False"))
            {
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "UPDATE Bookings SET CancelledAt = 1 WHERE CancelledAt IS NULL; SELECT Id, State, WrappedKey FROM Conversations";
                await using (var rows = await command.ExecuteReaderAsync())
                {
                    while (await rows.ReadAsync())
                    {
                        ids.Add(rows.GetString(0));
                        SealedBefore.AddRange(Start((byte[])rows.GetValue(1)), Start((byte[])rows.GetValue(2)));
                    }
                }

                command.CommandText = "SELECT Body FROM Log UNION ALL SELECT Body FROM Screenings UNION ALL SELECT Details FROM Bookings UNION ALL SELECT Body FROM Alerts";
                await using var bodies = await command.ExecuteReaderAsync();
                while (await bodies.ReadAsync())
                    SealedBefore.Add(Start((byte[])bodies.GetValue(0)));
            }

            Conversations = [.. ids];
            foreach (var id in ids)
            {
                if (await services.GetRequiredService<IRecords>().EraseAsync(id, new(Email, "Test"), CancellationToken.None) is Erasure.Done)
                    Erased++;
            }
        }

        // Its first bytes hold the number that it was encrypted with, which no other piece shares.
        private static string Start(byte[] piece) => Encoding.Latin1.GetString(piece, 1, 12);

        /// <summary>What a backup of now holds, unpacked.</summary>
        private async Task<List<(string Name, string Text)>> BackUpAsync(IServiceProvider services)
        {
            var target = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName, "backup.zip");
            await StoreBackup.WriteAsync(services.GetRequiredService<IConfiguration>().GetSection("Storage"), _folder, target, keysTo: null, vault: null, TimeProvider.System, TestContext.Current.CancellationToken);
            var pieces = new List<(string, string)>();
            await using var zip = await ZipFile.OpenReadAsync(target, TestContext.Current.CancellationToken);
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken), Encoding.Latin1);
                pieces.Add(($"backup, {entry.FullName}", await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
            }

            Assert.True(pieces.Count >= 2);
            return pieces;
        }

        private List<(string Name, string Text)> Read()
        {
            var files = new List<(string, string)>();
            foreach (var file in Directory.EnumerateFiles(_folder))
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                files.Add((Path.GetFileName(file), reader.ReadToEnd()));
            }

            return files;
        }

        public async ValueTask DisposeAsync()
        {
            Run?.Dispose();
            Capture.Dispose();
            await Exported.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
