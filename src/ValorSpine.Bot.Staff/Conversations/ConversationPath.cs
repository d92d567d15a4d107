using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ValorSpine.Bot.Staff.Conversations;

/// <summary>
/// The address of a conversation. Channels choose the ids, and some hold slashes or other characters that do not survive a path:
/// such an id travels as a tilde and its base64url; a harmless one as it is.
/// </summary>
internal static class ConversationPath
{
    private const char Mark = '~';

    private static readonly SearchValues<char> s_harmless =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string Of(string conversationId) => $"/staff/conversations/{Key(conversationId)}";

    /// <summary>What stands for an id in a path.</summary>
    public static string Key(string id) =>
        id.AsSpan().ContainsAnyExcept(s_harmless) ? Mark + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id)) : id;

    /// <summary>The id behind the last segment of a path, or null where it stands for none.</summary>
    public static string? IdOf(string key)
    {
        if (!key.StartsWith(Mark))
            return key;
        var encoded = key.AsSpan(1);
        return Base64Url.IsValid(encoded) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded)) : null;
    }
}
