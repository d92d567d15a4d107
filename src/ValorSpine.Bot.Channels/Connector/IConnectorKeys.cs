namespace ValorSpine.Bot.Channels.Connector;

/// <summary>The host gives the secret by which conversations of channels are named.</summary>
public interface IConnectorKeys
{
    /// <summary>Turns a channel's ids, which may be phone numbers, into ids of this service that tell nothing.</summary>
    byte[] ConversationKey { get; }
}
