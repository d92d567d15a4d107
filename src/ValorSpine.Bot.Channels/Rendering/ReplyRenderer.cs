using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>Turns what the bot said into an activity that a patient's client shows. Nothing that is meant for staff is in it.</summary>
public sealed class ReplyRenderer(ClinicFacts clinic)
{
    /// <summary>Account id of the bot.</summary>
    public const string BotId = "valorspine";

    /// <summary>Account id of whoever of the staff speaks; the name tells who.</summary>
    public const string StaffId = "valorspine-staff";

    /// <summary>Most citations that one activity may carry (Teams refuses more).</summary>
    private const int MaxCitations = 20;

    /// <summary>Longest name of a citation (Teams refuses longer ones).</summary>
    private const int MaxCitationName = 80;

    /// <summary>The activity of a reply.</summary>
    /// <param name="entry">An entry of the bot.</param>
    /// <param name="conversation">The conversation it belongs to.</param>
    /// <param name="baseUrl">Public address of the service, without a slash at the end.</param>
    /// <param name="asksIfHelpful">Whether the client can say if an answer helped.</param>
    /// <param name="helpful">What the patient has said of that; null where nothing was said.</param>
    /// <exception cref="ArgumentException">The entry is the patient's.</exception>
    public Activity Render(LogEntry entry, NewConversation conversation, string baseUrl, bool asksIfHelpful = false, bool? helpful = null)
    {
        var reply = entry.Reply ?? throw new ArgumentException("The entry holds no reply.", nameof(entry));
        return new()
        {
            Type = ActivityTypes.Message,
            Id = ActivityId.Of(entry.ConversationId, entry.Sequence),
            Timestamp = ActivityTime.Format(entry.At),
            ChannelId = conversation.Channel,
            From = reply.Staff is { } person ? Person(person) : Bot,
            Recipient = new() { Id = conversation.UserId, Role = "user" },
            Conversation = new() { Id = entry.ConversationId },
            ReplyToId = entry.ReplyTo is { } sequence ? ActivityId.Of(entry.ConversationId, sequence) : null,
            Locale = reply.Language ?? "en-US",
            Text = Text(reply, baseUrl),
            TextFormat = "markdown",
            InputHint = reply.Choices.IsEmpty && !reply.Text.TrimEnd().EndsWith('?') ? "acceptingInput" : "expectingInput",
            Attachments = Attachments(reply, baseUrl),
            SuggestedActions = Suggested(reply.Choices),
            Entities = Entities(reply, asksIfHelpful && entry.TakesMark ? HelpfulMarks.Offered(ActivityId.Of(entry.ConversationId, entry.Sequence), helpful) : null, baseUrl),
        };
    }

    /// <summary>Tells the client that the bot is deciding. Not stored.</summary>
    internal Activity Typing(NewConversation conversation, DateTimeOffset now) => new()
    {
        Type = ActivityTypes.Typing,
        Id = ActivityId.Transient(conversation.Id),
        Timestamp = ActivityTime.Format(now),
        ChannelId = conversation.Channel,
        From = Bot,
        Conversation = new() { Id = conversation.Id },
    };

    internal Activity NotTaken(NewConversation conversation, NotNowException reason, DateTimeOffset now) => new()
    {
        Type = ActivityTypes.Message,
        Id = ActivityId.Transient(conversation.Id),
        Timestamp = ActivityTime.Format(now),
        ChannelId = conversation.Channel,
        From = Bot,
        Conversation = new() { Id = conversation.Id },
        Text = Core.Turns.NotTaken.InWords(reason, clinic),
        TextFormat = "plain",
    };

    private ChannelAccount Bot => new() { Id = BotId, Name = clinic.Name, Role = "bot" };

    // With the role "user" Web Chat puts it on the patient's own side, whatever the id.
    private static ChannelAccount Person(string name) => new() { Id = StaffId, Name = name, Role = "bot" };

    private static string Text(Reply reply, string baseUrl)
    {
        var text = Markdown.Escape(reply.Card is { } card ? CardText.Beside(card, reply.Text) : reply.Text);
        // Few clients show the name of an account, and the patient must see who speaks.
        if (reply.Staff is { } person)
            text = $"**{Markdown.EscapeLine(person)}, clinic staff**\n\n{text}";
        var sources = Sources(reply, baseUrl);
        return sources.Length == 0 ? text : $"{text}\n\n{sources}";
    }

    // Two lines of one paragraph, so that it stays one block below the answer.
    private static string Sources(Reply reply, string baseUrl)
    {
        var lines = new List<string>();
        if (Cited.Articles(reply) is { IsEmpty: false } articles)
            lines.Add($"{Cited.ArticlesWord(reply)}: {string.Join(", ", articles.Select(article => Markdown.Link(article.Title, ArticleUrl(article, baseUrl))))}");
        if (Cited.References(reply) is { IsEmpty: false } references)
            lines.Add($"{Cited.ReferencesWords(reply)}: {string.Join("; ", references.Select(Shown))}");
        return string.Join("  \n", lines);
    }

    // Stored replies keep the address as it was then, so it is looked at again here.
    private static string Shown(Reference reference) => Uri.TryCreate(reference.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
        ? Markdown.Link(reference.Label, url.AbsoluteUri)
        : Markdown.EscapeLine(reference.Label);

    private static List<Attachment>? Attachments(Reply reply, string baseUrl)
    {
        var attachments = new List<Attachment>();
        if (!reply.Calls.IsEmpty)
            attachments.Add(AdaptiveCards.Of(reply.Calls));
        if (reply.Card is { } card)
            attachments.Add(AdaptiveCards.Of(card, baseUrl));
        return attachments.Count == 0 ? null : attachments;
    }

    private static SuggestedActions? Suggested(ImmutableArray<Choice> choices) => choices.IsEmpty ? null : new()
    {
        Actions =
        [
            .. choices.Select(choice => new CardAction
            {
                Type = "imBack",
                Title = choice.Label,
                Value = JsonSerializer.SerializeToElement(choice.Label, ActivityJson.Default.String),
            }),
        ],
    };

    private static List<JsonElement>? Entities(Reply reply, JsonArray? marks, string baseUrl)
    {
        var articles = Cited.Articles(reply);
        if (articles.IsEmpty && marks is null)
            return null;
        var claims = articles.Take(MaxCitations).Select((citation, index) => (JsonNode)new JsonObject
        {
            ["@type"] = "Claim",
            ["position"] = index + 1,
            ["appearance"] = new JsonObject
            {
                ["@type"] = "DigitalDocument",
                ["name"] = Shortened(citation.Title),
                ["url"] = ArticleUrl(citation, baseUrl),
            },
        });
        var message = Cited.Message(reply, claims);
        if (marks is not null)
            message["potentialAction"] = marks;
        return [JsonSerializer.SerializeToElement(message, ActivityJson.Default.JsonObject)];
    }

    private static string ArticleUrl(Citation citation, string baseUrl) => $"{baseUrl}/knowledge/{Uri.EscapeDataString(citation.Article)}";

    private static string Shortened(string name)
    {
        if (name.Length <= MaxCitationName)
            return name;
        var cut = MaxCitationName - 1;
        return string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[cut - 1]) ? cut - 1 : cut), "…");
    }
}

/// <summary>Times as activities hold them.</summary>
internal static class ActivityTime
{
    /// <summary>ISO 8601 in UTC, in the store's full precision so that order is kept.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
