using System.Collections.Frozen;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>
/// Puts a mistyped word right towards the words that signs are told in. The first letter stands: "ladder" is no "bladder". Only few of them, the long key words, are
/// put in place of a word that exists.
/// </summary>
internal sealed class Spelling
{
    private const int FewestLettersOfLongWord = 6, MostLetters = 20, FewestLetters = 4, FewestLettersBySound = 5, FewestSounds = 3, LettersASlip = 3, MostSlipsBySound = 3;
    private static readonly FrozenSet<string> s_otherWords = CommonWords.All.Select(word => word.Word).ToFrozenSet(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _keyWords = new(StringComparer.Ordinal), _shortKeyWords = new(StringComparer.Ordinal), _signWords = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _bySound = new(StringComparer.Ordinal);

    /// <summary>Takes the key words of <c>spelling</c>: what sounds like one of them is put right as well.</summary>
    public Spelling(IEnumerable<string> keyWords)
    {
        foreach (var word in keyWords)
        {
            AddTo(word.Length >= FewestLettersOfLongWord ? _keyWords : _shortKeyWords, word);
            var sound = Sound.Of(word);
            if (!_bySound.TryGetValue(sound, out var words))
                _bySound[sound] = words = [];
            words.Add(word);
        }
    }

    /// <summary>Every long word of a phrase, typed with one slip of the finger, is put right, where it is no other word.</summary>
    public void Recognize(string phrase)
    {
        foreach (var word in phrase.Split(' ').Where(word => word.Length >= FewestLettersOfLongWord && word.All(char.IsAsciiLetterLower)))
            AddTo(_signWords, word);
    }

    /// <summary>What a word that no phrase holds was meant to be, or null.</summary>
    /// <param name="word">In lower case.</param>
    /// <param name="isKnown">Whether phrases hold a word.</param>
    /// <param name="isForeign">Whether it may be of another language: short words and sounds tell nothing then.</param>
    public string? RightOf(string word, Func<string, bool> isKnown, bool isForeign)
    {
        if (word.Length is < FewestLetters or > MostLetters)
            return null;
        if (word.Length >= FewestLettersOfLongWord && Near(word, _keyWords) is { } right)
            return right;
        if (s_otherWords.Contains(word))
            return null;
        var swapped = SwappedLetters.Of(word).FirstOrDefault(isKnown);
        if (swapped is not null || isForeign)
            return swapped ?? (word.Length >= FewestLettersOfLongWord ? Near(word, _signWords) : null);
        return Near(word, _shortKeyWords) ?? Near(word, _keyWords) ?? Near(word, _signWords) ?? BySound(word);
    }

    /// <summary>"parylized", "stroak": several slips, and it still sounds the same.</summary>
    private string? BySound(string word) =>
        word.Length >= FewestLettersBySound && Sound.Of(word) is { Length: >= FewestSounds } sound && _bySound.TryGetValue(sound, out var words)
            ? words.Where(known => known[0] == word[0] && Slips(word, known) <= Math.Min(MostSlipsBySound, known.Length / LettersASlip)).MinBy(known => Slips(word, known))
            : null;

    private static string? Near(string word, Dictionary<string, string> known)
    {
        var spellings = known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (spellings.TryGetValue(word, out var near) && IsNear(word, near))
            return near;
        Span<char> shorter = stackalloc char[word.Length - 1];
        for (var left = 1; left < word.Length; left++)
        {
            word.AsSpan(0, left).CopyTo(shorter);
            word.AsSpan(left + 1).CopyTo(shorter[left..]);
            if (spellings.TryGetValue(shorter, out near) && IsNear(word, near))
                return near;
        }

        return null;
    }

    private static void AddTo(Dictionary<string, string> spellings, string word)
    {
        spellings[word] = word;
        for (var left = 1; left < word.Length; left++)
            spellings.TryAdd(word.Remove(left, 1), word);
    }

    /// <summary>Whether two words differ by one letter more, less or other, or by two neighbours swapped.</summary>
    private static bool IsNear(string a, string b)
    {
        if (a[0] != b[0] || Math.Abs(a.Length - b.Length) > 1)
            return false;
        var head = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head])
            head++;
        var tail = 0;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)])
            tail++;
        var (restA, restB) = (a.Length - head - tail, b.Length - head - tail);
        return (restA <= 1 && restB <= 1) || (restA == 2 && restB == 2 && a[head] == b[head + 1] && a[head + 1] == b[head]);
    }

    /// <summary>How many letters are more, less or other (Levenshtein's distance).</summary>
    private static int Slips(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var column = 0; column <= b.Length; column++)
            row[column] = column;
        for (var at = 1; at <= a.Length; at++)
        {
            var diagonal = row[0];
            row[0] = at;
            for (var column = 1; column <= b.Length; column++)
            {
                var above = row[column];
                row[column] = Math.Min(Math.Min(above, row[column - 1]) + 1, diagonal + (a[at - 1] == b[column - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
