using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Texting;

/// <summary>Sends text messages so that none goes out twice, and writes down whom the carrier no longer lets us write to.</summary>
internal sealed class SmsMessages(TwilioClient client, ITextConsents consents)
{
    /// <summary>Sends a message.</summary>
    /// <param name="to">Between which numbers.</param>
    /// <param name="text">In plain letters.</param>
    /// <param name="about">What it is about, for what the carrier tells of it afterwards.</param>
    /// <param name="earlier">An earlier try whose answer may have been lost, or null.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<ConnectorResult> SendAsync(SmsAddress to, string text, string about, EarlierTry? earlier, CancellationToken cancel)
    {
        // Twilio knows no key that makes a repeat harmless, so it is asked first; where it does not say, it is asked again later.
        var taken = earlier is null ? new ConnectorResult.Done(null) : await client.FindAsync(to, text, earlier.Since, earlier.Others, cancel);
        if (taken is not ConnectorResult.Done { Id: null })
            return taken;
        var result = await client.SendAsync(to, text, about, cancel);
        if (result is ConnectorResult.Gone { Problem: var problem } && problem.EndsWith(TwilioClient.OptedOut, StringComparison.Ordinal))
            await consents.TakeAsync(to.To, TextConsentEvent.StoppedAtCarrier, about, cancel);
        return result;
    }
}

/// <summary>An earlier try to send a message.</summary>
/// <param name="Since">When the message was put aside.</param>
/// <param name="Others">What the carrier calls other messages.</param>
internal sealed record EarlierTry(DateTimeOffset Since, IReadOnlySet<string> Others);
