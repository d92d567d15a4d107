using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>The one closed question about what may be a warning sign, until it is answered.</summary>
/// <param name="Tier">That it may be.</param>
/// <param name="Rule">The red flag that it may be.</param>
/// <param name="Text">What was asked about, to go on with should it not be happening.</param>
/// <param name="IsVague">Whether it sounds like a sign, and not plainly like this one.</param>
/// <param name="WasExplained">Whether it was said why it is asked.</param>
public sealed record SafetyQuestion(SafetyTier Tier, string Rule, string Text, bool IsVague = false, bool WasExplained = false)
{
    private const int MostWordsOfNo = 8;
    private static readonly string[] s_noes = ["no", "nope", "nah", "naw", "not", "never", "negative"];
    private static readonly string[] s_nothing = ["none", "nothing", "else", "of", "that", "those", "these", "it", "like", "lol", "haha", "at", "all"];
    private static readonly string[] s_before = ["oh", "lol", "haha", "god", "gosh", "hell", "um", "uh", "ok", "okay"];
    private static readonly string[] s_asking = ["asking", "curious", "wondering", "checking", "reading", "researching"];
    private static readonly string[] s_yes = ["yes", "yeah", "yep", "yup", "ya", "yea", "y", "yess", "si", "correct", "both", "seen", "gone", "sure"];
    private static readonly string[] s_withYes = ["i", "it", "he", "she", "they", "have", "has", "did", "does", "was", "is", "been", "completely", "now", "already", "all", "and", "today", "please", "thanks", "thank", "you", "a", "the", "doctor", "by", "away"];
    private static readonly string[] s_doubts = ["but", "though", "sure", "know", "yes", "yeah", "maybe", "think", "only", "yet", "idea", "just", "really", "anymore", "longer", "feel", "feeling", "cant", "can't", "help", "helps",
        // "No point", "no one cares", "no control": more than a no.
        "point", "hope", "one", "reason", "worth", "matter", "matters", "use", "care", "cares", "future", "choice", "control", "strength", "sensation", "relief", "sleep"];

    /// <summary>Asks whether it is happening now. Staff are alerted, as no answer may follow.</summary>
    internal static Decision.Done Ask(Turn turn, SafetyFinding doubt) => new(new TurnResult
    {
        State = turn.State with { SafetyQuestion = new(doubt.Tier, doubt.Rule, turn.Text, doubt.IsVague) },
        Replies =
        [
            new Reply
            {
                Text = turn.Say(doubt.Tier == SafetyTier.Crisis ? "safety.ask-crisis" : "safety.ask"),
                Choices = [new(turn.Say("safety.ask-yes"), ChoiceAction.Happening), new(turn.Say("safety.ask-no"), ChoiceAction.NotHappening)],
            },
        ],
        Outcome = Outcome.Clarify,
        Why = new() { DecidedBy = "safety", Note = $"{doubt.Rule}: asked whether it is happening now", Safety = [doubt, .. turn.Safety.Findings] },
        Alerts = [new Alert("sign", doubt.Rule)],
    });

    /// <summary>
    /// What to do with the answer: <c>false</c> where it is plainly not happening, <c>null</c> where the question itself was not understood or hardly answered, which is put once more, else <c>true</c>.
    /// </summary>
    internal static bool? IsHappening(Turn turn, SafetyQuestion asked)
    {
        if (turn.Action is not null)
            return turn.Action is not (ChoiceAction.NotHappening or ChoiceAction.Safe);
        var heard = turn.Content.Safety.Afterwards.Of(turn.Text);
        if (IsPlainNo(turn.Text))
            return false;
        // "But" and "still" leave it open, whatever else is said.
        if (!heard.Says(Afterward.But, Afterward.GoesOn, Afterward.Relapse) && heard.Denied.IsEmpty)
        {
            if (asked.Tier == SafetyTier.Crisis ? heard.Says(Afterward.NotSuicidal, Afterward.SafeInCrisis) : heard.Says(Afterward.NotReal, Afterward.Safe, Afterward.Unchanged, Afterward.Old))
                return false;
        }

        return !asked.WasExplained && (heard.Says(Afterward.AsksWhy) || IsHalfNo(turn.Text)) ? null : true;
    }

    /// <summary>Says why it is asked, and asks once more.</summary>
    internal static Decision.Done Explain(Turn turn, SafetyQuestion asked)
    {
        var again = Ask(turn, new(asked.Rule, asked.Tier, false, "asked once more")).Turn;
        return new(again with
        {
            State = again.State with { SafetyQuestion = asked with { WasExplained = true } },
            Replies = [again.Replies[0] with { Text = turn.Say(asked.Tier == SafetyTier.Crisis ? "safety.ask-crisis-why" : "safety.ask-why") }],
            Alerts = [],
        });
    }

    /// <summary>What is said to a no: whom to call should it happen, and whom to tell of what has long been so.</summary>
    internal static string NotHappening(Turn turn, SafetyQuestion asked)
    {
        var said = turn.Say(asked.Tier == SafetyTier.Crisis ? "safety.not-happening-crisis" : "safety.not-happening");
        return turn.Content.Safety.Afterwards.Of(turn.Text).Says(Afterward.Old, Afterward.Unchanged) ? $"{said} {turn.Say("safety.cleared-old")}" : said;
    }

    /// <summary>Whether a message is a plain no.</summary>
    internal static bool IsPlainNo(string text)
    {
        var words = Words.Split(text);
        if (words.Count > MostWordsOfNo || words.Count == 0)
            return false;
        if (words[0] is "none" or "nothing")
            return words.TrueForAll(s_nothing.Contains);
        // "No, just asking": what is "just" asked is not told.
        var first = words.SkipWhile(word => s_before.Contains(word)).FirstOrDefault();
        return first is not null && s_noes.Contains(first) && !words.Exists(word => s_doubts.Contains(word) && !(word == "just" && words.Exists(s_asking.Contains)));
    }

    /// <summary>Whether a message is a plain yes, and nothing that it may be a yes to besides.</summary>
    internal static bool IsPlainYes(string text)
    {
        var words = Words.Split(text);
        return words.Exists(s_yes.Contains) && words.TrueForAll(word => s_yes.Contains(word) || s_withYes.Contains(word));
    }

    private static bool IsHalfNo(string text) => Words.Split(text) is ["not", "really"] or ["no", "not", "really"] or ["not", "really", "no"] or ["not", "exactly"];
}
