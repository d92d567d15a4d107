using System.Globalization;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>The rules that every cell and every pair keeps: known keys, plain and short words, honest claims, evidence for each treatment, a rule for each pair.</summary>
internal sealed class ComparisonChecks
{
    private const string Path = KnowledgeBase.ComparisonPath;
    private const int MostWordsInCell = 25, MostWordsInSentence = 20, HardestGrade = 8;

    private readonly KnowledgeBase _knowledge;
    private readonly ClaimCheck _claims;
    private readonly ICollection<ContentProblem> _problems;
    private readonly string[] _names;

    private ComparisonChecks(KnowledgeBase knowledge, ClaimCheck claims, ICollection<ContentProblem> problems)
    {
        (_knowledge, _claims, _problems) = (knowledge, claims, problems);
        _names = [.. Table.Subjects.SelectMany(subject => subject.Terms.Append(subject.Name))];
    }

    private Comparison Table => _knowledge.SideBySide;

    /// <summary>Reports every cell, note, subject, aspect and pair that breaks a rule.</summary>
    public static void Run(KnowledgeBase knowledge, ClaimCheck claims, ICollection<ContentProblem> problems)
    {
        // A file that is missing or broken was reported when it was read.
        if (knowledge.SideBySide != Comparison.Empty)
            new ComparisonChecks(knowledge, claims, problems).Run();
    }

    private void Run()
    {
        if (Table.Aspects.All(aspect => aspect.Id != Comparison.Evidence))
            Report(0, $"The aspect '{Comparison.Evidence}' is missing.", "Add it: it rides along with every other.");
        foreach (var aspect in Table.Aspects)
        {
            CheckTopic(aspect.Topic, aspect.Line);
            if (aspect.Note is { } note)
                CheckText(note, MostWordsInCell);
        }

        foreach (var subject in Table.Subjects)
            CheckSubject(subject);
        CheckTerms();
        CheckPairs();
    }

    private void CheckSubject(ComparedSubject subject)
    {
        CheckTopic(subject.Topic, subject.Line);
        if (subject.Terms.IsEmpty)
            Report(subject.Line, $"'{subject.Id}' has no terms.", $"Add 'terms: […]', or 'concept: …' with a subject of {Concepts.Path}.");
        if (!subject.Cells.ContainsKey(Comparison.Evidence))
            Report(subject.Line, $"'{subject.Id}' has no cell for '{Comparison.Evidence}'.", "Add it: what is said of a treatment is said with its evidence.");
        foreach (var cell in subject.Cells.Values.OrderBy(cell => cell.Line))
            CheckText(cell, MostWordsInCell);
    }

    private void CheckTerms()
    {
        var owners = new Dictionary<string, ComparedSubject>(StringComparer.Ordinal);
        foreach (var (subject, term) in Table.Subjects.SelectMany(subject => subject.Terms, (subject, term) => (subject, term)))
        {
            var stems = string.Join(' ', Words.Split(term).ConvertAll(Words.Stem));
            if (!owners.TryAdd(stems, subject) && owners[stems] != subject)
                Report(subject.Line, $"The term '{term}' also names '{owners[stems].Id}'.", "Keep it with the treatment that is meant.");
        }
    }

    private void CheckPairs()
    {
        foreach (var pair in Table.Pairs)
        {
            CheckTopic(pair.Topic, pair.Line);
            CheckText(pair.Note, MostWordsInCell);
        }

        foreach (var (first, at) in Table.Subjects.Select((subject, at) => (subject, at)))
        {
            foreach (var second in Table.Subjects.Skip(at + 1).Where(second => Table.RuleOf(first.Id, second.Id) is null))
                Report(second.Line, $"No rule is for '{first.Id}' and '{second.Id}'.", "Add one to 'pairs' with the topic that the two rest on, and a note.");
        }
    }

    private void CheckText(Sourced text, int mostWords)
    {
        if (text.Sources.IsEmpty)
            Report(text.Line, $"'{text.Text}' has no source.", "End it with its source keys, such as [EV-51].");
        SourceCheck.CheckKeys(_knowledge, Path, text.Line, text.Sources, _problems);
        _claims.Check(Path, text.Line, text.Text, _problems);
        if (ReadingGrade.WordsOf(text.Text).Count is var words && words > mostWords)
            Report(text.Line, string.Create(CultureInfo.InvariantCulture, $"{words} words: '{text.Text}'"), $"Shorten it to {mostWords}.");
        var sentences = Regex.Split(text.Text, @"(?<=[.!?])\s+", RegexOptions.None, TimeSpan.FromSeconds(10));
        foreach (var sentence in sentences.Where(sentence => ReadingGrade.WordsOf(sentence).Count > MostWordsInSentence))
            Report(text.Line, $"A sentence of more than {MostWordsInSentence} words: '{sentence}'", "Split it.");
        if (ReadingGrade.Of(sentences, _names) is var grade && grade > HardestGrade)
            Report(text.Line, string.Create(CultureInfo.InvariantCulture, $"Reading grade {grade:0.0}: '{text.Text}'"), $"Use shorter words and sentences: at most {HardestGrade}.");
    }

    private void CheckTopic(string topic, int line)
    {
        if (!_knowledge.Topics.ContainsKey(topic))
            Report(line, $"The topic '{topic}' is not known.", $"Use an id of {KnowledgeBase.TopicsPath}.");
    }

    private void Report(int line, string what, string remedy) => _problems.Add(new(Path, line, what, remedy));
}
