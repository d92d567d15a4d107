using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>Writes a reply as plain text with numbered choices, for channels that show nothing else.</summary>
public static class PlainTextRenderer
{
    /// <summary>The text, then what its card adds, the numbers to call, where it comes from, and the choices to pick by number.</summary>
    public static string Render(Reply reply)
    {
        var blocks = new List<string> { reply.Text };
        if (reply.Card is { } card)
            blocks.Add(string.Join('\n', CardText.Missing(card, reply.Text)));
        blocks.Add(string.Join('\n', reply.Calls.Where(call => !reply.Text.Contains(call.Number, StringComparison.Ordinal)).Select(CallLine)));
        blocks.Add(string.Join('\n', reply.Citations.DistinctBy(citation => citation.Article, StringComparer.Ordinal).Select(citation => $"Source: {citation.Title}")));
        blocks.Add(string.Join('\n', reply.Choices.Select((choice, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {choice.Label}"))));
        return string.Join("\n\n", blocks.Where(block => block.Length > 0));
    }

    /// <summary>A number to call or text, with the number where the label does not already say it.</summary>
    internal static string CallLine(CallAction call) =>
        call.Label.Contains(call.Number, StringComparison.Ordinal) ? call.Label : $"{call.Label}: {call.Number}";
}
