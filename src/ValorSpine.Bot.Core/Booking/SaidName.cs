using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>A name that a message says to be one: "my name is August Kern", "this is June", "April Summers here". Its words are no days and no months.</summary>
internal static class SaidName
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const string Capital = @"\p{Lu}[\p{L}'’-]*\.?";
    private const string Name = $@"{Capital}(?: {Capital}){{0,3}}";

    private static readonly DateOnly s_anyDay = new(2026, 1, 1);
    private static readonly string[] s_courtesies = ["ok", "chat", "thanks", "sorry", "ask", "greet", "yes", "no", "bye", "stop", "back", "help", "upset"];

    // After these whatever can be a name is one, also in small letters up to the next break.
    private static readonly Regex s_named = new(
        $@"(?i:\b(?:(?:my|his|her|their|the|patient'?s?) )?(?:full )?name(?:'s| is|:)) *(?:(?<name>{Name})(?=$|[^\p{{L}}'’-])|(?<name>\p{{Ll}}[\p{{L}}'’-]*(?: \p{{Ll}}[\p{{L}}'’-]*)?)(?= *(?:[,.;!\n(\d]|$|\b(?:and|n|i|my)\b)))", Options);

    // After these stands a name, or how somebody is.
    private static readonly Regex s_introduced = new($@"(?i:\b(?:this is|i'm|i am|it's|for|for my \p{{L}}+))\s+(?<name>{Name})(?=$|[^\p{{L}}'’-])", Options);
    private static readonly Regex s_thisIs = new(@"(?i:(?:^|[,.!] *)(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))[ ,!.]*)?this is )(?<name>\p{Lu}\p{Ll}+)(?= *(?:[,.!;]|$| and\b))", Options);
    private static readonly Regex s_here = new($@"(?:^|[,.!;\n] *)(?i:(?:hi|hello|hey)[ ,!.]*)?(?<name>{Name}) (?i:here)\b", Options);

    /// <summary>The name, taken out of the text; or null.</summary>
    public static string? Take(ref string text)
    {
        foreach (var (pattern, isCertain) in new[] { (s_named, true), (s_here, false), (s_introduced, false), (s_thisIs, true) })
        {
            foreach (Match match in pattern.Matches(text))
            {
                var typed = match.Groups["name"].Value;
                if (PersonName.Read(typed) is not { } name || !(isCertain || IsNoDay(typed)))
                    continue;
                text = $"{text[..match.Index]}, {text[(match.Index + match.Length)..]}";
                return name;
            }
        }

        return null;
    }

    /// <summary>Whether a message without a contact is a command or a courtesy, so that none of its words is a name: "yes ma'am", "hang on", "ok nvm".</summary>
    public static bool IsNone(Turn turn) => BookingCommands.Of(turn.Text) is not null || turn.Content.Intents.Of(turn.Text) is { } intent && s_courtesies.Contains(intent);

    /// <summary>Whether capitalised words that hold a month or a weekday are a name all the same: "June Ash", "Monday Okafor", but not "Monday Morning".</summary>
    public static bool IsNoDay(string typed)
    {
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !words.All(word => char.IsUpper(word[0])))
            return false;
        var others = words.Where(word => Days.Take(Phrase.Of(word, s_anyDay), s_anyDay).Count == 0).ToList();
        return others.Count > 0 && string.Join(' ', others) is var rest && Phrase.Of(rest, s_anyDay).UnknownWords > 0 && WhenWords.Read(rest, s_anyDay, asked: true) is null;
    }
}
