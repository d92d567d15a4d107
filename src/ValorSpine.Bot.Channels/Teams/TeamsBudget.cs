using System.Globalization;
using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>How large an activity may be. Teams takes more today; 28 KB is what every client and tenant takes.</summary>
internal static class TeamsBudget
{
    /// <summary>Largest activity as sent, in bytes.</summary>
    public const int Bytes = 28 * 1024;

    /// <summary>What of it is left for ids and accounts, which are the channel's.</summary>
    public const int Envelope = 3 * 1024;

    private const int MostTextBytes = Bytes - Envelope - 1024;

    /// <summary>Size of an activity as sent, without its envelope.</summary>
    public static int SizeOf(Activity activity) => JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Default.Activity).Length;

    /// <summary>Whether an activity may be sent.</summary>
    public static bool Fits(Activity activity) => SizeOf(activity) + Envelope <= Bytes;

    /// <summary>The activity, or where it is too large its words as plain text, in as many parts as it takes. Choices are numbered then, and can be picked by their number.</summary>
    public static IEnumerable<Activity> Fit(Activity activity, Reply reply)
    {
        if (Fits(activity))
            return [activity];
        var isText = activity.Attachments is null;
        var words = isText ? PlainTextRenderer.Render(reply with { Choices = TeamsRenderer.AreSuggested(reply) ? reply.Choices : [], Card = null, Calls = [] }) : Beside(reply);
        return Parts(words).Select(part => activity with { Text = part, TextFormat = "plain", Summary = null, Attachments = null, Entities = null, SuggestedActions = null });
    }

    // What the text before it has not said.
    private static string Beside(Reply reply)
    {
        if (TeamsCards.HoldsText(reply))
            return PlainTextRenderer.Render(reply);
        var lines = new List<string>();
        if (reply.Card is { } card)
            lines.AddRange(CardText.Lines(card));
        lines.AddRange(reply.Calls.Select(PlainTextRenderer.CallLine));
        lines.AddRange(reply.Choices.Select((choice, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {choice.Label}")));
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Parts(string text)
    {
        var rest = text;
        while (Escaped(rest) > MostTextBytes)
        {
            var most = MostWithin(rest);
            var (line, word) = (rest.LastIndexOf('\n', most - 1), rest.LastIndexOf(' ', most - 1));
            var cut = line > most / 2 ? line : word > most / 2 ? word : char.IsHighSurrogate(rest[most - 1]) ? most - 1 : most;
            yield return rest[..cut].TrimEnd();
            rest = rest[cut..].TrimStart();
        }

        yield return rest;
    }

    // A text is never shorter as sent than the part of it before.
    private static int MostWithin(string text)
    {
        var (low, high) = (1, text.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Escaped(text[..middle]) <= MostTextBytes)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static int Escaped(string text) => JsonSerializer.SerializeToUtf8Bytes(text, ActivityJson.Default.String).Length;
}
