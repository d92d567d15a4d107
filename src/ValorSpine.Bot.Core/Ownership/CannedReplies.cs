using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>What staff say often, from <c>dialogs/replies.en.yml</c>: put into their message at a click, theirs to change before they send it. Without the file there are none.</summary>
public static partial class CannedReplies
{
    /// <summary>Where they stand.</summary>
    public const string Path = "dialogs/replies.en.yml";

    private const double HardestGrade = 8;
    private const int LongestTitle = 60, LongestText = 600;

    /// <summary>Reads them and reports what is wrong with them.</summary>
    public static ImmutableArray<CannedReply> Load(ContentFiles files, ClinicFacts clinic, ICollection<ContentProblem> problems)
    {
        if (files.Find(Path) is null || YamlReader.Open(files, Path, problems) is not var (reader, root))
            return [];
        reader.Expect(root, "replies");
        var replies = ImmutableArray.CreateBuilder<CannedReply>();
        foreach (var (key, node) in reader.Map(root, "replies") ?? new YamlMappingNode())
        {
            var (title, text) = (key.ToString(), node.ToString().Trim());
            if (title.Length > LongestTitle)
                reader.Report(key, $"The title '{title}' is too long.", string.Create(CultureInfo.InvariantCulture, $"Shorten it: at most {LongestTitle} characters."));
            if (text.Length is 0 or > LongestText)
                reader.Report(key, $"'{title}' has {text.Length} characters.", string.Create(CultureInfo.InvariantCulture, $"Write 1 to {LongestText}: a patient reads it in a chat."));
            else if (ReadingGrade.Of([.. Sentence().Split(Value().Replace(text, "name")).Where(sentence => sentence.Any(char.IsLetter))], []) is var grade && grade > HardestGrade)
                reader.Report(key, string.Create(CultureInfo.InvariantCulture, $"Reading grade {grade:0.0} in '{title}'."), $"Use shorter words and sentences: at most {HardestGrade}.");
            foreach (var unknown in Value().Matches(clinic.Fill(text)).Select(match => match.Value).Distinct())
                reader.Report(key, $"'{unknown}' in '{title}' is not known here.", "Use {clinic}, {phone}, {address}, {hours} or {emergency}, or write it out.");
            replies.Add(new(title, clinic.Fill(text)));
        }

        return replies.ToImmutable();
    }

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"(?<=[.!?])\s+|\n")]
    private static partial Regex Sentence();
}

/// <summary>Something that staff say often.</summary>
/// <param name="Title">What it is for.</param>
/// <param name="Text">As the patient would read it.</param>
public sealed record CannedReply(string Title, string Text);
