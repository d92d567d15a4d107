using Microsoft.Extensions.Options;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>What the sender of a text message wishes about being texted, with what they wished before; whoever carries it.</summary>
public sealed class TextWishes(ITextConsents consents, IOptions<TwilioOptions> options)
{
    /// <summary>Reads a message, and writes down what it means before its turn, so that nothing is sent to whoever ended it.</summary>
    /// <param name="from">The sender's number, E.164.</param>
    /// <param name="text">What they wrote.</param>
    /// <param name="carrier">What the carrier took it for, or null.</param>
    /// <param name="message">The carrier's id of it.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<Reach> TakeAsync(string from, string text, string? carrier, string message, CancellationToken cancel)
    {
        // A message that comes again is read as it was the first time.
        if (await consents.FindKnownAsync(from, message, cancel) is { } known)
            return Read(known.Before).Reach;
        var before = await consents.FindAsync(from, cancel);
        var read = Read(before);
        if (read.Happened is null && before is not null)
            return read.Reach;
        return Read(await consents.TakeAsync(from, read.Happened ?? TextConsentEvent.Began, message, cancel)).Reach;

        OptOut Read(TextConsent? consent) => OptOut.Read(text, carrier, consent?.Stopped ?? false, options.Value.ConfirmsOptOut);
    }
}
