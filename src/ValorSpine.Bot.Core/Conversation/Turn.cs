using System.Globalization;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>One turn while it is being decided: what is known, and nothing that can change.</summary>
/// <param name="Content">Knowledge, dialogs and wording of one version.</param>
/// <param name="State">The conversation before this turn.</param>
/// <param name="Text">What the patient said, trimmed; empty for a card button.</param>
/// <param name="Action">What they picked (by button, number, ordinal or label), or null.</param>
/// <param name="Facts">Time and results from outside.</param>
/// <param name="Safety">What the safety rules found in the text.</param>
public sealed record Turn(BotContent Content, ConversationState State, string Text, string? Action, Facts Facts, SafetyVerdict Safety)
{
    private static readonly string[] s_questionStarts =
    [
        "what", "why", "how", "who", "when", "where", "which", "is", "are", "does", "do", "can", "could", "will", "would", "should",
        "what's", "whats", "how's", "tell me", "explain",
    ];

    // "Wait, what time was that", "no i mean who will i see"
    private static readonly Regex s_asksAfterAll = new(@"^(?:(?:wait|hold on|no|ok|okay|so|but|and|hmm|sorry|i mean|i meant|first)[ ,.]+){1,3}(?:what|why|how|who|when|where|which)(?:'?s)? ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>How many pictures or files came with the message.</summary>
    public int Files { get; init; }

    /// <summary>Whether the text is an earlier message in other words.</summary>
    public bool IsEdit { get; init; }

    /// <summary>Whether articles, and the words around them, are said in Spanish where the clinic has them so.</summary>
    public bool InSpanish { get; init; }

    /// <summary>The wording, counting what was said before.</summary>
    public Wording Words => Content.Words;

    /// <summary>Whether the text reads like a question rather than an answer: ends in a question mark or starts with a question word.</summary>
    public bool LooksLikeQuestion =>
        Text.EndsWith('?') || s_questionStarts.Any(start => Text.StartsWith(start + " ", true, CultureInfo.InvariantCulture)) || s_asksAfterAll.IsMatch(Text);

    /// <summary>A wording by key, its variant chosen by how often it was said in this conversation.</summary>
    public string Say(string key, params (string Name, string Value)[] values) =>
        (InSpanish && Words.Spanish is { } spanish && spanish.Has(key) ? spanish : Words).Say(key, State.Said.GetValueOrDefault(key), values);
}
