using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Screening.Sharing;

/// <summary>What a patient is asked before the clinic gets the answers, from <c>dialogs/consent.en.yml</c>.</summary>
/// <param name="Version">Raised by its author whenever the words change.</param>
/// <param name="Hash">SHA-256 of the file, so that a change without a new version shows.</param>
/// <param name="Share">The question, with facts of the clinic to fill in.</param>
public sealed record ConsentText(string Version, string Hash, string Share)
{
    /// <summary>Where it stands.</summary>
    public const string Path = "dialogs/consent.en.yml";

    /// <summary>Reads it and reports what is wrong with it.</summary>
    public static ConsentText Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new("", "", "");
        var (reader, root) = file;
        reader.Expect(root, "version", "share");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(files.Find(Path)!.Text)));
        return new(reader.Text(root, "version") ?? "", hash, reader.Text(root, "share") ?? "");
    }
}

/// <summary>A question about sharing as it was put to a patient.</summary>
/// <param name="Version">Of the text.</param>
/// <param name="Hash">Of the file that it stood in.</param>
/// <param name="Shown">The words as shown.</param>
public sealed record ConsentAsked(string Version, string Hash, string Shown);
