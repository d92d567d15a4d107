using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Fixing;

namespace ValorSpine.Bot.Fixing;

/// <summary>Replies as each channel's own renderer writes them, in words that the console can show.</summary>
internal sealed partial class ChannelPreviews(ChannelRenderers renderers, SmsText texts)
{
    private const int MostParts = 20;

    /// <summary>The replies on the website, in Teams and as text messages.</summary>
    public ImmutableArray<ChannelPreview> Of(IEnumerable<(string Section, Reply Reply)> replies) =>
    [
        .. from said in replies
           from channel in (string[])[ChannelIds.WebChat, ChannelIds.Teams, ChannelIds.TwilioSms]
           select new ChannelPreview(channel, said.Section, channel == ChannelIds.TwilioSms ? Texts(said.Reply) : Cards(said.Reply, channel)),
    ];

    private ImmutableArray<PreviewMessage> Cards(Reply reply, string channel)
    {
        var entry = new LogEntry { ConversationId = "preview", Sequence = 2, At = DateTimeOffset.UnixEpoch, FromBot = true, Reply = reply };
        return [.. renderers.Render(entry, new NewConversation("preview", channel, "patient", null), "https://preview.invalid").Select(MessageOf)];
    }

    private ImmutableArray<PreviewMessage> Texts(Reply reply)
    {
        var messages = ImmutableArray.CreateBuilder<PreviewMessage>();
        for (var part = 1; part <= MostParts; part++)
        {
            foreach (var text in texts.MessagesOf(reply with { Part = part }))
            {
                var segments = SmsSegments.Of(text);
                messages.Add(new(text, [], string.Create(CultureInfo.InvariantCulture, $"Text {part}: {segments.Count} {(segments.Count == 1 ? "segment" : "segments")}, {segments.Units} {(segments.IsGsm7 ? "letters" : "units")}{(part > 1 ? ", on MORE" : "")}")));
            }

            if (!texts.HasMore(reply with { Part = part }))
                break;
        }

        return messages.ToImmutable();
    }

    /// <summary>What one activity says and offers, whether in its text, in cards or as choices.</summary>
    public static PreviewMessage MessageOf(Activity activity)
    {
        var lines = new List<string>();
        if (activity.Text is { Length: > 0 } text)
            lines.Add(PlainOf(text));
        var buttons = (activity.SuggestedActions?.Actions ?? []).Select(action => action.Title).OfType<string>().ToList();
        foreach (var card in (activity.Attachments ?? []).Select(attachment => attachment.Content).OfType<JsonElement>())
            Read(card, lines, buttons);
        return new(string.Join("\n\n", lines), [.. buttons]);
    }

    /// <summary>What a card says and offers, in its order.</summary>
    private static void Read(JsonElement part, List<string> lines, List<string> buttons)
    {
        if (part.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in part.EnumerateArray())
                Read(item, lines, buttons);
            return;
        }

        if (part.ValueKind != JsonValueKind.Object)
            return;
        var type = part.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "";
        if (type.StartsWith("Action.", StringComparison.Ordinal) && part.TryGetProperty("title", out var title))
            buttons.Add(PlainOf(title.GetString()!));
        else if (type == "TextBlock" && part.TryGetProperty("text", out var text))
            lines.Add(PlainOf(text.GetString()!));
        else if (type == "Fact" || (part.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String && type.Length == 0 && part.TryGetProperty("title", out _)))
            lines.Add($"{PlainOf(part.GetProperty("title").GetString()!)}: {PlainOf(part.GetProperty("value").GetString()!)}");
        foreach (var inner in part.EnumerateObject().Where(inner => inner.Value.ValueKind is JsonValueKind.Array))
            Read(inner.Value, lines, buttons);
    }

    // What a client makes of it: links as their words, signs as themselves.
    private static string PlainOf(string markdown) =>
        WebUtility.HtmlDecode(Link().Replace(markdown, "$1").Replace("**", "", StringComparison.Ordinal).Replace("  \n", "\n", StringComparison.Ordinal));

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
