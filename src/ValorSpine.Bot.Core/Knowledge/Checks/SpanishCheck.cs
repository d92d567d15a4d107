using System.Globalization;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>
/// A Spanish text says what its article says: the same sections, sentence by sentence with the same sources, figures and placeholders; it claims nothing that must not be claimed, and is easy to read. One of an older version
/// of its article is not compared: it is not shown, and <see cref="SpanishTexts.OutdatedProblems"/> tells of it, so that nobody's change of an article is held up by its Spanish text.
/// </summary>
internal sealed partial class SpanishCheck(ClaimCheck claims, ICollection<ContentProblem> problems)
{
    /// <summary>"Fairly easy" to read.</summary>
    internal const double LeastEase = 70;

    public static void Run(SpanishTexts texts, ClaimCheck claims, ICollection<ContentProblem> problems)
    {
        var check = new SpanishCheck(claims, problems);
        var english = texts.English.ToDictionary(page => page.Id, StringComparer.Ordinal);
        foreach (var text in texts.All)
        {
            if (!english.TryGetValue(text.Of, out var page))
                check.Report(text, 1, $"There is no article '{text.Of}'.", "Name the file and 'of' as the article is named, or delete it.");
            else if (page.Version == text.English)
                check.Compare(text, page);
            check.Read(text);
        }
    }

    public static void RunReviews(SpanishTexts texts, DateOnly today, ICollection<ContentProblem> problems)
    {
        foreach (var text in texts.All)
            ReviewCheck.Check(text.Path, text.Lines.Review, text.Review, today, problems);
    }

    private void Compare(SpanishText text, EnglishText english)
    {
        foreach (var missing in english.Sections.Where(own => text.Sections.All(section => section.Id != own.Id)))
            Report(text, 1, $"The section '{NameOf(missing)}' is missing.", $"Say it in Spanish below '## {NameOf(missing)}'.");
        foreach (var section in text.Sections)
        {
            if (english.Sections.FirstOrDefault(own => own.Id == section.Id) is not { } own)
                Report(text, section.Line, $"{english.Path} has no section '{NameOf(section)}'.", "Delete it.");
            else if (own.Sentences.Length != section.Sentences.Length)
                Report(text, section.Line, $"'{NameOf(section)}' has {section.Sentences.Length} sentences; the English has {own.Sentences.Length}.", "Say each English sentence in one, and nothing else.");
            else
                CompareSentences(text, section, own);
        }
    }

    private void CompareSentences(SpanishText text, Section section, Section english)
    {
        foreach (var (said, own) in section.Sentences.Zip(english.Sentences))
        {
            if (!said.Marked || !said.Sources.SequenceEqual(own.Sources))
                Report(text, said.Line, $"'{said.Text}' has not the sources of its English sentence.", $"End it with [{(own.Sources.IsEmpty ? "-" : string.Join(", ", own.Sources))}], as '{own.Text}' does.");
            if (Differ(Placeholder(), said.Text, own.Text))
                Report(text, said.Line, $"'{said.Text}' has not the placeholders of its English sentence.", $"Use those of '{own.Text}'.");
            if (Differ(Figure(), said.Text, own.Text))
                Report(text, said.Line, $"'{said.Text}' has not the figures of its English sentence.", $"Use those of '{own.Text}', in digits where they are in digits there.");
        }

        if (!section.Lines.Select(line => (line.IsItem, line.Sentences.Length)).SequenceEqual(english.Lines.Select(line => (line.IsItem, line.Sentences.Length))))
            Report(text, section.Line, $"The lines of '{NameOf(section)}' are parted otherwise than in English.", "Keep the same paragraphs and the same points of lists.");
    }

    private void Read(SpanishText text)
    {
        claims.Check(text.Path, text.Lines.Title, text.Title, problems);
        foreach (var section in text.Sections)
        {
            foreach (var sentence in section.Sentences)
                claims.Check(text.Path, sentence.Line, sentence.Text, problems);
            if (section.Sentences.IsEmpty)
                continue;
            var ease = SpanishReadingEase.Of([.. section.Sentences.Select(sentence => sentence.Text)]);
            var hardest = section.Sentences.MinBy(sentence => SpanishReadingEase.Of([sentence.Text]))!;
            if (ease < LeastEase)
                Report(text, hardest.Line, string.Create(CultureInfo.InvariantCulture, $"'{NameOf(section)}' has a reading ease of {ease:0.0} (Fernández Huerta)."), $"Use shorter sentences and everyday words, up from {LeastEase:0}. The hardest one is '{hardest.Text}'");
        }
    }

    private static bool Differ(Regex what, string said, string english) => !ValuesOf(what, said).SequenceEqual(ValuesOf(what, english));

    private static IEnumerable<string> ValuesOf(Regex what, string text) => what.Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static string NameOf(Section section) => section.Id == "more" ? "More" : "Short answer";

    private void Report(SpanishText text, int line, string what, string remedy) => problems.Add(new(text.Path, line, what, remedy));

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\d+(?:[.,:]\d+)*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Figure();
}
