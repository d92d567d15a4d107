using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What the screening says.</summary>
internal static class ScreeningReplies
{
    /// <summary>A longer question has its short name where there is little room.</summary>
    private const int LongestBrief = 100;

    /// <summary>The current question with its number and its options.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="state">The screening after the turn.</param>
    /// <param name="before">What is said before the question; empty parts are left out.</param>
    public static Reply Ask(Turn turn, ScreeningState state, params ReadOnlySpan<string> before)
    {
        var definition = turn.Content.Screenings.Of(state);
        if (Contradictions.Asked(turn, state) is not { } question)
            return Plain(turn.Say("screening.not-now"));
        if (question.LinkId == state.Checking)
            return new Reply { Text = Paragraphs([.. before.ToArray(), question.Text]), Choices = Choices(turn, state, question) };
        var parts = before.ToArray().Concat(Shown(question.Leads, definition, state));
        var walk = new Walk(definition, state);
        var progress = turn.Say("screening.progress", ("number", Number(walk.NumberOf(question))), ("total", Number(walk.Total)));
        var offered = Offered(turn, state, question);
        return new Reply
        {
            Text = Paragraphs([.. parts, $"{progress} {question.Text}", How(turn, state, question), offered]),
            Brief = Paragraphs([.. parts, $"{progress} {(question.Text.Length <= LongestBrief ? question.Text : question.Short)}", Several(turn, state, question), offered]),
            Choices = Choices(turn, state, question),
        };
    }

    /// <summary>How to answer, in as few words as it can be said.</summary>
    private static string Several(Turn turn, ScreeningState state, Question question) => question is { Repeats: true, IsChoice: true } || state.Collecting ? How(turn, state, question with { Help = null }) : "";

    /// <summary>The words of displays and groups that apply.</summary>
    public static IEnumerable<string> Shown(ImmutableArray<Lead> leads, ScreeningDefinition definition, ScreeningState state)
    {
        var walk = new Walk(definition, state);
        return leads.Where(lead => lead.Enabled.Evaluate(walk) == true).Select(lead => lead.Text);
    }

    private static string How(Turn turn, ScreeningState state, Question question) => question switch
    {
        { IsChoice: false } when state.Collecting => turn.Say("screening.another"),
        _ when state.Collecting => turn.Say("screening.anything-else"),
        { Help: { } help } => help,
        { Repeats: true, IsChoice: true } => turn.Say("screening.several"),
        { Type: QuestionType.Integer or QuestionType.Decimal, Units: [var unit] } => turn.Say("screening.number-in", ("unit", unit.Name)),
        _ => "",
    };

    /// <summary>The answer that the questionnaire offers, as long as there is none.</summary>
    private static string Offered(Turn turn, ScreeningState state, Question question) =>
        question.Initial.IsEmpty || state.Collecting || state.EarlierAnswerTo(question.LinkId) is not null ? "" : turn.Say("screening.offered", ("answer", string.Join("; ", question.Initial.Select(value => value.Shown))));

    /// <summary>Why the current question is asked, with what that rests on, and the question again.</summary>
    public static Reply Why(Turn turn, ScreeningState state, Question question)
    {
        var reply = Ask(turn, state, question.Why ?? turn.Say("screening.why-unknown"));
        return question.WhySources.IsEmpty ? reply : reply with { Citations = [Cite(turn, turn.Content.Screenings.Of(state).Title, question.LinkId, question.WhySources)] };
    }

    /// <summary>What a part of the check rests on. It has no page of its own.</summary>
    public static Citation Cite(Turn turn, string title, string part, ImmutableArray<string> sources) =>
        new("screening", part, "screening", title, sources) { References = turn.Content.Knowledge.ReferencesTo(sources), HasPage = false };

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
        var definition = turn.Content.Screenings.Of(state);
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
        if (!question.Initial.IsEmpty && !state.Collecting && state.EarlierAnswerTo(question.LinkId) is null)
            choices.Add(Command(turn, "keep-offered", ScreeningActions.Keep));
        if (!question.Required && !state.Collecting)
            choices.Add(Command(turn, state.EarlierAnswerTo(question.LinkId) is null ? "skip" : "keep", ScreeningActions.Skip));
        if (question.Why is not null)
            choices.Add(Command(turn, "why", ScreeningActions.Why));
        return [.. choices.DistinctBy(choice => choice.Label)];
    }

    private static string Paragraphs(IEnumerable<string> parts) => string.Join("\n\n", parts.Where(part => part.Length > 0));
}
