using System.Text;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>What <see cref="string.Normalize(NormalizationForm)"/> takes without throwing.</summary>
internal static class NormalForm
{
    /// <summary>False for a lone half of a surrogate pair, which is enumerated as U+FFFD, and for U+FFFE, which .NET takes for text in the wrong byte order.</summary>
    public static bool Takes(Rune rune) => rune.Value is not (0xFFFD or 0xFFFE);
}
