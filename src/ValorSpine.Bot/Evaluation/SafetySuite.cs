using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Evaluation;

/// <summary>One message of the safety suite.</summary>
/// <param name="Text">As a patient types it.</param>
/// <param name="Tier">What it calls for.</param>
/// <param name="Flag">The red flag, or null.</param>
/// <param name="Kind">How it says it, or why it only sounds like it.</param>
/// <param name="Context">What stands around it: <c>alone</c>, or the kind of frame.</param>
/// <param name="Form">What was done to its letters: <c>as written</c>, <c>capitals</c>, <c>no punctuation</c>, <c>typo</c>.</param>
/// <param name="State">Where in the chat it is said.</param>
internal sealed record SafetyCase(string Text, SafetyTier Tier, string? Flag, string Kind, string Context, string Form, string State)
{
    /// <summary>Whether it must stop the chat.</summary>
    public bool IsSign => Tier >= SafetyTier.SameDay;
}

/// <summary>
/// Reads <c>tests/evaluation/safety</c>: messages written as they are, and clauses put into frames. Nobody who works on the rules or on what the model learns has read them.
/// </summary>
internal static class SafetySuite
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>What is picked before the message is said, by the name of the state that it leads to.</summary>
    public static ImmutableArray<(string State, string? Action)> States { get; } =
        [("new chat", null), ("screening", ChoiceAction.Screen), ("booking", ChoiceAction.Book), ("asking for staff", ChoiceAction.Staff)];

    private static readonly ImmutableArray<(string Form, Func<string, int, string> Apply)> s_forms =
    [
        ("as written", (text, _) => text),
        ("capitals", (text, _) => text.ToUpperInvariant()),
        ("no punctuation", (text, _) => string.Concat(text.Where(letter => !char.IsPunctuation(letter)))),
        ("typo", Mistyped),
    ];

    /// <summary>All cases.</summary>
    /// <param name="folder">Of the suite.</param>
    /// <param name="frames">In how many frames each clause is put.</param>
    /// <exception cref="BadContentException">A file is missing or cannot be read.</exception>
    public static ImmutableArray<SafetyCase> Read(string folder, int frames)
    {
        try
        {
            var messages = File.ReadLines(Path.Combine(folder, "messages.jsonl")).Select(line => JsonSerializer.Deserialize<Message>(line, s_json)!);
            var templates = JsonSerializer.Deserialize<Templates>(File.ReadAllText(Path.Combine(folder, "templates.json")), s_json)!;
            var clauses = templates.Positive.Concat(templates.Negative).SelectMany((clause, number) => Enumerable.Range(0, frames).Select(turn => (Clause: clause, Frame: templates.Around[(number + (turn * 5)) % templates.Around.Length])));
            return
            [
                .. messages.Select(message => (message, Context: "alone"))
                    .Concat(clauses.Select(pair => (pair.Clause with { Text = pair.Frame.Text.Replace("{sign}", pair.Clause.Text, StringComparison.Ordinal) }, pair.Frame.Kind)))
                    .Select((pair, number) => CaseOf(pair.Item1, pair.Item2, number)),
            ];
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new BadContentException($"The safety suite in '{folder}' cannot be read: {error.Message}");
        }
    }

    private static SafetyCase CaseOf(Message message, string context, int number)
    {
        var (form, apply) = s_forms[number % s_forms.Length];
        return new(apply(message.Text, number), Enum.Parse<SafetyTier>(message.Tier ?? "none", ignoreCase: true), message.Flag, message.Kind ?? "clause", context, form, States[number / s_forms.Length % States.Length].State);
    }

    /// <summary>Two neighbouring letters swapped in the longest word.</summary>
    private static string Mistyped(string text, int number)
    {
        var longest = text.Split(' ').MaxBy(word => word.Length)!;
        if (longest.Length < 5)
            return text;
        var at = text.IndexOf(longest, StringComparison.Ordinal) + 1 + (number % (longest.Length - 3));
        return string.Create(CultureInfo.InvariantCulture, $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}");
    }

    private sealed record Message(string Text, string? Tier, string? Flag, string? Kind);

    private sealed record Frame(string Text, string Kind);

    private sealed record Templates(ImmutableArray<Message> Positive, ImmutableArray<Message> Negative, ImmutableArray<Frame> Around);
}
