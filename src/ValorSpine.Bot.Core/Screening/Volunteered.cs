using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;
using ValorSpine.Bot.Core.Screening.Repair;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>
/// What a patient told before the screening: it is not asked again but shown as understood, "You told me ... Is that right?", once the first warning signs are through. Warning signs, and what decides whether they are asked, are always asked.
/// </summary>
internal static class Volunteered
{
    /// <summary>What is known after a message outside of any dialog: what is told later counts.</summary>
    public static ImmutableArray<ScreeningAnswer> After(BotContent content, ConversationState state, string text, DateTimeOffset now) =>
        state.Active is ActiveDialog.None && text.Length > 0 && Statements.Read(content.Screening, text, now) is { IsEmpty: false } told ? Merged(content.Screening, state.Volunteered, told) : state.Volunteered;

    /// <summary>Asks whether what was told is right, where something was and the next question is no warning sign; else null.</summary>
    public static ScreeningState? Due(Turn turn, ScreeningState state, Question next)
    {
        if (state.Assumed.IsEmpty || next.Required)
            return null;
        var open = Open(turn.Content.Screenings.Of(state), state);
        return state with { Assumed = open, Confirming = !open.IsEmpty };
    }

    /// <summary>"You told me ... Is that right?"</summary>
    public static Reply Ask(Turn turn, ScreeningState state, string heard) =>
        ScreeningReplies.Plain(heard, turn.Say("screening.told-me", ("answers", string.Join("\n", state.Assumed.Select(answer => $"- {SeveralAnswers.Listed(turn, state, [answer])}"))))) with
        {
            Choices = [ScreeningReplies.Command(turn, "told-right", ScreeningActions.ToldRight), ScreeningReplies.Command(turn, "told-wrong", ScreeningActions.ToldWrong)],
        };

    /// <summary>Takes a message that comes after that question. Null where it is neither an answer nor a command about it.</summary>
    public static Decision.Done? Heard(Turn turn, ScreeningState state, SaidText said, ReadCommand command)
    {
        if (command.Command is not ScreeningCommand.None)
            return Obey(turn, state, command.Command, command.Topic);
        if (Asking.Asks(said))
            return null;
        // "None" answers the next question of the check, and not this one.
        if (said.Words is ["none" or "nothing" or "neither", ..])
            return ScreeningDialog.NotUnderstood(turn);
        return Answered(turn, state, said) switch
        {
            (null, var corrected) => ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, corrected), "told before: corrected", Ask(turn, corrected, "")),
            (true, var right) => Progress.Advance(turn, right, turn.Say("screening.told-noted")),
            (false, var wrong) => Progress.Advance(turn, wrong, turn.Say("screening.told-dropped")),
            null => ScreeningDialog.NotUnderstood(turn),
        };
    }

    /// <summary>Follows a command that is about that question and not about the one that is to come. Null for any other.</summary>
    public static Decision.Done? Obey(Turn turn, ScreeningState state, ScreeningCommand command, ImmutableArray<string> topic)
    {
        return command switch
        {
            ScreeningCommand.Skip => Progress.Advance(turn, Dropped(state), ""),
            ScreeningCommand.Keep => Progress.Advance(turn, Taken(turn, state), turn.Say("screening.told-noted")),
            ScreeningCommand.Change => Progress.Advance(turn, Without(turn, state, topic), turn.Say("screening.told-dropped")),
            ScreeningCommand.Why => AskAgain(turn.Say("screening.told-why")),
            ScreeningCommand.Progress => AskAgain(ScreeningReplies.Left(turn, state)),
            ScreeningCommand.Repeat or ScreeningCommand.Help => AskAgain(""),
            _ => null,
        };

        Decision.Done AskAgain(string said) => ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "told before: asked again", Ask(turn, state, said));
    }

    /// <summary>"Change how long": that one is asked in its turn, and the rest of what was told stands. Where nothing is named, all of it is asked.</summary>
    private static ScreeningState Without(Turn turn, ScreeningState state, ImmutableArray<string> topic)
    {
        var definition = turn.Content.Screenings.Of(state);
        var named = state.Assumed.Select(answer => (Answer: answer, Score: ChangingAnswers.Score(definition.Find(answer.LinkId)!, topic))).Where(one => one.Score > 0).OrderByDescending(one => one.Score).ToArray();
        return named is [var first, ..] ? Taken(turn, state with { Assumed = state.Assumed.Remove(first.Answer) }) : Dropped(state);
    }

    /// <summary>What a message says to that: yes, no, or something else that was told wrong. Null where it is none of these.</summary>
    private static (bool? IsRight, ScreeningState State)? Answered(Turn turn, ScreeningState state, SaidText said)
    {
        var consent = YesNo.Read(said);
        var told = Statements.Read(turn.Content.Screenings.Of(state), turn.Text, turn.Facts.Now, new Question { LinkId = "", Type = QuestionType.String, Text = "", Short = "" });
        if (!told.IsEmpty && consent is not Consent.Yes)
            return (null, state with { Assumed = Merged(turn.Content.Screenings.Of(state), state.Assumed, told) });
        return consent switch
        {
            Consent.Yes => (true, Taken(turn, state)),
            Consent.No or Consent.Unsure or Consent.Declined => (false, Dropped(state)),
            _ => null,
        };
    }

    /// <summary>The state with what was told as answers.</summary>
    public static ScreeningState Taken(Turn turn, ScreeningState state) => Dropped(state) with { Answers = Merged(turn.Content.Screenings.Of(state), state.Answers, Open(turn.Content.Screenings.Of(state), state)) };

    /// <summary>The state without it.</summary>
    public static ScreeningState Dropped(ScreeningState state) => state with { Assumed = [], Confirming = false };

    private static ImmutableArray<ScreeningAnswer> Open(ScreeningDefinition definition, ScreeningState state) =>
        [.. state.Assumed.Where(answer => state.AnswerTo(answer.LinkId) is null && definition.Find(answer.LinkId) is { } question && Statements.MayTell(definition, question))];

    private static ImmutableArray<ScreeningAnswer> Merged(ScreeningDefinition definition, ImmutableArray<ScreeningAnswer> before, ImmutableArray<ScreeningAnswer> told) =>
        [.. before.Where(answer => !told.Any(other => other.LinkId == answer.LinkId)).Concat(told).OrderBy(answer => definition.IndexOf(answer.LinkId))];
}
