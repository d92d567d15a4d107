using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>What a patient who wanted a visit was told.</summary>
/// <param name="Reference">Of the visit, or null where there was none.</param>
/// <param name="When">On the clinic's clock.</param>
/// <param name="Taken">How often they were told that a time was just taken, each time with others to choose from.</param>
/// <param name="Milliseconds">Each turn, from sending the message to having read the replies.</param>
internal sealed record WantedVisit(string? Reference, DateTime When, int Taken, IReadOnlyList<double> Milliseconds);

/// <summary>Books a visit as a patient does who reads what is said: picks one of the times, gives name and phone, confirms.</summary>
internal static partial class BookingPatient
{
    private const int MostTurns = 40, SoonestFew = 3;

    public static async Task<WantedVisit> BookAsync(DirectLinePatient patient, string wish, Random random)
    {
        var (say, taken, milliseconds) = (wish, 0, new List<double>());
        while (milliseconds.Count < MostTurns)
        {
            var start = Stopwatch.GetTimestamp();
            var id = await patient.SayAsync(say);
            var replies = (await patient.ReadAsync()).Where(activity => activity.TryGetProperty("replyToId", out var to) && to.GetString() == id).ToArray();
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            var said = string.Join('\n', replies.Select(reply => reply.GetRawText()));
            if (ToldOf(said) is { } booked)
                return booked with { Taken = taken, Milliseconds = milliseconds };
            var times = replies.SelectMany(Choices).Where(choice => Time().IsMatch(choice)).Take(SoonestFew).ToArray();
            var isTaken = said.Contains("just taken", StringComparison.Ordinal);
            if (isTaken && times.Length == 0)
                break;
            taken += isTaken ? 1 : 0;
            say = times.Length > 0 ? times[random.Next(times.Length)] : replies.SelectMany(Choices).Contains("Confirm") ? "Confirm" : "Ann Lee, 312 555 0142";
        }

        return new(null, default, taken, milliseconds);
    }

    /// <summary>The visit that a reply confirms, or null.</summary>
    public static WantedVisit? ToldOf(JsonElement reply) => ToldOf(reply.GetRawText());

    /// <summary>What a reply offers to say next.</summary>
    public static IEnumerable<string> Choices(JsonElement reply) =>
        reply.TryGetProperty("suggestedActions", out var suggested) ? suggested.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("title").GetString()!) : [];

    private static WantedVisit? ToldOf(string said) =>
        Booked().Match(said) is { Success: true } booked ? new(booked.Groups["reference"].Value, On(booked.Groups["when"].Value), Taken: 0, Milliseconds: []) : null;

    private static DateTime On(string when) => DateTime.ParseExact(when, "MMMM d 'at' h:mm tt", CultureInfo.GetCultureInfo("en-US"), DateTimeStyles.None);

    [GeneratedRegex(@"^[A-Z][a-z]{2}, [A-Z][a-z]{2} \d+, \d+:\d\d [AP]M$")]
    private static partial Regex Time();

    [GeneratedRegex(@"Reference: (?<reference>VS-\w+).*?When: \w+, (?<when>.+? [AP]M) ")]
    private static partial Regex Booked();
}
