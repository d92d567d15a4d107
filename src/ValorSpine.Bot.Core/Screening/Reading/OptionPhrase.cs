using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>
/// Words that stand for an option. In the questionnaire <c>a|b</c> is either word, <c>..</c> lets a few words of the same clause stand between, and <c>...</c> lets a dozen words stand
/// between, also of other clauses: <c>numb|tingling .. groin|crotch</c>. <c>=legs</c> is that very word and not "leg". A text that begins with <c>?</c> is no certain sign of the option: it is
/// asked whether it is meant.
/// </summary>
internal sealed class OptionPhrase
{
    private const int Near = 5, Far = 14, Skipped = 2;

    private static readonly FrozenSet<string> s_skipped = FrozenSet.Create("my", "the", "a", "an", "really", "so", "very", "just", "like", "of", "some", "any", "your", "is", "are", "quite", "pretty");

    private static readonly FrozenSet<string> s_stops = FrozenSet.Create("no", "not", "never", "without", "dont", "didnt", "havent", "hasnt", "isnt", "doesnt", "than", "nor");

    private OptionPhrase(string text, bool isDoubtful, ImmutableArray<Slot> slots) => (Text, IsDoubtful, Slots) = (text, isDoubtful, slots);

    /// <summary>As it stands in the questionnaire.</summary>
    public string Text { get; }

    /// <summary>Whether it is to be asked about.</summary>
    public bool IsDoubtful { get; }

    public ImmutableArray<Slot> Slots { get; }

    /// <summary>One place of a phrase: the stems of the words that may stand there, and how many words may stand before it.</summary>
    /// <param name="Words">As written.</param>
    /// <param name="Stems">Their stems.</param>
    /// <param name="Gap">0: only words that say nothing.</param>
    public sealed record Slot(ImmutableArray<string> Words, FrozenSet<string> Stems, int Gap)
    {
        private readonly FrozenSet<string> _words = Words.ToFrozenSet();

        /// <summary>Whether a word may stand here.</summary>
        public bool Takes(string word, string stem) => Stems.Contains(stem) || _words.Contains(word);

        /// <summary>Whether it is one of its words as they are written.</summary>
        public bool Has(string word) => _words.Contains(word);
    }

    /// <summary>The words that it is made of.</summary>
    public IEnumerable<string> Words => Slots.SelectMany(slot => slot.Words);

    /// <summary>"Totally" is no form of "totaled": adverbs keep their ending.</summary>
    public static string StemOf(string word) =>
        // "101.8" is "101".
        word.Length > 3 && word.Contains('.', StringComparison.Ordinal) && char.IsAsciiDigit(word[0]) ? word[..word.IndexOf('.', StringComparison.Ordinal)] : word.EndsWith("ly", StringComparison.Ordinal) || word.EndsWith("ity", StringComparison.Ordinal) ? word : Answering.Words.Stem(word);

    /// <summary>Null where nothing is left of a text.</summary>
    public static OptionPhrase? Of(string text)
    {
        var slots = ImmutableArray.CreateBuilder<Slot>();
        var gap = 0;
        var isDoubtful = text.StartsWith('?');
        foreach (var part in text.TrimStart('?').Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is ".." or "...")
            {
                gap = part.Length == 2 ? Near : Far;
                continue;
            }

            ImmutableArray<string>[] either = [.. part.Split('|').Select(SaidText.WordsOf).Where(words => words.Length > 0)];
            if (either.Length == 0)
                continue;
            if (either.Length > 1 || part.StartsWith('='))
            {
                var exact = part.Split('|').Where(word => word.StartsWith('=')).Select(word => SaidText.WordsOf(word)[0]).ToArray();
                slots.Add(new([.. either.Select(words => words[0])], either.Select(words => words[0]).Except(exact).Select(StemOf).ToFrozenSet(), gap));
            }
            else
            {
                foreach (var word in either[0])
                {
                    slots.Add(new([word], new[] { StemOf(word) }.ToFrozenSet(), gap));
                    gap = 0;
                }
            }

            gap = 0;
        }

        return slots.Count == 0 ? null : new(text, isDoubtful, slots.ToImmutable());
    }

    /// <summary>The places of its words where it begins at a place; empty where it does not.</summary>
    public ImmutableArray<int> At(SaidText said, ImmutableArray<string> stems, int at)
    {
        if (!Slots[0].Takes(said.Words[at], stems[at]))
            return [];
        var places = ImmutableArray.CreateBuilder<int>(Slots.Length);
        places.Add(at);
        for (var slot = 1; slot < Slots.Length; slot++)
        {
            var found = Next(said, stems, places[^1] + 1, Slots[slot]);
            if (found < 0)
                return [];
            places.Add(found);
        }

        return places.MoveToImmutable();
    }

    private static int Next(SaidText said, ImmutableArray<string> stems, int from, Slot slot)
    {
        var most = slot.Gap == 0 ? Skipped : slot.Gap;
        for (var place = from; place < stems.Length && place - from <= most; place++)
        {
            if (slot.Gap != Far && said.Clauses[place] != said.Clauses[from - 1])
                return -1;
            if (slot.Takes(said.Words[place], stems[place]))
                return place;
            if (slot.Gap == 0 ? !s_skipped.Contains(said.Words[place]) : slot.Gap == Near && s_stops.Contains(said.Words[place]))
                return -1;
        }

        return -1;
    }
}
