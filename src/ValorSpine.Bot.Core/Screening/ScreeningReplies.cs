using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What the screening says.</summary>
internal static class ScreeningReplies
{
    /// <summary>The current question with its number and its options.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="state">The screening after the turn.</param>
    /// <param name="before">What is said before the question; empty parts are left out.</param>
    public static Reply Ask(Turn turn, ScreeningState state, params ReadOnlySpan<string> before)
    {
        var definition = turn.DefinitionOf(state);
        if (Contradictions.Asked(turn, state) is not { } question)
            return Plain(turn.Say("screening.not-now"));
        if (question.LinkId == state.Checking)
            return new Reply { Text = Paragraphs([.. before.ToArray(), question.Text]), Choices = Choices(turn, state, question) };
        var parts = before.ToArray().Append(question.Lead);
        var walk = new Walk(definition, state);
        var progress = turn.Say("screening.progress", ("number", Number(walk.NumberOf(question))), ("total", Number(walk.Total)));
        var how = state.Collecting ? turn.Say("screening.anything-else") : question.Help ?? (question.Repeats ? turn.Say("screening.several") : "");
        return new Reply { Text = Paragraphs([.. parts, $"{progress} {question.Text}", how]), Choices = Choices(turn, state, question) };
    }

    /// <summary>A reply without choices.</summary>
    public static Reply Plain(params ReadOnlySpan<string> parts) => new() { Text = Paragraphs([.. parts]) };

    public static string Shown(Turn turn, ScreeningAnswer? answer) => answer switch
    {
        null or { Status: AnswerStatus.Skipped } => turn.Say("screening.summary-none"),
        { Status: AnswerStatus.Unsure } => turn.Say("screening.unsure-label"),
        _ => string.Join("; ", answer.Values.Select(value => value.Shown)),
    };

    /// <summary>How many questions are left at most.</summary>
    public static string Left(Turn turn, ScreeningState state)
    {
        var definition = turn.DefinitionOf(state);
        var walk = new Walk(definition, state);
        var number = definition.Find(state.Current) is { } question ? walk.NumberOf(question) : walk.Total;
        return number >= walk.Total
            ? turn.Say("screening.progress-last")
            : turn.Say("screening.progress-left", ("number", Number(number)), ("left", Number(walk.Total - number)));
    }

    public static Choice Command(Turn turn, string wording, string action) => new(turn.Say($"screening.{wording}-label"), ChoiceAction.Screening(action));

    public static ImmutableArray<Choice> Leaving(Turn turn) =>
        [new(turn.Say("screening.book-label"), ChoiceAction.Book), new(turn.Say("screening.ask-label"), ChoiceAction.Ask)];

    public static ImmutableArray<Choice> Booking(Turn turn) =>
    [
        new(turn.Say("screening.share-label"), ScreeningDialog.ShareAndBook),
        new(turn.Say("screening.book-only-label"), ScreeningDialog.WithholdAndBook),
        Command(turn, "change-some", ScreeningActions.ChangeSome),
        Command(turn, "not-now", ScreeningActions.Done),
    ];

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Options first, so that their numbers are those of the list. A question that is answered with a number has no choices: "2" must mean two.
    /// </summary>
    private static ImmutableArray<Choice> Choices(Turn turn, ScreeningState state, Question question)
    {
        var choices = ImmutableArray.CreateBuilder<Choice>();
        if (question.IsChoice)
            choices.AddRange(question.Options.Select(option => new Choice(option.Label, ScreeningActions.Answer(question.LinkId, option.Value.Code))));
        else if (question.Type is QuestionType.Boolean)
            choices.AddRange(new[] { ("yes", ScreeningActions.Yes), ("no", ScreeningActions.No), ("unsure", ScreeningActions.Unsure) }.Select(one => new Choice(turn.Say($"screening.{one.Item1}-label"), ScreeningActions.Answer(question.LinkId, one.Item2))));
        else
            return [];
        if (state.Collecting)
            choices.Add(Command(turn, "thats-all", ScreeningActions.ThatsAll));
        if (!question.Required && !state.Collecting)
            choices.Add(Command(turn, state.EarlierAnswerTo(question.LinkId) is null ? "skip" : "keep", ScreeningActions.Skip));
        if (question.Why is not null)
            choices.Add(Command(turn, "why", ScreeningActions.Why));
        return [.. choices.DistinctBy(choice => choice.Label)];
    }

    private static string Paragraphs(IEnumerable<string> parts) => string.Join("\n\n", parts.Where(part => part.Length > 0));
}
