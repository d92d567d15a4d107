using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Names conversations and people of channels. A channel's own ids may be phone numbers, and ids stand in addresses and lists.</summary>
internal sealed class ChannelConversationIds(IConnectorKeys keys)
{
    private const string Prefix = "ch-";
    private const int BytesKept = 16;

    /// <summary>The id of a conversation, always the same.</summary>
    public string Conversation(string channel, string conversationId) => $"{Prefix}{Keyed("conversation", channel, conversationId)}";

    /// <summary>Whether it is the id of a conversation that follows an erased one: such an id has a number behind.</summary>
    public static bool IsFollowing(string conversationId) => conversationId.Length > Prefix.Length + Base64Url.GetEncodedLength(BytesKept);

    /// <summary>The id of a person on a channel, always the same.</summary>
    public string User(string channel, string? userId) => $"u-{Keyed("user", channel, userId ?? "")}";

    /// <summary>What a call in a group is recognised by: its message and its words, neither of which can be told from it.</summary>
    public string Call(string channel, string message, string text) => $"call:{Keyed("call", channel, $"{message}\n{text}")}";

    private string Keyed(string what, string channel, string id) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(keys.ConversationKey, Encoding.UTF8.GetBytes($"{what}\n{channel}\n{id}")).AsSpan(0, BytesKept));
}
