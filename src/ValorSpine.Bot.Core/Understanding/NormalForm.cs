using System.Text;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>Text that <see cref="string.Normalize(NormalizationForm)"/> takes without throwing.</summary>
internal static class NormalForm
{
    /// <summary>False for a lone half of a surrogate pair, which is enumerated as U+FFFD, and for U+FFFE, which .NET takes for text in the wrong byte order.</summary>
    public static bool Takes(Rune rune) => rune.Value is not (0xFFFD or 0xFFFE);

    /// <summary>The text with a space for each character that no normal form takes.</summary>
    public static string Takeable(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Takes(rune))
                valid.Append(rune);
            else
                valid.Append(' ');
        }

        return valid.ToString();
    }
}
