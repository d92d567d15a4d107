using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Review;

/// <summary>
/// Reads what is typed into the one search box: words, and <c>field:value</c> with quotes around a value of several words.
/// <c>outcome:not-answered channel:webchat from:2026-11-01 fibrin</c>.
/// </summary>
public static class ReviewQueryReader
{
    /// <summary>Most words and fields that are looked up; a query is no text.</summary>
    public const int MostTerms = 8;

    /// <summary>Longest query.</summary>
    public const int Longest = 300;

    private const string Me = "me", Nobody = "nobody";

    /// <summary>Fields in the order in which they are explained, with an example.</summary>
    public static IReadOnlyList<(string Field, string Example, string Means)> Fields { get; } =
    [
        ("flag", "flag:emergency", "a reason to look at it"),
        ("state", "state:new", "where it stands: new, in-review, resolved; queue for what needs a look"),
        ("assignee", "assignee:me", "whose it is: me, nobody or an account"),
        ("outcome", "outcome:not-answered", "what a reply amounted to"),
        ("topic", "topic:fibrin-cost", "an article's topic that a reply rests on"),
        ("channel", "channel:webchat", "where it takes place"),
        ("from", "from:2026-11-01", "last message on that day or later"),
        ("to", "to:2026-11-30", "last message on that day or earlier"),
        ("tag", "tag:\"call back\"", "a tag that staff gave it"),
        ("reviewer", "reviewer:me", "who of the staff did something about it"),
        ("mentions", "mentions:me", "who is named in a note"),
        ("version", "version:9f2c41d07ab3", "the knowledge version of a reply"),
        ("counted", "counted:advice@2026-11-01..2026-11-30", "what the figures counted, on those days"),
        ("left", "left:3@2026-11-01..2026-11-30", "who left the guided check at that step of the figures"),
        ("sort", "sort:newest", "newest or risk"),
    ];

    /// <summary>Names of reasons.</summary>
    public static IReadOnlyList<(string Name, ReviewReasons Reason)> Flags { get; } =
    [
        ("unreached", ReviewReasons.Unreached), ("emergency", ReviewReasons.Emergency), ("crisis", ReviewReasons.Crisis), ("waiting", ReviewReasons.WaitsForPerson), ("asks-staff", ReviewReasons.AsksStaff), ("sign", ReviewReasons.Sign),
        ("advice-declined", ReviewReasons.AdviceDeclined), ("not-answered", ReviewReasons.NotAnswered), ("thumbs-down", ReviewReasons.ThumbsDown), ("rephrased", ReviewReasons.Rephrased),
        ("left-check", ReviewReasons.LeftScreening), ("wrote-again", ReviewReasons.WroteAgain),
    ];

    /// <summary>Names of outcomes: those that evaluation uses, and what staff call some of them.</summary>
    public static IReadOnlyList<(string Name, Outcome Outcome)> Outcomes { get; } =
    [
        ("answered", Outcome.Answer), ("asked-back", Outcome.Clarify), ("not-answered", Outcome.Abstain), ("advice-declined", Outcome.Advice),
        .. Enum.GetValues<Outcome>().Select(outcome => (outcome.ToString().ToLowerInvariant(), outcome)),
    ];

    /// <summary>The query, or what in it cannot be read, one sentence each.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="reader">Account of whoever typed it, for <c>me</c>.</param>
    /// <param name="steps">What the steps of the guided check are counted as, in their order, for <c>left</c>.</param>
    public static (ReviewQuery Query, ImmutableArray<string> Problems) Read(string text, string reader, ImmutableArray<string> steps = default)
    {
        if (text.Length > Longest)
            return (new(), [$"Use at most {Longest} characters."]);
        var problems = ImmutableArray.CreateBuilder<string>();
        var query = new ReviewQuery();
        foreach (var (field, value) in Parts(text))
            query = field is null ? WithWords(query, value) : With(query, field.ToLowerInvariant(), value, reader, steps.IsDefault ? [] : steps, problems);
        if (query.Terms.Length > MostTerms)
            problems.Add($"Use at most {MostTerms} words, topics, outcomes, tags and names at once.");
        if (query is { From: { } from, To: { } to } && from > to)
            problems.Add("The day after “from” is later than the day after “to”.");
        return (query with { Terms = [.. query.Terms.Distinct()] }, problems.ToImmutable());
    }

    private static ReviewQuery WithWords(ReviewQuery query, string text)
    {
        ImmutableArray<string> stems = [.. SearchWords.Of(text)];
        return query with { Words = query.Words.AddRange(stems), Terms = query.Terms.AddRange(stems.Select(SearchTerms.Word)) };
    }

    private static ReviewQuery With(ReviewQuery query, string field, string value, string reader, ImmutableArray<string> steps, ImmutableArray<string>.Builder problems)
    {
        if (value.Length == 0)
            return Problem($"Write a value after “{field}:”.");
        var small = value.ToLowerInvariant();
        var account = small == Me ? reader : value;
        return field switch
        {
            "flag" => Flags.FirstOrDefault(flag => flag.Name == small) is { Name: not null } flag
                ? query with { Reasons = query.Reasons | flag.Reason }
                : Unknown("flag", Flags.Select(flag => flag.Name)),
            "state" => small switch
            {
                "new" => query with { State = ReviewState.New },
                "in-review" => query with { State = ReviewState.InReview },
                "resolved" => query with { State = ReviewState.Resolved },
                "queue" => query with { IsQueue = true, ByRisk = true },
                _ => Unknown("state", ["new", "in-review", "resolved", "queue"]),
            },
            "assignee" => query with { Assignee = small == Nobody ? "" : account },
            "outcome" => Outcomes.FirstOrDefault(outcome => outcome.Name == small) is { Name: not null } outcome
                ? Term(SearchTerms.OutcomeOf(outcome.Outcome))
                : Unknown("outcome", Outcomes.Select(outcome => outcome.Name).Distinct()),
            "topic" => Term(SearchTerms.Topic(small)),
            "channel" => query with { Channel = small },
            "from" => Day(value) is { } day ? query with { From = day } : Problem($"“{value}” after “from:” is no day. Write it as 2026-11-01."),
            "to" => Day(value) is { } day ? query with { To = day } : Problem($"“{value}” after “to:” is no day. Write it as 2026-11-30."),
            "counted" => Counted(value) is { } counted ? query with { Counted = counted } : Problem($"“{value}” after “counted:” is not known. Write it as advice@2026-11-01..2026-11-30."),
            "left" => Left(value, steps) is { } left ? query with { Counted = left } : Problem($"“{value}” after “left:” is no step of the guided check. Write it as 3@2026-11-01..2026-11-30, with the number of the question in the figures."),
            "tag" => Term(SearchTerms.Tag(value)),
            "reviewer" => Term(SearchTerms.Reviewer(account)),
            "mentions" => Term(SearchTerms.Mention(account)),
            "version" => Term(SearchTerms.Version(small)),
            "sort" => small switch
            {
                "risk" => query with { ByRisk = true },
                "newest" => query with { ByRisk = false },
                _ => Unknown("sort", ["risk", "newest"]),
            },
            _ => Problem($"There is no field “{field}”. Fields: {string.Join(", ", Fields.Select(known => known.Field))}. To look for the word, leave out the colon."),
        };

        ReviewQuery Term(string term) => query with { Terms = query.Terms.Add(term) };

        ReviewQuery Unknown(string name, IEnumerable<string> known) => Problem($"“{value}” after “{name}:” is not known. Known: {string.Join(", ", known)}.");

        ReviewQuery Problem(string problem)
        {
            problems.Add(problem);
            return query;
        }
    }

    private static CountedMark? Counted(string text) =>
        text.Split('@') is [{ Length: > 0 } mark, var days] && days.Split("..") is [var from, var to] && Day(from) is { } first && Day(to) is { } last && first <= last
            ? mark.Split('+', 2) is [var within, var ever] ? new(within, first, last) { Ever = ever } : new(mark, first, last)
            : null;

    private static CountedMark? Left(string text, ImmutableArray<string> steps) =>
        Counted(text) is { } counted && int.TryParse(counted.Mark, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step < steps.Length - 1
            ? counted with { Mark = steps[step], Without = steps[(step + 1)..] }
            : null;

    // Years in which a conversation can be: the day after the last of all days is none.
    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2200 ? day : null;

    /// <summary>Words and fields. A colon within a time or a web address makes no field.</summary>
    private static IEnumerable<(string? Field, string Value)> Parts(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var from = at;
            string? field = null;
            var value = new StringBuilder();
            for (var quoted = false; at < text.Length && (quoted || !char.IsWhiteSpace(text[at])); at++)
            {
                if (text[at] is '"' or '“' or '”')
                {
                    quoted = !quoted;
                }
                else if (text[at] == ':' && field is null && !quoted && at > from && value.ToString().All(char.IsAsciiLetter))
                {
                    field = value.ToString();
                    value.Clear();
                }
                else
                {
                    value.Append(text[at]);
                }
            }

            yield return (field, value.ToString());
        }
    }
}
