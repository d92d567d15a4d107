using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Evaluation;

/// <summary>One free answer to a question of the screening.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Question">Link id of the question.</param>
/// <param name="Says">As a patient types it.</param>
/// <param name="Right">What it may be taken for: sets of codes or values, or <c>not-sure</c>, <c>rather-not-say</c>, <c>not-an-answer</c>, <c>ask</c>.</param>
/// <param name="Now">When it is said.</param>
internal sealed record FreeAnswer(string Id, string Question, string Says, ImmutableArray<string> Right, DateTimeOffset Now);

/// <summary>Reads <c>tests/evaluation/screening-answers</c>. Nobody who works on the readers or on the words of the questionnaire has read the untuned answers.</summary>
internal static class ScreeningSuite
{
    /// <summary>"I don't know" in answer to a question.</summary>
    public const string NotSure = "not-sure";

    /// <summary>"I'd rather not say".</summary>
    public const string RatherNotSay = "rather-not-say";

    /// <summary>A question, a remark.</summary>
    public const string NotAnAnswer = "not-an-answer";

    /// <summary>It may mean several things and has to be asked about.</summary>
    public const string Ask = "ask";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    // A working day with a winter behind it, so that "since Thanksgiving" always means the same.
    private static readonly DateTimeOffset s_now = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(-6));

    /// <summary>The answers of one split.</summary>
    /// <exception cref="BadContentException">The file is missing or cannot be read.</exception>
    public static ImmutableArray<FreeAnswer> Read(string folder, string split)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(folder, $"{split}.jsonl")).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Line>(line, s_json)!).Select(Of)];
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new BadContentException($"The answers in '{folder}' cannot be read: {error.Message}");
        }
    }

    private static FreeAnswer Of(Line line) => new(line.Id, line.Question, line.Says, [Meaning(line.Means), .. (line.AlsoRight ?? []).Select(Meaning)], line.Now ?? s_now);

    private static string Meaning(JsonElement means) =>
        means.ValueKind is JsonValueKind.String ? means.GetString()! : string.Join(',', means.EnumerateArray().Select(value => value.ToString().ToLower(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));

    private sealed record Line(string Id, string Question, string Says, JsonElement Means, ImmutableArray<JsonElement>? AlsoRight, DateTimeOffset? Now);
}
