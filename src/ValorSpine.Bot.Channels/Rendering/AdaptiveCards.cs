using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>
/// Draws typed cards and emergency numbers as Adaptive Cards 1.5, the newest version that both Teams and Web Chat show. Aspects and answers
/// are stacked, not put in a wide table: the chat is as narrow as a phone.
/// </summary>
internal static class AdaptiveCards
{
    /// <summary>A typed card.</summary>
    /// <param name="card">What it holds.</param>
    /// <param name="baseUrl">Public address of the service, without a slash at the end.</param>
    public static Attachment Of(Card card, string baseUrl) => card switch
    {
        Card.Comparison comparison => Attach(Comparison(comparison), [], WordsOf(card)),
        Card.Summary summary => Attach(Summary(summary), Page(summary, baseUrl), WordsOf(card)),
        Card.Appointment appointment => Attach(Appointment(appointment), Calendar(appointment, baseUrl), WordsOf(card)),
        _ => throw new InvalidOperationException($"There is no Adaptive Card for a card of type {card.GetType().Name}."),
    };

    /// <summary>Numbers to call or text at once, in the colours of an alarm.</summary>
    public static Attachment Of(ImmutableArray<CallAction> calls)
    {
        var numbers = calls.Select(call => (JsonNode)Text(PlainTextRenderer.CallLine(call), ("weight", "bolder"), ("size", "large"), ("color", "attention")));
        var body = new JsonObject { ["type"] = "Container", ["style"] = "attention", ["items"] = new JsonArray([.. numbers]) };
        var actions = calls.Select(call => OpenUrl(call.Label, $"{(call.ByText ? "sms" : "tel")}:{call.Number}"));
        return Attach([body], [.. actions], string.Join('\n', calls.Select(PlainTextRenderer.CallLine)));
    }

    private static IEnumerable<JsonObject> Comparison(Card.Comparison card)
    {
        yield return Heading(card.Title);
        foreach (var row in card.Rows)
        {
            var columns = row.Cells.Select((cell, column) => (JsonNode)new JsonObject
            {
                ["type"] = "Column",
                ["width"] = "stretch",
                ["items"] = new JsonArray(Text(card.Columns[column], ("weight", "bolder"), ("size", "small")), Text(cell, ("spacing", "small"))),
            });
            yield return new()
            {
                ["type"] = "Container",
                ["separator"] = true,
                ["items"] = new JsonArray(
                    Text(row.Aspect, ("weight", "bolder")),
                    new JsonObject { ["type"] = "ColumnSet", ["columns"] = new JsonArray([.. columns]) }),
            };
        }

        yield return Text(card.Note, ("separator", true));
    }

    private static IEnumerable<JsonObject> Summary(Card.Summary card)
    {
        yield return Heading(card.Title);
        foreach (var line in Facts(card.Facts))
            yield return line;
        foreach (var section in card.Sections)
        {
            yield return Text(section.Name, ("weight", "bolder"), ("separator", true));
            yield return Text(section.Value, ("spacing", "small"));
        }
    }

    private static IEnumerable<JsonObject> Appointment(Card.Appointment card) => [Heading(card.Title), .. Facts(card.Facts)];

    /// <summary>Each name above its value: a table of two columns breaks words on a phone.</summary>
    private static IEnumerable<JsonObject> Facts(ImmutableArray<CardFact> facts)
    {
        foreach (var fact in facts)
        {
            yield return Text(fact.Name, ("size", "small"));
            yield return Text(fact.Value, ("weight", "bolder"), ("spacing", "none"));
        }
    }

    private static ImmutableArray<JsonObject> Calendar(Card.Appointment card, string baseUrl) =>
        card.CalendarPath is { } path ? [OpenUrl(card.Cancelled ? "Take out of my calendar" : "Add to calendar", $"{baseUrl}/{path.TrimStart('/')}")] : [];

    private static ImmutableArray<JsonObject> Page(Card.Summary card, string baseUrl) =>
        card.PagePath is { } path ? [OpenUrl("Print or save", $"{baseUrl}/{path.TrimStart('/')}")] : [];

    private static string WordsOf(Card card) => string.Join('\n', CardText.Lines(card));

    private static JsonObject Heading(string text) => Text(text, ("weight", "bolder"), ("size", "medium"), ("style", "heading"));

    private static JsonObject Text(string text, params ReadOnlySpan<(string Name, JsonNode Value)> properties)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = Markdown.Escape(text), ["wrap"] = true };
        foreach (var (name, value) in properties)
            block[name] = value;
        return block;
    }

    private static JsonObject OpenUrl(string title, string url) => new() { ["type"] = "Action.OpenUrl", ["title"] = title, ["url"] = url };

    private static Attachment Attach(IEnumerable<JsonObject> body, ImmutableArray<JsonObject> actions, string plainText)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["fallbackText"] = Markdown.Escape(plainText),
            ["speak"] = Spoken(plainText),
            ["body"] = new JsonArray([.. body]),
        };
        if (!actions.IsEmpty)
            card["actions"] = new JsonArray([.. actions]);
        return new() { ContentType = Attachment.AdaptiveCard, Content = JsonSerializer.SerializeToElement(card, ActivityJson.Default.JsonObject) };
    }

    // What starts with an angle bracket would be taken for SSML.
    private static string Spoken(string text) => text.Replace('<', ' ').Replace('>', ' ').Replace("&", "and", StringComparison.Ordinal);
}
