using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>What a patient typed, as lower-case words with the clause and the sentence that each stands in. Linear in the length of the text.</summary>
internal sealed class SaidText
{
    /// <summary>More words than this are no answer to one question; the rest is not looked at.</summary>
    private const int MostWords = 120;

    private const int MostLetters = 4_000;

    private static readonly FrozenDictionary<int, string> s_signs = new Dictionary<int, string>
    {
        [0x1F44D] = "yes",
        [0x2705] = "yes",
        [0x2714] = "yes",
        [0x1F44C] = "yes",
        [0x1F44E] = "no",
        [0x274C] = "no",
        [0x2716] = "no",
        [0x1F6AB] = "no",
        [0x1F645] = "no",
        [0x1F937] = "idk",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> s_contrasts = FrozenSet.Create("but", "though", "although", "however", "except", "otherwise");

    private static readonly FrozenSet<string> s_beforeSeason = FrozenSet.Create("last", "this", "since", "past", "early", "late");

    private SaidText(string raw, ImmutableArray<string> words, ImmutableArray<int> clauses, ImmutableArray<int> sentences) =>
        (Raw, Words, Clauses, Sentences) = (raw, words, clauses, sentences);

    public string Raw { get; }

    public ImmutableArray<string> Words { get; }

    /// <summary>Number of the clause of each word: parted by a comma, a full stop, "but".</summary>
    public ImmutableArray<int> Clauses { get; }

    /// <summary>Number of the sentence of each word: commas part none.</summary>
    public ImmutableArray<int> Sentences { get; }

    public static ImmutableArray<string> WordsOf(string text) => Of(text).Words;

    public static SaidText Of(string text)
    {
        var plain = Plain(text);
        var words = new List<string>();
        var (clauses, sentences) = (new List<int>(), new List<int>());
        var (clause, sentence) = (0, 0);
        Span<char> word = stackalloc char[40];
        var length = 0;
        for (var i = 0; i <= plain.Length && words.Count < MostWords; i++)
        {
            var c = i < plain.Length ? plain[i] : ' ';
            var between = i > 0 && i + 1 < plain.Length && char.IsAsciiDigit(plain[i - 1]) && char.IsAsciiDigit(plain[i + 1]);
            // "5'4" is a height.
            if (c is '\'' or '’' && between && length == 1)
            {
                Flush(ref length, word);
                Add("ft");
                continue;
            }

            if (c is '\'' or '’' or '‘' or '`')
                continue;
            if (char.IsLetterOrDigit(c) || (between && c is ('.' or '/')))
            {
                // "6wks" is "6 wks".
                if (length > 0 && char.IsAsciiDigit(word[length - 1]) && char.IsLetter(c) && !IsOrdinal(plain, i) && !IsSpelledBySound(plain, i))
                    Flush(ref length, word);
                if (length < word.Length)
                    word[length++] = char.ToLowerInvariant(c);
                continue;
            }

            Flush(ref length, word);
            if (c is '-' or '–' or '—' && IsBetweenNumbers(plain, i))
                Add("to");
            else if (c is '&' or '+')
                Add("and");
            else if (c == '½')
                Add("1/2");
            else if (c == '=' && i > 0 && plain[i - 1] == ' ' && i + 2 < plain.Length && char.IsLetter(plain[i + 2]))
                Add("equal");
            else if (c is ',' or ';' or ':' or '(' or ')' || (c is '-' or '–' or '—' && i > 0 && plain[i - 1] == ' '))
                clause++;
            else if (c is '.' or '!' or '?' or '\n')
                (clause, sentence) = (clause + 1, sentence + 1);
        }

        return new(text, [.. words.Select((_, at) => at + 1 < words.Count && clauses[at] == clauses[at + 1] ? TextSpeak.BySound(words, at) : words[at])], [.. clauses], [.. sentences]);

        void Flush(ref int count, Span<char> from)
        {
            if (count > 0)
                Add(new string(from[..count]));
            count = 0;
        }

        void Add(string one)
        {
            if (s_contrasts.Contains(one))
                clause++;
            // "In the fall" is no fall; "feet n legs" is "feet and legs".
            if (one is "fall" && words.Count > 0 && (s_beforeSeason.Contains(words[^1]) || (words[^1] is "the" && words.Count > 1 && words[^2] is "in" or "during" or "over" or "since" or "last" or "this")))
                one = "autumn";
            if (words is [.., "n"] && words.Count > 1 && clauses[^1] == clause)
                words[^1] = "and";
            one = TextSpeak.Shortened(one);
            words.Add(TextSpeak.Meant(one) ?? SpanishWords.English.GetValueOrDefault(one, one));
            clauses.Add(clause);
            sentences.Add(sentence);
        }
    }

    /// <summary>The words from a place on, as if they were all that was said.</summary>
    public SaidText From(int at) => new(string.Join(' ', Words[at..]), Words[at..], Clauses[at..], Sentences[at..]);

    /// <summary>The words before a place, as if they were all that was said.</summary>
    public SaidText Until(int at) => new(string.Join(' ', Words[..at]), Words[..at], Clauses[..at], Sentences[..at]);

    /// <summary>The same places with other words at them.</summary>
    public SaidText With(ImmutableArray<string> words) => new(Raw, words, Clauses, Sentences);

    /// <summary>Whether a place is the first of its clause.</summary>
    public bool StartsClause(int at) => at == 0 || Clauses[at - 1] != Clauses[at];

    /// <summary>Whether a place is the last of its clause.</summary>
    public bool EndsClause(int at) => at == Words.Length - 1 || Clauses[at + 1] != Clauses[at];

    /// <summary>Accents taken off, thumbs put into words. What no normal form takes becomes a space.</summary>
    private static string Plain(string text)
    {
        var cut = text.Length <= MostLetters ? text : text[..MostLetters];
        if (Ascii.IsValid(cut))
            return cut;
        var valid = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            if (s_signs.TryGetValue(rune.Value, out var sign))
                valid.Append(CultureInfo.InvariantCulture, $", {sign}, ");
            else if (!NormalForm.Takes(rune) || rune.Value > 0xFFFF)
                valid.Append(' ');
            else
                valid.Append(rune);
        }

        var taken = new StringBuilder(valid.Length);
        foreach (var letter in valid.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                taken.Append(letter);
        }

        return taken.ToString();
    }

    private static bool IsBetweenNumbers(string text, int at)
    {
        var (before, after) = (at - 1, at + 1);
        while (before >= 0 && text[before] == ' ')
            before--;
        while (after < text.Length && text[after] == ' ')
            after++;
        return before >= 0 && after < text.Length && at - before <= 2 && after - at <= 2 && char.IsAsciiDigit(text[before]) && char.IsAsciiDigit(text[after]);
    }

    private static bool IsOrdinal(string text, int at) =>
        at + 1 < text.Length && text.AsSpan(at, 2) is var end && (end.Equals("st", StringComparison.OrdinalIgnoreCase) || end.Equals("nd", StringComparison.OrdinalIgnoreCase)
            || end.Equals("rd", StringComparison.OrdinalIgnoreCase) || end.Equals("th", StringComparison.OrdinalIgnoreCase))
        && (at + 2 == text.Length || !char.IsLetter(text[at + 2]));

    /// <summary>"2day" is one word and "2days" are two.</summary>
    private static bool IsSpelledBySound(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        return (at == 1 || !char.IsLetterOrDigit(text[at - 2])) && TextSpeak.Meant(text[(at - 1)..end].ToLowerInvariant()) is not null;
    }

    /// <summary>Whether the words at a place are a phrase; long words may be misspelled by one letter.</summary>
    public bool Has(ReadOnlySpan<string> phrase, int at)
    {
        if (at + phrase.Length > Words.Length)
            return false;
        for (var i = 0; i < phrase.Length; i++)
        {
            if (!Spelling.Same(Words[at + i], phrase[i]))
                return false;
        }

        return true;
    }

    /// <summary>The first place of a phrase, or -1.</summary>
    public int IndexOf(ReadOnlySpan<string> phrase)
    {
        for (var at = 0; at + phrase.Length <= Words.Length; at++)
        {
            if (Has(phrase, at))
                return at;
        }

        return -1;
    }
}

/// <summary>Tolerates one wrong, missing, added or swapped letter in words of five letters and more.</summary>
internal static class Spelling
{
    public static bool Same(string said, string meant)
    {
        if (said == meant)
            return true;
        // "Would" is no misspelled "could".
        return Math.Min(said.Length, meant.Length) >= 5 && said is not ("declined" or "would" or "could" or "should" or "yonks" or "monks" or "weeds" or "mouths" or "mouth" or "nights") && Math.Abs(said.Length - meant.Length) <= 1 && !said.Any(char.IsAsciiDigit) && IsOneApart(said, meant);
    }

    /// <summary>Whether one letter is wrong, missing, added or swapped.</summary>
    public static bool IsOneApart(string a, string b)
    {
        if (a.Length > b.Length)
            (a, b) = (b, a);
        var first = 0;
        while (first < a.Length && a[first] == b[first])
            first++;
        var last = 0;
        while (last < a.Length - first && a[^(last + 1)] == b[^(last + 1)])
            last++;
        var (restA, restB) = (a.Length - first - last, b.Length - first - last);
        return (restA <= 1 && restB <= 1) || (restA == 2 && restB == 2 && a[first] == b[first + 1] && a[first + 1] == b[first]);
    }
}
