using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>Every section is short and easy to read. The bounds are those of the plain-language rules PL-01 to PL-10.</summary>
internal sealed class ReadingCheck(PlainLanguage language, ICollection<ContentProblem> problems)
{
    // PL-01: AHRQ and MedlinePlus advise about the 6th grade; adults in the US read at the 8th on average.
    internal const double HighestGrade = 8, HighestDeclinedGrade = 6, HighestMedianGrade = 7;

    // PL-02.
    internal const int MostWordsInSentence = 20;

    // PL-06: the answer first, in one to three short sentences.
    internal const int MostSentencesInShortAnswer = 3;

    // PL-10: what is not said in a chat answer of this length stands under "tell me more".
    internal const int FewestWordsInShortAnswer = 15, MostWordsInShortAnswer = 60, MostWordsInDeclined = 45, MostWordsInMore = 150;

    public static void Run(ImmutableArray<CheckedPage> pages, ContentFiles files, ICollection<ContentProblem> problems)
    {
        var check = new ReadingCheck(PlainLanguage.Load(files, problems), problems);
        var graded = new List<(double Grade, CheckedPage Page, Section Section)>();
        foreach (var page in pages)
        {
            foreach (var section in page.Sections)
            {
                check.CheckLength(page, section);
                var grade = check.CheckGrade(page, section);
                if (!page.IsDeclined)
                    graded.Add((grade, page, section));
            }

            check.CheckTerms(page);
        }

        check.CheckMedian([.. graded.OrderBy(section => section.Grade)]);
    }

    private void CheckLength(CheckedPage page, Section section)
    {
        foreach (var sentence in section.Sentences)
        {
            if (WordsIn(sentence) is > MostWordsInSentence and var long_)
                Report(page, sentence.Line, $"A sentence of {long_} words: '{sentence.Text}' (PL-02).", $"Split it: at most {MostWordsInSentence}.");
        }

        var words = section.Sentences.Sum(WordsIn);
        if (section.Id == "more")
        {
            if (words > MostWordsInMore)
                Report(page, section.Line, $"'More' has {words} words (PL-10).", $"Keep it to {MostWordsInMore}: say what matters most, or write a further article of the topic.");
            return;
        }

        if (section.Sentences.Length > MostSentencesInShortAnswer)
            Report(page, section.Line, $"The short answer has {section.Sentences.Length} sentences (PL-06).", $"Keep it to {MostSentencesInShortAnswer}{(page.IsDeclined ? "" : ": the rest belongs under '## More'")}.");
        var most = page.IsDeclined ? MostWordsInDeclined : MostWordsInShortAnswer;
        if (words < FewestWordsInShortAnswer || words > most)
            Report(page, section.Line, $"The short answer has {words} words (PL-10).", $"Keep it between {FewestWordsInShortAnswer} and {most}.");
    }

    private double CheckGrade(CheckedPage page, Section section)
    {
        var grade = GradeOf(section.Sentences);
        var highest = page.IsDeclined ? HighestDeclinedGrade : HighestGrade;
        if (grade > highest)
        {
            var hardest = section.Sentences.MaxBy(sentence => GradeOf([sentence]))!;
            Report(page, hardest.Line, $"'{NameOf(section)}' reads at grade {grade:0.0} (PL-01).", $"Use shorter sentences and everyday words, up to grade {highest:0}. The hardest one is '{hardest.Text}'");
        }

        return grade;
    }

    /// <summary>A term counts as explained by what was said before it: "more" follows the short answer.</summary>
    private void CheckTerms(CheckedPage page)
    {
        var said = "";
        foreach (var section in page.Sections)
        {
            var sentences = section.Sentences.Select(sentence => (sentence.Line, Stems: ExplainedTerm.Stems(sentence.Text))).ToArray();
            said += string.Concat(sentences.Select(sentence => sentence.Stems));
            foreach (var term in language.Terms.Where(term => !term.IsExplainedIn(said)))
            {
                if (sentences.FirstOrDefault(sentence => term.UsedIn(sentence.Stems) is not null) is { Stems: { } stems } sentence)
                    Report(page, sentence.Line, $"'{term.UsedIn(stems)}' is not explained (PL-07).", $"Say what it is, with one of: {string.Join(", ", term.Explanations)}. Or use other words.");
            }
        }
    }

    private void CheckMedian((double Grade, CheckedPage Page, Section Section)[] graded)
    {
        if (graded.Length == 0 || graded[graded.Length / 2].Grade <= HighestMedianGrade)
            return;
        var (_, page, hardest) = graded[^1];
        Report(
            page, hardest.Line, $"Half of the {graded.Length} sections of articles read at grade {graded[graded.Length / 2].Grade:0.0} or above (PL-01).",
            $"Make the hardest ones easier, until the one in the middle is at most {HighestMedianGrade:0}. This one is the hardest of all.");
    }

    private double GradeOf(ImmutableArray<SourcedSentence> sentences) => ReadingGrade.Of([.. sentences.Select(sentence => sentence.Text)], language.Names);

    private static int WordsIn(SourcedSentence sentence) => ReadingGrade.WordsOf(sentence.Text).Count;

    private static string NameOf(Section section) => section.Id == "more" ? "More" : "Short answer";

    private void Report(CheckedPage page, int line, FormattableString what, string remedy) => problems.Add(new(page.Path, line, what.ToString(CultureInfo.InvariantCulture), remedy));
}
