using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>Writes a reply as plain text with numbered choices, for channels that show nothing else.</summary>
public static class PlainTextRenderer
{
    /// <summary>Most sources that are named; a text message has no room for all, and the article's page lists them.</summary>
    private const int MostReferences = 4;

    /// <summary>The text, then what its card adds, the numbers to call, where it comes from, and the choices to pick by number.</summary>
    public static string Render(Reply reply)
    {
        var blocks = new List<string> { reply.Staff is { } person ? $"{person}, clinic staff: {reply.Text}" : reply.Text };
        if (reply.Card is { } card)
            blocks.Add(string.Join('\n', CardText.Missing(card, reply.Text)));
        blocks.Add(string.Join('\n', reply.Calls.Where(call => !reply.Text.Contains(call.Number, StringComparison.Ordinal)).Select(CallLine)));
        blocks.Add(string.Join('\n', Sources(reply)));
        blocks.Add(string.Join('\n', reply.Choices.Select((choice, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {choice.Label}"))));
        return string.Join("\n\n", blocks.Where(block => block.Length > 0));
    }

    private static IEnumerable<string> Sources(Reply reply)
    {
        foreach (var article in Cited.Articles(reply))
            yield return $"{Cited.ArticlesWord(reply)}: {article.Title}";
        var references = Cited.References(reply);
        if (references.IsEmpty)
            yield break;
        var named = string.Join("; ", references.Take(MostReferences).Select(reference => reference.Label));
        yield return references.Length <= MostReferences
            ? $"{Cited.ReferencesWords(reply)}: {named}"
            : string.Create(CultureInfo.InvariantCulture, $"{Cited.ReferencesWords(reply)}: {named}; {(Cited.IsSpanish(reply) ? "y" : "and")} {references.Length - MostReferences} {(Cited.IsSpanish(reply) ? "más" : "more")}");
    }

    /// <summary>A number to call or text, with the number where the label does not already say it.</summary>
    internal static string CallLine(CallAction call) =>
        call.Label.Contains(call.Number, StringComparison.Ordinal) ? call.Label : $"{call.Label}: {call.Number}";
}
