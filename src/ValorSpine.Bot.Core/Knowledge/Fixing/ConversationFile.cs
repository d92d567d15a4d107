using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>
/// A conversation as a regression test that people read: <c>=</c> begins it, <c>&gt;</c> is what the patient says, <c>&lt;</c> the outcome and its topic. Who the patient is stands in none of it.
/// </summary>
public static class ConversationFile
{
    /// <summary>What patients said, masked, one message a line: these can be said again. Buttons without words, staff and what is only sent are left out.</summary>
    /// <param name="log">The conversation.</param>
    /// <param name="state">What it knows of the patient, or null.</param>
    public static ImmutableArray<string> SaidIn(ImmutableArray<LogEntry> log, ConversationState? state) =>
        [.. log.Where(entry => entry is { FromBot: false, Text.Length: > 0 }).Select(entry => OneLine(Masked.Of(entry.Text, state ?? new()).Text)).Where(text => text.Length > 0)];

    /// <summary>The file.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="turns">What was said, and what the bot does with it today.</param>
    public static string Write(string title, IEnumerable<(string Said, Outcome Outcome, string? Topic)> turns)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {OneLine(title)}\n= The conversation\n");
        foreach (var (said, outcome, topic) in turns)
            text.Append("> ").Append(said).Append("\n< ").Append(outcome.ToString().ToLowerInvariant()).Append(topic is null ? "" : $": {topic}").Append('\n');
        return text.ToString();
    }

    // The file has a line for each message, and marks that are read as names and numbers: masks stand for what they hide, in words that a patient could have typed.
    private static string OneLine(string text)
    {
        var plain = string.Join(' ', text.Split([' ', '\t', '\r', '\n', '\u0085', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries));
        return plain.Replace("\\n", " ", StringComparison.Ordinal).Replace("{code}", "code", StringComparison.OrdinalIgnoreCase);
    }
}
