using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Takes off what only says that another time is meant: "oops i meant 3:30", "make it 9", "no the 1st", "sorry not the 4th, the 8th".</summary>
internal static class TimeCorrections
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const string Point = @"(?:[a-z]{3,9} )?(?:the )?\d{1,2}(?::\d\d|/\d{1,2})?(?:st|nd|rd|th)?(?: ?[ap]\.?m\.?)?";

    // "Oops", "sorry", "i meant to say", "let's make it"
    private const string Sorry = "oops|whoops|nah|naw|nope|sorry|my bad|actually|wait|hmm+|hm|oh|ah|ok|okay|well|umm?|uh|er";
    private const string Meant = "i (?:really |actually )?mean(?:t)?(?: to say| to (?:put|type|write))?|(?:let's|lets) (?:make|do|say) (?:it|that)|how about|what about";

    // "No" only where another time follows: "no wait", "no the 1st".
    private const string No = @"no(?=[ ,.]+(?:wait|sorry|i mean|actually|not|make|let'?s|how about|what about|the \d|on the \d))|no,";

    // "Can you please change it to"
    private const string Polite = "(?:please|pls|can (?:you|we|i|u)|could (?:you|we|i)|i (?:need|want|have|would like) to|i'd like to)";
    private const string Change = $"(?:{Polite} )*(?:make|do|change|move|switch|put|set) (?:it|that|this|the time|the day|the date|the hour|my time|my appointment|my visit|me|time)(?: (?:to|for|on|at|until|till|back to))?(?= )";

    // "Can we do" only where nothing but an hour follows: "can we do 3 instead".
    private const string Wish = "(?:(?:can|could|would|may) (?:we|i|you|u)(?: please)?|i(?:'d| would)?(?: (?:like|prefer|need|want|can)(?: to)?| rather)?)";
    private const string OnlyHour = @"(?= ?(?:\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)?)(?: (?:instead|please|pls|then|better))*[?.!]*$)";
    private const string Take = $"{Wish} (?:do|make|get|have|come(?: in)?|try)?(?: it)?(?: at)?{OnlyHour}";

    private const string Pause = @"(?:[\s,.!-]+|\.\.\.)+";

    private static readonly Regex s_lead = new($"^(?:(?:{Sorry}|{Meant}|{No}|{Change}|{Take}){Pause})+", Options);

    // "Not the 4th, the 8th"; of weekdays both may be ruled out.
    private static readonly Regex s_contrast = new($@"^not (?:on |at |for )?{Point}(?: ?, ?but| ?, ?|;| but| rather| -|(?= the \d)) ?(?<instead>(?:(?:later|earlier|rather|maybe|more)[ ,]+)?(?:like |on |at |say )*(?<point>{Point})\b.*)$", Options);

    private static readonly Regex s_hour = new(@"^(?:like |around |about )?(?<hour>\d{1,2})(?=(?: (?:please|pls|instead|then|thanks|better|if possible|o'?clock))*[.!?]*$)", Options);

    private static readonly Regex s_nor = new(@"^nor\b", Options);

    /// <summary>What is meant, or the same text where nothing is corrected.</summary>
    public static string Plain(string text)
    {
        var plain = s_nor.Replace(s_lead.Replace(text.Trim(), ""), "not");
        if (s_contrast.Match(plain) is { Success: true } contrast)
            plain = contrast.Groups["point"].Value + plain[(contrast.Groups["point"].Index + contrast.Groups["point"].Length)..];
        return plain.Length == 0 || plain == text ? text : s_hour.Replace(plain, "at ${hour}");
    }
}
