using System.Collections.Immutable;
using System.Text;
using ValorSpine.Bot.Core.Languages;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>
/// Reads an article: YAML front matter between two <c>---</c> lines, then <c>## Short answer</c> and <c>## More</c>.
/// Each sentence is followed by its source keys in brackets, <c>[VS-18, EV-51]</c>, or by <c>[-]</c> where it says nothing of substance.
/// </summary>
internal static class ArticleReader
{
    private static readonly string[] s_keys = ["id", "topic", "title", "review", "declined", "phrasings", "follow-ups"];
    private static readonly string[] s_declinedKeys = ["id", "title", "declined", "review", "named", "phrasings"];
    private static readonly string[] s_spanishKeys = ["of", "english", "title", "review"];

    /// <summary>The article, or null with at least one problem.</summary>
    public static Article? Read(ContentFile file, ICollection<ContentProblem> problems)
    {
        if (Open(file, s_keys, problems) is not { } page || page.Yaml.Text(page.Front, "topic") is not { } topic || page.ShortAnswer(problems) is not { } shortAnswer)
            return null;
        var phrasings = page.Yaml.List(page.Front, "phrasings");
        var followUps = page.Yaml.List(page.Front, "follow-ups");
        return new(
            page.Id, topic, page.Title, page.Review, page.Front.Children.ContainsKey(new YamlScalarNode("declined")) ? GoesTo(page) : null,
            TextsOf(phrasings), TextsOf(followUps), shortAnswer, page.Sections.GetValueOrDefault("more"), file.Path)
        {
            Lines = page.LinesWith(phrasings, followUps),
        };
    }

    /// <summary>The article on what is not answered, or null with at least one problem.</summary>
    public static DeclinedArticle? ReadDeclined(ContentFile file, ICollection<ContentProblem> problems)
    {
        if (Open(file, s_declinedKeys, problems) is not { } page || GoesTo(page) is not { } goesTo || page.ShortAnswer(problems) is not { } says)
            return null;
        if (page.Sections.GetValueOrDefault("more") is { } more)
            problems.Add(new(file.Path, more.Line, "What is declined has no '## More'.", "Say it all in the short answer."));
        var phrasings = page.Yaml.List(page.Front, "phrasings");
        return new(page.Id, page.Title, goesTo, page.Review, TextsOf(phrasings), says, file.Path) { Lines = page.LinesWith(phrasings, []), Named = page.Front.Children.ContainsKey(new YamlScalarNode("named")) ? TextsOf(page.Yaml.List(page.Front, "named")) : [] };
    }

    /// <summary>The Spanish text of an article of either kind, or null with at least one problem.</summary>
    public static SpanishText? ReadSpanish(ContentFile file, ICollection<ContentProblem> problems)
    {
        if (Open(file, s_spanishKeys, problems, id: "of") is not { } page || page.ShortAnswer(problems) is not { } shortAnswer)
            return null;
        // Without it the check says which version the article has.
        var english = page.Yaml.Text(page.Front, "english", required: false) ?? "";
        return new(page.Id, english, page.Title, page.Review, shortAnswer, page.Sections.GetValueOrDefault("more"), file.Path) { Lines = page.LinesWith([], []), EnglishLine = page.Yaml.LineOf(page.Front, "english") };
    }

    private static ImmutableArray<string> TextsOf(ImmutableArray<(string Text, int Line)> items) => [.. items.Select(item => item.Text)];

    private static Page? Open(ContentFile file, string[] keys, ICollection<ContentProblem> problems, string id = "id")
    {
        var lines = file.Text.ReplaceLineEndings("\n").Split('\n');
        var end = Array.IndexOf(lines, "---", 1);
        if (lines[0] != "---" || end < 0)
        {
            problems.Add(new(file.Path, 1, "The front matter is missing.", "Start the file with a line '---', then 'id:' and the rest, then a line '---'."));
            return null;
        }

        var yaml = new YamlReader(file.Path, problems, firstLine: 1);
        if (yaml.Parse(string.Join('\n', lines[1..end])) is not { } front)
            return null;
        yaml.Expect(front, keys);
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..^".md".Length];
        if (yaml.Text(front, id) is not { } written || yaml.Text(front, "title") is not { } title)
            return null;
        if (written != name)
            problems.Add(new(file.Path, yaml.LineOf(front, id), $"The id '{written}' is not the name of the file.", $"Write '{id}: {name}' or rename the file."));
        return new(yaml, front, name, title, ReviewOf(yaml, front), ReadSections(file.Path, lines, end + 1, problems), file.Path, end + 1);
    }

    private static Review ReviewOf(YamlReader yaml, YamlMappingNode front)
    {
        if (yaml.Map(front, "review") is not { } map)
        {
            yaml.Report(front, "'review' is missing.", "Add 'review: { by: null, on: null, due: null }' until somebody has reviewed it.");
            return new(null, null, null);
        }

        yaml.Expect(map, "by", "on", "due");
        var review = new Review(yaml.Text(map, "by", required: false), yaml.Date(map, "on"), yaml.Date(map, "due"));
        if (review.By is null != review.On is null || (review.By is not null && review.Due is null))
            yaml.Report(map, "The review is half filled in.", "Give 'by', 'on' and 'due' together, or leave all three null.");
        return review;
    }

    private static string? GoesTo(Page page)
    {
        if (page.Yaml.Map(page.Front, "declined") is not { } map)
        {
            page.Yaml.Report(page.Front, "'declined' is missing.", "Say whom the question goes to: 'declined: { to: staff }'.");
            return null;
        }

        page.Yaml.Expect(map, "to");
        if (page.Yaml.Text(map, "to") is not { } to)
            return null;
        if (!DeclinedArticle.Addressees.Contains(to))
            page.Yaml.Report(map, $"'{to}' is nobody that a question can go to.", $"Use one of: {string.Join(", ", DeclinedArticle.Addressees)}.");
        return to;
    }

    private static Dictionary<string, Section> ReadSections(string path, string[] lines, int from, ICollection<ContentProblem> problems)
    {
        var sections = new Dictionary<string, Section>(StringComparer.Ordinal);
        for (var start = from; start < lines.Length;)
        {
            if (!lines[start].StartsWith("## ", StringComparison.Ordinal))
            {
                if (!string.IsNullOrWhiteSpace(lines[start]))
                    problems.Add(new(path, start + 1, "This text stands before the first section.", "Move it below '## Short answer'."));
                start++;
                continue;
            }

            var end = start + 1;
            while (end < lines.Length && !lines[end].StartsWith("## ", StringComparison.Ordinal))
                end++;
            var id = lines[start][3..].Trim().ToLowerInvariant().Replace(' ', '-');
            if (id is not ("short-answer" or "more"))
                problems.Add(new(path, start + 1, $"The section '{lines[start]}' is not known.", "Use '## Short answer' or '## More'."));
            else if (!sections.TryAdd(id, ReadSection(id, lines, start, end)))
                problems.Add(new(path, start + 1, $"The section '{lines[start]}' occurs twice.", "Join the two."));
            start = end;
        }

        return sections;
    }

    private static Section ReadSection(string id, string[] lines, int heading, int end)
    {
        var sentences = ImmutableArray.CreateBuilder<SourcedSentence>();
        var text = new StringBuilder();
        for (var line = heading + 1; line < end; line++)
        {
            var content = lines[line].Trim();
            if (content.Length == 0)
            {
                if (text.Length > 0 && !text.ToString().EndsWith("\n\n", StringComparison.Ordinal))
                    text.Append('\n');
                continue;
            }

            var item = content.StartsWith("- ", StringComparison.Ordinal);
            var found = ReadSentences(item ? content[2..] : content, line + 1).ToArray();
            sentences.AddRange(found);
            text.Append(item ? "- " : "").AppendJoin(' ', found.Select(sentence => sentence.Text)).Append('\n');
        }

        return new(id, text.ToString().Trim(), [.. sentences.SelectMany(sentence => sentence.Sources).Distinct()], heading + 1, sentences.ToImmutable());
    }

    private static IEnumerable<SourcedSentence> ReadSentences(string text, int line)
    {
        while (text.Length > 0)
        {
            var open = text.IndexOf('[', StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf(']', open);
            if (close < 0)
            {
                yield return new(text.Trim(), [], line, Marked: false);
                yield break;
            }

            var keys = text[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            yield return new(text[..open].Trim(), keys is ["-"] ? [] : [.. keys], line, Marked: true);
            text = text[(close + 1)..].TrimStart();
        }
    }

    /// <summary>A file, taken apart.</summary>
    private sealed record Page(YamlReader Yaml, YamlMappingNode Front, string Id, string Title, Review Review, Dictionary<string, Section> Sections, string Path, int End)
    {
        public PageLines LinesWith(ImmutableArray<(string Text, int Line)> phrasings, ImmutableArray<(string Text, int Line)> followUps) => new(
            Yaml.LineOf(Front, "topic"), Yaml.LineOf(Front, "title"), Yaml.LineOf(Front, "review"), Yaml.LineOf(Front, "phrasings"),
            [.. phrasings.Select(item => item.Line)], [.. followUps.Select(item => item.Line)]);

        public Section? ShortAnswer(ICollection<ContentProblem> problems)
        {
            if (Sections.GetValueOrDefault("short-answer") is { } section)
                return section;
            problems.Add(new(Path, End, "The section '## Short answer' is missing.", "Add it below the front matter."));
            return null;
        }
    }
}
