using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>What a patient typed, as lower-case words with the clause that each stands in. Linear in the length of the text.</summary>
internal sealed class SaidText
{
    /// <summary>More words than this are no answer to one question; the rest is not looked at.</summary>
    private const int MostWords = 80;

    private SaidText(string raw, ImmutableArray<string> words, ImmutableArray<int> clauses) => (Raw, Words, Clauses) = (raw, words, clauses);

    public string Raw { get; }

    public ImmutableArray<string> Words { get; }

    /// <summary>Number of the clause of each word: parted by a comma, a full stop, "but".</summary>
    public ImmutableArray<int> Clauses { get; }

    public static ImmutableArray<string> WordsOf(string text) => Of(text).Words;

    public static SaidText Of(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var clauses = ImmutableArray.CreateBuilder<int>();
        var clause = 0;
        Span<char> word = stackalloc char[40];
        var length = 0;
        for (var i = 0; i <= text.Length && words.Count < MostWords; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            var between = i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
            if (c is '\'' or '’' or '‘')
                continue;
            if (char.IsLetterOrDigit(c) || (between && c is ('.' or '/')))
            {
                // "6wks" is "6 wks".
                if (length > 0 && char.IsAsciiDigit(word[length - 1]) && char.IsLetter(c) && !IsOrdinal(text, i))
                    Flush(ref length, word);
                if (length < word.Length)
                    word[length++] = char.ToLowerInvariant(c);
                continue;
            }

            Flush(ref length, word);
            if (between && c is ('-' or '–' or '—'))
                Add("to");
            else if (c is '&' or '+')
                Add("and");
            else if (c == '½')
                Add("1/2");
            else if (c is ',' or ';' or '.' or '!' or '?' or '\n' or '(' or ')')
                clause++;
        }

        return new(text, words.ToImmutable(), clauses.ToImmutable());

        void Flush(ref int count, Span<char> from)
        {
            if (count > 0)
                Add(new string(from[..count]));
            count = 0;
        }

        void Add(string one)
        {
            if (one is "but")
                clause++;
            words.Add(one);
            clauses.Add(clause);
        }
    }

    private static bool IsOrdinal(string text, int at) =>
        at + 1 < text.Length && text.AsSpan(at, 2) is var end && (end.Equals("st", StringComparison.OrdinalIgnoreCase) || end.Equals("nd", StringComparison.OrdinalIgnoreCase)
            || end.Equals("rd", StringComparison.OrdinalIgnoreCase) || end.Equals("th", StringComparison.OrdinalIgnoreCase))
        && (at + 2 == text.Length || !char.IsLetter(text[at + 2]));

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
        return Math.Min(said.Length, meant.Length) >= 5 && Math.Abs(said.Length - meant.Length) <= 1 && !said.Any(char.IsAsciiDigit) && IsOneApart(said, meant);
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
