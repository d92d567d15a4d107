using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Telemetry;

/// <summary>Puts telemetry to work. What nobody reads costs nothing: traces and logs are only gathered where they are sent, and counting begins once the service has started.</summary>
internal static class TelemetrySetup
{
    private const string ServiceName = "ValorSpine.Bot";

    // Of the platform: requests, connections, memory and threads. What it measures of pages and of signing in has tags without bound.
    private static readonly string[] s_meters = [TurnTelemetry.Name, StoreMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Net.Http", "System.Runtime"];

    /// <summary>Registers it. To be called after the store and the language model are registered.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetrySettings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<TurnTelemetry>();
        builder.Services.AddSingleton<DeliveryTelemetry>();
        builder.Services.AddSingleton<ServiceGauges>();
        builder.Services.AddSingleton<MetricsPage>();
        builder.Services.AddHostedService<Counting>();
        if (settings.Sends)
            builder.SendTelemetry(settings);
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/metrics", (HttpContext http, MetricsPage page) => page.AnswerAsync(http)).DisableRateLimiting();

    /// <summary>What the service calls itself; <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> change and add to it.</summary>
    public static void Name(ResourceBuilder resource) =>
        resource.AddService(ServiceName, serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString()).AddEnvironmentVariableDetector();

    /// <summary>All that is measured here, with as few values of a tag as there can be.</summary>
    public static MeterProviderBuilder AddServiceMeters(this MeterProviderBuilder metrics) => metrics.AddMeter(s_meters).AddView(instrument => (instrument.Meter.Name, instrument.Name) switch
    {
        // Where it was sent to would be a value for each address of a channel.
        ("System.Net.Http", "http.client.request.duration") => new ExplicitBucketHistogramConfiguration { Boundaries = TurnTelemetry.Seconds, TagKeys = ["http.request.method", "http.response.status_code", "error.type"] },
        ("System.Net.Http", _) => MetricStreamConfiguration.Drop,
        _ => null,
    });

    private static void SendTelemetry(this WebApplicationBuilder builder, TelemetrySettings settings)
    {
        // Their entries tell of requests with addresses, and those hold keys; however much of them an operator has the console show.
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("System", LogLevel.Warning);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(Name)
            .WithTracing(traces => traces.AddSource(TurnTelemetry.Name).AddAspNetCoreInstrumentation(request => request.Filter = IsTraced).AddHttpClientInstrumentation().AddProcessor<PrivateSpans>())
            .WithMetrics(metrics => metrics.AddServiceMeters())
            .WithLogging(logs => logs.AddProcessor<PrivateLogRecords>(), options => (options.IncludeFormattedMessage, options.IncludeScopes, options.ParseStateValues) = (false, false, true));
        builder.Services.AddSingleton<PrivateSpans>();
        builder.Services.AddSingleton<PrivateLogRecords>();
        if (settings.Endpoint is { } endpoint)
            telemetry.UseOtlpExporter(settings.Protocol, endpoint);
        else
            telemetry.UseOtlpExporter();
    }

    // Probes and files come all the time and tell nothing.
    private static bool IsTraced(HttpContext http) => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && !http.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);
}
