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
        return IsWhole(reply) ? SmsParts.Marked(SmsParts.AtOnce(Of(reply))) : [SmsParts.Shown(PartsOf(reply), reply.Part, MoreLine(reply))];
    }

    /// <summary>Every message that it takes to read all of a reply, in order.</summary>
    public ImmutableArray<string> AllMessagesOf(Reply reply) =>
        IsWhole(reply) ? MessagesOf(reply) : PartsOf(reply) is var parts ? [.. parts.Select((_, index) => SmsParts.Shown(parts, index + 1, MoreLine(reply)))] : [];

    /// <summary>Whether a reply has a part after the one that it says.</summary>
    public bool HasMore(Reply reply) => !IsWhole(reply) && reply.Part < PartsOf(reply).Length;

    /// <summary>How many of a reply's choices stand whole in the part that it says and those before it.</summary>
    public int ChoicesShown(Reply reply)
    {
        if (IsWhole(reply) || ListIn(Of(reply), reply) is not { } list)
            return reply.Choices.Length;
        var shown = PartsOf(reply).Take(reply.Part).Sum(part => part.Length);
        return Enumerable.Range(1, reply.Choices.Length).TakeWhile(count => list + SmsAlphabet.Plain(string.Join('\n', Choices(reply).Take(count))).Length <= shown).Count();
    }

    /// <summary>The pieces of what a reply says that a part does not tear where it can hold them: the rows of a table, the sections of a summary.</summary>
    public ImmutableArray<string> PiecesOf(Reply reply) =>
        reply.Card is Card.Comparison or Card.Summary ? [.. Said(reply).Split("\n\n").Select(SmsAlphabet.Plain).Where(piece => piece.Length > 0)] : [];

    /// <summary>All of it: what is said, what only a card says, numbers to call, where it comes from, then the choices.</summary>
    public string Of(Reply reply)
    {
        var said = Said(reply);
        var lines = new List<string> { reply.Staff is { } person ? $"{person}, clinic staff: {said}" : said };
        if (reply.Card is { } card && reply.Brief is null)
            lines.AddRange(CardText.Missing(card, reply.Text));
        lines.AddRange(reply.Calls.Where(call => !said.Contains(call.Number, StringComparison.Ordinal)).Select(PlainTextRenderer.CallLine));
        if (reply.Card is Card.Appointment { CalendarPath: { } path, Cancelled: false } && Site is { } site)
            lines.Add($"Calendar: {site}{path}");
        if (Cited.Articles(reply) is { IsEmpty: false } articles)
            lines.Add($"{Cited.ArticlesWord(reply)}: {string.Join("; ", articles.Select(article => article.Title))}");
        if (!IsResult(reply))
            lines.AddRange(Choices(reply));
        return SmsAlphabet.Plain(string.Join('\n', lines));
    }

    // Below what a check points to stand its page and what can be done next, as not everybody asks for the rest.
    private string Said(Reply reply)
    {
        var said = reply.Brief ?? reply.Text;
        if (!IsResult(reply))
            return said;
        var first = said.IndexOf("\n\n", StringComparison.Ordinal) is var end and >= 0 ? end : said.Length;
        var page = reply.Card is Card.Summary { PagePath: { } path } && Site is { } site ? $"\n\nAll on one page: {site}{path}" : "";
        return $"{said[..first]}{page}\n\n{string.Join('\n', Choices(reply))}{said[first..]}";
    }

    private static bool IsResult(Reply reply) => reply.Card is Card.Summary { Sections.IsEmpty: false };

    private ImmutableArray<string> PartsOf(Reply reply)
    {
        var (text, starts, at) = (Of(reply), new HashSet<int>(), 0);
        foreach (var piece in PiecesOf(reply))
        {
            at += piece.Length + 1;
            starts.Add(at);
        }

        return SmsParts.OnRequest(text, ListIn(text, reply), starts);
    }

    private static string MoreLine(Reply reply) => Cited.IsSpanish(reply) ? SmsParts.SpanishMoreLine : SmsParts.MoreLine;

    private static IEnumerable<string> Choices(Reply reply) => reply.Choices.Select((choice, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1} {choice.Label}"));

    private static int? ListIn(string text, Reply reply) =>
        !reply.Choices.IsEmpty && !IsResult(reply) && text.LastIndexOf(SmsAlphabet.Plain(string.Join('\n', Choices(reply))), StringComparison.Ordinal) is var at and > 0 ? at : null;

    private string? Site => clinic.ChatAddress is { } chat && chat.EndsWith(ChatPage, StringComparison.Ordinal) ? chat[..^ChatPage.Length] : null;

    // Nobody has to ask for the rest of guidance, or of what a person wrote to them.
    private static bool IsWhole(Reply reply) => reply.Staff is not null || !reply.Calls.IsEmpty;
}
