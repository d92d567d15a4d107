using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>
/// The answers to one question that anything can tell apart: every option and every set of options, every number of a bounded range, else the numbers, dates and texts
/// that are compared with and those beside them. Answers that stop the check for a safety rule lead to no outcome and are left out.
/// </summary>
internal static class AnswerSpace
{
    /// <summary>Up to so many options every set of them is tried.</summary>
    private const int MostOptions = 12;

    /// <summary>Up to so many whole numbers each is tried.</summary>
    private const int MostNumbers = 1000;

    /// <summary>Its answers, or default where there are too many.</summary>
    /// <param name="question">The question.</param>
    /// <param name="compared">Values that conditions compare it with.</param>
    /// <param name="alike">Whether options that are not compared with are all the same.</param>
    public static ImmutableArray<ScreeningAnswer> Of(Question question, IReadOnlyCollection<AnswerValue> compared, bool alike)
    {
        var sets = question switch
        {
            { IsChoice: true } => Choices(question, compared, alike),
            { Type: QuestionType.Boolean } => Single(question.SafetyRule is null ? [new AnswerValue.Flag(true), new AnswerValue.Flag(false)] : [new AnswerValue.Flag(false)]),
            { Repeats: true } => WithPairs(Critical(question, compared)),
            _ => Single(Critical(question, compared)),
        };
        if (sets is null)
            return default;
        IEnumerable<ScreeningAnswer> given = sets.Select(values => new ScreeningAnswer(question.LinkId, AnswerStatus.Given, values));
        // To FHIRPath "not sure" is the same as skipped: there is no value.
        return question.Required ? [.. given] : [.. given, new ScreeningAnswer(question.LinkId, AnswerStatus.Skipped, [])];
    }

    private static IEnumerable<ImmutableArray<AnswerValue>> Single(IEnumerable<AnswerValue> values) => values.Select(value => ImmutableArray.Create(value));

    private static IEnumerable<ImmutableArray<AnswerValue>> WithPairs(IEnumerable<AnswerValue> values)
    {
        AnswerValue[] all = [.. values];
        return [.. Single(all), .. all.SelectMany((one, at) => all.Skip(at + 1).Select(other => ImmutableArray.Create(one, other)))];
    }

    private static IEnumerable<ImmutableArray<AnswerValue>>? Choices(Question question, IReadOnlyCollection<AnswerValue> compared, bool alike)
    {
        AnswerOption[] harmless = [.. question.Options.Where(option => option.SafetyRule is null)];
        var words = question.Type is QuestionType.OpenChoice ? compared.OfType<AnswerValue.Words>().Append(new AnswerValue.Words("something else")) : [];
        if (!question.Repeats)
            return Single([.. harmless.Select(option => option.Value), .. words]);
        var together = harmless.Where(option => !option.Exclusive).Select(option => (AnswerValue)option.Value).Concat(words).ToArray();
        if (alike)
            together = Fewer(together, compared);
        return together.Length > MostOptions ? null : Single(harmless.Where(option => option.Exclusive).Select(option => option.Value)).Concat(Sets(together));
    }

    /// <summary>Those that are compared with, and one that stands for all others.</summary>
    private static AnswerValue[] Fewer(AnswerValue[] values, IReadOnlyCollection<AnswerValue> compared)
    {
        var named = values.Where(value => compared.Any(other => CodeOf(other) == CodeOf(value))).ToArray();
        return [.. named, .. values.Except(named).Take(1)];
    }

    private static string? CodeOf(AnswerValue value) => value switch { AnswerValue.Coded coded => coded.Code, AnswerValue.Words words => words.Text, _ => null };

    private static IEnumerable<ImmutableArray<AnswerValue>> Sets(AnswerValue[] values) =>
        Enumerable.Range(1, (1 << values.Length) - 1).Select(bits => values.Where((_, at) => (bits & (1 << at)) != 0).ToImmutableArray());

    private static IEnumerable<AnswerValue> Critical(Question question, IReadOnlyCollection<AnswerValue> compared)
    {
        var numbers = compared.Select(NumberOf).OfType<decimal>().ToArray();
        IEnumerable<AnswerValue> values = question.Type switch
        {
            QuestionType.Integer when question is { Min: { } min, Max: { } max } && max - min < MostNumbers => Enumerable.Range((int)min, (int)(max - min) + 1).Select(number => new AnswerValue.Whole(number)),
            QuestionType.Integer => Around(question, numbers, 1).Select(decimal.Truncate).Select(number => new AnswerValue.Whole((int)number)),
            QuestionType.Decimal => Around(question, numbers, 0.01m).Select(number => new AnswerValue.Number(number)),
            QuestionType.Quantity => UnitsOf(question, compared).SelectMany(unit => Around(question, [.. numbers, .. InUnit(compared, unit)], 0.01m).Select(number => new AnswerValue.Amount(number, unit.Name, unit.Code))),
            QuestionType.Date => DaysOf(question, compared).Select(day => new AnswerValue.Day(day)),
            _ => [.. compared.OfType<AnswerValue.Words>(), new AnswerValue.Words("something else")],
        };
        return values.Distinct().Where(value => AnswerBounds.Holds(question, value));
    }

    private static IEnumerable<decimal> Around(Question question, decimal[] numbers, decimal step) =>
        [.. numbers.SelectMany(number => new[] { number - step, number, number + step }), .. new[] { question.Min, question.Max }.OfType<decimal>(), .. numbers.Length == 0 ? [1m] : Array.Empty<decimal>()];

    private static IEnumerable<AnswerUnit> UnitsOf(Question question, IReadOnlyCollection<AnswerValue> compared) =>
        question.Units.IsEmpty ? compared.OfType<AnswerValue.Amount>().Select(amount => new AnswerUnit(amount.Code, amount.Unit)).Append(new("1", "")).DistinctBy(unit => unit.Code) : question.Units;

    private static IEnumerable<decimal> InUnit(IEnumerable<AnswerValue> compared, AnswerUnit unit) =>
        compared.OfType<AnswerValue.Amount>().Select(amount => TimeUnit.Days(amount.Code) is { } from && TimeUnit.Days(unit.Code) is { } to ? amount.Value * from / to : amount.Value);

    private static IEnumerable<DateOnly> DaysOf(Question question, IReadOnlyCollection<AnswerValue> compared)
    {
        DateOnly[] named = [.. compared.OfType<AnswerValue.Day>().Select(day => day.Value), .. compared.OfType<AnswerValue.Words>().Select(words => DateOnly.TryParse(words.Text, CultureInfo.InvariantCulture, out var day) ? day : (DateOnly?)null).OfType<DateOnly>()];
        return [.. named.SelectMany(day => new[] { day.AddDays(-1), day, day.AddDays(1) }), .. new[] { question.Earliest, question.Latest }.OfType<DateOnly>(), .. named.Length == 0 ? [new DateOnly(2020, 1, 1)] : Array.Empty<DateOnly>()];
    }

    private static decimal? NumberOf(AnswerValue value) => value switch
    {
        AnswerValue.Whole whole => whole.Value,
        AnswerValue.Number number => number.Value,
        AnswerValue.Amount amount => amount.Value,
        _ => null,
    };
}
