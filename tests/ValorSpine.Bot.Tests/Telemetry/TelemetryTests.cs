using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Telemetry;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Telemetry;

/// <summary>What an operator sees of the service from outside.</summary>
public sealed partial class TelemetryTests(ObservedBot bot) : IClassFixture<ObservedBot>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_are_counted_by_outcome_and_channel()
    {
        var page = await PageAsync();

        Assert.Matches("""valorspine_turns_total\{[^}]*channel="directline",outcome="answer"\} [1-9]""", page);
        Assert.Matches("""valorspine_turns_total\{[^}]*channel="directline",outcome="emergency"\} [1-9]""", page);
        Assert.Matches("""valorspine_alerts_open\{[^}]*\} [1-9]""", page);
        Assert.Matches("""valorspine_handoffs_waiting\{[^}]*\} [1-9]""", page);
        Assert.Matches("""valorspine_model_call_duration_seconds_count\{[^}]*result="status",use="FullQuestion"\} [1-9]""", page);
    }

    [Fact]
    public async Task Whoever_comes_by_a_proxy_does_not_get_the_metrics()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-For", "203.0.113.7" } } };
        using var response = await bot.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer of-the-operator-NOT")]
    [InlineData("of-the-operator-only")]
    public async Task With_a_token_set_nobody_gets_the_metrics_without_it(string authorization)
    {
        using var page = new MetricsPage(new() { MetricsToken = "of-the-operator-only" }, gauges: null!, services: null!);
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Loopback }, Request = { Headers = { Authorization = authorization } } };

        await page.AnswerAsync(http);

        Assert.Equal((401, "Bearer"), (http.Response.StatusCode, http.Response.Headers.WWWAuthenticate.ToString()));
    }

    [Fact]
    public async Task What_a_turn_does_is_a_tree_below_its_request_down_to_the_delivery()
    {
        var answered = await bot.SpanAsync(span => span.OperationName == "turn" && bot.IsHere(span) && Equals(span.GetTagItem("valorspine.turn.outcome"), "answer"));

        var request = await bot.SpanAsync(span => span.SpanId == answered.ParentSpanId);
        Assert.Equal("Microsoft.AspNetCore", request.Source.Name);
        foreach (var part in (string[])["turn.decide", "turn.commit", "turn.deliver"])
            Assert.Equal(request.TraceId, (await bot.SpanAsync(span => span.OperationName == part && span.ParentSpanId == answered.SpanId)).TraceId);
    }

    [Fact]
    public async Task Each_metric_of_the_dashboard_is_one_that_the_service_has()
    {
        var has = Has(await PageAsync());
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "eng", "deploy", "grafana-dashboard.json"), Cancel));

        var asked = Expressions(dashboard.RootElement).SelectMany(expression => Metric().Matches(expression).Select(name => name.Value)).ToHashSet();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(has));
    }

    [Fact]
    public async Task Each_metric_of_ours_is_described_and_each_that_is_described_is_there()
    {
        var page = await PageAsync();
        var described = Described().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"), Cancel)).Select(name => name.Groups["name"].Value).ToHashSet();
        // How much of a model's budget is left is told only where there is a model: not here, but by another service of the tests, whose meters this process has too.
        const string onlyWithModel = "valorspine.model.tokens.left";

        Assert.Contains(onlyWithModel, described);
        Assert.Equal(
            described.Select(name => name.Replace('.', '_')).Order(),
            Has(page).Where(name => name.StartsWith("valorspine_", StringComparison.Ordinal)).Select(Plain).Append(onlyWithModel.Replace('.', '_')).Distinct().Order());
    }

    [Fact]
    public void Wrong_settings_are_named_all_at_once()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("Telemetry:Otlp:Endpoint", "collector:4318"), new("Telemetry:Otlp:Protocol", "Carrier pigeon"), new("Telemetry:Metrics:Token", "short")]).Build();

        var problems = Assert.Throws<BadSettingsException>(() => TelemetrySettings.Read(configuration)).Message.Split('\n');

        Assert.Collection(
            problems,
            problem => Assert.StartsWith("appsettings.json: Telemetry:Otlp:Endpoint is 'collector:4318'.", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("appsettings.json: Telemetry:Otlp:Protocol is 'Carrier pigeon'.", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith("appsettings.json: Telemetry:Metrics:Token is too short", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Telemetry:Otlp:Endpoint", "http://localhost:4318", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317", true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://localhost:4318/v1/traces", true)]
    [InlineData("Telemetry:Otlp:Protocol", "Grpc", false)]
    public void It_is_sent_where_a_collector_is_named_and_nowhere_else(string setting, string value, bool sends) =>
        Assert.Equal(sends, TelemetrySettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build()).Sends);

    private Task<string> PageAsync() => bot.Http.GetStringAsync("/metrics", Cancel);

    /// <summary>Names of the series on the page.</summary>
    private static HashSet<string> Has(string page) => [.. Series().Matches(page).Select(line => line.Groups["name"].Value)];

    /// <summary>A metric's own name, without what its kind and unit add to it.</summary>
    private static string Plain(string name) => Ending().Replace(name, "");

    private static IEnumerable<string> Expressions(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Object => part.EnumerateObject().SelectMany(property => property is { Name: "expr", Value.ValueKind: JsonValueKind.String } ? [property.Value.GetString()!] : Expressions(property.Value)),
        JsonValueKind.Array => part.EnumerateArray().SelectMany(Expressions),
        _ => [],
    };

    [GeneratedRegex(@"^(?<name>[a-z_]+)\{", RegexOptions.Multiline)]
    private static partial Regex Series();

    [GeneratedRegex(@"\b(valorspine|http_server|http_client|dotnet|kestrel|aspnetcore)_[a-z_]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Metric();

    [GeneratedRegex(@"^\| `(?<name>valorspine\.[a-z._]+)`", RegexOptions.Multiline)]
    private static partial Regex Described();

    [GeneratedRegex("(_seconds)?(_bucket|_sum|_count|_total)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Ending();
}
