using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Languages;

/// <summary>The clinic's own Spanish text of an article: the same sentences, each with the same sources.</summary>
/// <param name="Of">Id of the article; the name of its file.</param>
/// <param name="English">The <see cref="VersionOf"/> of the English text that it says.</param>
/// <param name="Title">As shown, in a patient's words.</param>
/// <param name="Review">Who reviewed it, when, and when it is due again.</param>
/// <param name="ShortAnswer">Said first.</param>
/// <param name="More">Said on "more", or null.</param>
/// <param name="Path">Its file, for messages to authors.</param>
public sealed record SpanishText(string Of, string English, string Title, Knowledge.Review Review, Section ShortAnswer, Section? More, string Path)
{
    /// <summary>The language, as activities and cards name it.</summary>
    public const string Language = "es";

    /// <summary>Where these texts stand.</summary>
    public const string Folder = "knowledge/es";

    private const int LettersOfVersion = 12;

    /// <summary>Where its parts stand in its file.</summary>
    internal PageLines Lines { get; init; } = PageLines.Unknown;

    /// <summary>Line of <c>english:</c>.</summary>
    internal int EnglishLine { get; init; }

    /// <summary>The sections in the order in which they are said.</summary>
    public IEnumerable<Section> Sections => More is null ? [ShortAnswer] : [ShortAnswer, More];

    /// <summary>What an English text is told by: the first digits of a hash of all of it that a patient reads, its sources among it.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="sections">Its sections.</param>
    public static string VersionOf(string title, IEnumerable<Section> sections)
    {
        var text = new StringBuilder(title);
        foreach (var section in sections)
        {
            text.Append("\n## ").Append(section.Id).Append('\n').Append(section.Text);
            foreach (var sentence in section.Sentences)
                text.Append('\n').AppendJoin(',', sentence.Sources);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..LettersOfVersion];
    }
}
