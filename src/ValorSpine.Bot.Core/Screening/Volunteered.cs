using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;

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

    /// <summary>What a message says to that: yes, no, or something else that was told wrong. Null where it is none of these.</summary>
    public static (bool? IsRight, ScreeningState State)? Answered(Turn turn, ScreeningState state, SaidText said)
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
