using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>What the check takes a free answer for, in a word: codes, "true", "declined", "unsure", "asked".</summary>
internal static class HeardAnswer
{
    /// <summary>A working day with a winter behind it, so that "since Thanksgiving" always means the same.</summary>
    public static readonly DateTimeOffset March = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(-6));

    public static string Of(string question, string says)
    {
        var (heard, values) = AnswerUnderstanding.Read(ScreeningChat.Definition, question, says, March);
        return heard switch
        {
            AnswerHeard.Taken or AnswerHeard.TakenInPart or AnswerHeard.Warned => string.Join(',', values.Select(value => value switch { AnswerValue.Coded coded => coded.Code, AnswerValue.Flag flag => flag.Value ? "true" : "false", _ => value.Shown }).Order(StringComparer.Ordinal)),
            AnswerHeard.RatherNotSay => "declined",
            AnswerHeard.NotSure => "unsure",
            _ => "asked",
        };
    }
}
