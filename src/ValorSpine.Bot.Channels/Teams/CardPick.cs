using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>What was picked on a card: the reply that it belongs to by its number in the log, and the choice by its place. What the choice says and does is read in the log, never taken from outside.</summary>
/// <param name="Card">Sequence number of the reply.</param>
/// <param name="Choice">0-based place among its choices; null where the card only asks for its newest form.</param>
/// <param name="Conversation">Id of the conversation that the card was shown in; null on cards that older versions sent.</param>
internal readonly record struct CardPick(long Card, int? Choice, string? Conversation)
{
    public const string PickVerb = "pick", RefreshVerb = "refresh";
    private const string CardField = "card", ChoiceField = "choice", ConversationField = "conversation";

    /// <summary>As a card sends it.</summary>
    /// <param name="entry">The reply that the card shows.</param>
    /// <param name="choice">0-based place among its choices; null where the card only asks for its newest form.</param>
    public static JsonObject Data(LogEntry entry, int? choice)
    {
        var data = new JsonObject { [CardField] = entry.Sequence, [ConversationField] = entry.ConversationId };
        if (choice is { } place)
            data[ChoiceField] = place;
        return data;
    }

    /// <summary>What a card sent, or null where it is none of ours.</summary>
    public static CardPick? Read(JsonElement? data) =>
        data is { ValueKind: JsonValueKind.Object } given && Number(given, CardField) is { } card
            ? new(card, Number(given, ChoiceField) is { } choice and >= 0 and <= int.MaxValue ? (int)choice : null, given.TextOf(ConversationField))
            : null;

    /// <summary>What was picked with an activity, whether it came as an invoke or as a message of an older client.</summary>
    public static CardPick? Of(Activity activity) => Read(Action(activity) is { } action ? DataOf(action) : activity.Value);

    /// <summary>The action of an invoke, or null.</summary>
    public static JsonElement? Action(Activity invoke) =>
        invoke.Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object ? action : null;

    /// <summary>The reply with choices that the card shows, or null where there is none any more. A card of an erased conversation says nothing in the one that follows it, where the same number is another reply.</summary>
    public LogEntry? Entry(string conversationId, ImmutableArray<LogEntry> log)
    {
        var card = Card;
        return IsOf(conversationId) ? log.FirstOrDefault(entry => entry.Sequence == card && entry.Reply is { Choices.IsEmpty: false }) : null;
    }

    /// <summary>Whether it was made on the card that shows a reply. A number alone does not tell: after an erasure it begins anew.</summary>
    public bool IsOn(LogEntry card) => Card == card.Sequence && IsOf(card.ConversationId);

    private bool IsOf(string conversationId) => Conversation is null ? !ChannelConversationIds.IsFollowing(conversationId) : Conversation == conversationId;

    private static JsonElement? DataOf(JsonElement action) => action.TryGetProperty("data", out var data) ? data : null;

    private static long? Number(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
