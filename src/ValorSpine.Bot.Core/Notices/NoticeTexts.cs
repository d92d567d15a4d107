using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Notices;

/// <summary>The texts of notices, from <c>dialogs/notices.en.yml</c>. Mails and text messages are read by others, too: none tells about health.</summary>
public sealed partial class NoticeTexts
{
    /// <summary>Where they stand.</summary>
    public const string Path = "dialogs/notices.en.yml";

    /// <summary>Template that brings a one-time code.</summary>
    public const string Code = "code";

    /// <summary>Template for whoever could not be sent a code.</summary>
    public const string Help = "help";

    /// <summary>Template that tells of a freed time which is held for whoever waits for one.</summary>
    public const string Offer = "offer";

    private const double HardestGrade = 8;
    private const int MostSegments = 2;

    private static readonly string[] s_clinic = ["clinic", "phone", "address", "hours", "chat"];
    private static readonly string[] s_visit = ["when", "where", "reference"];

    /// <summary>What there is to fill in, by template.</summary>
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> s_values = new Dictionary<string, ImmutableArray<string>>
    {
        [AppointmentNotices.BookedTemplate] = [.. s_clinic, .. s_visit],
        [AppointmentNotices.MovedTemplate] = [.. s_clinic, .. s_visit],
        [AppointmentNotices.CancelledTemplate] = [.. s_clinic, .. s_visit],
        [AppointmentNotices.ReminderTemplate] = [.. s_clinic, .. s_visit],
        [Code] = [.. s_clinic, "code", "minutes"],
        [Help] = [.. s_clinic, "reference"],
        [Offer] = [.. s_clinic, "when", "until"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private readonly ImmutableDictionary<string, NoticeText> _texts;
    private readonly ClinicFacts _clinic;

    private NoticeTexts(ImmutableDictionary<string, NoticeText> texts, ClinicFacts clinic) => (_texts, _clinic) = (texts, clinic);

    /// <summary>Names of all templates.</summary>
    public static IEnumerable<string> Templates => s_values.Keys;

    /// <summary>Reads the texts and reports what is wrong with them.</summary>
    public static NoticeTexts Load(ContentFiles files, ClinicFacts clinic, ICollection<ContentProblem> problems)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, NoticeText>(StringComparer.Ordinal);
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new(texts.ToImmutable(), clinic);

        var (reader, root) = file;
        reader.Expect(root, "never", "notices");
        var never = reader.List(root, "never").Select(item => item.Text).ToArray();
        if (never.Length == 0)
            reader.Report(root, "'never' is missing.", "List the words about health that no notice may hold.");
        var notices = reader.Map(root, "notices") ?? new YamlMappingNode();
        reader.Expect(notices, [.. Templates]);
        foreach (var (template, values) in s_values)
        {
            if (reader.Map(notices, template) is not { } map)
            {
                reader.Report(notices, $"'{template}' is missing.", "Add it: the bot sends it.");
                continue;
            }

            reader.Expect(map, "subject", "text", "short");
            var text = new NoticeText(reader.Text(map, "subject") ?? "", reader.Text(map, "text") ?? "", reader.Text(map, "short") ?? "");
            texts[template] = text;
            Check(reader, map, template, text, values, never, clinic);
        }

        return new(texts.ToImmutable(), clinic);
    }

    /// <summary>A notice in words.</summary>
    /// <exception cref="KeyNotFoundException">No such template: a mistake in code, found by tests.</exception>
    public NoticeText Of(string template, IReadOnlyDictionary<string, string> values)
    {
        var text = _texts[template];
        return new(Fill(text.Subject, values, _clinic), Fill(text.Text, values, _clinic), Fill(text.Sms, values, _clinic));
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values, ClinicFacts clinic)
    {
        foreach (var (name, value) in values)
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return clinic.Fill(text);
    }

    private static void Check(YamlReader reader, YamlMappingNode map, string template, NoticeText text, ImmutableArray<string> values, string[] never, ClinicFacts clinic)
    {
        foreach (var (key, node) in map)
        {
            var said = node.ToString();
            foreach (var unknown in Value().Matches(said).Select(match => match.Groups[1].Value).Where(name => !values.Contains(name)).Distinct())
                reader.Report(node, $"'{{{unknown}}}' in '{template}: {key}' is not known here.", $"Use one of: {string.Join(", ", values.Select(name => "{" + name + "}"))}.");
            foreach (var word in ReadingGrade.WordsOf(said).Where(word => never.Any(stem => word.StartsWith(stem, StringComparison.OrdinalIgnoreCase))).Distinct(StringComparer.OrdinalIgnoreCase))
                reader.Report(node, $"'{word}' in '{template}: {key}' tells about health.", "Leave it out: others may read this notice.");
            if (ReadingGrade.Of(SentencesOf(said), []) is var grade && grade > HardestGrade)
                reader.Report(node, string.Create(CultureInfo.InvariantCulture, $"Reading grade {grade:0.0} in '{template}: {key}'."), $"Use shorter words and sentences: at most {HardestGrade}.");
        }

        var filled = Fill(text.Sms, Longest(values, clinic), clinic);
        if (Gsm7.Segments(filled) is not { } segments)
            reader.Report(map, $"'{template}: short' has a character that text messages cannot hold: '{Gsm7.FirstForeign(text.Sms) ?? Gsm7.FirstForeign(filled)}'.", "Use plain letters, digits and signs.");
        else if (segments > MostSegments)
            reader.Report(map, $"'{template}: short' takes {segments} text messages.", $"Shorten it: at most {MostSegments}.");
    }

    private static string[] SentencesOf(string text) => [.. Sentence().Split(Value().Replace(text, "name")).Where(sentence => sentence.Any(char.IsLetter))];

    /// <summary>The longest that each value may become.</summary>
    private static Dictionary<string, string> Longest(ImmutableArray<string> values, ClinicFacts clinic)
    {
        string[] places = [clinic.Address ?? "", .. clinic.Visits.Select(visit => visit.Link ?? ""), "Our staff will send you the address."];
        return values.Except(s_clinic).ToDictionary(name => name, name => name switch
        {
            "when" => "Wednesday, September 30 at 12:30 PM " + Booking.ClinicTime.ZoneName(clinic),
            "where" => places.MaxBy(place => place.Length)!,
            "reference" => "VS-WWWWW",
            "code" => "000000",
            _ => "10",
        });
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"(?<=[.!?:])\s+|\n+")]
    private static partial Regex Sentence();
}

/// <summary>A notice in words.</summary>
/// <param name="Subject">Of the mail.</param>
/// <param name="Text">Of the mail, plain.</param>
/// <param name="Sms">As a text message.</param>
public sealed record NoticeText(string Subject, string Text, string Sms);
