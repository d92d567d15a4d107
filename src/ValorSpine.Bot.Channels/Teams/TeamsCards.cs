using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>
/// Draws the card of a reply in Adaptive Cards 1.5, the newest version that Teams takes from bots on every client. A choice is an <c>Action.Execute</c> that names the reply and the choice by number, and nothing of
/// what it says; older clients send the same as <c>Action.Submit</c>. The card asks for its newest form when it is shown, so that one that was answered elsewhere is closed.
/// </summary>
internal static class TeamsCards
{
    private const int MostInARow = 3;
    private const int LongestRow = 34;
    private const int LongestOnAButton = 32;

    /// <summary>Whether the text of a reply stands in its card: what is asked and what was answered stay together then. Sources are linked in a text of their own.</summary>
    public static bool HoldsText(Reply reply) => !reply.Choices.IsEmpty && reply is { Card: null, Calls.IsEmpty: true, Staff: null } && reply.Citations.IsEmpty;

    /// <summary>The open card of a reply, or null where it needs none.</summary>
    /// <param name="entry">The reply.</param>
    /// <param name="userId">The patient's account, for whom the card is brought up to date.</param>
    /// <param name="baseUrl">Public address of the service, without a slash at the end.</param>
    public static Attachment? Of(LogEntry entry, string userId, string baseUrl)
    {
        var reply = entry.Reply!;
        var hasChoices = HasChoices(reply);
        if (!hasChoices && reply is { Card: null, Calls.IsEmpty: true })
            return null;
        var card = Drawn(reply, baseUrl);
        if (hasChoices)
        {
            foreach (var element in Choices(reply.Choices, entry))
                card["body"]!.AsArray().Add(element);
            card["refresh"] = new JsonObject
            {
                ["action"] = new JsonObject { ["type"] = "Action.Execute", ["title"] = "Refresh", ["verb"] = CardPick.RefreshVerb, ["data"] = CardPick.Data(entry, choice: null) },
                ["userIds"] = new JsonArray(userId),
            };
        }

        return Attach(card);
    }

    /// <summary>The same card without choices, with a line in their place.</summary>
    public static Attachment Closed(LogEntry entry, string line, string baseUrl)
    {
        var card = Drawn(entry.Reply!, baseUrl);
        card["body"]!.AsArray().Add(Text(line, ("isSubtle", true), ("weight", "bolder")));
        // Where the card cannot be drawn, its text says the same: nothing is offered any more.
        card["fallbackText"] = $"{PlainTextRenderer.Render(entry.Reply! with { Choices = [] })}\n\n{line}";
        return Attach(card);
    }

    private static bool HasChoices(Reply reply) => !reply.Choices.IsEmpty && !TeamsRenderer.AreSuggested(reply);

    private static JsonObject Drawn(Reply reply, string baseUrl)
    {
        var card = reply switch
        {
            { Calls.IsEmpty: false } => DialsFirst(Content(AdaptiveCards.Of(reply.Calls))),
            { Card: { } typed } => Content(AdaptiveCards.Of(typed, baseUrl)),
            _ => new JsonObject
            {
                ["type"] = "AdaptiveCard",
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["version"] = "1.5",
                ["body"] = new JsonArray(),
            },
        };
        if (reply is { Calls.IsEmpty: false, Card: { } beside })
        {
            foreach (var element in Content(AdaptiveCards.Of(beside, baseUrl))["body"]!.AsArray().ToList())
                card["body"]!.AsArray().Add(element!.DeepClone());
        }

        if (HoldsText(reply))
        {
            foreach (var paragraph in reply.Text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
                card["body"]!.AsArray().Add(Text(paragraph));
        }

        card["lang"] = "en";
        card["fallbackText"] = PlainTextRenderer.Render(reply);
        card["msteams"] = new JsonObject { ["width"] = "Full" };
        return card;
    }

    // Actions of a card stand at its end; nothing may stand before those that call for help.
    private static JsonObject DialsFirst(JsonObject card)
    {
        card.Remove("actions", out var dials);
        card["body"]!.AsArray().Add(new JsonObject { ["type"] = "ActionSet", ["actions"] = dials });
        return card;
    }

    // A few short ones stand side by side, also on a phone; others below each other, and those too long for a button as lines that can be tapped, so that nothing is cut off.
    private static IEnumerable<JsonObject> Choices(ImmutableArray<Choice> choices, LogEntry card)
    {
        if (choices.Length <= MostInARow && choices.Sum(choice => choice.Label.Length) <= LongestRow)
            return [ActionSet([.. choices.Select((choice, index) => Pick(choice, card, index))])];
        return choices.All(choice => choice.Label.Length <= LongestOnAButton)
            ? choices.Select((choice, index) => ActionSet([Pick(choice, card, index)], index))
            : choices.Select((choice, index) => Line(choice, Pick(choice, card, index), index));
    }

    private static JsonObject ActionSet(ImmutableArray<JsonObject> actions, int index = 0)
    {
        var set = new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. actions]) };
        if (index > 0)
            set["spacing"] = "small";
        return set;
    }

    private static JsonObject Line(Choice choice, JsonObject pick, int index) => new()
    {
        ["type"] = "Container",
        ["style"] = "emphasis",
        ["spacing"] = index > 0 ? "small" : "default",
        ["items"] = new JsonArray(Text(choice.Label)),
        ["selectAction"] = pick,
    };

    private static JsonObject Pick(Choice choice, LogEntry card, int index) => new()
    {
        ["type"] = "Action.Execute",
        ["title"] = choice.Label,
        ["verb"] = CardPick.PickVerb,
        ["data"] = CardPick.Data(card, index),
        ["fallback"] = new JsonObject { ["type"] = "Action.Submit", ["title"] = choice.Label, ["data"] = CardPick.Data(card, index) },
    };

    private static JsonObject Text(string text, params ReadOnlySpan<(string Name, JsonNode Value)> properties)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = Markdown.Escape(text), ["wrap"] = true };
        foreach (var (name, value) in properties)
            block[name] = value;
        return block;
    }

    private static JsonObject Content(Attachment attachment) => JsonObject.Create(attachment.Content!.Value)!;

    private static Attachment Attach(JsonObject card) => new() { ContentType = Attachment.AdaptiveCard, Content = JsonSerializer.SerializeToElement(card, ActivityJson.Default.JsonObject) };
}
