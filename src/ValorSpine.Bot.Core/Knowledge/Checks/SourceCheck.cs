using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>After every sentence stand the keys of its sources, and every key is known.</summary>
internal static partial class SourceCheck
{
    private const string EndWithKeys = "End it with its source keys, such as [EV-51], or with [-] where it says nothing of substance.";

    public static void Run(KnowledgeBase knowledge, ImmutableArray<CheckedPage> pages, ICollection<ContentProblem> problems)
    {
        foreach (var page in pages)
        {
            foreach (var sentence in page.Sections.SelectMany(section => section.Sentences))
            {
                CheckSentence(page.Path, sentence, problems);
                CheckKeys(knowledge, page.Path, sentence.Line, sentence.Sources, problems);
            }
        }
    }

    private static void CheckSentence(string path, SourcedSentence sentence, ICollection<ContentProblem> problems)
    {
        if (sentence.Text.Length == 0)
            problems.Add(new(path, sentence.Line, "These sources stand after no sentence.", "Write the sentence before its brackets, or delete them."));
        else if (!sentence.Marked)
            problems.Add(new(path, sentence.Line, $"'{sentence.Text}' has no source.", EndWithKeys));
        else if (EndInside().Match(sentence.Text) is { Success: true } end)
            problems.Add(new(path, sentence.Line, $"'{sentence.Text[..(end.Index + end.Length)].TrimEnd()}' has no source.", EndWithKeys));
        else if (sentence.Sources.IsEmpty && Figure().IsMatch(sentence.Text))
            problems.Add(new(path, sentence.Line, $"'{sentence.Text}' names a figure without a source.", "Put the key of its source in place of [-]."));
    }

    public static void CheckKeys(KnowledgeBase knowledge, string path, int line, ImmutableArray<string> keys, ICollection<ContentProblem> problems)
    {
        foreach (var key in keys.Where(key => !knowledge.Sources.ContainsKey(key)))
            problems.Add(new(path, line, $"The source '{key}' is not known.", $"Use a key of {KnowledgeBase.SourcesPath}, or add it there first."));
    }

    // A sentence that ends before the brackets do: the keys stand behind the last one only. "Dr. Who" and "e.g. Who" are no ends.
    [GeneratedRegex("""(?<!\b(?:Dr|St|vs|e\.g|i\.e|U\.S))[.?!]["”')]*\s+(?=["“(]?[A-Z{])""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EndInside();

    [GeneratedRegex(@"(?<![\w{])\d+(?:[.,]\d+)?%?(?![\w}])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Figure();
}
