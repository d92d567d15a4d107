using System.Collections.Immutable;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>What every part of the conversation says in the same way.</summary>
public static class Speaking
{
    /// <summary>Counts a wording as said, so that the next time another variant is chosen.</summary>
    public static ConversationState Counting(this ConversationState state, string key) =>
        state with { Said = state.Said.SetItem(key, state.Said.GetValueOrDefault(key) + 1) };

    /// <summary>Name of the choice that none of the offered articles is meant: the patient asks anew.</summary>
    public const string NoneOfThese = "none-of-these";

    /// <summary>A standing choice by its action, or <see cref="NoneOfThese"/>; its label is <c>choices.{name}</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such choice: a mistake in code, found by tests.</exception>
    public static Choice Choice(this Turn turn, string name) => new(turn.Say($"choices.{name}"), name switch
    {
        NoneOfThese => ChoiceAction.Ask,
        ChoiceAction.Ask or ChoiceAction.Compare or ChoiceAction.Screen or ChoiceAction.Book or ChoiceAction.Staff or ChoiceAction.NoPerson or ChoiceAction.EraseChat or ChoiceAction.KeepChat
            or ChoiceAction.ModelYes or ChoiceAction.ModelNo or ChoiceAction.More or ChoiceAction.Stop => name,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Add it here and to dialogs/messages.en.yml, section choices."),
    });

    /// <summary>The four ways in: ask, compare, check, book.</summary>
    public static ImmutableArray<Choice> StandardChoices(this Turn turn) => [turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Compare), turn.Choice(ChoiceAction.Screen), turn.Choice(ChoiceAction.Book)];

    /// <summary>A turn that says one wording.</summary>
    public static Decision.Done Says(this Turn turn, string key, Outcome outcome, string decidedBy, ImmutableArray<Choice> choices = default, params (string Name, string Value)[] values) => new(new TurnResult
    {
        State = turn.State.Counting(key),
        Replies = [new Reply { Text = turn.Say(key, values), Choices = choices.IsDefault ? [] : choices }],
        Outcome = outcome,
        Why = new() { DecidedBy = decidedBy, Note = key },
    });

    /// <summary>The turn with what the patient is told outside of it, too.</summary>
    public static Decision.Done With(this Decision.Done done, ImmutableArray<Notice> notices) => new(done.Turn with { Notices = [.. done.Turn.Notices, .. notices] });

    /// <summary>Puts a line before the first reply.</summary>
    public static TurnResult Opening(this TurnResult turn, string line) =>
        turn with { Replies = turn.Replies.SetItem(0, turn.Replies[0].Saying(text => $"{line}\n\n{text}")) };

    /// <summary>Puts a line after the text of the first reply.</summary>
    public static TurnResult Closing(this TurnResult turn, string line) =>
        turn with { Replies = turn.Replies.SetItem(0, turn.Replies[0].Saying(text => $"{text}\n\n{line}")) };

    /// <summary>A reply whose words are changed, and its fewer words too.</summary>
    public static Reply Saying(this Reply reply, Func<string, string> say) => reply with { Text = say(reply.Text), Brief = reply.Brief is { } brief ? say(brief) : null };

    /// <summary>Ends a turn with another reply; its choices are the ones that count from then on.</summary>
    public static TurnResult Then(this TurnResult turn, Reply next)
    {
        var before = turn.Replies[^1];
        return turn with { Replies = [.. turn.Replies[..^1], before with { Choices = [] }, next] };
    }
}
