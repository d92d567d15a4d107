using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Several answers in one message: "52, low back, about 2 years". What is beyond doubt is noted and said in one line; the rest is asked.</summary>
internal static class SeveralAnswers
{
    /// <summary>What a message tells of questions that are still open, besides the one that it answers.</summary>
    public static ImmutableArray<ScreeningAnswer> In(Turn turn, ScreeningState state, Question asked)
    {
        if (turn.Action is not null)
            return [];
        return [.. Statements.Read(turn.Content.Screenings.Of(state), turn.Text, turn.Facts.Now, asked).Where(answer => state.AnswerTo(answer.LinkId) is null), .. Besides(turn, state, asked)];
    }

    /// <summary>Lists that were answered before, with what a message adds to them: "45, and I'm on blood thinners".</summary>
    public static IEnumerable<ScreeningAnswer> Besides(Turn turn, ScreeningState state, Question? asked)
    {
        var definition = turn.Content.Screenings.Of(state);
        return Statements.Besides(definition, turn.Text, turn.Facts.Now, asked)
            .Where(told => state.AnswerTo(told.LinkId) is { Status: AnswerStatus.Given } before && told.Values.Except(before.Values).Any())
            .Select(told => Joined(definition.Find(told.LinkId)!, state.AnswerTo(told.LinkId)!, told.Values));
    }

    /// <summary>An answer with more values: "none" goes with no other.</summary>
    public static ScreeningAnswer Joined(Question question, ScreeningAnswer before, ImmutableArray<AnswerValue> more)
    {
        var all = before.Values.Union(more).ToArray();
        var plain = question.Options.Where(option => !option.Exclusive && all.Contains(option.Value)).Select(option => (AnswerValue)option.Value).ToImmutableArray();
        return new(question.LinkId, AnswerStatus.Given, plain.IsEmpty ? more : plain);
    }

    /// <summary>"I also noted: age 52; scan: X-ray only." Empty where there is nothing more.</summary>
    public static string Line(Turn turn, ScreeningState state, ImmutableArray<ScreeningAnswer> answers) =>
        answers.IsEmpty ? "" : turn.Say("screening.also-noted", ("answers", Listed(turn, state, answers)));

    /// <summary>The answers with the names of their questions, in one line.</summary>
    public static string Listed(Turn turn, ScreeningState state, ImmutableArray<ScreeningAnswer> answers) =>
        string.Join("; ", answers.Select(answer => $"{turn.Content.Screenings.Of(state).Find(answer.LinkId)!.Short}: {ScreeningReplies.Shown(turn, answer)}"));
}
