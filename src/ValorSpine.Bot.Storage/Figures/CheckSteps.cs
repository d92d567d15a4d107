using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace ValorSpine.Bot.Storage.Figures;

/// <summary>
/// The steps of the guided check in their order. A conversation left where it came furthest in a period, which may be less than it came to on other days: so it is counted, as for any mark, whether it came to a step
/// <em>or further</em>, and those who left at a step are those who came so far less those who came to the next one.
/// </summary>
internal sealed class CheckSteps(ImmutableArray<string> steps)
{
    private const string CameTo = "came to step ";

    /// <summary>What was added up for other steps, or another order, does not count.</summary>
    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', steps))).AsSpan(0, 8));

    /// <summary>The values of the query.</summary>
    public IEnumerable<object?> Values => steps;

    /// <summary>Adds up, by day, the conversations that came to each step or further.</summary>
    /// <param name="first">Number of the parameter that is the first step; the first and the last day are <c>$1</c> and <c>$2</c>.</param>
    public string OfMarks(int first)
    {
        var places = string.Join(", ", steps.Select((_, place) => FormattableString.Invariant($"({place})")));
        // Those who come to a check come to several of its steps on the day: they are put together before they are looked up.
        return $"""
            SELECT a.Day, '{CameTo}' || a.Place, a.Channel, a.Earlier, count(*), 0
            FROM (
                SELECT d.Day, d.Channel, s.column1 AS Place,
                    coalesce((SELECT max(b.Day) FROM Marks AS b WHERE b.ConversationId = d.ConversationId AND b.Day < d.Day AND {PlaceOf("b")} >= s.column1), 0) AS Earlier
                FROM (
                    SELECT m.Day, m.ConversationId, m.Channel, max({PlaceOf("m")}) AS Furthest FROM Marks AS m
                    WHERE m.Day BETWEEN $1 AND $2 AND {MarkRecord.OfCheck} GROUP BY m.Day, m.ConversationId, m.Channel) AS d
                JOIN (VALUES {places}) AS s ON s.column1 <= d.Furthest) AS a
            GROUP BY a.Day, a.Place, a.Channel, a.Earlier
            """;

        string PlaceOf(string mark) => $"CASE {mark}.Name{string.Concat(steps.Select((_, place) => FormattableString.Invariant($" WHEN ${place + first} THEN {place}")))} END";
    }

    /// <summary>How many left at each step.</summary>
    /// <param name="conversations">How many different conversations there are by what was added up.</param>
    public ImmutableArray<long> Left(Func<string, long> conversations) =>
        [.. steps.Select((_, place) => conversations(FormattableString.Invariant($"{CameTo}{place}")) - conversations(FormattableString.Invariant($"{CameTo}{place + 1}")))];
}
