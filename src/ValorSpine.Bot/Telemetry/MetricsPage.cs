using System.Security.Cryptography;
using System.Text;
using OpenTelemetry.Metrics;
using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.Telemetry;

/// <summary>
/// <c>/metrics</c>, as Prometheus reads it. It names nobody, yet is nobody's but the operator's: who has the token may read it, and where none is set, who asks on the machine itself, not through a proxy.
/// </summary>
internal sealed class MetricsPage(TelemetrySettings settings, ServiceGauges gauges, IServiceProvider services) : IDisposable
{
    private static readonly string[] s_byProxy = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    private readonly Lazy<Listening> _listening = new(() => Listening.Begin(services));

    /// <summary>Begins to count. It takes a moment that a start needs for other things.</summary>
    public void Begin() => _ = _listening.Value;

    /// <summary>Answers.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        if (Refusal(http) is { } status)
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync("The metrics are for the operator: ask on the machine itself, or send Telemetry:Metrics:Token as a bearer token.", http.RequestAborted);
            return;
        }

        await gauges.RefreshAsync(http.RequestAborted);
        await _listening.Value.Answer(http);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_listening.IsValueCreated)
            _listening.Value.Provider.Dispose();
    }

    private int? Refusal(HttpContext http)
    {
        if (settings.MetricsToken is not { } token)
            return http.Connection.RemoteIpAddress is { } from && System.Net.IPAddress.IsLoopback(from) && !s_byProxy.Any(http.Request.Headers.ContainsKey) ? null : StatusCodes.Status403Forbidden;
        if (CryptographicOperations.FixedTimeEquals(Hash(http.Request.Headers.Authorization.ToString()), Hash($"Bearer {token}")))
            return null;
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return StatusCodes.Status401Unauthorized;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private sealed record Listening(MeterProvider Provider, RequestDelegate Answer)
    {
        public static Listening Begin(IServiceProvider services)
        {
            var provider = OpenTelemetry.Sdk.CreateMeterProviderBuilder().ConfigureResource(TelemetrySetup.Name).AddServiceMeters().AddPrometheusExporter().Build();
            var pipeline = new ApplicationBuilder(services);
            pipeline.UseOpenTelemetryPrometheusScrapingEndpoint(provider, _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
            return new(provider, pipeline.Build());
        }
    }
}
