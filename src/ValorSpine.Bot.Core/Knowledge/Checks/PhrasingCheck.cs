using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>Every article has enough phrasings, every group of messages belongs to something, and no message stands twice.</summary>
internal static class PhrasingCheck
{
    /// <summary>From about this many on, questions in other words find an article too.</summary>
    internal const int FewestPhrasings = 12;

    /// <summary>Reports what is wrong, and gives all phrasings.</summary>
    public static ImmutableArray<Phrasing> Run(ImmutableArray<CheckedPage> pages, ImmutableArray<MessageGroup> asked, ImmutableArray<MessageGroup> elsewhere, ICollection<ContentProblem> problems)
    {
        foreach (var page in pages.Where(page => page.Phrasings.Length < FewestPhrasings))
            problems.Add(new(page.Path, page.Lines.Phrasings, string.Create(CultureInfo.InvariantCulture, $"The article has {page.Phrasings.Length} {(page.Phrasings.Length == 1 ? "phrasing" : "phrasings")}."), $"Add some in patients' words, at least {FewestPhrasings} in all."));
        CheckHeadings(pages, asked, elsewhere, problems);
        var phrasings = Phrasing.Of(pages, asked, elsewhere);
        CheckWords(phrasings, problems);
        CheckDuplicates(phrasings, problems);
        return phrasings;
    }

    private static void CheckHeadings(ImmutableArray<CheckedPage> pages, ImmutableArray<MessageGroup> asked, ImmutableArray<MessageGroup> elsewhere, ICollection<ContentProblem> problems)
    {
        var ids = pages.Select(page => page.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (group, id) in asked.SelectMany(KnowledgeBase.IdsOf, (group, id) => (group, id)).Where(named => !ids.Contains(named.id)))
            problems.Add(new(KnowledgeBase.AskedPath, group.Line, $"No article has the id '{id}'.", $"Use the id of a file in {KnowledgeBase.ArticlesFolder} or {KnowledgeBase.DeclinedFolder}."));
        foreach (var group in elsewhere.Where(group => ids.Contains(group.Heading)))
            problems.Add(new(KnowledgeBase.ElsewherePath, group.Line, $"'{group.Heading}' is an article.", $"Move these messages to {KnowledgeBase.AskedPath}, or name what they are about in other words."));
    }

    private static void CheckWords(ImmutableArray<Phrasing> phrasings, ICollection<ContentProblem> problems)
    {
        foreach (var phrasing in phrasings.Where(phrasing => phrasing.Plain.Length == 0))
            problems.Add(new(phrasing.Path, phrasing.Line, $"'{phrasing.Text}' has no words.", "Write what a patient would type, or delete the line."));
    }

    private static void CheckDuplicates(ImmutableArray<Phrasing> phrasings, ICollection<ContentProblem> problems)
    {
        var first = new Dictionary<string, Phrasing>(StringComparer.Ordinal);
        foreach (var phrasing in phrasings.Where(phrasing => phrasing.Plain.Length > 0))
        {
            if (!first.TryGetValue(phrasing.Plain, out var other))
                first[phrasing.Plain] = phrasing;
            else if (phrasing.Owner != other.Owner || !other.IsTitle)
                problems.Add(new(phrasing.Path, phrasing.Line, $"The phrasing '{phrasing.Text}' also stands in {other.Path}:{other.Line}.", "Keep it once: in the article that answers it."));
            else
                first[phrasing.Plain] = phrasing;
        }
    }
}
