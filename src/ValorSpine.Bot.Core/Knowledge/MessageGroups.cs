using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>Messages under a heading.</summary>
/// <param name="Heading">What stands after <c># </c>.</param>
/// <param name="Line">1-based line of the heading.</param>
/// <param name="Messages">As people write them, one a line.</param>
/// <param name="Lines">1-based line of each message.</param>
internal sealed record MessageGroup(string Heading, int Line, ImmutableArray<string> Messages, ImmutableArray<int> Lines);

/// <summary>Reads a text file of messages: one a line, with <c># heading</c> lines between groups.</summary>
internal static class MessageGroups
{
    /// <summary>The groups in the order of the file; reports lines that belong to none.</summary>
    public static ImmutableArray<MessageGroup> Read(ContentFiles files, string path, ICollection<ContentProblem> problems)
    {
        if (files.Find(path) is not { } file)
        {
            problems.Add(new(path, 0, "The file is missing.", "Restore it from the last version that worked."));
            return [];
        }

        var groups = new List<(string Heading, int Line, List<(string Text, int Line)> Messages)>();
        var number = 0;
        foreach (var line in file.Text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.StartsWith("# ", StringComparison.Ordinal))
                groups.Add((line[2..].Trim(), number, []));
            else if (line.Length > 0 && groups.Count > 0)
                groups[^1].Messages.Add((line, number));
            else if (line.Length > 0)
                problems.Add(new(path, number, "This message stands before the first heading.", "Put a line '# heading' above it."));
        }

        return
        [
            .. groups.Where(group => group.Messages.Count > 0)
                .Select(group => new MessageGroup(group.Heading, group.Line, [.. group.Messages.Select(message => message.Text)], [.. group.Messages.Select(message => message.Line)])),
        ];
    }
}
