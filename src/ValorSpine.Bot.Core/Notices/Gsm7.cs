namespace ValorSpine.Bot.Core.Notices;

/// <summary>The alphabet of text messages (3GPP TS 23.038): what it cannot hold makes a message less than half as long.</summary>
internal static class Gsm7
{
    private const int Alone = 160, Joined = 153;
    private const string Basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private const string Extended = "\f^{}\\[~]|€";

    /// <summary>How many messages a text takes, or null where it holds a foreign character.</summary>
    public static int? Segments(string text)
    {
        if (FirstForeign(text) is not null)
            return null;
        var length = text.Length + text.Count(character => Extended.Contains(character, StringComparison.Ordinal));
        return length <= Alone ? 1 : (length + Joined - 1) / Joined;
    }

    /// <summary>The first character that a text message cannot hold, or null.</summary>
    public static char? FirstForeign(string text) =>
        text.Where(character => !Basic.Contains(character, StringComparison.Ordinal) && !Extended.Contains(character, StringComparison.Ordinal)).Select(character => (char?)character).FirstOrDefault();
}
