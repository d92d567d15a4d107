using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>What stands between a word and the one before it.</summary>
internal enum Break
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A comma, a colon, a bracket, a dash or dots.</summary>
    Clause,

    /// <summary>The end of a sentence or a new line.</summary>
    Sentence,
}

/// <summary>One word as rules compare it.</summary>
/// <param name="Text">Lower case, without apostrophes and accents, shorthand written out.</param>
/// <param name="Symbol">Its number in the lexicon, or -1.</param>
/// <param name="Kinds">Kinds of number that it is.</param>
/// <param name="Break">What stands before it.</param>
/// <param name="Filler">Whether phrases pass over it.</param>
/// <param name="EndsScope">Whether negation ends at it: "but".</param>
internal readonly record struct Token(string Text, int Symbol, ImmutableArray<int> Kinds, Break Break, bool Filler, bool EndsScope);

/// <summary>A message cut into words. Reading never fails, whatever the characters are.</summary>
internal sealed class Message
{
    private const int LongestWord = 40;

    private Message(Token[] tokens, bool isPutIntoEnglish, string? putRight) => (Tokens, IsPutIntoEnglish, PutRight) = (tokens, isPutIntoEnglish, putRight);

    /// <summary>All words, in order.</summary>
    public Token[] Tokens { get; }

    /// <summary>Whether it was said in Spanish, at least in part.</summary>
    public bool IsPutIntoEnglish { get; }

    /// <summary>What it says without slips of the finger, where there are any in an English message. Else null.</summary>
    public string? PutRight { get; }

    /// <summary>The words from some before a start to some after an end, as rules compare them, and no further than a break.</summary>
    public string Around(int start, int end, int words, Break until)
    {
        var first = start;
        while (first > 0 && first > start - words && Tokens[first].Break < until)
            first--;
        var last = end;
        while (last < Tokens.Length && last < end + words && Tokens[last].Break < until)
            last++;
        return string.Join(' ', Tokens[first..last].Select(token => token.Text));
    }

    /// <summary>All words but some, with stops between sentences and clauses.</summary>
    public string Without(bool[] left)
    {
        var words = new List<RawWord>(Tokens.Length);
        var pending = Break.None;
        for (var i = 0; i < Tokens.Length; i++)
        {
            if (Tokens[i].Break > pending)
                pending = Tokens[i].Break;
            if (left[i])
                continue;
            words.Add(new(Tokens[i].Text, pending));
            pending = Break.None;
        }

        return Text(words);
    }

    private static string Text(List<RawWord> words)
    {
        var text = new StringBuilder();
        foreach (var word in words)
        {
            if (text.Length > 0)
                text.Append(word.Break switch { Break.Sentence => ". ", Break.Clause => ", ", _ => " " });
            text.Append(word.Text);
        }

        return text.ToString();
    }

    /// <summary>Cuts a text into words and writes each as rules compare it.</summary>
    public static Message Read(string text, Language language)
    {
        var said = Cut(Fold(text));
        var english = language.Spanish.InEnglish(said);
        var raw = (english ?? said).ConvertAll(word => word with { Text = language.Settle(word.Text, isForeign: english is not null) });
        var putRight = english is null && raw.Index().Any(word => word.Item.Text != said[word.Index].Text && !DrawnOut.Is(said[word.Index].Text)) ? Text(raw) : null;
        var tokens = new List<Token>(raw.Count + 8);
        for (var i = 0; i < raw.Count;)
        {
            var (written, length) = language.WriteOut(raw, i);
            for (var w = 0; w < written.Length; w++)
                tokens.Add(language.Token(written[w], w == 0 ? raw[i].Break : Break.None));
            // A word that is dropped leaves its break to the next one.
            if (written.Length == 0 && i + length < raw.Count && raw[i].Break > raw[i + length].Break)
                raw[i + length] = raw[i + length] with { Break = raw[i].Break };
            i += length;
        }

        return new([.. tokens], english is not null, putRight);
    }

    /// <summary>Compatibility forms and accents taken apart, so that styled letters and accents compare as plain ones.</summary>
    private static string Fold(string text) => Ascii.IsValid(text) ? text : NormalForm.Takeable(text).Normalize(NormalizationForm.FormKD);

    private static List<RawWord> Cut(string text)
    {
        var words = new List<RawWord>(text.Length / 5 + 4);
        var word = new StringBuilder(16);
        var pending = Break.None;

        void End()
        {
            if (word.Length == 0)
                return;
            words.Add(new(word.ToString(0, Math.Min(word.Length, LongestWord)), words.Count == 0 ? Break.Sentence : pending));
            word.Clear();
            pending = Break.None;
        }

        void Stop(Break kind)
        {
            End();
            if (kind > pending)
                pending = kind;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
                continue;
            }

            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            switch (c)
            {
                case '\'' or '\u2019' when (next is 'd' or 'D') && (i + 2 >= text.Length || !char.IsLetter(text[i + 2])):
                    // "od'd" is no "odd".
                    End();
                    break;
                case '\'' or '\u2019' or '\u2018' or '`' or '\u00B4' or '*' when word.Length > 0 && char.IsLetter(next):
                    break;
                case '.' or ',' when word.Length > 0 && char.IsAsciiDigit(word[^1]) && char.IsAsciiDigit(next):
                    if (c == '.')
                        word.Append('.');
                    break;
                case '#' when char.IsAsciiDigit(next):
                    End();
                    // "#2" is a word of its own for patients; a number sign would start a comment in the rule files.
                    word.Append("nr");
                    break;
                case '.' when next == '.':
                    while (i + 1 < text.Length && text[i + 1] == '.')
                        i++;
                    Stop(Break.Clause);
                    break;
                case '.' or '!' or '?' or ';' or '\n' or '\r' or '\u3002':
                    Stop(Break.Sentence);
                    break;
                case ',' or ':' or '(' or ')' or '[' or ']' or '\u2014' or '\u2013' or '\u2026':
                    Stop(Break.Clause);
                    break;
                case '-' when word.Length == 0:
                    Stop(Break.Clause);
                    break;
                case '&' or '+':
                    End();
                    word.Append("and");
                    End();
                    break;
                default:
                    if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark))
                        End();
                    break;
            }
        }

        End();
        return words;
    }
}

/// <summary>One word as typed, in lower case.</summary>
internal readonly record struct RawWord(string Text, Break Break);
