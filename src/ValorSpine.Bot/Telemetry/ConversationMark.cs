using System.Security.Cryptography;
using System.Text;

namespace ValorSpine.Bot.Telemetry;

/// <summary>
/// What stands for a conversation in traces and exported logs: the same for all that belongs together, and of no use to who has no ids. From an id, which is random or a keyed hash, it can be computed; from it, no id can.
/// </summary>
internal static class ConversationMark
{
    /// <summary>The attribute that holds it.</summary>
    public const string Attribute = "valorspine.conversation.mark";

    private const int Bytes = 8;

    /// <summary>The first eight bytes of the id's SHA-256, in hexadecimal.</summary>
    public static string Of(string conversationId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conversationId)).AsSpan(0, Bytes));
}
