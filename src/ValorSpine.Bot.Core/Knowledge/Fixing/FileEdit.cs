using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>A file's new text, or why there is none.</summary>
/// <param name="Text">The whole file, or null.</param>
/// <param name="Problem">What is wrong, or null.</param>
public readonly record struct EditedText(string? Text, ContentProblem? Problem);

/// <summary>Makes the new text of a file. What the edit is not about stays as it is, to the letter.</summary>
public static partial class FileEdit
{
    private const string Bullet = "- ", NoReview = "review: { by: null, on: null, due: null }";

    private static readonly (string Id, string Heading)[] s_sections = [("short-answer", "## Short answer"), ("more", "## More")];

    /// <summary>Applies an edit.</summary>
    /// <param name="before">The file as it is, or null where there is none.</param>
    /// <param name="edit">What is wanted of it.</param>
    public static EditedText Apply(string? before, KnowledgeEdit edit)
    {
        if (!IsOwn(edit.Path))
            return Refused(edit, "This is no file of an article.", "Use small letters, digits and hyphens for the id, such as 'fibrin-how-long'.");
        if (edit.IsNewFile && before is not null)
            return Refused(edit, "There is a file of this name already.", "Choose another id.");
        if (!edit.IsNewFile && before is null)
            return Refused(edit, "The file is not there any more.", "Choose another article.");
        return edit switch
        {
            KnowledgeEdit.AddPhrasing add => WithPhrasing(before!, add),
            KnowledgeEdit.EditSection section => WithSection(before!, section),
            KnowledgeEdit.NewArticle article => Written(article),
            KnowledgeEdit.NewDeclined declined => Written(declined),
            _ => throw new InvalidOperationException("KnowledgeEdit is closed."),
        };
    }

    /// <summary>A section as it stands in a file, with its source keys; empty where there is none.</summary>
    public static string SectionIn(string file, string section)
    {
        var lines = LinesOf(file);
        return BodyOf(lines, section) is var (start, end) ? string.Concat(lines[start..end]).ReplaceLineEndings("\n").Trim('\n') : "";
    }

    /// <summary>Whether a path is one that an edit may lead to: an article of either kind, named by an id.</summary>
    public static bool IsOwn(string path) => Own().IsMatch(path);

    /// <summary>Phrasings as they are typed, one a line.</summary>
    public static ImmutableArray<string> LinesTyped(string? text) =>
        [.. (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static EditedText WithPhrasing(string before, KnowledgeEdit.AddPhrasing add)
    {
        if (ProblemOf(add.Text) is { } what)
            return Refused(add, what, "Write on one line what a patient would type.");
        var lines = LinesOf(before);
        var front = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        var start = Array.FindIndex(lines, line => line.TrimEnd() == "phrasings:");
        if (front < 0 || start < 0 || start > front)
            return Refused(add, "The phrasings do not stand below a line 'phrasings:', one a line.", "Add it to the file by hand.");
        var last = start;
        for (var at = start + 1; at < front && lines[at][0] is ' ' or '\t' or '-'; at++)
            last = string.IsNullOrWhiteSpace(lines[at]) || lines[at].TrimStart().StartsWith('#') ? last : at;
        var item = Array.FindLastIndex(lines, last, last - start, line => line.TrimStart().StartsWith(Bullet, StringComparison.Ordinal));
        var indent = item < 0 ? "  " : lines[item][..^lines[item].TrimStart().Length];
        return new(string.Concat([.. lines[..(last + 1)], $"{indent}{Bullet}{Scalar(add.Text)}{EndOf(lines[last])}", .. lines[(last + 1)..]]), null);
    }

    private static EditedText WithSection(string before, KnowledgeEdit.EditSection edit)
    {
        if (Array.Find(s_sections, section => section.Id == edit.Section).Heading is not { } heading)
            return Refused(edit, $"The section '{edit.Section}' is not known.", "Use the short answer or more.");
        if (ProblemOfBody(edit.Text) is { } what)
            return Refused(edit, what, "Write sentences, each with its source keys.");
        var lines = Unreviewed(LinesOf(before));
        var newLine = EndOf(lines[0]);
        var text = edit.Text.ReplaceLineEndings(newLine).Trim('\r', '\n');
        if (BodyOf(lines, edit.Section) is not var (start, end))
        {
            var gap = before.EndsWith('\n') ? newLine : newLine + newLine;
            return new(string.Concat(lines) + gap + heading + newLine + text + newLine, null);
        }

        var (first, after) = (start, end);
        while (first < after && string.IsNullOrWhiteSpace(lines[first]))
            first++;
        while (after > first && string.IsNullOrWhiteSpace(lines[after - 1]))
            after--;
        // An empty section keeps its empty lines behind what is written now.
        (first, after) = first == after ? (start, start) : (first, after);
        var opening = lines[first - 1].EndsWith('\n') ? "" : newLine;
        var ending = after > first && !lines[after - 1].EndsWith('\n') ? "" : newLine;
        return new(string.Concat([.. lines[..first], opening + text + ending, .. lines[after..]]), null);
    }

    /// <summary>Whoever reviewed the article has not seen what is written now.</summary>
    private static string[] Unreviewed(string[] lines)
    {
        var front = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        return [.. lines.Select((line, at) => at < front && line.StartsWith("review: {", StringComparison.Ordinal) && !line.Contains("by: null", StringComparison.Ordinal) ? NoReview + EndOf(line) : line)];
    }

    private static EditedText Written(KnowledgeEdit.NewArticle article)
    {
        if (ProblemOf(article, article.Title, article.Phrasings, article.ShortAnswer) is { } problem)
            return new(null, problem);
        if (article.More.Length > 0 && ProblemOfBody(article.More) is { } what)
            return Refused(article, what, "Write sentences, each with its source keys.");
        if (article.FollowUps.Append(article.Topic).FirstOrDefault(topic => !Id().IsMatch(topic)) is { } unknown)
            return Refused(article, $"'{unknown}' is no topic.", "Use an id of knowledge/topics.yml.");
        var text = new StringBuilder();
        Front(text, article.Id, [$"topic: {article.Topic}"], article.Title, [], article.Phrasings);
        text.Append("follow-ups: [").AppendJoin(", ", article.FollowUps).Append("]\n---\n## Short answer\n").Append(Body(article.ShortAnswer));
        if (article.More.Length > 0)
            text.Append("\n## More\n").Append(Body(article.More));
        return new(text.ToString(), null);
    }

    private static EditedText Written(KnowledgeEdit.NewDeclined declined)
    {
        if (ProblemOf(declined, declined.Title, declined.Phrasings, declined.Says) is { } problem)
            return new(null, problem);
        if (!DeclinedArticle.Addressees.Contains(declined.GoesTo))
            return Refused(declined, $"'{declined.GoesTo}' is nobody that a question can go to.", $"Use one of: {string.Join(", ", DeclinedArticle.Addressees)}.");
        var text = new StringBuilder();
        Front(text, declined.Id, [], declined.Title, [$"declined: {{ to: {declined.GoesTo} }}"], declined.Phrasings);
        return new(text.Append("---\n## Short answer\n").Append(Body(declined.Says)).ToString(), null);
    }

    private static void Front(StringBuilder text, string id, string[] beforeTitle, string title, string[] afterTitle, ImmutableArray<string> phrasings)
    {
        text.Append("---\nid: ").Append(id).Append('\n');
        foreach (var line in (string[])[.. beforeTitle, $"title: {Scalar(title)}", .. afterTitle, NoReview, "phrasings:"])
            text.Append(line).Append('\n');
        foreach (var phrasing in phrasings)
            text.Append("  - ").Append(Scalar(phrasing)).Append('\n');
    }

    private static string Body(string text) => text.ReplaceLineEndings("\n").Trim('\n') + "\n";

    private static ContentProblem? ProblemOf(KnowledgeEdit edit, string title, ImmutableArray<string> phrasings, string body)
    {
        if (ProblemOf(title) is { } untitled)
            return Refused(edit, $"The title: {untitled}", "Write on one line what it is about.").Problem;
        if (phrasings.Select(ProblemOf).OfType<string>().FirstOrDefault() is { } unsaid)
            return Refused(edit, $"A phrasing: {unsaid}", "Write on one line what a patient would type.").Problem;
        return ProblemOfBody(body) is { } what ? Refused(edit, what, "Write sentences, each with its source keys.").Problem : null;
    }

    private static string? ProblemOf(string text) =>
        string.IsNullOrWhiteSpace(text) ? "It is empty."
        // YAML means nothing by these, however they are quoted.
        : text is "~" or "null" ? "It stands for nothing."
        : text != text.Trim() ? "It begins or ends with a space."
        : text.EnumerateRunes().Any(IsNoText) ? "It holds a sign that no text holds, such as the end of a line."
        : Mark().IsMatch(text) ? $"It still holds the mark '{Mark().Match(text).Value}' of something that was hidden."
        : null;

    private static string? ProblemOfBody(string text) =>
        string.IsNullOrWhiteSpace(text) ? "The section is empty."
        : text.ReplaceLineEndings("\n").Split('\n') is var lines && lines.Any(line => line.StartsWith("## ", StringComparison.Ordinal)) ? "It holds a heading of its own."
        : lines.Any(line => line.EnumerateRunes().Any(IsNoText)) ? "It holds a sign that no text holds."
        : Mark().IsMatch(text) ? $"It still holds the mark '{Mark().Match(text).Value}' of something that was hidden."
        : null;

    // Half a surrogate pair comes as the replacement character.
    private static bool IsNoText(Rune rune) => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF or 0xFFFD or 0xFFFE or 0xFFFF;

    /// <summary>A text as YAML reads it back: plain where nothing in it could mean something else.</summary>
    private static string Scalar(string text) => Plain().IsMatch(text) && !Words().IsMatch(text)
        ? text
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static (int Start, int End)? BodyOf(string[] lines, string section)
    {
        var heading = Array.FindIndex(lines, line => line.StartsWith("## ", StringComparison.Ordinal) && line[3..].Trim().ToLowerInvariant().Replace(' ', '-') == section);
        if (heading < 0)
            return null;
        var end = Array.FindIndex(lines, heading + 1, line => line.StartsWith("## ", StringComparison.Ordinal));
        return (heading + 1, end < 0 ? lines.Length : end);
    }

    /// <summary>The lines with their ends, so that together they are the text.</summary>
    private static string[] LinesOf(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var at and >= 0 ? at + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines.Count == 0 ? [""] : [.. lines];
    }

    private static string EndOf(string line) => line.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static EditedText Refused(KnowledgeEdit edit, string what, string remedy) => new(null, new(edit.Path, 0, what, remedy));

    [GeneratedRegex("^knowledge/(articles|declined)/[a-z0-9]+(-[a-z0-9]+)*\\.md$", RegexOptions.CultureInvariant)]
    private static partial Regex Own();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[\p{L}0-9](?:[\p{L}\p{N} ',.?!()/$%+&-]*[\p{L}\p{N}'.?!)%])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    // What YAML or a reader of it may take for no text.
    [GeneratedRegex(@"^(?:null|true|false|yes|no|on|off|y|n|[-+.\d].*)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex(@"\[(?:name|contact|link|address|date|id|number) \d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
