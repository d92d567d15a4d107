using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>
/// All combinations of answers to the questions that some conditions hang on, each question with its answers that these can tell apart, and none where it is not asked.
/// Built for one look; gives up beyond a number of steps, and says so.
/// </summary>
internal sealed class AnswerTree : IAnswers
{
    /// <summary>About two seconds.</summary>
    private const int MostSteps = 200_000;

    /// <summary>A test over several questions is tried with at most so many combinations of their answers.</summary>
    private const int MostTogether = 20_000;

    private readonly ImmutableArray<Question> _questions;
    private readonly ImmutableArray<ImmutableArray<ScreeningAnswer>> _answers;
    private readonly FrozenDictionary<string, int> _index;
    private readonly Dictionary<Hl7.FhirPath.Expressions.Expression, Known> _tests = new(ReferenceEqualityComparer.Instance);
    private readonly ScreeningAnswer?[] _given;
    private readonly int[] _picked;
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private int _steps;

    public AnswerTree(ScreeningDefinition definition, ImmutableArray<TableTest> tests, IEnumerable<Question> also)
    {
        _questions = InOrder(definition, tests.SelectMany(test => test.Questions).Concat(also));
        _index = _questions.Select((question, at) => (question.LinkId, at)).ToFrozenDictionary(pair => pair.LinkId, pair => pair.at, StringComparer.Ordinal);
        (_given, _picked) = (new ScreeningAnswer?[_questions.Length], new int[_questions.Length]);
        _answers = [.. _questions.Select(question => ToldApart(definition, question, [.. tests.Where(test => test.Questions.Contains(question))]))];
        IsTooLarge = _answers.Any(answers => answers.IsDefault);
        foreach (var test in IsTooLarge ? [] : tests)
            _tests[test.Expression] = Known.Of(test, [.. test.Questions.Select(question => _index[question.LinkId])], _answers);
        IsTooLarge |= _tests.Values.Any(test => test.IsTooLarge);
    }

    /// <summary>Whether not all combinations could be tried.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The answers of the combination that is looked at.</summary>
    public IEnumerable<ScreeningAnswer> Given => _given.OfType<ScreeningAnswer>();

    /// <summary>The tests whose answers are tried.</summary>
    public IEnumerable<TableTest> Tests => _tests.Values.Select(test => test.Test);

    /// <summary>Those that no answer meets.</summary>
    public IEnumerable<TableTest> NeverTrue => _tests.Values.Where(test => test is { IsTooLarge: false, EverTrue: false }).Select(test => test.Test);

    /// <summary>What a test can still come to.</summary>
    public Verity Of(Hl7.FhirPath.Expressions.Expression test) => _tests[test].With(_given, _picked);

    /// <summary>
    /// Looks for a combination. The test is true where it is found, false where no further answer can help, and null where that hangs on further answers.
    /// </summary>
    /// <param name="test">The test.</param>
    /// <param name="residue">What the answers so far leave of it. Where the same is left of it, and the same questions are still asked, the rest is looked at once.</param>
    public bool Any(Func<bool?> test, Func<string>? residue = null)
    {
        Array.Clear(_given);
        _done.Clear();
        _steps = 0;
        return !IsTooLarge && From(0, test, residue);
    }

    public Knowledge Find(string linkId, out ImmutableArray<AnswerValue> values)
    {
        values = [];
        if (!_index.TryGetValue(linkId, out var at) || _given[at] is not { } answer)
            return Knowledge.Open;
        values = answer.Values;
        return answer.Status is AnswerStatus.Given ? Knowledge.Answered : Knowledge.Absent;
    }

    private bool From(int at, Func<bool?> test, Func<string>? residue)
    {
        if (++_steps > MostSteps)
        {
            IsTooLarge = true;
            return false;
        }

        if (test() is { } settled)
            return settled;
        if (at == _questions.Length || (residue is not null && !_done.Add($"{at} {residue()} {Asked(at)}")))
            return false;
        if (_questions[at].Enabled.Evaluate(this) != true)
        {
            // Not asked is the last of the answers: see ToldApart.
            if (Take(at, _answers[at].Length - 1, test, residue))
                return true;
        }
        else
        {
            for (var pick = 0; pick < _answers[at].Length && !IsTooLarge; pick++)
            {
                if ((pick < _answers[at].Length - 1 || !_questions[at].Required) && Take(at, pick, test, residue))
                    return true;
            }
        }

        _given[at] = null;
        return false;
    }

    private bool Take(int at, int pick, Func<bool?> test, Func<string>? residue)
    {
        (_given[at], _picked[at]) = (_answers[at][pick], pick);
        return From(at + 1, test, residue);
    }

    /// <summary>Which of the questions from here on are asked, as far as the answers so far tell.</summary>
    private string Asked(int from)
    {
        var asked = new StringBuilder();
        foreach (var question in _questions.AsSpan()[from..])
        {
            var enabled = question.Enabled.Evaluate(this);
            asked.Append(enabled switch { true => '1', false => '0', null => '?' });
            if (enabled is not null)
                continue;
            foreach (var test in question.Enabled.Tests)
            {
                if (_index.TryGetValue(test.LinkId, out var at) && _given[at] is not null)
                    asked.Append(at).Append(':').Append(_picked[at]).Append(',');
            }
        }

        return asked.ToString();
    }

    /// <summary>Each question after those that decide whether it is asked.</summary>
    private static ImmutableArray<Question> InOrder(ScreeningDefinition definition, IEnumerable<Question> questions)
    {
        var ordered = new List<Question>();
        var seen = new HashSet<Question>(ReferenceEqualityComparer.Instance);
        foreach (var question in questions.OrderBy(question => definition.IndexOf(question.LinkId)))
            Add(question);
        return [.. ordered];

        void Add(Question question)
        {
            if (!seen.Add(question))
                return;
            foreach (var before in question.Enabled.Tests.Select(test => definition.Find(test.LinkId)).OfType<Question>())
                Add(before);
            ordered.Add(question);
        }
    }

    /// <summary>One answer of each kind that the tests and the questions' own conditions can tell apart; none at all is the last one. Default where there are too many.</summary>
    private static ImmutableArray<ScreeningAnswer> ToldApart(ScreeningDefinition definition, Question question, ImmutableArray<TableTest> tests)
    {
        var conditions = definition.Questions.SelectMany(other => other.Enabled.Tests).Where(test => test.LinkId == question.LinkId).ToArray();
        var none = new ScreeningAnswer(question.LinkId, AnswerStatus.Skipped, []);
        var all = AnswerSpace.Of(question, [.. tests.SelectMany(test => test.Compared), .. conditions.Select(test => test.Expected)], tests.All(test => test.LooksAtCodesOnly));
        return all.IsDefault ? default : [.. all.Where(answer => answer.Status is AnswerStatus.Given).Append(none).GroupBy(KindOf).Select(kind => kind.Contains(none) ? none : kind.First()).OrderBy(answer => answer == none)];

        string KindOf(ScreeningAnswer answer)
        {
            if (tests.Any(test => test.Questions.Length > 1))
                return string.Join('|', answer.Values);
            var alone = new Alone(answer);
            var values = tests.IsEmpty ? null : AnswerVariables.Of([(question, answer)], [.. tests.SelectMany(test => test.Variables).Distinct()]);
            return string.Join(' ', [.. tests.Select(test => (int)test.With(values!)), .. conditions.Select(test => test.Evaluate(alone) == true ? 1 : 0), answer == none ? 0 : 1]);
        }
    }

    /// <summary>One answer, and nothing else.</summary>
    private sealed class Alone(ScreeningAnswer answer) : IAnswers
    {
        public Knowledge Find(string linkId, out ImmutableArray<AnswerValue> values)
        {
            values = answer.Values;
            return answer.Status is AnswerStatus.Given ? Knowledge.Answered : Knowledge.Absent;
        }
    }

    /// <summary>A test with what it comes to for each combination of its questions' answers.</summary>
    private sealed record Known(TableTest Test, ImmutableArray<int> Questions, ImmutableArray<int> Sizes, ImmutableArray<Verity> Results)
    {
        public bool IsTooLarge => Results.IsDefault;

        public bool EverTrue => Results.Contains(Verity.True);

        public static Known Of(TableTest test, ImmutableArray<int> questions, ImmutableArray<ImmutableArray<ScreeningAnswer>> answers)
        {
            ImmutableArray<int> sizes = [.. questions.Select(at => answers[at].Length)];
            if (sizes.Aggregate(1L, (product, size) => Math.Min(product * size, MostTogether + 1L)) > MostTogether)
                return new(test, questions, sizes, default);
            var results = ImmutableArray.CreateBuilder<Verity>();
            for (var number = 0; number < sizes.Aggregate(1, (product, size) => product * size); number++)
            {
                var rest = number;
                var combination = new ScreeningAnswer[questions.Length];
                for (var i = questions.Length - 1; i >= 0; i--)
                    (combination[i], rest) = (answers[questions[i]][rest % sizes[i]], rest / sizes[i]);
                results.Add(test.With(combination));
            }

            return new(test, questions, sizes, results.ToImmutable());
        }

        public Verity With(ScreeningAnswer?[] given, int[] picked)
        {
            var number = 0;
            for (var i = 0; i < Questions.Length; i++)
            {
                if (given[Questions[i]] is null)
                    return Verity.Any;
                number = (number * Sizes[i]) + picked[Questions[i]];
            }

            return Results[number];
        }
    }
}
