using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>What a text message means for whether its sender is texted at all.</summary>
/// <param name="Happened">What is written down, or null.</param>
/// <param name="Reach">What the sender wishes, for the turn.</param>
public sealed partial record OptOut(TextConsentEvent? Happened, Reach Reach)
{
    // Carriers take these for the end of all texts where they are the whole message, and block what is sent afterwards: whatever they mean in a dialog, an answer would not arrive.
    private static readonly FrozenSet<string> s_stops = new[] { "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> s_starts = new[] { "START", "UNSTOP", "YES" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> s_helps = new[] { "HELP", "INFO" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a message.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="carrier">What the carrier took it for (<c>OptOutType</c>), or null: it is trusted more than the text.</param>
    /// <param name="stopped">Whether the sender had asked for no more before.</param>
    /// <param name="answersItself">Whether this service confirms STOP and START; else the carrier does, and only one may.</param>
    public static OptOut Read(string text, string? carrier, bool stopped, bool answersItself)
    {
        var word = text.Trim();
        if (carrier is "STOP" || (string.IsNullOrEmpty(carrier) && s_stops.Contains(word)))
            return new(TextConsentEvent.Stopped, answersItself && !stopped ? Reach.Stopping : Reach.Silent);
        // Where texts are not stopped, "yes" is an answer and "start" a request like any other.
        if (carrier is "START" || (stopped && string.IsNullOrEmpty(carrier) && s_starts.Contains(word)))
            return new(TextConsentEvent.Resumed, answersItself ? Reach.Resuming : Reach.Silent);
        if (carrier is "HELP" || s_helps.Contains(word))
            return new(TextConsentEvent.HelpAsked, stopped || carrier is "HELP" ? Reach.Silent : Reach.Help);
        if (SaysStop(word))
            return new(TextConsentEvent.StoppedInWords, stopped ? Reach.Silent : Reach.Stopping);
        return new(null, stopped ? Reach.Silent : Reach.Open);
    }

    private static bool SaysStop(string text) => Plainly().IsMatch(text) || InWords().IsMatch(text.Replace('\u2019', '\''));

    // With a full stop or two words carriers do not know it, but a person would.
    [GeneratedRegex(@"^\W*(?:stop(?:\W*all)?|unsubscribe(?: me)?|opt\W*out|opt me out|stop it|please stop|stop please|(?:please )?(?:stop|quit) (?:text(?:s|ing)|messag(?:es|ing)|contacting)(?: please)?)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Plainly();

    [GeneratedRegex(
        """
        \b(?:stop|quit)\ (?:sending\ me|sending\ (?:these|those|texts|messages)|(?:texting|messaging|contacting)\ (?:me|us|this\ number)\b)
        | \bno\ more\ (?:texts?|messages?|sms)\b
        | \b(?:don'?t|do\ not|never)\ (?:ever\ )?(?:text|message|sms|contact)\ (?:me|us|this\ number|here)\b
        | \b(?:don'?t|do\ not)\ (?:want|send)\ (?:me\ )?(?:any\ )?(?:more\ )?(?:of\ your\ )?(?:texts|messages|text\ messages|sms)\b
        | \bunsubscribe\ me\b | \bopt\ (?:me\ )?out\ of\ (?:texts?|messages?|these)
        | \b(?:remove|delete|take)\ (?:me|my\ number|this\ number)\ (?:from|off)\ (?:your|the|this)\ (?:text|texting|message|messaging|sms|phone|contact)\ ?list\b
        | (?<!\b(?:don'?t|not)\ )\blose\ my\ number\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex InWords();
}
