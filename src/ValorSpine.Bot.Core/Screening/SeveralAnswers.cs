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
        return [.. Statements.Read(turn.Content.Screenings.Of(state), turn.Text, turn.Facts.Now, asked).Where(answer => state.AnswerTo(answer.LinkId) is null)];
    }

    /// <summary>"I also noted: age 52; scan: X-ray only." Empty where there is nothing more.</summary>
    public static string Line(Turn turn, ScreeningState state, ImmutableArray<ScreeningAnswer> answers) =>
        answers.IsEmpty ? "" : turn.Say("screening.also-noted", ("answers", Listed(turn, state, answers)));

    /// <summary>The answers with the names of their questions, in one line.</summary>
    public static string Listed(Turn turn, ScreeningState state, ImmutableArray<ScreeningAnswer> answers) =>
        string.Join("; ", answers.Select(answer => $"{turn.Content.Screenings.Of(state).Find(answer.LinkId)!.Short}: {ScreeningReplies.Shown(turn, answer)}"));
}
