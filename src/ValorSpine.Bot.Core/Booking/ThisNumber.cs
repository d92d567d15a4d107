using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>The phone number that a patient names by writing from it: "this number", "the one I'm texting from".</summary>
internal static class ThisNumber
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Before = @"(?:\b(?:yes|yeah|yep|ok|okay|sure|please|pls|just|you can|u can|can you|could you|use|using|keep|take|put|it['’]?s|it is|is|on|at|to|by|via|with|from|through|and|(?:reach|get|contact) me)\b[ ,]*)*";
    private const string After = @"(?:['’]s|\s+(?:is|here|now|fine|good|ok|okay|best|great|works?|will do|right|correct|please|pls|thanks|thx|too|already)\b)*";
    private const string Phone = @"(?:number|num|nbr|phone|cell|cellphone|mobile|line|tel)\b";
    private const string Writing = @"(?:text(?:ed|ing)?|txt(?:ed|ing|ting)?|messag(?:e|ed|ing)|writ(?:e|ing)|wrote|contact(?:ed|ing)|using)\b(?: (?:you|u|this|with|on|from|now|here|right|to)\b)*";

    // "Not this number", "another number than this one": another one follows, or is asked for.
    private const string NotDenied = @"(?<!(?:\b(?:not|dont|never|than|except|instead of|besides)|n['’]t)\b[^,.;!?\n]{0,20})";
    private const string NotRefused = @"(?!\s+(?:is|was|are|does|do|can|will|wo|ca)\s?(?:n['’]?t|not|wrong|old)\b)";

    private static readonly Regex s_named = new(
        NotDenied + Before + NotDenied
            + $@"\b(?:(?:this|(?:the |that |this )?same|(?:my |the )?current)(?: (?:exact|very|same|phone|cell|mobile|text))* {Phone}(?: (?:that )?i(?:['’]?m| am)? {Writing})?"
            + $@"|(?:the |my |this )?(?:{Phone}|one) (?:that |which )?(?:i(?:['’]?m|['’]?ve| am| have| was)?(?: (?:been|just|now|currently))* {Writing}|(?:you|u)(?: already)? (?:have|got|see)\b)"
            + $@"|(?:where|what|whatever|which) i(?:['’]?m| am) {Writing}"
            + $@"|(?:you|u)(?: already| should)? (?:have|got|see)(?: got)? (?:my|the|this) {Phone}(?: number\b)?)" + NotRefused + After,
        Options);

    private static readonly Regex s_answered = new(
        $@"(?:^|[,;.!\n]|\band\b)\s*{Before}(?:(?:this|that)(?: one)?(?: here)?|(?:the )?same(?: one)?|(?:(?:you|u) )?(?:already )?(?:have|got) it)\b{After}\s*(?=$|[,;.!?\n])", Options);

    private static readonly Regex s_asks = new(@"^\s*(?:why|who|whose|how|when|what(?:['’]?s| is| are| do| does)|where(?:['’]?s| is)|which)\b", Options);

    // One of these stands in all that names it. Few messages hold one, and looking for the whole takes long.
    private static readonly Regex s_maybeNamed = new("number|num|nbr|phone|cell|mobile|line|tel|one|text|txt|messag|writ|wrote|contact|using", Options);

    /// <summary>Whether a text names it; it is then taken out.</summary>
    public static bool TryTake(ref string text)
    {
        if (!s_maybeNamed.IsMatch(text) || s_named.Match(text) is not { Success: true } match)
            return false;
        text = $"{text[..match.Index].TrimEnd()}, {text[(match.Index + match.Length)..]}";
        return true;
    }

    /// <summary>The same details, naming it also by a mere "this one" where a number was asked for.</summary>
    public static ContactDetails AsAnswer(ContactDetails details, string text, bool isAsked) =>
        isAsked && details is { Phone: null, Problem: null } && s_answered.IsMatch(text) ? details with { IsThisNumber = true } : details;

    /// <summary>Puts the number into details that name it; where the channel has none, they name none. Gives what must be asked for first, or null.</summary>
    public static Decision? Resolve(Turn turn, ref ContactDetails details)
    {
        if (!details.IsThisNumber)
            return null;
        if (s_asks.IsMatch(turn.Text))
        {
            details = details with { IsThisNumber = false };
            return null;
        }

        if (turn.Facts.Number is not { } number)
            return new Decision.NeedsNumber();
        details = details with { Phone = number.Length == 0 ? null : number, IsThisNumber = false };
        return null;
    }
}
