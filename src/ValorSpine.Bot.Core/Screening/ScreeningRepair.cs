using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Goes back, changes, keeps and skips answers, settles what does not fit, and starts over.</summary>
internal static class ScreeningRepair
{
    /// <summary>Nobody reads the next question and types the same answer to it in less.</summary>
    private static readonly TimeSpan s_sentTwice = TimeSpan.FromSeconds(1.5);

    /// <summary>With fewer answers there is nothing to lose by starting over.</summary>
    private const int WorthAsking = 2;

    /// <summary>What the patient said or picked in a turn.</summary>
    public static string SaidIn(Turn turn) => turn.Text.Length > 0 ? turn.Text : turn.Action ?? "";

    /// <summary>The same message again at once: it was not meant for the next question. Null where it was not sent twice.</summary>
    public static Decision.Done? SentTwice(Turn turn)
    {
        if (turn.State.Screening is not { Taken: { Length: > 0 } taken } state || !taken.Equals(SaidIn(turn), StringComparison.OrdinalIgnoreCase))
            return null;
        // Where the clock stands still, as in a batch of messages, nothing is sent twice.
        var passed = turn.Facts.Now - state.LastAt;
        if (passed <= TimeSpan.Zero || passed > s_sentTwice)
            return null;
        var once = state with { Taken = null };
        return once.Finished
            ? ScreeningDialog.Unrecorded(turn, once, "sent twice", [ScreeningReplies.Plain(turn.Say("screening.sent-twice")) with { Choices = turn.State.Offered }], turn.State.Active)
            : ScreeningDialog.Unrecorded(turn, once, "sent twice", [ScreeningReplies.Ask(turn, ScreeningDialog.Located(turn, once), turn.Say("screening.sent-twice"))], turn.State.Active);
    }

    /// <summary>Takes the last turn back.</summary>
    public static Decision.Done Back(Turn turn, ScreeningState state)
    {
        var definition = turn.Content.Screenings.Of(state);
        if (ScreeningHistory.Undo(definition, state) is not { } undone)
            return ScreeningDialog.Done(turn, ScreeningDialog.Touched(turn, state), "no way back", ScreeningReplies.Ask(turn, state, turn.Say("screening.no-way-back")));
        ImmutableArray<ScreeningAnswer> gone = [.. state.Answers.Where(answer => undone.AnswerTo(answer.LinkId) is null)];
        var back = ScreeningDialog.Touched(turn, undone) with { Undone = [.. state.Undone.Where(answer => gone.All(other => other.LinkId != answer.LinkId)), .. gone], Taken = SaidIn(turn) };
        var changed = state.Answers.FirstOrDefault(answer => answer != undone.AnswerTo(answer.LinkId));
        var said = back.Current is { } current && gone.FirstOrDefault(answer => answer.LinkId == current) is { } answer
            ? turn.Say("screening.went-back", ("answer", ScreeningReplies.Shown(turn, answer)))
            : changed is not null && undone.AnswerTo(changed.LinkId) is { } again
                ? turn.Say("screening.undid", ("name", definition.Find(changed.LinkId)?.Short ?? ""), ("answer", ScreeningReplies.Shown(turn, again)))
                : turn.Say("screening.went-back-empty");
        // Before it stood the end.
        if (back.Current is null)
            return ScreeningDialog.Advance(turn, back, said);
        return ScreeningDialog.Unrecorded(turn, back, $"back to {back.Current}", [ScreeningReplies.Ask(turn, back, said)], ActiveDialog.Screening);
    }

    /// <summary>Goes on without an answer. What was said before is kept, unless the patient would rather not say it at all.</summary>
    public static Decision.Done Skip(Turn turn, ScreeningState state, Question question, bool declined)
    {
        if (question.LinkId == state.Checking)
            return Settled(turn, state, new([], null));
        var before = state.EarlierAnswerTo(question.LinkId);
        if (before is { Status: not AnswerStatus.Skipped } && (!declined || question.Required))
            return ScreeningDialog.Advance(turn, ScreeningDialog.With(turn, state, before), turn.Say("screening.kept", ("answer", ScreeningReplies.Shown(turn, before))));
        if (question.Required)
            return ScreeningDialog.Done(turn, ScreeningDialog.Touched(turn, state), $"cannot skip {question.LinkId}", ScreeningReplies.Ask(turn, state, turn.Say("screening.must-answer")));
        return ScreeningDialog.Advance(turn, ScreeningDialog.With(turn, state, new ScreeningAnswer(question.LinkId, AnswerStatus.Skipped, [])), turn.Say(declined ? "screening.heard-declined" : "screening.heard-skipped"));
    }

    /// <summary>Asks again what the words name, or which answer is to be changed.</summary>
    public static Decision.Done WhichToChange(Turn turn, ScreeningState state, ImmutableArray<string> topic)
    {
        var answered = Answered(turn, state);
        if (answered.Length == 0)
            return ScreeningDialog.Done(turn, ScreeningDialog.Touched(turn, state), "nothing to change", ScreeningReplies.Ask(turn, state, turn.Say("screening.change-nothing")));
        // "Change my last answer"
        if (topic is ["last" or "previous"] && answered.LastOrDefault(question => question.LinkId != state.Current) is { } last)
            return Change(turn, state, last);
        if (Named(answered, topic) is { } named)
            return Changed(turn, state, named, topic) ?? Change(turn, state, named);
        return ScreeningDialog.Done(turn, ScreeningDialog.Touched(turn, state), "which to change", ScreeningReplies.Plain(turn.Say("screening.change-which")) with
        {
            Choices = [.. answered.DistinctBy(question => question.Short).Select(question => new Choice(question.Short, ScreeningActions.Change(question.LinkId)))],
        });
    }

    /// <summary>"My age, I'm 45" where it was asked which answer is to be changed. Null where it names none.</summary>
    public static Decision.Done? Chosen(Turn turn, ScreeningState state, SaidText said)
    {
        if (!turn.State.Offered.Any(choice => choice.Action.StartsWith(ScreeningActions.Changing, StringComparison.Ordinal)))
            return null;
        ImmutableArray<string> topic = [.. said.Words.Where(word => word is not ("my" or "the" or "im" or "i" or "am" or "its" or "is" or "it" or "to" or "a" or "answer" or "about"))];
        return Answered(turn, state) is { Length: > 0 } answered && Named(answered, topic) is { } named ? Changed(turn, state, named, topic) ?? Change(turn, state, named) : null;
    }

    /// <summary>Asks an answered question again.</summary>
    public static Decision.Done Change(Turn turn, ScreeningState state, Question question)
    {
        var changed = ScreeningDialog.Touched(turn, state) with { Current = question.LinkId, Collecting = false, Checking = null, Claim = null, Tries = 0 };
        return ScreeningDialog.Done(turn, changed, $"change {question.LinkId}", ScreeningReplies.Ask(turn, changed, turn.Say("screening.change", ("answer", ScreeningReplies.Shown(turn, state.EarlierAnswerTo(question.LinkId))))));
    }

    /// <summary>
    /// Takes "actually it's been two years" for the answer that it corrects, and "I said the wrong thing about the scan" for a wish to change it. Null for what corrects nothing.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="state">The screening.</param>
    /// <param name="current">What is asked now, or null after the end.</param>
    /// <param name="said">The message.</param>
    public static Decision.Done? Correct(Turn turn, ScreeningState state, Question? current, SaidText said)
    {
        if (AnswerCorrections.Read(said) is not { } correction)
            return null;
        var answered = Answered(turn, state);
        if (answered.Length == 0)
            return null;
        if (correction.IsAdmitted)
            return WhichToChange(turn, state, correction.Topic);
        var last = answered.LastOrDefault(question => question.LinkId != current?.LinkId);
        if (correction.IsTakenBack)
            return last is null ? null : Change(turn, state, last);

        var meant = SaidText.Of(correction.Rest);
        // "Wait, is that the same as a herniation" asks.
        if (Asking.Asks(meant) || Asking.Asks(said))
            return null;
        if (correction.IsAdded)
            return Added(turn, state, current, correction, meant);
        if (correction.IsYes && Recalled(turn, state, answered, meant) is { } recalled)
            return recalled;
        if (PlaceOfWhich(turn, state, last, current, meant) is { } place)
            return place;
        // Warning signs are heard by the safety rules, and changed where they are named; never guessed from a word.
        var earlier = answered.Reverse().Where(question => question.LinkId != current?.LinkId && question.SafetyRule is null)
            // A year alone is no scan.
            .Where(question => question is not { HasRanges: true, AllRanges: false } || question == last || Statements.IsOf(question, meant))
            .Select(question => Meant(turn, state, question, meant)).OfType<Correction>()
            .Where(one => !IsVague(one, meant)).ToImmutableArray();
        // A bare number could be an option of any question: only the last one is meant.
        if (meant.Words.Length == 1 && earlier.Length > 1)
            earlier = earlier[..1];
        var now = current is null ? null : AnswerReader.Exact(current, meant, turn.Facts.Now) ?? AnswerReader.Within(current, meant, turn.Facts.Now);
        // "More like 4": of what, is told by what was said before.
        if (correction.IsUncounted && last is { HasRanges: true })
            return Change(turn, state, last);
        if (earlier.Length == 0)
        {
            if (now is null && last is not null && Doubtful(last, ReadingOf(turn, last, meant)) is { IsEmpty: false } doubtful)
                return ScreeningDialog.AskWhich(turn, state with { Current = last.LinkId, Collecting = false, Checking = null, Claim = null }, last, doubtful, adds: true);
            return now is not null ? ScreeningDialog.Take(turn, state, current!, now, state.Collecting)
                : Named(answered, correction.Topic) is { } named ? Change(turn, state, named)
                : null;
        }

        if (earlier is [var only] && now is null)
            return Apply(turn, state, only);
        return ScreeningDialog.Done(turn, ScreeningDialog.Touched(turn, state), "which is corrected", ScreeningReplies.Plain(turn.Say("screening.correct-which")) with
        {
            Choices = [.. earlier.Select(one => one.Choice(turn)).Concat(NowChoice()).DistinctBy(choice => choice.Label)],
        });

        IEnumerable<Choice> NowChoice() => now is AnswerReading.Understood { Values: [AnswerValue.Coded coded] } ? [new($"{current!.Short}: {coded.Display}", ScreeningActions.Answer(current.LinkId, coded.Code))] : [];
    }

    /// <summary>"Actually none": of what was asked before, or of what is asked now? Null where only one can be meant.</summary>
    public static Decision.Done? NoneOfWhich(Turn turn, ScreeningState state, Question current, SaidText said)
    {
        if (state.Checking is not null || AnswerCorrections.Read(said) is not { IsAdded: false, Rest.Length: > 0 } correction || !NoneOfThese.IsNone(SaidText.WordsOf(correction.Rest)) || NoneOfThese.Of(current) is not { } now)
            return null;
        if (Answered(turn, state).LastOrDefault(question => question.LinkId != current.LinkId) is not { IsRedFlag: false } last || NoneOfThese.Of(last) is not { } none || state.EarlierAnswerTo(last.LinkId)!.Values.Contains(none.Value))
            return null;
        return ScreeningDialog.Done(turn, ScreeningDialog.Touched(turn, state), "which is none", ScreeningReplies.Plain(turn.Say("screening.correct-which")) with
        {
            Choices = [new($"{last.Short}: {none.Label}", ScreeningActions.Answer(last.LinkId, none.Value.Code)), new($"{current.Short}: {now.Label}", ScreeningActions.Answer(current.LinkId, now.Value.Code))],
        });
    }

    /// <summary>
    /// "Also shots", "I forgot, I had a fusion": adds it to the answer that it belongs to. What was forgotten is never "not sure" about what is asked now. Null where it adds to none.
    /// </summary>
    private static Decision.Done? Added(Turn turn, ScreeningState state, Question? current, ReadCorrection correction, SaidText meant)
    {
        var now = current is null ? null : ReadingOf(turn, current, meant);
        if (!correction.IsForgotten && now is AnswerReading.Understood)
            return null;
        var answered = Answered(turn, state).Where(question => question.LinkId != current?.LinkId).ToArray();
        if (answered.Length == 0)
            return null;
        var found = answered.Reverse().Where(question => question.Type is QuestionType.Choice && (question == answered[^1] || correction.IsForgotten || (!question.ToldBy.IsEmpty && Statements.IsOf(question, meant))))
            .Select(question => (Question: question, Reading: ReadingOf(turn, question, meant))).ToArray();
        var added = found.Select(one => Addition(state, one.Question, one.Reading)).OfType<Correction>().Where(one => !IsVague(one, meant)).ToArray();
        if (Told(added, meant) is { } told)
            return Apply(turn, state, told);
        // A warning sign, or what may be one of several: it is asked which.
        if (found.Select(one => (one.Question, Which: Doubtful(one.Question, one.Reading))).FirstOrDefault(one => !one.Which.IsEmpty && (correction.IsForgotten || one.Question == answered[^1])) is { Question: { } doubtful, Which: var which })
            return ScreeningDialog.AskWhich(turn, state with { Current = doubtful.LinkId, Collecting = false, Checking = null, Claim = null }, doubtful, which, adds: true);
        if (!correction.IsForgotten)
            return null;
        if (now is AnswerReading.Understood)
            return ScreeningDialog.Take(turn, state, current!, now, state.Collecting);
        // "I forgot my age": not known.
        if (current is not null && Score(current, correction.Topic) > 0)
            return null;
        return WhichToChange(turn, state, correction.Topic);
    }

    /// <summary>Adds an option that was asked about. Null where it goes with no other, or fires a rule.</summary>
    public static Decision.Done? Add(Turn turn, ScreeningState state, Question question, string code) =>
        question is { Repeats: true, SafetyRule: null } && question.Options.FirstOrDefault(option => option.Value.Code == code) is { SafetyRule: null, Exclusive: false } option && Addition(state, question, new AnswerReading.Understood([option.Value])) is { } added
            ? Apply(turn, state, added)
            : null;

    /// <summary>The one that is told, by a word of its question where several may be.</summary>
    private static Correction? Told(Correction[] added, SaidText meant) =>
        added is [var only] ? only : added.Where(one => !one.Question.ToldBy.IsEmpty && Statements.IsOf(one.Question, meant)).ToArray() is [var first, ..] ? first : null;

    private static Correction? Addition(ScreeningState state, Question question, AnswerReading? reading)
    {
        if (reading is not AnswerReading.Understood understood || question.SafetyRule is not null || state.EarlierAnswerTo(question.LinkId) is not { } before)
            return null;
        var answer = question.Repeats ? SeveralAnswers.Joined(question, before, understood.Values) : new(question.LinkId, AnswerStatus.Given, understood.Values);
        return before.Values.Order(s_byShown).SequenceEqual(answer.Values.Order(s_byShown)) ? null : new(question, answer);
    }

    private static readonly Comparer<AnswerValue> s_byShown = Comparer<AnswerValue>.Create((one, other) => string.CompareOrdinal(one.Shown, other.Shown));

    /// <summary>What has to be asked about: options in doubt, and warning signs always.</summary>
    private static ImmutableArray<AnswerOption> Doubtful(Question question, AnswerReading? reading) => reading switch
    {
        AnswerReading.Unclear unclear => [.. unclear.Which.Where(option => !option.IsUnknown && !option.IsDeclined)],
        AnswerReading.Understood understood when question.SafetyRule is not null => [.. question.Options.Where(option => !option.Exclusive && understood.Values.Contains(option.Value))],
        _ => [],
    };

    /// <summary>"No wait yes, 6" after "no" to a list: that list is meant, and where no sign is named it is asked again.</summary>
    private static Decision.Done? Recalled(Turn turn, ScreeningState state, ImmutableArray<Question> answered, SaidText meant)
    {
        if (answered.LastOrDefault(question => question.LinkId != state.Current) is not { IsChoice: true, Repeats: true } last || state.EarlierAnswerTo(last.LinkId) is not { } before || !last.Options.Any(option => option.IsNone && before.Values.Contains(option.Value)))
            return null;
        var rest = meant.Words.Length > 1 ? meant.From(1) : meant;
        return AnswerReader.Exact(last, rest, turn.Facts.Now) switch
        {
            AnswerReading.Understood picked when IsPlain(last, picked) => ScreeningDialog.Take(turn, state with { Current = last.LinkId }, last, picked, add: false),
            AnswerReading.Unclear unclear when unclear.Which.All(option => !option.Exclusive) => ScreeningDialog.AskWhich(turn, state with { Current = last.LinkId }, last, unclear.Which),
            _ => meant.Words.Length <= 3 ? Change(turn, state, last) : null,
        };
    }

    /// <summary>"Wait, 4" right after "none" to the warning signs: a place in their list, or in the one that is asked now? Null where it is no such place.</summary>
    private static Decision.Done? PlaceOfWhich(Turn turn, ScreeningState state, Question? last, Question? current, SaidText meant)
    {
        if (last is not { IsRedFlag: true, Required: true, IsChoice: true } || current is not { IsChoice: true } || Picks.Read(last, meant.Words) is not AnswerReading.Understood picked || !IsPlain(last, picked) || picked.Values is not [AnswerValue.Coded sign])
            return null;
        return ScreeningDialog.Done(turn, ScreeningDialog.Touched(turn, state), "which is corrected", ScreeningReplies.Plain(turn.Say("screening.correct-which")) with
        {
            Choices =
            [
                new($"{last.Short}: {sign.Display}", ScreeningActions.Answer(last.LinkId, sign.Code)),
                .. Picks.Read(current, meant.Words) is AnswerReading.Understood { Values: [AnswerValue.Coded now] } ? new Choice[] { new($"{current.Short}: {now.Display}", ScreeningActions.Answer(current.LinkId, now.Code)) } : [],
            ],
        });
    }

    private static bool IsPlain(Question question, AnswerReading.Understood picked) => !picked.Values.Any(value => question.Options.Any(option => option.Exclusive && option.Value.Equals(value)));

    /// <summary>After the end: what a message tells without saying that it changes anything, "I have metal in my back". Null where it tells nothing new.</summary>
    public static Decision.Done? Told(Turn turn, ScreeningState state)
    {
        var definition = turn.Content.Screenings.Of(state);
        var answered = Answered(turn, state);
        ImmutableArray<ScreeningAnswer> told =
        [
            .. SeveralAnswers.Besides(turn, state, null),
            .. Statements.Read(definition, turn.Text, turn.Facts.Now, s_anything).Where(one => answered.Any(question => question.LinkId == one.LinkId && question is { Repeats: false, AskedOnly: false, HasRanges: false, ToldBy.IsEmpty: false }) && !state.AnswerTo(one.LinkId)!.Values.SequenceEqual(one.Values)),
        ];
        return told.IsEmpty ? null : ScreeningDialog.Advance(turn, ScreeningDialog.With(turn, state, told), SeveralAnswers.Line(turn, state, told));
    }

    /// <summary>Stands for what was asked where no question of the check was.</summary>
    private static readonly Question s_anything = new() { LinkId = "", Type = QuestionType.String, Text = "", Short = "" };

    private static AnswerReading? ReadingOf(Turn turn, Question question, SaidText said) => AnswerReader.Exact(question, said, turn.Facts.Now) ?? AnswerReader.Within(question, said, turn.Facts.Now);

    /// <summary>Asks which is right where a message gives another answer to a question that was answered; null where it does not, or where it was asked before.</summary>
    public static Decision.Done? Claim(Turn turn, ScreeningState state, SaidText said)
    {
        if (turn.LooksLikeQuestion || state.Checking is not null)
            return null;
        var claims = Answered(turn, state)
            .Where(question => question is { Type: QuestionType.Choice, Repeats: false, IsRedFlag: false } && question.LinkId != state.Current && !state.Checked.Contains(question.LinkId) && Statements.IsOf(question, said))
            .Select(question => Meant(turn, state, question, said)).OfType<Correction>()
            .Where(claim => !IsVague(claim, said))
            .ToArray();
        if (claims is not [var one])
            return null;
        var asking = ScreeningDialog.Touched(turn, state) with { Checking = ScreeningState.ClaimId, Claim = one.Answer, Checked = state.Checked.Add(one.Question.LinkId), Tries = 0 };
        return ScreeningDialog.Done(turn, asking, $"asked about {one.Question.LinkId}", ScreeningReplies.Ask(turn, asking));
    }

    /// <summary>Takes the answer to the question about what does not fit. Null where it is no clear answer to it.</summary>
    public static Decision.Done? Settle(Turn turn, ScreeningState state, AnswerReading reading) => reading switch
    {
        AnswerReading.Understood { Values: [AnswerValue.Coded coded] } => Settled(turn, state, Contradictions.SettlementOf(turn, state, int.Parse(coded.Code, CultureInfo.InvariantCulture))),
        AnswerReading.Unsure or AnswerReading.Declined => Settled(turn, state, new([], null)),
        _ => null,
    };

    /// <summary>Begins anew; asks first where several answers would be lost.</summary>
    public static Decision.Done Restart(Turn turn, bool sure)
    {
        if (turn.State.Screening is not { Finished: false } state || sure || state.OfferedResume || state.Answers.Length < WorthAsking)
            return ScreeningDialog.Restart(turn);
        var asking = ScreeningDialog.Touched(turn, state) with { OfferedRestart = true };
        return ScreeningDialog.Done(turn, asking, "asked before starting over", ScreeningReplies.Plain(turn.Say("screening.restart-sure", ("count", ScreeningReplies.Number(state.Answers.Length)))) with
        {
            Choices = [ScreeningReplies.Command(turn, "restart-yes", ScreeningActions.RestartForSure), ScreeningReplies.Command(turn, "restart-no", ScreeningActions.Continue)],
        });
    }

    /// <summary>The reply to "start over?", or null where it is neither yes nor no.</summary>
    public static Decision.Done? RestartOrNot(Turn turn, ScreeningState state, SaidText said)
    {
        var command = ScreeningCommands.Read(said).Command;
        if (command is ScreeningCommand.Restart || YesNo.Read(said) is Consent.Yes)
            return Restart(turn, sure: true);
        var kept = ScreeningDialog.Located(turn, ScreeningDialog.Touched(turn, state));
        return command is ScreeningCommand.Keep or ScreeningCommand.Continue or ScreeningCommand.Back || YesNo.Read(said) is Consent.No
            ? ScreeningDialog.Done(turn, kept, "did not start over", ScreeningReplies.Ask(turn, kept, turn.Say("screening.restart-not")))
            : null;
    }

    /// <summary>A finished screening, open again for a change.</summary>
    public static ScreeningState Reopened(Turn turn, ScreeningState finished) =>
        ScreeningDialog.Located(turn, finished with { EndedAt = null, OutcomeId = null, Summary = null, PendingSummaryShare = false });

    private static Decision.Done Settled(Turn turn, ScreeningState state, Settlement settlement)
    {
        var settled = state with { Checking = null, Claim = null };
        if (settlement.Again is { } again && turn.Content.Screenings.Of(state).Find(again) is { } question)
            return Change(turn, settled, question);
        if (settlement.Sets.IsEmpty)
            return ScreeningDialog.Advance(turn, settled, turn.Say("screening.settled-kept"));
        var shown = string.Join("; ", settlement.Sets.Select(answer => ScreeningReplies.Shown(turn, answer)));
        return ScreeningDialog.Advance(turn, settlement.Sets.Aggregate(settled, (now, answer) => ScreeningDialog.With(turn, now, answer)), turn.Say("screening.settled-changed", ("answer", shown)));
    }

    /// <summary>The questions that apply and were answered, in order.</summary>
    private static ImmutableArray<Question> Answered(Turn turn, ScreeningState state) =>
        [.. new Walk(turn.Content.Screenings.Of(state), state).Applying.Where(question => state.EarlierAnswerTo(question.LinkId) is not null)];

    /// <summary>The one question that the words name best, or null.</summary>
    private static Question? Named(ImmutableArray<Question> answered, ImmutableArray<string> topic)
    {
        var scored = answered.Select(question => (Question: question, Score: Score(question, topic))).OrderByDescending(one => one.Score).ToImmutableArray();
        return scored[0].Score > 0 && (scored.Length == 1 || scored[0].Score > scored[1].Score) ? scored[0].Question : null;
    }

    /// <summary>Words of the short name count double, and the name itself one more: "scan" is no "scan report".</summary>
    internal static int Score(Question question, ImmutableArray<string> topic)
    {
        var (name, text) = (SaidText.WordsOf($"{question.Short} {question.LinkId}"), SaidText.WordsOf(question.Text));
        var exact = SaidText.WordsOf(question.Short).AsSpan().SequenceEqual(topic.AsSpan()) ? 1 : 0;
        return exact + topic.Sum(word => name.Any(other => Spelling.Same(word, other)) ? 2 : text.Any(other => Spelling.Same(word, other)) ? 1 : 0);
    }

    /// <summary>"Change my age to 53": the new answer stands in the same message.</summary>
    private static Decision.Done? Changed(Turn turn, ScreeningState state, Question question, ImmutableArray<string> topic)
    {
        var name = SaidText.WordsOf($"{question.Short} {question.LinkId} {question.Text}");
        ImmutableArray<string> rest = [.. topic.SkipWhile(word => name.Any(other => Spelling.Same(word, other)))];
        return rest.Length > 0 && rest.Length < topic.Length && Meant(turn, state, question, SaidText.Of(string.Join(' ', rest))) is { } correction ? Apply(turn, state, correction) : null;
    }

    private static Decision.Done Apply(Turn turn, ScreeningState state, Correction correction)
    {
        var heard = turn.Say("screening.corrected", ("name", correction.Question.Short), ("answer", ScreeningReplies.Shown(turn, correction.Answer)));
        return ScreeningDialog.Take(turn, state with { Checking = null, Claim = null }, correction.Question, new AnswerReading.Understood(correction.Answer.Values), add: false, heardAs: heard);
    }

    /// <summary>What a message says in answer to a question that has another answer, or null.</summary>
    private static Correction? Meant(Turn turn, ScreeningState state, Question question, SaidText said)
    {
        var reading = question.Type is QuestionType.Integer or QuestionType.Decimal && !AnswerCorrections.IsOnlyNumber(said)
            ? null
            : question.Type is QuestionType.String or QuestionType.Text or QuestionType.OpenChoice ? null
            : AnswerReader.Exact(question, said, turn.Facts.Now) ?? AnswerReader.Within(question, said, turn.Facts.Now);
        return reading is AnswerReading.Understood understood && state.EarlierAnswerTo(question.LinkId) is { } before && !before.Values.SequenceEqual(understood.Values)
            ? new(question, new(question.LinkId, AnswerStatus.Given, understood.Values))
            : null;
    }

    /// <summary>"Not sure" and "none" fit nearly every question: they are about an earlier one only where it is named.</summary>
    private static bool IsVague(Correction one, SaidText said) =>
        one.Question.Options.Any(option => one.Answer.Values.Contains(option.Value) && (option.IsUnknown || option.IsDeclined || (option.IsNone && Score(one.Question, said.Words) == 0)));

    private sealed record Correction(Question Question, ScreeningAnswer Answer)
    {
        public Choice Choice(Turn turn) => new(
            $"{Question.Short}: {ScreeningReplies.Shown(turn, Answer)}",
            Answer.Values is [AnswerValue.Coded coded] ? ScreeningActions.Answer(Question.LinkId, coded.Code) : ScreeningActions.Change(Question.LinkId));
    }
}
