using OpenTelemetry.Exporter;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Telemetry</c>: where traces, metrics and logs go, and who may read <c>/metrics</c>.</summary>
internal sealed record TelemetrySettings
{
    private const int ShortestToken = 16;

    /// <summary>The base address of a collector, or null where the standard variables name one or nothing is sent.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How it is spoken to at <see cref="Endpoint"/>.</summary>
    public OtlpExportProtocol Protocol { get; init; } = OtlpExportProtocol.HttpProtobuf;

    /// <summary>Whether anything is sent: by <see cref="Endpoint"/>, or by the standard variables <c>OTEL_EXPORTER_OTLP_…ENDPOINT</c>.</summary>
    public bool Sends { get; init; }

    /// <summary>Who knows it may read <c>/metrics</c> from anywhere; null where only the machine itself may.</summary>
    public string? MetricsToken { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="BadSettingsException">Some are wrong; the message has one line for each.</exception>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Telemetry");
        var problems = new List<string>();
        var endpoint = EndpointOf(section["Otlp:Endpoint"], problems);
        var protocol = ProtocolOf(section["Otlp:Protocol"], problems);
        var token = section["Metrics:Token"] is { Length: > 0 } given ? given : null;
        if (token?.Length < ShortestToken)
            problems.Add($"appsettings.json: Telemetry:Metrics:Token is too short to be a secret. Use {ShortestToken} characters or more, and give it as the environment variable Telemetry__Metrics__Token.");
        return problems.Count > 0
            ? throw new BadSettingsException(string.Join('\n', problems))
            : new() { Endpoint = endpoint, Protocol = protocol, Sends = endpoint is not null || NamedByVariables(configuration), MetricsToken = token };
    }

    private static bool NamedByVariables(IConfiguration configuration) =>
        ((string[])["", "TRACES_", "METRICS_", "LOGS_"]).Any(signal => !string.IsNullOrWhiteSpace(configuration[$"OTEL_EXPORTER_OTLP_{signal}ENDPOINT"]));

    private static Uri? EndpointOf(string? text, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        problems.Add($"appsettings.json: Telemetry:Otlp:Endpoint is '{text}'. Write the collector's base address, such as http://localhost:4318.");
        return null;
    }

    private static OtlpExportProtocol ProtocolOf(string? text, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            return OtlpExportProtocol.HttpProtobuf;
        if (!Enum.TryParse<OtlpExportProtocol>(text, ignoreCase: true, out var protocol) || !Enum.IsDefined(protocol))
            problems.Add($"appsettings.json: Telemetry:Otlp:Protocol is '{text}'. Write HttpProtobuf (port 4318 at most collectors) or Grpc (4317).");
        return protocol;
    }
}
