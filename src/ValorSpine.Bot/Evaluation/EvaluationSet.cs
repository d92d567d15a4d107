using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Evaluation;

/// <summary>A message and what a fair judge expects of the reply.</summary>
/// <param name="Text">As a patient wrote it.</param>
/// <param name="Outcomes">Outcomes that are right, in lower case: <c>answer</c>.</param>
/// <param name="Topics">Topics whose article answers it, best first; empty where none does.</param>
/// <param name="Both">Whether all the topics must be answered: two questions in one message.</param>
/// <param name="Style"><c>plain</c>, <c>typo</c>, <c>sms</c> …, or null.</param>
/// <param name="Group">Messages of one group mean the same; or null.</param>
internal sealed record Expectation(string Text, ImmutableArray<string> Outcomes, ImmutableArray<string> Topics, bool Both, string? Style, string? Group);

/// <summary>One conversation of the set: mostly a single message.</summary>
/// <param name="Split"><c>tuned</c>: rules and phrasings were written with it in view. <c>untuned</c>: they were not. <c>opened</c>: they were not at first, and were corrected by it since.</param>
/// <param name="Turns">At least one.</param>
internal sealed record EvaluationTalk(string Split, ImmutableArray<Expectation> Turns);

/// <summary>Reads <c>tests/evaluation/{tuned,opened,untuned}/*.jsonl</c>.</summary>
internal static class EvaluationSet
{
    /// <summary>The splits, by the names of their folders.</summary>
    public static ImmutableArray<string> Splits { get; } = ["tuned", "opened", "untuned"];

    /// <summary>All conversations of a folder.</summary>
    /// <exception cref="BadContentException">A file is missing or a line cannot be read; the message names file and line.</exception>
    public static ImmutableArray<EvaluationTalk> Read(string folder) => Splits.Any(split => Directory.Exists(Path.Combine(folder, split)))
        ? Read(folder, Splits)
        : throw new BadContentException($"'{folder}' holds no folder 'tuned' or 'untuned' with questions. Name the one that does with --set.");

    /// <summary>What it is fitted on how sure answers are: the tuned split, and more of <c>confidence/</c> that is not measured, so that measuring stays quick.</summary>
    /// <exception cref="BadContentException">A file is missing or a line cannot be read; the message names file and line.</exception>
    public static ImmutableArray<EvaluationTalk> ReadForConfidence(string folder) => [.. Read(folder).Where(talk => talk.Split == "tuned"), .. Read(folder, ["confidence"])];

    private static ImmutableArray<EvaluationTalk> Read(string folder, ImmutableArray<string> splits)
    {
        return
        [
            .. from split in splits
               let path = Path.Combine(folder, split)
               where Directory.Exists(path)
               from file in Directory.EnumerateFiles(path, "*.jsonl").Order(StringComparer.Ordinal)
               from line in File.ReadLines(file).Select((text, index) => (text, index))
               where !string.IsNullOrWhiteSpace(line.text)
               select new EvaluationTalk(split, TurnsOf(line.text, string.Create(CultureInfo.InvariantCulture, $"{file}:{line.index + 1}"))),
        ];
    }

    private static ImmutableArray<Expectation> TurnsOf(string line, string place)
    {
        try
        {
            var root = JsonSerializer.Deserialize<JsonElement>(line);
            return root.TryGetProperty("turns", out var turns) ? [.. turns.EnumerateArray().Select(ExpectationOf)] : [ExpectationOf(root)];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BadContentException($"{place}: this is not a question with its label. Write {{\"text\": \"…\", \"outcome\": \"answer\", \"topics\": [\"fibrin-safety\"]}}.");
        }
    }

    private static Expectation ExpectationOf(JsonElement turn)
    {
        var outcome = turn.GetProperty("outcome");
        return new(
            turn.GetProperty("text").GetString()!,
            outcome.ValueKind == JsonValueKind.Array ? [.. outcome.EnumerateArray().Select(item => item.GetString()!)] : [outcome.GetString()!],
            [.. turn.GetProperty("topics").EnumerateArray().Select(item => item.GetString()!)],
            turn.TryGetProperty("both", out var both) && both.GetBoolean(),
            turn.TryGetProperty("style", out var style) ? style.GetString() : null,
            turn.TryGetProperty("group", out var group) ? group.GetString() : null);
    }
}
