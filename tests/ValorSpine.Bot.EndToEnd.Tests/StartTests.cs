using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace ValorSpine.Bot.EndToEnd.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task The_first_start_prints_a_staff_password_and_the_second_does_not()
    {
        using var data = new ScratchFolder();
        await using (var first = await BotProcess.StartAsync(data.Path))
            Assert.NotNull(first.FirstPassword);
        await using var second = await BotProcess.StartAsync(data.Path);
        Assert.Null(second.FirstPassword);
    }

    [Fact]
    public async Task A_conversation_continues_with_its_history_after_a_restart()
    {
        using var data = new ScratchFolder();
        string resume;
        int before;
        await using (var first = await BotProcess.StartAsync(data.Path))
        {
            using var http = new HttpClient { BaseAddress = first.Address };
            var patient = await DirectLinePatient.OpenAsync(http);
            Assert.Contains("fibrin", string.Concat(await patient.AskAsync("what is fibrin")), StringComparison.OrdinalIgnoreCase);
            before = (await patient.ReadAsync()).Count;
            resume = patient.Resume;
        }

        await using var second = await BotProcess.StartAsync(data.Path);
        using var again = new HttpClient { BaseAddress = second.Address };
        var returned = await DirectLinePatient.OpenAsync(again, resume);
        Assert.Equal(before, (await returned.ReadAsync()).Count);
        Assert.Contains("risk", string.Concat(await returned.AskAsync("is it safe")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_taken_port_gives_one_plain_line()
    {
        using var data = new ScratchFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var (status, _, errors) = await RunAsync("--urls", url, Data(data));

        Assert.Equal(1, status);
        Assert.Equal($"Failed to bind to address {url}: address already in use. Stop the other program, or choose another address: --urls http://localhost:5081", errors.Trim());

        // The password is shown once: by the first start that serves.
        await using var bot = await BotProcess.StartAsync(data.Path);
        Assert.NotNull(bot.FirstPassword);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_gives_one_plain_line()
    {
        using var data = new ScratchFolder();
        var file = Path.Combine(data.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var (status, _, errors) = await RunAsync($"--Storage:ConnectionString=Data Source={file}/bot.db");

        Assert.Equal(1, status);
        Assert.StartsWith($"The data folder '{file}' cannot be written.", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_broken_article_gives_one_plain_line_with_file_line_and_remedy()
    {
        using var copy = ScratchFolder.CopyOfContent();
        var article = Path.Combine(copy.Path, "knowledge", "articles", "fibrin-what.md");
        await File.WriteAllTextAsync(article, (await File.ReadAllTextAsync(article, TestContext.Current.CancellationToken)).Replace("topic: fibrin-what", "topic: fibrin-wat", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (status, _, errors) = await BotProcess.RunToEndAsync(["--contentRoot", copy.Path, "--urls", "http://127.0.0.1:0"]);

        Assert.Equal(1, status);
        Assert.Contains("knowledge/articles/fibrin-what.md:3: The topic 'fibrin-wat' is not known. Use an id of knowledge/topics.yml, or add it there first.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_all_listed_at_once()
    {
        using var data = new ScratchFolder();
        var (status, _, errors) = await RunAsync(Data(data), "--Clinic:TimeZone=Mars/Olympus", "--Clinic:Visits:evaluation:Minutes=7", "--Clinic:Hours:Monday:0=17:00-08:00");

        Assert.Equal(1, status);
        Assert.Equal(3, errors.Trim().Split('\n').Length);
        Assert.Contains("Clinic:TimeZone is 'Mars/Olympus'. Use an IANA name, such as America/Chicago.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Clinic:Hours:Sunday=08:00-17:00", "Clinic:Hours:Sunday")]
    [InlineData("--Clinic:Closed=2026-12-25", "Clinic:Closed")]
    [InlineData("--Clinic:Hours:9:0=08:00-17:00", "Clinic:Hours:9")]
    [InlineData("--Clinic:EmergencyNumber=the ambulance", "Clinic:EmergencyNumber")]
    [InlineData("--Storage:Provider=Postgres", "Storage:Provider")]
    [InlineData("--Knowledge:ServeUnreviewed=no", "Knowledge:ServeUnreviewed")]
    [InlineData("--Knowledge:ServeUnreveiwed=false", "Knowledge:ServeUnreveiwed")]
    public async Task A_setting_that_would_mean_nothing_is_named(string setting, string name)
    {
        using var data = new ScratchFolder();
        var (status, _, errors) = await RunAsync(Data(data), "--urls", "http://127.0.0.1:0", setting);

        Assert.Equal(1, status);
        Assert.Contains(name, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_read_the_settings_of_the_environment_as_the_service_does()
    {
        using var copy = ScratchFolder.CopyOfContent();
        await File.WriteAllTextAsync(
            Path.Combine(copy.Path, "appsettings.Production.json"), """{"Storage": {"ConnectionString": "Data Source=elsewhere/bot.db"}}""", TestContext.Current.CancellationToken);

        var (status, output, errors) = await BotProcess.RunToEndAsync(["staff", "add", "jo@clinic.example", "--contentRoot", copy.Path]);

        Assert.Equal("", errors.Trim());
        Assert.Contains("Password ", output, StringComparison.Ordinal);
        Assert.Equal(0, status);
        Assert.True(File.Exists(Path.Combine(copy.Path, "elsewhere", "bot.db")));
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("knowledge", "check")]
    public async Task Commands_on_the_knowledge_read_whether_unreviewed_articles_are_served(params string[] command)
    {
        using var copy = ScratchFolder.CopyOfContent();
        await File.WriteAllTextAsync(Path.Combine(copy.Path, "appsettings.Production.json"), """{"Knowledge": {"ServeUnreviewed": "no"}}""", TestContext.Current.CancellationToken);

        var (status, _, errors) = await BotProcess.RunToEndAsync([.. command, "--contentRoot", copy.Path]);

        Assert.Equal(1, status);
        Assert.Equal("appsettings.json: Knowledge:ServeUnreviewed is 'no'. Write true or false.", errors.Trim());
    }

    [Fact]
    public async Task A_folder_without_knowledge_gives_one_plain_line()
    {
        using var empty = new ScratchFolder();
        var (status, _, errors) = await BotProcess.RunToEndAsync(["--contentRoot", empty.Path]);

        Assert.Equal(1, status);
        Assert.Equal($"'{empty.Path}' holds no knowledge/ and dialogs/. Name the folder that does with --contentRoot.", errors.Trim());
    }

    [Fact]
    public async Task An_unknown_page_is_not_found_and_health_is_well()
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path);
        using var http = new HttpClient { BaseAddress = bot.Address };
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("no-such-page", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal("live", await http.GetStringAsync("health/live", TestContext.Current.CancellationToken));
        var ready = await http.GetFromJsonAsync<JsonElement>("health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(["status", "version", "since", "parts"], ready.EnumerateObject().Select(property => property.Name));
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("calendar/nothing.ics", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static string Data(ScratchFolder folder) => $"--Storage:ConnectionString=Data Source={Path.Combine(folder.Path, "bot.db")}";

    private static Task<(int Status, string Output, string Errors)> RunAsync(params string[] settings) =>
        BotProcess.RunToEndAsync(["--contentRoot", BotProcess.Repository, .. settings]);
}
