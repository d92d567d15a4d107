using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Greets, thanks, says goodbye and what it can do, repeats itself, and takes input that holds no words.</summary>
internal static partial class Manners
{
    /// <summary>Longer messages are not searched for an answer; the safety rules read them whole.</summary>
    public const int LongestMessage = 4_000;

    private static readonly ImmutableArray<string> s_starters = ["decompression-what", "fibrin-what", "compare-durability", "cost-insurance"];

    /// <summary>The first words of a conversation.</summary>
    public static Decision.Done Greet(Turn turn)
    {
        var greeted = turn.Says("conversation.greeting", Outcome.Smalltalk, "manners", turn.StandardChoices()).Turn;
        return new(greeted with { Replies = [greeted.Replies[0] with { Brief = turn.Say("conversation.greeting-short") }] });
    }

    /// <summary>The first words beside an answer, without choices: what was asked comes first.</summary>
    public static Reply Introduction(Turn turn) => new() { Text = turn.Say("conversation.greeting"), Brief = turn.Say("conversation.greeting-short") };

    /// <summary>What is said of pictures and files. Where a person has the conversation, they would else be waited for in vain.</summary>
    public static TurnResult WithFiles(Turn turn, TurnResult result) =>
        turn.Files == 0 || result.Outcome is Outcome.Emergency or Outcome.Crisis || (turn.Text.Length == 0 && !result.Replies.IsEmpty) ? result
        : result.Replies.IsEmpty ? result with { Replies = [new Reply { Text = turn.Say("conversation.files-with-person"), Choices = turn.State.Offered }] }
        : result.Closing(turn.Say("conversation.files-too"));

    /// <summary>The reply to input that holds nothing to answer, or null.</summary>
    public static Decision.Done? Unreadable(Turn turn)
    {
        if (turn.Action is not null)
            return null;
        if (turn.Text.Length == 0 && turn.Files > 0)
            return turn.Says("conversation.files", Outcome.Clarify, "manners", [turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Staff)]);
        if (turn.Text.Length == 0)
            return turn.Says("conversation.empty", Outcome.Clarify, "manners", turn.StandardChoices());
        if (turn.Text.Length > LongestMessage)
            return turn.Says("conversation.too-long", Outcome.Clarify, "manners", [turn.Choice(ChoiceAction.Staff)]);
        if (Words.Split(turn.Text).Count == 0 && !Answerer.IsPriceSign(turn.Text))
            return turn.Says(HoldsSymbols(turn.Text) ? "conversation.emoji" : "conversation.empty", Outcome.Abstain, "manners", turn.StandardChoices());
        return turn.State.Active == ActiveDialog.None && Mashed().IsMatch(turn.Text) ? turn.Says("conversation.no-words", Outcome.Abstain, "manners", turn.StandardChoices()) : null;
    }

    // One word, of neighbouring keys or of more consonants in a row than any word has.
    [GeneratedRegex(@"^\W*[a-z]*(?:asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|zxcv|[bcdfghjklmnpqrstvwxz]{7})[a-z]*\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mashed();

    /// <summary>The reply to a courtesy, or null.</summary>
    public static Decision.Done? Reply(Turn turn, string? intent) => intent switch
    {
        "greet" => turn.Says("conversation.hello", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        "how-are-you" => turn.Says("conversation.how-are-you", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        "thanks" => turn.Says("conversation.thanks", Outcome.Smalltalk, "manners"),
        // Nothing was said yet that they could agree to: "ok" or "hlo" begins a talk by text.
        "ok" when !turn.State.Greeted => Reply(turn, "greet"),
        "ok" => turn.Says("conversation.ok", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        "bye" => turn.Says("conversation.bye", Outcome.Smalltalk, "manners"),
        "help" => turn.Says("conversation.help", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        "help-me" => new(turn.Says("conversation.help", Outcome.Smalltalk, "manners", turn.StandardChoices()).Turn.Opening(turn.Say("conversation.help-me"))),
        "ask" => turn.Says("conversation.ask-away", Outcome.Smalltalk, "manners", Starters(turn)),
        "confused" or "huh" => turn.Says("conversation.confused", Outcome.Clarify, "manners", [.. turn.State.Frame is null ? [] : new[] { turn.Choice(ChoiceAction.More) }, turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Staff)]),
        "chat" => turn.Says("conversation.chat", Outcome.Smalltalk, "manners"),
        "call-time" => turn.Says("hand-off.when", Outcome.Staff, "manners"),
        "why-contact" => turn.Says(turn.State.Active == ActiveDialog.Booking ? "booking.why-contact" : "hand-off.why", Outcome.Staff, "manners"),
        "sure" => turn.Says("conversation.doubt", Outcome.Smalltalk, "manners", [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)]),
        "sorry" => turn.Says("conversation.no-worries", Outcome.Smalltalk, "manners"),
        "fed-up" or "upset" => Upset(turn),
        "yes" or "no" => turn.Says($"conversation.bare-{intent}", Outcome.Clarify, "manners", turn.StandardChoices()),
        "who-can-say" => turn.Says("hand-off.can-say", Outcome.Smalltalk, "manners", [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)]),
        "stop" or "no-longer" => turn.Says("conversation.nothing-to-stop", Outcome.Smalltalk, "manners", turn.StandardChoices()),
        _ => null,
    };

    private static Decision.Done Upset(Turn turn) =>
        new(turn.Says("conversation.upset", Outcome.Smalltalk, "manners", [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)]).Turn with { RepliesToUpset = true });

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

    /// <summary>Says that an edit changes no answer, and asks again what is open.</summary>
    public static Decision.Done Edited(Turn turn)
    {
        var line = turn.Say("conversation.edited");
        var open = turn.State.Last.IsEmpty ? new Reply { Text = line, Choices = turn.State.Offered } : turn.State.Last[^1];
        return new(new TurnResult
        {
            State = turn.State.Counting("conversation.edited"),
            Replies = [turn.State.Last.IsEmpty ? open : open with { Text = $"{line}\n\n{Unedited(turn, open.Text)}" }],
            Outcome = Outcome.Clarify,
            Why = new() { DecidedBy = "manners", Note = "edited" },
        });
    }

    // After a second edit the line would stand there twice.
    private static string Unedited(Turn turn, string text)
    {
        var line = turn.Words.Say("conversation.edited", Math.Max(0, turn.State.Said.GetValueOrDefault("conversation.edited") - 1));
        return text.StartsWith(line + "\n\n", StringComparison.Ordinal) ? text[(line.Length + 2)..] : text;
    }

    private static ImmutableArray<Choice> Starters(Turn turn) =>
        [.. s_starters.Select(topic => AnsweringReplies.TopicChoice(turn, topic)).OfType<Choice>()];

    private static bool HoldsSymbols(string text) =>
        text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Surrogate or UnicodeCategory.MathSymbol);
}
