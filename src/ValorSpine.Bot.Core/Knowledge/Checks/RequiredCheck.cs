using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>What an honest answer has to say is said: the rules of <c>knowledge/required.yml</c>.</summary>
internal sealed class RequiredCheck(ImmutableArray<RequiredRule> rules, ICollection<ContentProblem> problems)
{
    public static void Run(KnowledgeBase knowledge, ImmutableArray<CheckedPage> pages, ContentFiles files, ICollection<ContentProblem> problems)
    {
        var check = new RequiredCheck(Required.Load(knowledge, files, problems), problems);
        foreach (var page in pages)
        {
            check.CheckArticle(page);
            check.CheckSentences(page.Path, [.. page.Sections.SelectMany(section => section.Sentences)]);
        }

        check.CheckSentences(KnowledgeBase.ComparisonPath, [.. knowledge.SideBySide.Statements.Select(said => new SourcedSentence(said.Text, said.Sources, said.Line, Marked: true))]);
    }

    private void CheckArticle(CheckedPage page)
    {
        foreach (var rule in rules.Where(rule => rule.IsOn(page)))
        {
            var sections = rule.InShortAnswer ? page.Sections[..1] : page.Sections;
            var (place, line) = (rule.InShortAnswer ? "The short answer" : "The article", page.Sections[0].Line);
            if (rule.Kind == RequiredKind.Cited && !sections.Any(section => CitesOne(section.Sources, rule)))
                problems.Add(new(page.Path, line, $"{place} rests on none of {string.Join(", ", rule.OneOf)} ({rule.Id}).", rule.Remedy));
            if (rule.Kind == RequiredKind.Said && !sections.Any(section => SaysOne(section.Text, rule)))
                problems.Add(new(page.Path, line, $"{place} says none of '{string.Join("', '", rule.OneOf)}' ({rule.Id}).", rule.Remedy));
        }
    }

    private void CheckSentences(string path, ImmutableArray<SourcedSentence> sentences)
    {
        foreach (var rule in rules.Where(rule => rule.Kind == RequiredKind.Together))
        {
            if (sentences.FirstOrDefault(sentence => KeyOf(sentence, rule) is not null) is { } first && !sentences.Any(sentence => CitesOne(sentence.Sources, rule)))
                problems.Add(new(path, first.Line, $"'{KeyOf(first, rule)}' stands without {string.Join(" or ", rule.OneOf)} ({rule.Id}).", rule.Remedy));
        }

        foreach (var rule in rules.Where(rule => rule.Kind == RequiredKind.Wording))
        {
            foreach (var sentence in sentences.Where(sentence => KeyOf(sentence, rule) is not null && !SaysOne(sentence.Text, rule)))
                problems.Add(new(path, sentence.Line, $"'{sentence.Text}' rests on {KeyOf(sentence, rule)} and says none of '{string.Join("', '", rule.OneOf)}' ({rule.Id}).", rule.Remedy));
        }
    }

    private static string? KeyOf(SourcedSentence sentence, RequiredRule rule) => sentence.Sources.FirstOrDefault(key => rule.Where.Any(pattern => RequiredRule.Matches(pattern, key)));

    private static bool CitesOne(ImmutableArray<string> keys, RequiredRule rule) => keys.Any(key => rule.OneOf.Any(pattern => RequiredRule.Matches(pattern, key)));

    private static bool SaysOne(string text, RequiredRule rule) => rule.OneOf.Any(words => Padded(text).Contains(Padded(words), StringComparison.Ordinal));

    private static string Padded(string text) => $" {string.Join(' ', Words.Split(text))} ";
}
