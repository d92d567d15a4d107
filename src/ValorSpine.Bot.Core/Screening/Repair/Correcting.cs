using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Takes what corrects an answer in so many words: "actually it's been two years".</summary>
internal static class Correcting
{
    /// <summary>
    /// Takes "actually it's been two years" for the answer that it corrects, and "I said the wrong thing about the scan" for a wish to change it. Null for what corrects nothing.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="state">The screening.</param>
    /// <param name="current">What is asked now, or null after the end.</param>
    /// <param name="said">The message.</param>
    public static Decision.Done? Correct(Turn turn, ScreeningState state, Question? current, SaidText said)
    {
        if (AnswerCorrections.Read(said) is not { } correction || (correction.IsMild && current is not null))
            return null;
        var answered = ChangingAnswers.Answered(turn, state);
        if (answered.Length == 0)
            return null;
        if (correction.IsAdmitted)
            return ChangingAnswers.Which(turn, state, correction.Topic);
        var last = answered.LastOrDefault(question => question.LinkId != current?.LinkId);
        if (correction.IsTakenBack)
            return last is null ? null : ChangingAnswers.Change(turn, state, last);

        var meant = correction.Meant;
        // "Wait, is that the same as a herniation" asks.
        if (Asking.Asks(meant) || Asking.Asks(said))
            return null;
        if (correction.IsOfTopic && ChangingAnswers.Named(answered, correction.Topic) is { } topic)
            return Correction.Meant(turn, state, topic, meant) is { } right ? right.Apply(turn, state) : ChangingAnswers.Change(turn, state, topic);
        if (correction.IsAdded)
            return AddingAnswers.Added(turn, state, current, correction, meant);
        if (correction.IsYes && Recalled(turn, state, answered, meant) is { } recalled)
            return recalled;
        if (PlaceOfWhich(turn, state, last, current, meant) is { } place)
            return place;
        // Warning signs are heard by the safety rules, and changed where they are named; never guessed from a word.
        var earlier = answered.Reverse().Where(question => question.LinkId != current?.LinkId && question.SafetyRule is null)
            // A year alone is no scan.
            .Where(question => question is not { HasRanges: true, AllRanges: false } || question == last || Statements.IsOf(question, meant))
            .Select(question => Correction.Meant(turn, state, question, meant, correction.IsBesides)).OfType<Correction>()
            .Where(one => !one.IsVague(meant)).ToImmutableArray();
        // A bare number could be an option of any question: only the last one is meant.
        if (meant.Words.Length == 1 && earlier.Length > 1)
            earlier = earlier[..1];
        var now = current is null ? null : AddingAnswers.ReadingOf(turn, current, meant);
        // "More like 4": of what, is told by what was said before.
        if (correction.IsUncounted && last is { HasRanges: true })
            return ChangingAnswers.Change(turn, state, last);
        if (earlier.Length == 0)
        {
            if (now is null && last is not null && AddingAnswers.Doubtful(last, AddingAnswers.ReadingOf(turn, last, meant)) is { IsEmpty: false } doubtful)
                return AskingAgain.Which(turn, Progress.MovedTo(state, last), last, doubtful, adds: true);
            if (now is null && last is not null && current is not null && Correction.IsSame(turn, state, last, meant))
                return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), $"the same {last.LinkId}", ScreeningReplies.Ask(turn, state, turn.Say("screening.kept", ("answer", ScreeningReplies.Shown(turn, state.EarlierAnswerTo(last.LinkId))))));
            return now is not null ? TakingAnswers.Take(turn, state, current!, now, state.Collecting)
                : ChangingAnswers.Named(answered, correction.Topic) is { } named ? ChangingAnswers.Change(turn, state, named)
                : null;
        }

        if (earlier is [var only] && now is null)
            return only.Apply(turn, state);
        return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "which is corrected", ScreeningReplies.Plain(turn.Say("screening.correct-which")) with
        {
            Choices = [.. earlier.Select(one => one.Choice(turn)).Concat(NowChoice()).DistinctBy(choice => choice.Label)],
        });

        IEnumerable<Choice> NowChoice() => now is AnswerReading.Understood { Values: [AnswerValue.Coded coded] } ? [new($"{current!.Short}: {coded.Display}", ScreeningActions.Answer(current.LinkId, coded.Code))] : [];
    }

    /// <summary>"No wait yes, 6" after "no" to a list: that list is meant, and where no sign is named it is asked again.</summary>
    private static Decision.Done? Recalled(Turn turn, ScreeningState state, ImmutableArray<Question> answered, SaidText meant)
    {
        if (answered.LastOrDefault(question => question.LinkId != state.Current) is not { IsChoice: true, Repeats: true } last || state.EarlierAnswerTo(last.LinkId) is not { } before || !last.Options.Any(option => option.IsNone && before.Values.Contains(option.Value)))
            return null;
        var rest = meant.Words.Length > 1 ? meant.From(1) : meant;
        return AnswerReader.Exact(last, rest, turn.Facts.Now) switch
        {
            AnswerReading.Understood picked when IsPlain(last, picked) => TakingAnswers.Take(turn, state with { Current = last.LinkId }, last, picked, add: false),
            AnswerReading.Unclear unclear when unclear.Which.All(option => !option.Exclusive) => AskingAgain.Which(turn, state with { Current = last.LinkId }, last, unclear.Which),
            _ => meant.Words.Length <= 3 ? ChangingAnswers.Change(turn, state, last) : null,
        };
    }

    /// <summary>"Wait, 4" right after "none" to the warning signs: a place in their list, or in the one that is asked now? Null where it is no such place.</summary>
    private static Decision.Done? PlaceOfWhich(Turn turn, ScreeningState state, Question? last, Question? current, SaidText meant)
    {
        if (last is not { IsRedFlag: true, Required: true, IsChoice: true } || current is not { IsChoice: true } || Picks.Read(last, meant.Words) is not AnswerReading.Understood picked || !IsPlain(last, picked) || picked.Values is not [AnswerValue.Coded sign])
            return null;
        return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "which is corrected", ScreeningReplies.Plain(turn.Say("screening.correct-which")) with
        {
            Choices =
            [
                new($"{last.Short}: {sign.Display}", ScreeningActions.Answer(last.LinkId, sign.Code)),
                .. Picks.Read(current, meant.Words) is AnswerReading.Understood { Values: [AnswerValue.Coded now] } ? new Choice[] { new($"{current.Short}: {now.Display}", ScreeningActions.Answer(current.LinkId, now.Code)) } : [],
            ],
        });
    }

    private static bool IsPlain(Question question, AnswerReading.Understood picked) => !picked.Values.Any(value => question.Options.Any(option => option.Exclusive && option.Value.Equals(value)));

    /// <summary>"Actually none": of what was asked before, or of what is asked now? Null where only one can be meant.</summary>
    public static Decision.Done? NoneOfWhich(Turn turn, ScreeningState state, Question current, SaidText said)
    {
        if (state.Checking is not null || AnswerCorrections.Read(said) is not { IsAdded: false, Rest.Length: > 0 } correction || !NoneOfThese.IsNone(SaidText.WordsOf(correction.Rest)) || NoneOfThese.Of(current) is not { } now)
            return null;
        if (ChangingAnswers.Answered(turn, state).LastOrDefault(question => question.LinkId != current.LinkId) is not { IsRedFlag: false } last || NoneOfThese.Of(last) is not { } none || state.EarlierAnswerTo(last.LinkId)!.Values.Contains(none.Value))
            return null;
        return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "which is none", ScreeningReplies.Plain(turn.Say("screening.correct-which")) with
        {
            Choices = [new($"{last.Short}: {none.Label}", ScreeningActions.Answer(last.LinkId, none.Value.Code)), new($"{current.Short}: {now.Label}", ScreeningActions.Answer(current.LinkId, now.Value.Code))],
        });
    }
}
