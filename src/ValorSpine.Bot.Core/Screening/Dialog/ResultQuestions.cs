using System.Collections.Frozen;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Answers "why mixed picture?" while the summary is the last thing said.</summary>
internal static class ResultQuestions
{
    /// <summary>Words of which a question about the result is made, besides those of its title.</summary>
    private static readonly FrozenSet<string> s_words = FrozenSet.Create(
        "why", "how", "come", "did", "do", "does", "you", "say", "says", "said", "it", "is", "was", "were", "are", "that", "this", "these", "they", "my", "the", "a", "an", "i", "me", "for", "so", "but", "then", "what", "whats", "mean", "means", "meant", "by", "with", "get", "got", "give", "gave", "think", "came", "up", "to", "of", "in", "on", "your", "from", "explain", "reason", "result", "results", "outcome", "summary", "answers", "answer", "point",
        "mixed", "picture", "two", "both", "treatments", "treatment", "worth", "talking", "about", "may", "might", "be", "one", "person", "first", "look", "staff", "only", "not", "no", "neither", "either", "conclusion", "here", "please", "exactly", "there", "a", "decide", "tell", "told");

    /// <summary>Whether the whole message asks why the result is what it is.</summary>
    public static bool AsksWhy(SaidText said) =>
        said.Words.All(s_words.Contains) && (said.Words.Contains("why") || said.IndexOf(["how", "come"]) >= 0 || said.IndexOf(["mixed", "picture"]) >= 0);

    /// <summary>What in the answers led to it, and the offer of a visit again.</summary>
    public static Decision.Done Why(Turn turn, ScreeningState state)
    {
        var sheet = ScreeningResult.Sheet(turn, state);
        var why = turn.Say(sheet.Rule.Length > 0 ? "screening.why-result" : "screening.why-result-open", ("rule", sheet.Rule));
        return ScreeningTurn.Done(turn, state, "why the result", ScreeningReplies.Plain(why) with { Choices = ScreeningReplies.Booking(turn) });
    }
}
