using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Greets, thanks, says goodbye and what it can do, repeats itself, and takes input that holds no words.</summary>
internal static class Manners
{
    /// <summary>Longer messages are not searched for an answer; the safety rules read them whole.</summary>
    public const int LongestMessage = 4_000;

    private static readonly ImmutableArray<string> s_starters = ["decompression-what", "fibrin-what", "compare-durability", "cost-insurance"];

    /// <summary>The first words of a conversation.</summary>
    public static Decision.Done Greet(Turn turn) => turn.Says("conversation.greeting", Outcome.Smalltalk, "manners", turn.StandardChoices());

    /// <summary>The reply to input that holds nothing to answer, or null.</summary>
    public static Decision.Done? Unreadable(Turn turn)
    {
        if (turn.Action is not null)
            return null;
        if (turn.Text.Length == 0)
            return turn.Says("conversation.empty", Outcome.Clarify, "manners", turn.StandardChoices());
        if (turn.Text.Length > LongestMessage)
            return turn.Says("conversation.too-long", Outcome.Clarify, "manners", [turn.Choice("staff")]);
        if (Words.Split(turn.Text).Count == 0 && !Answerer.IsPriceSign(turn.Text))
            return turn.Says(HoldsSymbols(turn.Text) ? "conversation.emoji" : "conversation.empty", Outcome.Abstain, "manners", turn.StandardChoices());
        return null;
    }

    /// <summary>The reply to a courtesy, or null.</summary>
    public static Decision.Done? Reply(Turn turn, string? intent) => intent switch
    {
        "greet" => turn.Says("conversation.hello", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        "how-are-you" => turn.Says("conversation.how-are-you", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        "thanks" => turn.Says("conversation.thanks", Outcome.Smalltalk, "manners"),
        "ok" => turn.Says("conversation.ok", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        "bye" => turn.Says("conversation.bye", Outcome.Smalltalk, "manners"),
        "help" => turn.Says("conversation.help", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        "ask" => turn.Says("conversation.ask-away", Outcome.Smalltalk, "manners", Starters(turn)),
        "confused" => turn.Says("conversation.confused", Outcome.Clarify, "manners", [.. turn.State.Frame is null ? [] : new[] { turn.Choice("more") }, turn.Choice("ask"), turn.Choice("staff")]),
        "chat" => turn.Says("conversation.chat", Outcome.Smalltalk, "manners"),
        "call-time" => turn.Says("hand-off.when", Outcome.Staff, "manners"),
        "why-contact" => turn.Says("hand-off.why", Outcome.Staff, "manners"),
        "sorry" => turn.Says("conversation.no-worries", Outcome.Smalltalk, "manners"),
        "upset" => turn.Says("conversation.upset", Outcome.Smalltalk, "manners", [turn.Choice("staff"), turn.Choice("ask")]),
        "yes" or "no" => turn.Says($"conversation.bare-{intent}", Outcome.Clarify, "manners", turn.StandardChoices()),
        "stop" => turn.Says("conversation.nothing-to-stop", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        _ => null,
    };

    /// <summary>Says again what was said last.</summary>
    public static Decision.Done Repeat(Turn turn)
    {
        if (turn.State.Last is [])
            return Greet(turn);
        return new(new TurnResult
        {
            State = turn.State,
            Replies = turn.State.Last,
            Outcome = Outcome.Smalltalk,
            Why = new() { DecidedBy = "manners", Note = "repeated" },
        });
    }

    private static ImmutableArray<Choice> Starters(Turn turn) =>
        [.. s_starters.Select(topic => AnsweringReplies.TopicChoice(turn, topic)).OfType<Choice>()];

    private static bool HoldsSymbols(string text) =>
        text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Surrogate or UnicodeCategory.MathSymbol);
}
