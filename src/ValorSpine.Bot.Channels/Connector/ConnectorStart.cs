using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Says at start what is off or open, and fetches the keys that tokens are checked with before the first one comes.</summary>
internal sealed partial class ConnectorStart(IOptions<ConnectorOptions> options, ChannelKeys channelKeys, EntraKeys entraKeys, ILogger<ConnectorStart> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.DangerouslyTrustEveryCaller)
            EverybodyIsTrusted();
        else if (!options.Value.IsOn)
            IsOff();
        else
            await Task.WhenAll(FetchAsync(channelKeys.Keys), FetchAsync(entraKeys.Keys));
    }

    private static async Task FetchAsync(SigningKeys keys)
    {
        try
        {
            await keys.PrepareAsync(keyId: null);
        }
        catch (ConnectorException)
        {
            // Logged where it failed, and tried again with the first activity.
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Teams, SMS and other Bot Framework channels are off: Connector:AppId is not set. POST /api/messages answers 404.")]
    private partial void IsOff();

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Connector:DangerouslyTrustEveryCaller is set: POST /api/messages takes activities of anybody. Only for a developer's machine.")]
    private partial void EverybodyIsTrusted();
}
