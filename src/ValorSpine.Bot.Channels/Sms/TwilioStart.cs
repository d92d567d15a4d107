using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>Says at start that text messages are off.</summary>
internal sealed partial class TwilioStart(IOptions<TwilioOptions> options, ILogger<TwilioStart> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn)
            IsOff();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Text messages through Twilio are off: Twilio:AuthToken is not set. POST /sms/twilio answers 404.")]
    private partial void IsOff();
}
