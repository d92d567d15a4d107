namespace ValorSpine.Bot.Core.Turns;

/// <summary>
/// Keeps who wants text messages and who does not, with what was said, when, and in which message. Numbers are kept as a keyed hash, apart from conversations: a wish not to be written to
/// outlives the conversation that it was said in. The storage implements it.
/// </summary>
public interface ITextConsents
{
    /// <summary>What is known of a number, or null where nothing is.</summary>
    ValueTask<TextConsent?> FindAsync(string number, CancellationToken cancel);

    /// <summary>What happened with a message that is written down, and what was known before it; null where the message is not.</summary>
    /// <param name="number">Of the patient, E.164.</param>
    /// <param name="message">The carrier's id of the message.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask<KnownText?> FindKnownAsync(string number, string message, CancellationToken cancel);

    /// <summary>
    /// Writes down what happened, once for each message, and gives what was known before that message; the same again gives the same.
    /// </summary>
    /// <param name="number">Of the patient, E.164.</param>
    /// <param name="what">What happened.</param>
    /// <param name="message">The carrier's id of the message that it happened with.</param>
    /// <param name="cancel">Ends the wait until it is written.</param>
    ValueTask<TextConsent?> TakeAsync(string number, TextConsentEvent what, string message, CancellationToken cancel);
}

/// <summary>Whether a number may be texted.</summary>
/// <param name="Stopped">Whether it asked for no more.</param>
/// <param name="Since">UTC, since when.</param>
public sealed record TextConsent(bool Stopped, DateTimeOffset Since);

/// <summary>A message that has changed, or begun, what is known of its sender.</summary>
/// <param name="Before">What was known before it, or null.</param>
public sealed record KnownText(TextConsent? Before);

/// <summary>What happened between a number and us.</summary>
public enum TextConsentEvent
{
    /// <summary>They wrote to us first.</summary>
    Began,

    /// <summary>We wrote first, to a number given for a visit, and said how to end it.</summary>
    Noticed,

    /// <summary>They ended it with a word that carriers know.</summary>
    Stopped,

    /// <summary>They ended it in words of their own.</summary>
    StoppedInWords,

    /// <summary>The carrier told us that they ended it.</summary>
    StoppedAtCarrier,

    /// <summary>They want messages again.</summary>
    Resumed,

    /// <summary>They asked who writes to them.</summary>
    HelpAsked,
}

/// <summary>Takes what a channel tells of a reply after it has taken it: that it arrived, or that it did not. The storage implements it.</summary>
public interface IDeliveryReceipts
{
    /// <summary>What became of a reply.</summary>
    /// <param name="conversationId">Of the conversation.</param>
    /// <param name="sequence">Of the reply in its log.</param>
    /// <param name="receipt">Status and code of the channel; nothing of the patient.</param>
    /// <param name="failed">Whether the patient did not get it, and will not.</param>
    /// <param name="cancel">Ends the wait until it is written.</param>
    ValueTask TakeAsync(string conversationId, long sequence, string receipt, bool failed, CancellationToken cancel);

    /// <summary>A notice did not arrive: staff find it in the outbox.</summary>
    ValueTask NoticeFailedAsync(long noticeId, CancellationToken cancel);
}
