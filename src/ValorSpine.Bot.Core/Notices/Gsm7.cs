namespace ValorSpine.Bot.Core.Notices;

/// <summary>The alphabet of text messages (3GPP TS 23.038): what it cannot hold makes a message less than half as long.</summary>
public static class Gsm7
{
    /// <summary>Septets of a message that travels alone.</summary>
    public const int Alone = 160;

    /// <summary>Septets of each segment of a longer one.</summary>
    public const int Joined = 153;

    private const string Basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private const string Extended = "\f^{}\\[~]|€";

    /// <summary>How many septets a character takes; 0 where the alphabet does not hold it.</summary>
    public static int Septets(char character) =>
        Basic.Contains(character, StringComparison.Ordinal) ? 1 : Extended.Contains(character, StringComparison.Ordinal) ? 2 : 0;

    /// <summary>How many segments a text takes, or null where it holds a foreign character.</summary>
    public static int? Segments(string text) => FirstForeign(text) is null ? Starts(text).Count : null;

    /// <summary>Where each segment of a text of this alphabet begins. No character is split, so that a segment may end one septet early.</summary>
    public static IReadOnlyList<int> Starts(string text)
    {
        if (text.Length == 0)
            return [];
        if (text.Sum(Septets) <= Alone)
            return [0];
        var starts = new List<int> { 0 };
        var filled = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var septets = Septets(text[at]);
            if (filled + septets > Joined)
            {
                starts.Add(at);
                filled = 0;
            }

            filled += septets;
        }

        return starts;
    }

    /// <summary>The first character that a text message cannot hold, or null.</summary>
    public static char? FirstForeign(string text) => text.Where(character => Septets(character) == 0).Select(character => (char?)character).FirstOrDefault();
}
