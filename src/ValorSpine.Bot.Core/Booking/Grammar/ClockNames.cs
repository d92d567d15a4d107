using System.Globalization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Finds hours and parts of the day by their names: "3:30 pm", "half past ten", "late morning". A bare number may be one.</summary>
internal static class ClockNames
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly Regex s_clock = new(@"\b(?<hour>\d{1,2})(?::(?<minutes>[0-5]\d))?(?: ?(?<half>am|pm|o'?clock))?(?: in the)?(?<part> (?:morning|afternoon|evening))?\b(?<rest> (?:days?|weeks?|months?|years?|hours?|minutes?|mins?)\b|/|st\b|nd\b|rd\b|th\b)?", Options);
    private static readonly Regex s_past = new(@"\b(?<part>half|(?:a )?quarter|(?:5|10|20|25) minutes) (?<side>past|after|to|till|before) (?<hour>1[0-2]|[1-9])\b|\bhalf (?<hour>1[0-2]|[1-9])\b", Options);
    private static readonly Regex s_noon = new(@"\bnoon\b", Options);

    private static readonly Regex s_early = new(@"\b(?:too |very |really |so |super |nice and )?(?:early|earlyish)\b", Options);
    private static readonly Regex s_late = new(@"\b(?:too |very |really |so )?late(?: in the day)?\b", Options);

    /// <summary>Each hour and part, with where it stands.</summary>
    public static IEnumerable<(int At, int Length, Hours Hours, bool IsPart)> In(string text)
    {
        foreach (Match match in s_noon.Matches(text))
            yield return (match.Index, match.Length, new(null, null, new TimeOnly(12, 0)), false);
        foreach (Match match in s_past.Matches(text))
        {
            if (Past(match) is { } at)
                yield return (match.Index, match.Length, new(null, null, at), false);
        }

        foreach (Match match in s_clock.Matches(text))
        {
            if (!match.Groups["rest"].Success && Clock(match) is { } hours)
                yield return (match.Index, match.Length, hours, false);
        }

        foreach (Match match in s_early.Matches(text))
            yield return (match.Index, match.Length, new(null, new TimeOnly(10, 0)), true);
        foreach (Match match in s_late.Matches(text))
            yield return (match.Index, match.Length, match.Value.StartsWith("too", StringComparison.Ordinal) ? new(new TimeOnly(16, 0), null) : new(new TimeOnly(15, 0), null), true);
        foreach (var (words, after, before) in HourWords.Parts)
        {
            foreach (Match match in words.Matches(text))
                yield return (match.Index, match.Length, new(after > 0 ? TimeOnly.MinValue.AddMinutes(after) : null, before > 0 ? TimeOnly.MinValue.AddMinutes(before) : null), true);
        }
    }

    private static Hours? Clock(Match match)
    {
        var hour = match.Groups["hour"].Value;
        var minutes = match.Groups["minutes"].Success ? ":" + match.Groups["minutes"].Value : "";
        var half = match.Groups["half"].Value is var said && said is "am" or "pm" ? said : match.Groups["part"].Value switch { " morning" => "am", " afternoon" or " evening" => "pm", _ => "" };
        var isBare = minutes.Length == 0 && half.Length == 0 && !match.Groups["half"].Success;
        return HourWords.Hour(hour + minutes + half) is { } at ? new(null, null, at, isBare) : null;
    }

    private static TimeOnly? Past(Match match)
    {
        if (HourWords.Hour(match.Groups["hour"].Value) is not { } hour)
            return null;
        var part = match.Groups["part"].Value;
        var minutes = part.EndsWith("quarter", StringComparison.Ordinal) ? 15 : part is "half" or "" ? 30 : int.Parse(part.Split(' ')[0], CultureInfo.InvariantCulture);
        return hour.AddMinutes(match.Groups["side"].Value is "to" or "till" or "before" ? -minutes : minutes);
    }
}
