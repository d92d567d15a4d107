using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Questions and outcomes are easy to read. The bounds are those of the plain-language rules PL-01 and PL-02, as for articles.</summary>
internal sealed partial class ScreeningReadingCheck(PlainLanguage language, ICollection<ContentProblem> problems)
{
    public static void Run(Screenings screenings, ContentFiles files, ICollection<ContentProblem> problems)
    {
        // What is wrong with the file of words itself is reported where the articles are read.
        var check = new ScreeningReadingCheck(PlainLanguage.Load(files, []), problems);
        foreach (var definition in screenings.Live)
        {
            check.CheckQuestions(definition);
            check.CheckOutcomes(definition);
        }
    }

    private void CheckQuestions(ScreeningDefinition definition)
    {
        var path = ScreeningDefinition.Folder + definition.Name + ScreeningDefinition.QuestionnaireEnding;
        foreach (var question in definition.Questions)
        {
            Check(path, definition.Source.Questionnaire, $"The question '{question.LinkId}'", [question.Text]);
            Check(path, definition.Source.Questionnaire, $"The help of the question '{question.LinkId}'", [question.Help ?? ""]);
            Check(path, definition.Source.Questionnaire, $"The reason of the question '{question.LinkId}'", [question.Why ?? ""]);
        }
    }

    private void CheckOutcomes(ScreeningDefinition definition)
    {
        var (path, source) = (ScreeningDefinition.Folder + definition.Name + ScreeningDefinition.OutcomesEnding, definition.Source.Outcomes ?? "");
        foreach (var outcome in definition.Orientations.Outcomes)
        {
            Check(path, source, $"The outcome '{outcome.Id}'", Words([.. outcome.Text, .. outcome.Discuss]));
            Check(path, source, $"The rule of the outcome '{outcome.Id}'", [outcome.Rule]);
            Check(path, source, $"What speaks against in the outcome '{outcome.Id}'", Words(outcome.Against));
            Check(path, source, $"What is unknown in the outcome '{outcome.Id}'", Words(outcome.Unknown));
            Check(path, source, $"What to bring in the outcome '{outcome.Id}'", Words(outcome.Bring));
        }

        foreach (var row in definition.Orientations.Rows.Where(row => row.Rule.Length > 0))
            Check(path, source, $"The rule of the row '{row.Id}'", [row.Rule]);
        foreach (var note in definition.Orientations.Notes)
            Check(path, source, $"The note '{note.Id}'", [note.Text.Text]);
        Check(path, source, "The closing", Words(definition.Orientations.Closing));

        static ImmutableArray<string> Words(ImmutableArray<SourcedText> sentences) => [.. sentences.Select(one => one.Text)];
    }

    private void Check(string path, string source, string who, ImmutableArray<string> texts)
    {
        string[] sentences = [.. texts.SelectMany(text => EndOfSentence().Split(text)).Where(sentence => sentence.Length > 0)];
        if (Array.Find(sentences, sentence => WordsIn(sentence) > ReadingCheck.MostWordsInSentence) is { } long_)
            Report(path, source, long_, $"{who} has a sentence of {WordsIn(long_)} words: '{long_}' (PL-02).", $"Split it: at most {ReadingCheck.MostWordsInSentence}.");
        var grade = GradeOf(sentences);
        if (grade <= ReadingCheck.HighestGrade)
            return;
        var hardest = sentences.MaxBy(sentence => GradeOf([sentence]))!;
        Report(path, source, hardest, $"{who} reads at grade {grade:0.0} (PL-01).", $"Use shorter sentences and everyday words, up to grade {ReadingCheck.HighestGrade:0}. The hardest one is '{hardest}'");
    }

    private double GradeOf(string[] sentences) => ReadingGrade.Of(sentences, language.Names);

    private static int WordsIn(string sentence) => ReadingGrade.WordsOf(sentence).Count;

    private void Report(string path, string source, string sentence, FormattableString what, string remedy)
    {
        var at = source.IndexOf(JsonEncodedText.Encode(sentence, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), StringComparison.Ordinal);
        problems.Add(new(path, at < 0 ? 0 : source.AsSpan(0, at).Count('\n') + 1, what.ToString(CultureInfo.InvariantCulture), remedy));
    }

    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EndOfSentence();
}
