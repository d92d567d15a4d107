using System.Collections.Immutable;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Core.Records;

/// <summary>Hides who the patient of a conversation is in its texts.</summary>
/// <param name="Patient">In what the patient or staff wrote: by rules, and by what is known.</param>
/// <param name="Bot">In what the bot said: what is known, and what the rules found in the words of the patient.</param>
public sealed record TextMasks(Func<string, string> Patient, Func<string, string> Bot)
{
    /// <summary>Hides nothing.</summary>
    public static TextMasks None { get; } = new(text => text, text => text);

    /// <summary>By all that a transcript holds of its patient.</summary>
    public static TextMasks Of(Transcript transcript)
    {
        var (names, contacts) = MaskedTranscript.Known(transcript, transcript.State);
        var hidden = transcript.Log.Concat(transcript.Linked.SelectMany(linked => linked.Log)).Where(entry => entry.Text.Length > 0).SelectMany(entry => Lines(entry.Text)).SelectMany(line => Masked.Of(line, names, contacts).Hidden).ToArray();
        ImmutableArray<string> allNames = [.. names.SelectMany(name => name.Split(' ')).Concat(Values("[name")).Distinct(StringComparer.OrdinalIgnoreCase)];
        ImmutableArray<string> allContacts = [.. contacts.Concat(Values("[contact")).Concat(Values("[address")).Distinct(StringComparer.OrdinalIgnoreCase)];
        return new(
            text => text.Length == 0 ? text : string.Join('\n', Lines(text).Select(line => Masked.Of(line, names, contacts).Text)),
            text => Masked.Without(text, allNames, allContacts));

        IEnumerable<string> Values(string kind) => hidden.Where(mark => mark.Key.StartsWith(kind, StringComparison.Ordinal)).Select(mark => mark.Value);
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
