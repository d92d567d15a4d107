namespace ValorSpine.Bot.Core.Safety;

/// <summary>The slip of the thumb that is commonest: two neighbouring letters in the wrong order.</summary>
internal static class SwappedLetters
{
    /// <summary>What a word may have been meant to be. The first letter stands.</summary>
    public static IEnumerable<string> Of(string word)
    {
        for (var at = 1; at + 1 < word.Length; at++)
        {
            if (word[at] != word[at + 1])
                yield return string.Concat(word.AsSpan(0, at), word.AsSpan(at + 1, 1), word.AsSpan(at, 1), word.AsSpan(at + 2));
        }
    }
}
