using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Evaluation;

/// <summary>What the screening took a free answer for.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Heard">What it was taken for.</param>
/// <param name="IsRight">Whether that is what it means.</param>
/// <param name="IsSilentlyWrong">Whether something else was taken without asking.</param>
internal sealed record AnswerJudged(FreeAnswer Answer, string Heard, bool IsRight, bool IsSilentlyWrong);

/// <summary>Reads each free answer as the dialog does, and writes what came of it.</summary>
internal static class ScreeningRun
{
    /// <summary>What became of each answer, in their order.</summary>
    public static ImmutableArray<AnswerJudged> Play(ScreeningDefinition definition, IEnumerable<FreeAnswer> answers) => [.. answers.Select(answer => Judge(definition, answer))];

    /// <summary>The share taken for what they mean, or asked about where that is right.</summary>
    public static Share Right(IEnumerable<AnswerJudged> judged) => Share.Count([.. judged], one => one.IsRight);

    /// <summary>The share taken for something else without asking.</summary>
    public static Share SilentlyWrong(IEnumerable<AnswerJudged> judged) => Share.Count([.. judged], one => one.IsSilentlyWrong);

    /// <summary>The figures of one split as Markdown.</summary>
    public static string Report(IReadOnlyCollection<AnswerJudged> judged)
    {
        var text = new StringBuilder("| figure | value (95 % interval) | aim |\n| --- | --- | --- |\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"| understood as meant | {Right(judged)} | 0.97 |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| taken for something else without asking | {SilentlyWrong(judged)} | 0.005 |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| asked again though it could be understood | {Share.Count([.. judged], one => one is { IsRight: false, IsSilentlyWrong: false })} |  |");
        text.AppendLine("\n| question | understood as meant (95 % interval) | silently wrong |\n| --- | --- | --- |");
        foreach (var question in judged.GroupBy(one => one.Answer.Question))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {question.Key} | {Right(question)} | {SilentlyWrong(question).Hits} of {question.Count()} |");
        return text.ToString();
    }

    private static AnswerJudged Judge(ScreeningDefinition definition, FreeAnswer answer)
    {
        var (heard, values) = AnswerUnderstanding.Read(definition, answer.Question, answer.Says, answer.Now);
        var asks = heard is AnswerHeard.NoAnswer or AnswerHeard.AskedBack or AnswerHeard.Agreed;
        var taken = heard switch
        {
            AnswerHeard.NotSure => ScreeningSuite.NotSure,
            AnswerHeard.RatherNotSay => ScreeningSuite.RatherNotSay,
            _ => string.Join(',', values.Select(Shown).Order(StringComparer.Ordinal)),
        };
        // Where "not sure" is an option, picking it is being not sure; some name it together with "rather not say".
        var isUnsure = values is [AnswerValue.Coded { Code: "unknown" }] && answer.Right.Any(means => means is ScreeningSuite.NotSure or ScreeningSuite.RatherNotSay);
        // Authors write "not sure" as "ask, or they would rather not say" where the question has no option for it: it is noted as open, and nothing is taken.
        isUnsure |= heard is AnswerHeard.NotSure && answer.Right.Contains(ScreeningSuite.Ask) && answer.Right.Contains(ScreeningSuite.RatherNotSay);
        var isRight = asks ? answer.Right.Any(means => means is ScreeningSuite.Ask or ScreeningSuite.NotAnAnswer) : isUnsure || answer.Right.Contains(taken);
        return new(answer, $"{heard} {string.Join(',', values.Select(Shown))}".TrimEnd(), isRight, !isRight && !asks && heard is not (AnswerHeard.TakenInPart or AnswerHeard.Warned));
    }

    private static string Shown(AnswerValue value) => value switch
    {
        AnswerValue.Coded coded => coded.Code,
        AnswerValue.Flag flag => flag.Value ? "true" : "false",
        AnswerValue.Day day => day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.Shown,
    };
}
