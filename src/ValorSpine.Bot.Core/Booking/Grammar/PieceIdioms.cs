using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>What is said in several words and does for the meaning what one word does: "out of town" is busy, "other than" is except.</summary>
internal static class PieceIdioms
{
    // "I need to be out by 3", "as long as I'm back at work before 1": by when the visit is over.
    private const string MustEnd = "(?:need|needs|have|has|got|gotta|must|want|should)(?: (?:it|this))?(?: to)? (?:be|get) (?:done|finished|out|home|back|gone)(?: (?:of there|at work|to work|at the office|to the office|at school|for work))?"
        + "|(?:need|needs|have|has|got|gotta|must)(?: to)? be (?:at|in) (?:work|the office|school|class|church|court)(?= by| before| at)|(?:need|needs|gotta)(?: (?:it|this))? (?:done|finished|out)(?= by| before)"
        + "|(?:as long as|so long as|provided|if) (?:i'm|i am|i can be|we're) (?:out|done|finished|home|back|gone)(?: of there| at work)?(?= by| before)";

    // What is said in two words and does what one word does.
    private static readonly (Regex Words, string Instead)[] s_idioms =
    [
        (Phrase.Pattern("(?:i'm|i am|we're|we are|i'll be|will be) out(?= (?:on|the|this|next|of office|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|until|till|from)\\b)|ooo|out of office"), "busy"),
        (Phrase.Pattern("out of town|out of the (?:office|state|country)|tied up|booked (?:up|solid)|on the road|in court|road trip|at sea|on call|on duty|on shift|on nights|not (?:free|available|around|here|home)"), "busy"),
        (Phrase.Pattern("other than|apart from|aside from|instead of|rather than|with the exception of"), "except"),
        (Phrase.Pattern("otherwise (?:i'm|i am|we're|i'd be|i would be|it's)?(?: all| pretty| wide| totally| completely)? ?(?:free|open|available|good|fine|flexible|ok|okay|clear)"), ", any other day works"),
        (Phrase.Pattern("so (?:is|are|do|does|am|would)"), "likewise"),
        (Phrase.Pattern("if so ,?(?: then)? ?(?:this|that)(?: one)?"), "likewise"),
        (Phrase.Pattern("(?:it |this |that )?(?:has got to be|has to be|it's got to be|must be|needs to be|gotta be)(?= (?:then|those|by|on|the|a|before|after|monday|tuesday|wednesday|thursday|friday|saturday|sunday|in|at|tomorrow|today))"), "would"),
        (Phrase.Pattern("(?:at the )?(?:very )?latest (?:by |on )?(?=(?:the )?\\d|(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|tomorrow)"), "by "),
        (new("(?<=[a-z\\d] )(?=(?:can|could|would|may) (?:i|we|you|u) |(?:how|what) about )", RegexOptions.CultureInvariant), ", "),
        (Phrase.Pattern("at the (?:very )?earliest (?:by |on |from )?(?=(?:the )?\\d|(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|tomorrow|january|february|march|april|may|june|july|august|september|october|november|december)"), "starting "),
        (Phrase.Pattern("(?:if )?(?:it's|it is|that's|that is|isn't|it isn't) (?:not )?too much (?:trouble|to ask|bother)"), "please"),
        (Phrase.Pattern("(?:in )?between (?:jobs|gigs)"), "free"),
        (Phrase.Pattern("no (?:rush|hurry)(?: before(?: that| then)?)?"), "free"),
        (Phrase.Pattern("any other (?:day|time|date)s? (?:than|but|besides|except)"), "any day except"),
        (Phrase.Pattern(@"(?:only|just) \d (?=days|dates|mornings|afternoons)"), "only "),
        (Phrase.Pattern(@"\d{1,2}(?: business| full)? (?:days?|hours?|weeks?)'?s? (?:notice|advance notice|in advance)"), "notice"),
        (Phrase.Pattern("or (?:any )?later (?:on )?(?:in )?(?:the|this|that) week"), "to sunday"),
        (new(@" , which (?=is|are|starts|falls|was)", RegexOptions.CultureInvariant), " which "),
        (new("(?<!can't |cannot |couldn't )\\bwait (?:until|till)\\b(?: after)?", RegexOptions.CultureInvariant), "starting"),
        (Phrase.Pattern("due to"), "because"),
        (Phrase.Pattern("later than"), "after"),
        (Phrase.Pattern("thereafter|afterwards?"), "after that"),
        (Phrase.Pattern("in town|back home"), "home"),
        (Phrase.Pattern("(?:earlier|sooner) than|prior to|ahead of"), "before"),
        (Phrase.Pattern("if not|or else|if that's (?:full|booked|taken)"), "or"),
        (Phrase.Pattern("at the (?:very )?(?:earliest|soonest)(?! (?:you|time|possible|opening|available|appointment|slot|one|date|day))|or (?:any )?later(?! (?:in|this|next|today|on|that|than))"), "onwards"),
        (Phrase.Pattern("out (?=past|after|before|until|late)"), ""),
        (Ending("(?:or|and) (?:any ?(?:time|day|thing) )?(?:after|later|beyond|past)(?: (?:that|then))?|and up|or (?:any )?later|(?:at the )?earliest|no (?:earlier|sooner)"), "onwards"),
        (Ending("or (?:any )?(?:sooner|earlier|before)(?: (?:that|then))?|(?:at the )?(?:very )?latest|no later"), "latest"),
        (Phrase.Pattern($"(?:{MustEnd}) before"), "before"),
        (Phrase.Pattern($"(?:{MustEnd})(?: by| at)?"), "by"),
        (Phrase.Pattern("(?:swing|stop|drop|pop|run|roll|come|drive) by(?= (?:on|in|at|after|any|some|next|this|the|tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday))"), "come"),
        (Phrase.Pattern("as early as|sooner or later|early or late|late or early"), "at"),
        (Phrase.Pattern("on or after|as of"), "starting"),
        (Phrase.Pattern("on or before|up to (?=(?:the )?\\d|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow)"), "by "),
        (Phrase.Pattern("next (?:available|opening|open|slot|free)|first (?:thing|one|slot|opening|appointment) (?:that )?(?:you have|you've got|you got|available|open)"), "asap"),
        (Phrase.Pattern("no (?:good|go)|off the table|too (?:soon|much|far)|(?:not|isn't|aren't|ain't) (?:so |very |really |that )?(?:possible|good|great|ideal)|ruled out"), "bad"),
        (Phrase.Pattern("(?:is |are |would be )?(?:better|easier|preferable|preferred) (?:than|over)|than (?=(?:on )?(?:the \\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow))"), "except "),
        (Phrase.Pattern("(?:get|gets|got|getting|be|is|am|i'm|he's|she's|they're) (?:off|out|done|home)(?: of)?(?: work| school| class)?(?<then>(?: at| by| around| about| until)? (?:\\d|noon))|lets out|let out|gets done"), "finish"),
        (Phrase.Pattern("(?:my )?days? off|off work|no work|no rush|no hurry|no problem|no preference|not sure|not picky|why not|don't (?:mind|care|know)|doesn't matter|can't wait|can do|could do|would do"), "free"),
        (Phrase.Pattern("(?:right )?now|right away|as soon as (?:possible|you can|u can|i can)|as early as possible|earliest you (?:have|got)|the earliest|asap|soonest|the sooner the better|first available"), "asap"),
        (Phrase.Pattern("every other|each other|once a|twice a|times a"), "alternate"),
    ];

    /// <summary>The text with one word for each of them.</summary>
    public static string Plain(string text)
    {
        foreach (var (words, instead) in s_idioms)
            text = words.Replace(text, match => instead + match.Groups["then"].Value);
        return text;
    }

    // What bounds a day from behind ends its clause, or a verb follows.
    private static Regex Ending(string words) => new($@"\b(?:{words})(?<then>$| ,|\?| works| is| would| will| are| on| at| in| please| if)", RegexOptions.CultureInvariant);
}
