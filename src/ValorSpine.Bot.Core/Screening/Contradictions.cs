using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Answers that the questionnaire allows side by side and that cannot both be right, with the question that settles it.</summary>
internal sealed record Contradiction
{
    public required string Id { get; init; }

    /// <summary>Link ids with the codes that do not fit together; no code stands for any answer.</summary>
    public required ImmutableArray<(string LinkId, ImmutableArray<string> Codes)> Given { get; init; }

    /// <summary>The closed question and its choices. Its link id is <see cref="Id"/>, the code of a choice its place.</summary>
    public required Question Ask { get; init; }

    /// <summary>What each choice changes, in their order.</summary>
    public required ImmutableArray<Settlement> Settles { get; init; }

    /// <summary>Whether a questionnaire has all questions and options that it names.</summary>
    public bool Fits(ScreeningDefinition definition)
    {
        return Given.All(part => Has(part.LinkId, part.Codes))
            && Settles.All(one => one.Sets.All(set => Has(set.LinkId, set.Values.OfType<AnswerValue.Coded>().Select(value => value.Code))) && (one.Again is null || definition.Find(one.Again) is not null));

        bool Has(string linkId, IEnumerable<string> codes) =>
            definition.Find(linkId) is { } question && codes.All(code => question.Options.Any(option => option.Value.Code == code));
    }

    /// <summary>Whether the answers hold it. Answers that no longer apply count too: they were given.</summary>
    public bool Holds(ScreeningState state) => Given.All(part =>
        state.AnswerTo(part.LinkId) is { Status: AnswerStatus.Given } answer && (part.Codes.IsEmpty || answer.Values.Any(value => value is AnswerValue.Coded coded && part.Codes.Contains(coded.Code))));
}

/// <summary>What a choice changes: answers that it sets, and a question that it asks again; nothing where the answers stand.</summary>
internal sealed record Settlement(ImmutableArray<ScreeningAnswer> Sets, string? Again);

/// <summary>Finds what does not fit and says what is asked about it.</summary>
internal static class Contradictions
{
    /// <summary>The first one that was not asked about yet, or null.</summary>
    public static Contradiction? First(ScreeningDefinition definition, ScreeningState state) =>
        definition.Contradictions.FirstOrDefault(one => !state.Checked.Contains(one.Id) && one.Holds(state));

    /// <summary>What is asked now: the check of a contradiction or of a claim, else the current question; null where it does not exist.</summary>
    public static Question? Asked(Turn turn, ScreeningState state)
    {
        var definition = turn.Content.Screenings.Of(state);
        return state switch
        {
            { Checking: ScreeningState.ClaimId, Claim: { } claim } when definition.Find(claim.LinkId) is { } question => ClaimQuestion(turn, state, question, claim),
            { Checking: { } id } when definition.Contradictions.FirstOrDefault(one => one.Id == id) is { } contradiction => contradiction.Ask,
            _ => definition.Find(state.Current),
        };
    }

    /// <summary>What a choice of the check changes.</summary>
    public static Settlement SettlementOf(Turn turn, ScreeningState state, int choice)
    {
        if (state is { Checking: ScreeningState.ClaimId, Claim: { } claim })
            return choice switch { 1 => new([claim], null), 2 => new([], claim.LinkId), _ => new([], null) };
        var contradiction = turn.Content.Screenings.Of(state).Contradictions.FirstOrDefault(one => one.Id == state.Checking);
        return contradiction is not null && choice >= 0 && choice < contradiction.Settles.Length ? contradiction.Settles[choice] : new([], null);
    }

    private static Question ClaimQuestion(Turn turn, ScreeningState state, Question question, ScreeningAnswer claim)
    {
        var (before, now) = (ScreeningReplies.Shown(turn, state.AnswerTo(claim.LinkId)), ScreeningReplies.Shown(turn, claim));
        return new()
        {
            LinkId = ScreeningState.ClaimId,
            Type = QuestionType.Choice,
            Text = turn.Say("screening.claim", ("name", question.Short), ("before", before), ("now", now)),
            Short = question.Short,
            Why = turn.Say("screening.check-why"),
            Options =
            [
                ContradictionsReader.OptionOf(0, before, ["the first", "first", "what i said before", "before", "the old one", "earlier"]),
                ContradictionsReader.OptionOf(1, now, ["the second", "second", "now", "the new one", "this one", "the last one", "what i just said"]),
                ContradictionsReader.OptionOf(2, turn.Say("screening.claim-again-label"), ["neither", "none", "both", "ask me again", "ask again"]),
            ],
        };
    }
}
