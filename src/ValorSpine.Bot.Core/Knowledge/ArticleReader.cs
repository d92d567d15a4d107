using System.Collections.Immutable;
using System.Text;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>
/// Reads an article: YAML front matter between two <c>---</c> lines, then <c>## Short answer</c> and <c>## More</c>.
/// Each sentence is followed by its source keys in brackets, <c>[VS-18, EV-51]</c>, or by <c>[-]</c> where it says nothing of substance.
/// </summary>
internal static class ArticleReader
{
    private static readonly string[] s_keys = ["id", "topic", "title", "review", "phrasings", "follow-ups"];

    /// <summary>The article, or null with at least one problem.</summary>
    public static Article? Read(ContentFile file, ICollection<ContentProblem> problems)
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
        yaml.Expect(front, s_keys);
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..^".md".Length];
        if (yaml.Text(front, "id") is not { } id || yaml.Text(front, "topic") is not { } topic || yaml.Text(front, "title") is not { } title)
            return null;
        if (id != name)
            yaml.Report(front, $"The id '{id}' is not the name of the file.", $"Write 'id: {name}' or rename the file.");

        var sections = ReadSections(file.Path, lines, end + 1, problems);
        if (sections.GetValueOrDefault("short-answer") is not { } shortAnswer)
        {
            problems.Add(new(file.Path, end + 1, "The section '## Short answer' is missing.", "Add it below the front matter."));
            return null;
        }

        return new(
            id, topic, title,
            [.. yaml.List(front, "phrasings").Select(item => item.Text)],
            [.. yaml.List(front, "follow-ups").Select(item => item.Text)],
            shortAnswer, sections.GetValueOrDefault("more"), file.Path);
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
}
