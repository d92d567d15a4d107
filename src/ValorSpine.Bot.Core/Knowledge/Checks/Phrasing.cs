using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>A message by which something is found, and where it is written.</summary>
/// <param name="Text">As people write it.</param>
/// <param name="Owner">Id of the article that it asks for; for messages about other things, the heading of their group.</param>
/// <param name="Kind">What the owner is.</param>
/// <param name="IsTitle">Whether it is a title: searched like a phrasing, but an article may have both in the same words.</param>
/// <param name="Path">Its file.</param>
/// <param name="Line">1-based.</param>
internal sealed record Phrasing(string Text, string Owner, PhrasingKind Kind, bool IsTitle, string Path, int Line)
{
    /// <summary>Its words without case, signs and accents: what is compared to the word.</summary>
    public string Plain { get; } = string.Join(' ', Words.Split(Text));

    /// <summary>All that the search looks at, in the order of files and lines.</summary>
    public static ImmutableArray<Phrasing> Of(ImmutableArray<CheckedPage> pages, ImmutableArray<MessageGroup> asked, ImmutableArray<MessageGroup> elsewhere)
    {
        var kinds = pages.ToDictionary(page => page.Id, page => page.IsDeclined ? PhrasingKind.Declined : PhrasingKind.Answered);
        return
        [
            .. pages.SelectMany(page => OfPage(page, kinds[page.Id])),
            .. asked.Where(group => kinds.ContainsKey(group.Heading)).SelectMany(group => OfGroup(group, kinds[group.Heading], KnowledgeBase.AskedPath)),
            .. elsewhere.SelectMany(group => OfGroup(group, PhrasingKind.Elsewhere, KnowledgeBase.ElsewherePath)),
        ];
    }

    private static IEnumerable<Phrasing> OfPage(CheckedPage page, PhrasingKind kind) =>
        page.Phrasings.Zip(page.Lines.EachPhrasing, (text, line) => new Phrasing(text, page.Id, kind, IsTitle: false, page.Path, line))
            .Prepend(new(page.Title, page.Id, kind, IsTitle: true, page.Path, page.Lines.Title));

    private static IEnumerable<Phrasing> OfGroup(MessageGroup group, PhrasingKind kind, string path) =>
        group.Messages.Zip(group.Lines, (text, line) => new Phrasing(text, group.Heading, kind, IsTitle: false, path, line));
}

/// <summary>What a message leads to.</summary>
internal enum PhrasingKind
{
    /// <summary>An article.</summary>
    Answered,

    /// <summary>An article on what is not answered.</summary>
    Declined,

    /// <summary>Nothing.</summary>
    Elsewhere,
}
