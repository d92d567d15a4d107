using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>
/// Writes a reply for Microsoft Teams. Text and card go out as activities of their own, as Teams gives no id to an activity with both and splits it anyway. What can be picked stands in a card
/// that closes once it is answered; below an answer, up to three short choices are buttons at the text box and stand in its words too, as older clients show no such buttons.
/// </summary>
internal sealed class TeamsRenderer(ReplyRenderer plain, TeamsCitations citations, CurrentWording words) : IChannelRenderer
{
    private const int MostSuggested = 3;
    private const int LongestSuggested = 30;
    private const int LongestSummary = 120;

    /// <inheritdoc/>
    public bool IsFor(string channel) => channel == ChannelIds.Teams;

    /// <inheritdoc/>
    public IReadOnlyList<Activity> Render(LogEntry entry, NewConversation conversation, string baseUrl)
    {
        var frame = plain.Render(entry, conversation, baseUrl) with { Attachments = null, SuggestedActions = null, Entities = null };
        return [.. Whole(entry, frame, conversation.UserId, baseUrl).SelectMany(activity => TeamsBudget.Fit(activity, entry.Reply!))];
    }

    /// <inheritdoc/>
    public bool ChangesWhatWasSent => true;

    /// <inheritdoc/>
    public IReadOnlyList<SentChange> ChangedBy(LogEntry reply, ImmutableArray<LogEntry> log, NewConversation conversation, string baseUrl) =>
        [.. SettledCards.By(reply, log).Select(settled => Closed(settled.Card, settled.State, conversation, baseUrl)).OfType<SentChange>()];

    // A card that was too large, or whose choices stand at the text box, was never sent as a card.
    private SentChange? Closed(LogEntry card, CardState state, NewConversation conversation, string baseUrl)
    {
        var sent = Render(card, conversation, baseUrl);
        return sent.ToList().FindIndex(activity => activity.Attachments is not null) is var part and >= 0
            ? new(card.Sequence, part, sent[part] with { Attachments = [TeamsCards.Closed(card, CardState.Line(card, state, words()), baseUrl)] })
            : null;
    }

    /// <summary>The activities of a reply before it is seen whether they are small enough.</summary>
    internal IEnumerable<Activity> Whole(LogEntry entry, Activity frame, string userId, string baseUrl)
    {
        var reply = entry.Reply!;
        var card = TeamsCards.Of(entry, userId, baseUrl);
        if (!TeamsCards.HoldsText(reply))
            yield return Spoken(reply, frame, baseUrl);
        if (card is not null)
            yield return frame with { Text = null, TextFormat = null, Summary = Summary(reply.Text), Attachments = [card] };
    }

    /// <summary>Whether the choices of a reply are buttons at the text box.</summary>
    internal static bool AreSuggested(Reply reply) =>
        !Cited.Articles(reply).IsEmpty && reply is { Card: null, Calls.IsEmpty: true, Choices: { IsEmpty: false, Length: <= MostSuggested } } && reply.Choices.All(choice => choice.Label.Length <= LongestSuggested);

    private Activity Spoken(Reply reply, Activity frame, string baseUrl)
    {
        var (marks, entities) = citations.Of(reply, baseUrl);
        var text = WithChatLink(Marked(frame.Text!, marks, reply), reply.Text);
        return AreSuggested(reply)
            ? frame with
            {
                Text = $"{text}\n\n{Markdown.Escape(CardWords.Choices(words().In(reply.Language), reply.Choices.Select(choice => choice.Label)))}",
                Entities = entities,
                SuggestedActions = new() { Actions = [.. reply.Choices.Select(Suggested)] },
            }
            : frame with { Text = text, Entities = entities };
    }

    // Any other address stays text, whoever wrote it; this one is ours, and only the line of a group ends with it.
    private static string WithChatLink(string text, string said)
    {
        var at = said.LastIndexOf(TeamsChannel.ChatLink, StringComparison.Ordinal);
        if (at < 0 || said.AsSpan(at).ContainsAny(" \n"))
            return text;
        var url = said[at..];
        var shown = Markdown.EscapeLine(url);
        return text.EndsWith(shown, StringComparison.Ordinal) ? text[..^shown.Length] + Markdown.Link(url, url) : text;
    }

    // The sources are the last block, and each mark belongs to what it marks.
    private static string Marked(string text, string marks, Reply reply)
    {
        if (marks.Length == 0)
            return text;
        var sources = text.LastIndexOf($"\n\n{Cited.ArticlesWord(reply)}: ", StringComparison.Ordinal);
        return sources < 0 ? $"{text} {marks}" : $"{text[..sources]} {marks}{text[sources..]}";
    }

    private static CardAction Suggested(Choice choice) => new()
    {
        Type = "imBack",
        Title = choice.Label,
        Value = JsonSerializer.SerializeToElement(choice.Label, ActivityJson.Default.String),
    };

    // What a toast shows in place of "sent a card".
    private static string Summary(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestSummary ? line : TeamsCitations.Shortened(line, LongestSummary);
    }
}

/// <summary>Names of Teams.</summary>
internal static class TeamsChannel
{
    /// <summary>Beginning of the address that opens a private chat with whoever is named after it.</summary>
    public const string ChatLink = "https://teams.microsoft.com/l/chat/0/0?users=";
}
