using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>A reply as text messages: in few words, in plain letters, with choices to pick by number.</summary>
public sealed class SmsText(ClinicFacts clinic)
{
    private const string ChatPage = "/chat";

    /// <summary>
    /// The messages that a reply is sent as. Guidance and what staff say come whole, marked where there are several; of anything longer than one message the part that is asked for comes.
    /// </summary>
    public ImmutableArray<string> MessagesOf(Reply reply)
    {
        var text = Of(reply);
        return IsWhole(reply) ? SmsParts.Marked(SmsParts.AtOnce(text)) : [SmsParts.Shown(SmsParts.OnRequest(text, ListIn(text, reply)), reply.Part)];
    }

    /// <summary>Whether a reply has a part after the one that it says.</summary>
    public bool HasMore(Reply reply) => !IsWhole(reply) && Of(reply) is var text && reply.Part < SmsParts.OnRequest(text, ListIn(text, reply)).Length;

    /// <summary>All of it: what is said, what only a card says, numbers to call, where it comes from, then the choices.</summary>
    public string Of(Reply reply)
    {
        var said = reply.Brief ?? reply.Text;
        var lines = new List<string> { reply.Staff is { } person ? $"{person}, clinic staff: {said}" : said };
        if (reply.Card is { } card && reply.Brief is null)
            lines.AddRange(CardText.Missing(card, reply.Text));
        lines.AddRange(reply.Calls.Where(call => !said.Contains(call.Number, StringComparison.Ordinal)).Select(PlainTextRenderer.CallLine));
        if (reply.Card is Card.Appointment { CalendarPath: { } path, Cancelled: false } && Site is { } site)
            lines.Add($"Calendar: {site}{path}");
        if (Cited.Articles(reply) is { IsEmpty: false } articles)
            lines.Add($"Source: {string.Join("; ", articles.Select(article => article.Title))}");
        lines.AddRange(Choices(reply));
        return SmsAlphabet.Plain(string.Join('\n', lines));
    }

    private static IEnumerable<string> Choices(Reply reply) => reply.Choices.Select((choice, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1} {choice.Label}"));

    private static int? ListIn(string text, Reply reply) =>
        !reply.Choices.IsEmpty && text.LastIndexOf(SmsAlphabet.Plain(string.Join('\n', Choices(reply))), StringComparison.Ordinal) is var at and > 0 ? at : null;

    private string? Site => clinic.ChatAddress is { } chat && chat.EndsWith(ChatPage, StringComparison.Ordinal) ? chat[..^ChatPage.Length] : null;

    // Nobody has to ask for the rest of guidance, or of what a person wrote to them.
    private static bool IsWhole(Reply reply) => reply.Staff is not null || !reply.Calls.IsEmpty;
}
