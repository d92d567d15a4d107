using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>How a simulated patient behaves, in parts of a hundred turns.</summary>
/// <param name="Verbose">Wraps an answer in more words.</param>
/// <param name="Wavering">Says something else first and corrects it.</param>
/// <param name="OffTopic">Answers with a thing of the wrong kind first.</param>
/// <param name="SendsTwice">Sends a message twice at once.</param>
/// <param name="Pauses">Goes away and comes back days later, here or elsewhere.</param>
/// <param name="Asks">Asks why, how many are left, what the question was.</param>
/// <param name="Skips">Intends to leave a question out.</param>
internal sealed record Temper(int Verbose, int Wavering, int OffTopic, int SendsTwice, int Pauses, int Asks, int Skips)
{
    public static Temper Plain { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public static Temper Any(Random random) => new(random.Next(40), random.Next(30), random.Next(25), random.Next(30), random.Next(6), random.Next(20), random.Next(12));
}

/// <summary>A patient who knows what to answer, says it in his own way, reads what was noted, and puts it right where it is not what was meant.</summary>
internal sealed class SimulatedPatient
{
    private const int MostTurns = 300;

    private static readonly string[] s_junk = ["banana", "it started when my dog pulled me", "purple", "42 miles", "see my chart", "asdf", "5 feet 9", "!!!", "my sister said so"];
    private static readonly string[] s_questions = ["why do you ask", "how many are left", "say that again", "hw many more", "what was the question", "why"];
    private static readonly string[] s_pauses = ["later", "gotta go", "pause", "stop", "i have to go", "can we do this later"];
    private static readonly string[] s_before = ["well ", "i would say ", "um, ", "it is ", "i think ", ""];
    private static readonly string[] s_after = [", i guess", ", thanks", ", to be honest", " i think", ""];

    private readonly Random _random;
    private readonly Temper _temper;
    private readonly Dictionary<string, ScreeningAnswer> _intended;

    public SimulatedPatient(int seed, Temper? temper = null, bool mayBeUrgent = true)
    {
        _random = new(seed);
        _temper = temper ?? Temper.Any(_random);
        _intended = [];
        // Most patients who come here have what the check is about: of two answers they more often mean the one that leads on.
        foreach (var question in ScreeningChat.Definition.Questions)
        {
            var (one, other) = (Intend(question, mayBeUrgent), Intend(question, mayBeUrgent));
            _intended[question.LinkId] = Chance(70) && TotalWith(other) > TotalWith(one) ? other : one;
        }

        int TotalWith(ScreeningAnswer answer) => new Walk(ScreeningChat.Definition, new() { Answers = [.. _intended.Values, answer] }).Total;
    }

    public ScreeningChat Chat { get; private set; } = new();

    /// <summary>Messages sent, the one that starts included.</summary>
    public int Turns { get; private set; }

    /// <summary>The conversation, to be shown where it went wrong.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The outcome of the intended answers, found without any conversation; "urgent" where one of them is a warning sign.</summary>
    public string ExpectedOutcome
    {
        get
        {
            var answers = ImmutableArray<ScreeningAnswer>.Empty;
            while (new Walk(ScreeningChat.Definition, new() { Answers = answers }).Next is { } next)
            {
                if (IsUrgent(next))
                    return "urgent";
                answers = answers.Add(_intended[next.LinkId]);
            }

            return ScreeningChat.Definition.Judge(new() { Answers = answers }).OutcomeId;
        }
    }

    /// <summary>Goes through the check to its end; gives the outcome that it ended with.</summary>
    public string Complete()
    {
        Chat.Start();
        Turns++;
        while (Turns < MostTurns)
        {
            if (Chat.Last.Outcome is Outcome.Emergency or Outcome.Crisis)
                return "urgent";
            if (Wrong() is { } wrong && (Chat.Screening.Finished || _random.Next(100) < 70))
            {
                PutRight(wrong);
                continue;
            }

            if (Chat.Screening.Finished)
                return Chat.Screening.OutcomeId!;
            Turn();
        }

        return "no end";
    }

    private void Turn()
    {
        var asked = Contradictions.Asked(Chat.TurnOf("", null), Chat.Screening)!;
        if (Chance(_temper.Asks))
            Say(Any(s_questions));
        if (Chance(_temper.OffTopic))
            Say(Any(s_junk));
        if (Chat.Last.Outcome is Outcome.Emergency or Outcome.Crisis || Chat.Screening.Finished)
            return;
        if (Chance(_temper.Pauses) && Chat.Screening.Answers.Length > 0)
        {
            Pause();
            return;
        }

        asked = Contradictions.Asked(Chat.TurnOf("", null), Chat.Screening)!;
        if (asked.LinkId == Chat.Screening.Checking)
        {
            Settle(asked);
            return;
        }

        if (Chat.Screening.Collecting)
        {
            // Taps what is missing, then "That's all".
            var (noted, meant) = (Chat.Screening.AnswerTo(asked.LinkId)?.Values ?? [], _intended[asked.LinkId].Values);
            if (noted.FirstOrDefault(value => !meant.Contains(value)) is not null)
                Say("go back");
            else
                Say(meant.FirstOrDefault(value => !noted.Contains(value))?.Shown ?? Any(["that's all", "no", "done"]));
            return;
        }

        if (Chance(_temper.Wavering) && Another(asked) is { } another)
        {
            Say(another);
            // Says so at once, or notices it later.
            if (Chance(60) && !Chat.Screening.Finished && Chat.Screening.AnswerTo(asked.LinkId) is not null && Chat.Screening.Checking is null)
                Say($"{Any(["actually ", "no wait, ", "sorry, i meant "])}{Worded(asked)}");
            return;
        }

        var answer = Worded(asked);
        // "I guess" to a warning sign is heard as a yes, and is meant to be.
        Say(Chance(_temper.Verbose) && asked.SafetyRule is null && !int.TryParse(answer, out _) ? $"{Any(s_before)}{answer}{Any(s_after)}" : answer);
    }

    private void Settle(Question check)
    {
        var turn = Chat.TurnOf("", null);
        var choices = Enumerable.Range(0, check.Options.Length).Select(index => (Index: index, Settlement: Contradictions.SettlementOf(turn, Chat.Screening, index))).ToArray();
        var fits = choices.FirstOrDefault(one => one.Settlement.Sets.Length > 0 && one.Settlement.Sets.All(IsIntended));
        var stands = choices.First(one => one.Settlement is { Sets.IsEmpty: true, Again: null });
        Say(check.Options[fits.Settlement is null ? stands.Index : fits.Index].Label);
    }

    /// <summary>The first answer noted otherwise than meant, or null.</summary>
    private Question? Wrong() =>
        Chat.Screening.Checking is not null ? null
        : new Walk(ScreeningChat.Definition, Chat.Screening).Applying.FirstOrDefault(question => !Chat.Screening.Collecting && Chat.Screening.AnswerTo(question.LinkId) is { } answer && !IsIntended(answer));

    private void PutRight(Question wrong)
    {
        if (Chat.Screening.Current != wrong.LinkId || Chat.Screening.Finished)
        {
            switch (_random.Next(3))
            {
                case 0 when Chat.State.Active is ActiveDialog.Screening:
                    Say("go back");
                    return;
                case 1 when Chat.State.Active is ActiveDialog.Screening || Chat.State.Offered.Any(choice => choice.Action == ScreeningDialog.ShareAndBook):
                    Say($"change my answer about {wrong.Short.ToLowerInvariant()}");
                    if (Chat.State.Offered.FirstOrDefault(choice => choice.Action == ScreeningActions.Change(wrong.LinkId)) is { } named)
                        Tap(named);
                    break;
                default:
                    Tap(new("Change an answer", ChoiceAction.Screening(ScreeningActions.ChangeSome)));
                    if (Chat.State.Offered.FirstOrDefault(choice => choice.Action == ScreeningActions.Change(wrong.LinkId)) is { } listed)
                        Tap(listed);
                    break;
            }
        }

        if (Chat.Screening.Finished || Chat.Screening.Current != wrong.LinkId || Chat.Screening.Checking is not null)
            return;
        var leavesOut = _intended[wrong.LinkId] is { Status: AnswerStatus.Skipped };
        Say(leavesOut ? "i would rather not say" : Worded(wrong));
        // "Not sure, or rather not say" is an option of some questions, and then what was meant.
        if (leavesOut && Chat.Screening.AnswerTo(wrong.LinkId) is { Values: [AnswerValue.Coded noted] } answer && wrong.Options.Any(option => option is { IsUnknown: true } or { IsDeclined: true } && option.Value.Equals(noted)))
            _intended[wrong.LinkId] = answer;
    }

    private void Pause()
    {
        Say(Any(s_pauses));
        var code = Chat.Said.Split('\n').Select(line => line.Trim().Replace(" ", "", StringComparison.Ordinal)).FirstOrDefault(ResumeCode.IsWellFormed) ?? throw new InvalidOperationException($"No code was given.\n{string.Join('\n', Log)}\n{Chat.Said}");
        var elsewhere = _random.Next(2) == 0;
        if (elsewhere)
            Chat = Chat.Elsewhere();
        Chat.Clock += TimeSpan.FromDays(_random.Next(1, 10));
        if (elsewhere)
        {
            Say($"my code is {code.ToLowerInvariant()[..4]} {code.ToLowerInvariant()[4..]}");
            return;
        }

        Chat.Start();
        Turns++;
        Say("yes please");
    }

    /// <summary>An intended answer in words.</summary>
    private string Worded(Question question)
    {
        var answer = _intended[question.LinkId];
        return answer.Status is AnswerStatus.Skipped ? Any(["skip", "pls skip this", "next question please"]) : Worded(question, answer.Values);
    }

    private string Worded(Question question, ImmutableArray<AnswerValue> values) => values switch
    {
        [AnswerValue.Flag flag] => flag.Value ? "yes" : "no",
        [AnswerValue.Whole whole] => whole.Value.ToString(CultureInfo.InvariantCulture),
        [AnswerValue.Coded only] => _random.Next(4) switch { 0 => $"option {PlaceOf(question, only)}", 1 => only.Display, _ => InOtherWords(question, only) },
        _ => string.Join(" and ", values.Select(value => PlaceOf(question, value))),
    };

    /// <summary>One of the option's synonyms that are written out: patterns are tried by the readers' own tests.</summary>
    private string InOtherWords(Question question, AnswerValue.Coded value)
    {
        string[] written =
        [
            value.Display,
            .. question.Options.First(option => option.Value.Equals(value)).Phrases.Where(phrase => !phrase.IsDoubtful && phrase.Slots.All(slot => slot is { Gap: 0, Words.Length: 1 })).Select(phrase => string.Join(' ', phrase.Words)),
        ];
        return written[_random.Next(written.Length)];
    }

    private static string PlaceOf(Question question, AnswerValue value) => (question.Options.Select(option => (AnswerValue)option.Value).ToList().IndexOf(value) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A harmless other answer, or null.</summary>
    private string? Another(Question question)
    {
        if (question.Type is QuestionType.Integer)
            return _random.Next(19, 80).ToString(CultureInfo.InvariantCulture);
        var others = question.Options.Where(option => option.SafetyRule is null && !_intended[question.LinkId].Values.Contains(option.Value)).ToArray();
        return others.Length == 0 ? null : Worded(question, [others[_random.Next(others.Length)].Value]);
    }

    private ScreeningAnswer Intend(Question question, bool mayBeUrgent)
    {
        if (!question.Required && Chance(_temper.Skips))
            return new(question.LinkId, AnswerStatus.Skipped, []);
        return new(question.LinkId, AnswerStatus.Given, question.Type switch
        {
            QuestionType.Boolean => [new AnswerValue.Flag(mayBeUrgent && _random.Next(20) == 0)],
            QuestionType.Integer => [new AnswerValue.Whole(_random.Next(16, 85))],
            _ => Options(question, mayBeUrgent),
        });
    }

    private ImmutableArray<AnswerValue> Options(Question question, bool mayBeUrgent)
    {
        var possible = question.Options.Where(option => option.SafetyRule is null || (mayBeUrgent && _random.Next(60) == 0)).ToArray();
        var first = possible[_random.Next(possible.Length)];
        if (!question.Repeats || first.Exclusive || _random.Next(2) == 0)
            return [first.Value];
        var second = possible[_random.Next(possible.Length)];
        return second.Exclusive || second == first ? [first.Value] : [.. question.Options.Where(option => option == first || option == second).Select(option => option.Value)];
    }

    private bool IsUrgent(Question question) => _intended[question.LinkId] is { Status: AnswerStatus.Given } answer
        && (answer.Values is [AnswerValue.Flag { Value: true }] ? question.SafetyRule is not null : question.Options.Any(option => option.SafetyRule is not null && answer.Values.Contains(option.Value)));

    private bool IsIntended(ScreeningAnswer answer) => _intended[answer.LinkId] is var meant && meant.Status == answer.Status && meant.Values.SequenceEqual(answer.Values);

    private void Say(string text)
    {
        Send(text, null, TimeSpan.FromSeconds(20));
        if (Chance(_temper.SendsTwice) && Chat.State.Active is ActiveDialog.Screening)
            Send(text, null, TimeSpan.FromMilliseconds(300));
    }

    private void Tap(Choice choice) => Send(choice.Label, choice.Action, TimeSpan.FromSeconds(20));

    private void Send(string text, string? action, TimeSpan after)
    {
        Turns++;
        Chat.Clock += after;
        Log.Add($"> {text}");
        if (!Chat.TrySay(text, action) && Chat.State.Active is ActiveDialog.Screening)
            Chat.NotUnderstood(text);
        Log.Add($"< {Chat.Last.Why.Note}");
    }

    private bool Chance(int hundredths) => _random.Next(100) < hundredths;

    private string Any(string[] texts) => texts[_random.Next(texts.Length)];
}
