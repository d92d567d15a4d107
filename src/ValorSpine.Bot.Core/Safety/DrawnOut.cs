namespace ValorSpine.Bot.Core.Safety;

/// <summary>Words whose letters are drawn out: "sooo", "caaaan't".</summary>
internal static class DrawnOut
{
    /// <summary>Whether a letter stands thrice in a row.</summary>
    public static bool Is(string word)
    {
        for (var i = 2; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && word[i] == word[i - 2])
                return true;
        }

        return false;
    }

    /// <summary>A word with each letter at most some times in a row. Digits stay.</summary>
    public static string Shorten(string word, int most)
    {
        Span<char> kept = stackalloc char[word.Length];
        var length = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var run = 0;
            while (run < most && length > run && kept[length - 1 - run] == word[i])
                run++;
            if (run < most || char.IsAsciiDigit(word[i]))
                kept[length++] = word[i];
        }

        return new(kept[..length]);
    }
}
