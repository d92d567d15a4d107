using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>A reaction to a message as phones text it to those who cannot show one: "Liked “You're booked.”".</summary>
/// <param name="Quoted">The message, or its beginning.</param>
/// <param name="Helpful">Whether it says that the message helped, or null where it says nothing of the kind.</param>
public sealed partial record SmsReaction(string Quoted, bool? Helpful)
{
    private static readonly string[] s_helpful = ["liked", "loved", "👍", "❤", "♥"], s_notHelpful = ["disliked", "👎"];

    /// <summary>The reaction that a text is, or null.</summary>
    public static SmsReaction? Read(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return null;
        var (what, isTakenBack) = (match.Groups["what"].Value, match.Groups["removed"].Success);
        return new(match.Groups["quoted"].Value, isTakenBack ? null : Is(s_helpful) ? true : Is(s_notHelpful) ? false : null);

        bool Is(string[] words) => words.Any(word => what.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("""^\s*(?:(?<removed>Removed )(?:an? )?(?<what>[^“"]{1,24}) from|Reacted (?<what>[^“"]{1,24}) to|(?<what>[^\p{L}\p{Nd}\s“"]{1,16}) to|(?<what>Liked|Loved|Disliked|Laughed at|Emphasi[sz]ed|Questioned))\s+[“"](?<quoted>.+?)(?:…|\.{3})?\s*[”"]\s*$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Form();
}

/// <summary>
/// Takes reactions for what they are: they repeat the bot's own words, which the patient did not say. So nothing answers them, and none is heard as a warning sign. What quotes anything but a message of the bot is the patient's, and said.
/// </summary>
public sealed class SmsReactions(IConversationLog log, IReplyMarks marks, SmsText texts)
{
    private const int FewestQuoted = 6;

    /// <summary>Whether a text is a reaction to a message of the bot; whether that helped is marked then.</summary>
    public async ValueTask<bool> TakeAsync(string conversationId, string text, CancellationToken cancel)
    {
        if (SmsReaction.Read(text) is not { } reaction || SmsAlphabet.Plain(reaction.Quoted) is not { Length: >= FewestQuoted } quoted)
            return false;
        var entries = await log.ReadAsync(conversationId, 0, cancel);
        if (entries.LastOrDefault(entry => entry.Reply is { } reply && texts.MessagesOf(reply).Any(message => message.StartsWith(quoted, StringComparison.OrdinalIgnoreCase))) is not { } said)
            return false;
        if (reaction.Helpful is { } helpful && said.TakesMark)
            await marks.MarkAsync(conversationId, said.Sequence, helpful, cancel);
        return true;
    }
}
