using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>Nothing that <c>knowledge/claims.yml</c> bans is claimed, in titles neither.</summary>
internal sealed record ClaimCheck(ImmutableArray<(string Rule, string Term)> Banned, ImmutableArray<string> Allowed)
{
    private const string ClaimsPath = "knowledge/claims.yml", Spanish = "spanish";

    public static void Run(KnowledgeBase knowledge, ImmutableArray<CheckedPage> pages, ContentFiles files, ICollection<ContentProblem> problems)
    {
        var claims = Load(files, problems);
        foreach (var page in pages)
        {
            claims.Check(page.Path, page.Lines.Title, page.Title, problems);
            foreach (var sentence in page.Sections.SelectMany(section => section.Sentences))
                claims.Check(page.Path, sentence.Line, sentence.Text, problems);
        }
    }

    public static ClaimCheck Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, ClaimsPath, problems) is not { } file)
            return new([], []);

        var (reader, root) = file;
        reader.Expect(root, "banned", "allowed", Spanish);
        return Read(reader, root);
    }

    /// <summary>The same for Spanish texts.</summary>
    public static ClaimCheck LoadSpanish(ContentFiles files, ICollection<ContentProblem> problems)
    {
        // What is wrong with the file as a whole was said before.
        if (YamlReader.Open(files, ClaimsPath, []) is not var (_, root))
            return new([], []);
        var reader = new YamlReader(ClaimsPath, problems);
        if (reader.Map(root, Spanish) is not { } map)
            return new([], []);
        reader.Expect(map, "banned", "allowed");
        return Read(reader, map);
    }

    private static ClaimCheck Read(YamlReader reader, YamlMappingNode root)
    {
        var banned = ImmutableArray.CreateBuilder<(string, string)>();
        if (root.Children.TryGetValue(new YamlScalarNode("banned"), out var node) && node is YamlSequenceNode items)
        {
            foreach (var item in items.OfType<YamlMappingNode>())
            {
                if (reader.Text(item, "id") is { } id)
                    banned.AddRange(reader.List(item, "terms").Select(term => (id, Padded(term.Text))));
            }
        }

        return new(banned.ToImmutable(), [.. reader.List(root, "allowed").Select(phrase => Padded(phrase.Text))]);
    }

    public void Check(string path, int line, string text, ICollection<ContentProblem> problems)
    {
        var said = Padded(text);
        foreach (var allowed in Allowed)
            said = said.Replace(allowed, " . ", StringComparison.Ordinal);
        foreach (var (rule, term) in Banned)
        {
            if (said.Contains(term, StringComparison.Ordinal))
                problems.Add(new(path, line, $"'{term.Trim()}' is not to be claimed ({rule}).", $"Say it without a promise, or add the harmless phrase to 'allowed' in {ClaimsPath}."));
        }
    }

    private static string Padded(string text) => $" {string.Join(' ', Words.Split(text))} ";
}
