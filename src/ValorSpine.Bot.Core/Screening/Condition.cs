using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What is known of an answer while a screening runs.</summary>
internal enum Knowledge
{
    /// <summary>It has values.</summary>
    Answered,

    /// <summary>It has none and will get none: skipped, not known or not asked.</summary>
    Absent,

    /// <summary>It may still be asked.</summary>
    Open,
}

/// <summary>The answers that a condition is judged by.</summary>
internal interface IAnswers
{
    Knowledge Find(string linkId, out ImmutableArray<AnswerValue> values);
}

/// <summary>FHIR's enableWhen operators.</summary>
internal enum Comparison
{
    Exists,
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
}

/// <summary>
/// A condition over answers, of enableWhen or of an outcome. It is true, false or, as long as it hangs on a question that may still be asked, open (null).
/// </summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    public static Condition Always { get; } = new All([]);

    public abstract bool? Evaluate(IAnswers answers);

    /// <summary>All tests in it.</summary>
    public abstract IEnumerable<Test> Tests { get; }

    public sealed record All(ImmutableArray<Condition> Of) : Condition
    {
        public override IEnumerable<Test> Tests => Of.SelectMany(part => part.Tests);

        public override bool? Evaluate(IAnswers answers)
        {
            bool? all = true;
            foreach (var part in Of)
            {
                switch (part.Evaluate(answers))
                {
                    case false: return false;
                    case null: all = null; break;
                }
            }

            return all;
        }
    }

    public sealed record Any(ImmutableArray<Condition> Of) : Condition
    {
        public override IEnumerable<Test> Tests => Of.SelectMany(part => part.Tests);

        public override bool? Evaluate(IAnswers answers)
        {
            bool? any = false;
            foreach (var part in Of)
            {
                switch (part.Evaluate(answers))
                {
                    case true: return true;
                    case null: any = null; break;
                }
            }

            return any;
        }
    }

    public sealed record Not(Condition Of) : Condition
    {
        public override IEnumerable<Test> Tests => Of.Tests;

        public override bool? Evaluate(IAnswers answers) => !Of.Evaluate(answers);
    }

    /// <summary>
    /// Compares the answers to one question. As FHIR has it, one answer that meets the test is enough, and <c>!=</c> holds where no answer is equal,
    /// so also where there is none.
    /// </summary>
    public sealed record Test(string LinkId, Comparison Comparison, AnswerValue Expected) : Condition
    {
        public override IEnumerable<Test> Tests => [this];

        public override bool? Evaluate(IAnswers answers)
        {
            var known = answers.Find(LinkId, out var values);
            if (known is Knowledge.Open)
                return null;
            return Comparison switch
            {
                Comparison.Exists => Expected is AnswerValue.Flag flag && flag.Value == known is Knowledge.Answered,
                Comparison.NotEqual => !values.Any(value => Order(value, Expected) == 0),
                Comparison.Equal => values.Any(value => Order(value, Expected) == 0),
                Comparison.Greater => values.Any(value => Order(value, Expected) > 0),
                Comparison.Less => values.Any(value => Order(value, Expected) < 0),
                Comparison.GreaterOrEqual => values.Any(value => Order(value, Expected) >= 0),
                _ => values.Any(value => Order(value, Expected) <= 0),
            };
        }

        /// <summary>Negative, zero or positive as the value is below, equal to or above the expected one; null where they cannot be compared.</summary>
        private static int? Order(AnswerValue value, AnswerValue expected) => (value, expected) switch
        {
            (AnswerValue.Coded a, AnswerValue.Coded b) => a.Code == b.Code && (b.System is null || a.System == b.System) ? 0 : null,
            (AnswerValue.Words a, AnswerValue.Coded { System: null } b) => string.Equals(a.Text, b.Code, StringComparison.OrdinalIgnoreCase) ? 0 : null,
            (AnswerValue.Flag a, AnswerValue.Flag b) => a.Value == b.Value ? 0 : null,
            (AnswerValue.Words a, AnswerValue.Words b) => string.Equals(a.Text, b.Text, StringComparison.OrdinalIgnoreCase) ? 0 : null,
            (AnswerValue.Day a, AnswerValue.Day b) => a.Value.CompareTo(b.Value),
            (AnswerValue.Amount a, AnswerValue.Amount b) when a.Code == b.Code => a.Value.CompareTo(b.Value),
            (AnswerValue.Amount a, AnswerValue.Amount b) => TimeUnit.Days(a.Code) is { } x && TimeUnit.Days(b.Code) is { } y ? (a.Value * x).CompareTo(b.Value * y) : null,
            _ => NumberOf(value) is { } x && NumberOf(expected) is { } y ? x.CompareTo(y) : null,
        };

        private static decimal? NumberOf(AnswerValue value) => value switch
        {
            AnswerValue.Whole whole => whole.Value,
            AnswerValue.Number number => number.Value,
            _ => null,
        };
    }
}

/// <summary>UCUM's units of time in days; a month and a year are averages.</summary>
internal static class TimeUnit
{
    public static decimal? Days(string ucum) => ucum switch
    {
        "h" => 1m / 24,
        "d" => 1m,
        "wk" => 7m,
        "mo" => 30.4375m,
        "a" => 365.25m,
        _ => null,
    };
}
