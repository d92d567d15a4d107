using System.Security.Cryptography;
using System.Text;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>One file of <c>knowledge/</c> or <c>dialogs/</c>, already read.</summary>
/// <param name="Path">Relative to the content root, with forward slashes: <c>knowledge/articles/fibrin-what.md</c>.</param>
/// <param name="Text">The whole file.</param>
public sealed record ContentFile(string Path, string Text);

/// <summary>What is wrong in a content file, for the person who wrote it.</summary>
/// <param name="Path">The file, relative to the content root.</param>
/// <param name="Line">1-based; 0 where the whole file is meant.</param>
/// <param name="What">What is wrong, with the bad value.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record ContentProblem(string Path, int Line, string What, string Remedy)
{
    /// <summary>The one line shown to an author: file, line, problem, remedy.</summary>
    public override string ToString() => $"{Path}:{Line}: {What} {Remedy}";
}

/// <summary>All content files of one version, in a stable order.</summary>
public sealed class ContentFiles
{
    private readonly SortedDictionary<string, ContentFile> _byPath = new(StringComparer.Ordinal);

    /// <summary>Takes the files as they were read.</summary>
    public ContentFiles(IEnumerable<ContentFile> files)
    {
        foreach (var file in files)
            _byPath[file.Path] = file;

        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in _byPath.Values)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Text}\0"));
        }

        Version = Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>The first 12 hexadecimal digits of the content's SHA-256: the knowledge version recorded with each turn.</summary>
    public string Version { get; }

    /// <summary>The file at a path, or null.</summary>
    public ContentFile? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>The files below a folder, in the order of their paths.</summary>
    public IEnumerable<ContentFile> Under(string folder) =>
        _byPath.Values.Where(file => file.Path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal));
}
