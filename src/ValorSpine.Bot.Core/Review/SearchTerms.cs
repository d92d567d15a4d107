using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Core.Review;

/// <summary>
/// What a conversation can be found by, as texts that the store keeps only keyed: <c>word:inject</c>, <c>topic:fibrin-cost</c>. Indexed is what patients and staff wrote; what the bot says stands in thousands of conversations
/// and is found by its topic.
/// </summary>
public static class SearchTerms
{
    /// <summary>A word, as a stem.</summary>
    public static string Word(string stem) => $"word:{stem}";

    /// <summary>Topic of an article that an answer rests on.</summary>
    public static string Topic(string topic) => $"topic:{topic}";

    /// <summary>What a turn amounted to.</summary>
    public static string OutcomeOf(Outcome outcome) => $"outcome:{outcome}";

    /// <summary>Content version that a reply was decided with.</summary>
    public static string Version(string version) => $"version:{version}";

    /// <summary>Who of the staff did something about the conversation.</summary>
    public static string Reviewer(string account) => $"reviewer:{account.ToLowerInvariant()}";

    /// <summary>A tag that staff gave it.</summary>
    public static string Tag(string tag) => $"tag:{tag.ToLowerInvariant()}";

    /// <summary>Who is mentioned in a note.</summary>
    public static string Mention(string account) => $"mention:{account.ToLowerInvariant()}";

    /// <summary>All of an entry of the log.</summary>
    public static IEnumerable<string> Of(LogEntry entry)
    {
        var written = entry.Speaker switch
        {
            Speaker.Patient => entry.Text,
            Speaker.Staff => entry.Reply!.Text,
            _ => "",
        };
        foreach (var word in SearchWords.Of(written))
            yield return Word(word);
        if (entry.Outcome is { } outcome)
            yield return OutcomeOf(outcome);
        if (entry.KnowledgeVersion is { Length: > 0 } version)
            yield return Version(version);
        foreach (var topic in entry.Why?.Topics ?? [])
            yield return Topic(topic);
        foreach (var citation in entry.Reply?.Citations ?? [])
            yield return Topic(citation.Topic);
    }
}
