using System.Text.Json;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>What a patient says next. They ask a few questions, go through the screening, or book a visit and give it up again, and begin anew: of ten turns about six are questions, three of a screening, one of a booking.</summary>
internal sealed partial class Talk(Random random, bool questionsOnly = false)
{
    private const int Questions = 5, MostOfADialog = 16;
    private static readonly string[] s_asides = ["Why do you ask?", "Stop", "Wait for an earlier time"];
    private static readonly Lazy<string[]> s_questions = new(ReadQuestions);
    private Subject _subject;
    private int _left;
    private bool _isBooked;

    private enum Subject
    {
        Asking,
        Screening,
        Booking,
    }

    /// <summary>What is said after a reply with these choices.</summary>
    public string Next(IReadOnlyList<string> choices)
    {
        if (_left-- <= 0)
            return Begin();
        return _subject switch
        {
            Subject.Asking => Question(),
            Subject.Screening => Answer(choices),
            _ => Booking(choices),
        };
    }

    private string Begin()
    {
        // Somebody who left a dialog unfinished says so first.
        if (_subject != Subject.Asking)
        {
            (_subject, _left) = (Subject.Asking, Questions);
            return "stop";
        }

        (_subject, _left) = questionsOnly ? (Subject.Asking, int.MaxValue) : random.Next(20) switch { < 14 => (Subject.Asking, Questions), < 17 => (Subject.Screening, MostOfADialog), _ => (Subject.Booking, MostOfADialog) };
        _isBooked = false;
        return _subject switch
        {
            Subject.Asking => Question(),
            Subject.Screening => "start the screening",
            _ => "book an evaluation at the clinic",
        };
    }

    private string Question() => s_questions.Value[random.Next(s_questions.Value.Length)];

    private string Answer(IReadOnlyList<string> choices)
    {
        var answers = choices.Where(choice => !s_asides.Contains(choice)).ToArray();
        return answers.Length == 0 ? "52" : answers.FirstOrDefault(answer => answer.StartsWith("None of these", StringComparison.Ordinal)) ?? answers[random.Next(answers.Length)];
    }

    private string Booking(IReadOnlyList<string> choices)
    {
        if (choices.FirstOrDefault(choice => choice is "Confirm" or "Cancel the visit" or "Yes, cancel it") is { } step)
        {
            _isBooked |= step == "Confirm";
            return step;
        }

        // The visit is given up again: others want one, too.
        if (_isBooked)
        {
            _left = 0;
            return Question();
        }

        var times = choices.Where(choice => Time().IsMatch(choice)).ToArray();
        return times.Length > 0 ? times[random.Next(times.Length)] : choices.Contains("Change time") ? "Ann Lee, 312 555 0142" : choices.Contains("Later times") ? "Later times" : "next Tuesday at 3pm";
    }

    // Of the sets that everybody may read: no cache may gain by few texts that come again and again.
    private static string[] ReadQuestions() =>
    [
        .. from folder in (string[])["opened", "tuned"]
           from file in Directory.EnumerateFiles(Path.Combine(ServerProcess.Repository(), "tests", "evaluation", folder), "*.jsonl").Order(StringComparer.Ordinal)
           from line in File.ReadLines(file)
           from text in Texts(JsonDocument.Parse(line).RootElement)
           select text,
    ];

    private static IEnumerable<string> Texts(JsonElement one) =>
        one.TryGetProperty("turns", out var turns) ? turns.EnumerateArray().SelectMany(Texts) : one.TryGetProperty("text", out var text) ? [text.GetString()!] : [];

    [GeneratedRegex(@"^[A-Z][a-z]{2}, [A-Z][a-z]{2} \d+, \d+:\d\d [AP]M$")]
    private static partial Regex Time();
}
