using System.Globalization;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Content;

/// <summary>Finds and reads the folder that holds <c>appsettings.json</c>, <c>knowledge/</c> and <c>dialogs/</c>.</summary>
internal static class ContentFolder
{
    private static readonly string[] s_folders = ["knowledge", "dialogs"];
    private static readonly string[] s_kinds = [".md", ".yml", ".json", ".txt"];

    // What is in use in this process already is not read anew: several services in one process share all that does not speak of their clinic.
    private static readonly WeakReference<BotContent?> s_loaded = new(null);

    /// <summary>The given folder, or else the nearest one above the working folder or the program that holds the content.</summary>
    /// <exception cref="BadContentException">There is none.</exception>
    public static string Find(string? given)
    {
        if (given is not null)
            return IsContent(given) ? Path.GetFullPath(given) : throw new BadContentException($"'{given}' holds no knowledge/ and dialogs/. Name the folder that does with --contentRoot.");
        foreach (var start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (IsContent(folder.FullName))
                    return folder.FullName;
            }
        }

        throw new BadContentException("There is no folder with knowledge/ and dialogs/ here. Name it with --contentRoot DIR.");
    }

    /// <summary>All content files, as they are now.</summary>
    public static ContentFiles Read(string root) => new(Files(root).Select(file => new ContentFile(file.Path, File.ReadAllText(file.Info.FullName))));

    /// <summary>Names, sizes and times of all content files: differs when one of them was changed, added or removed, and costs no reading.</summary>
    public static string Stamp(string root) => string.Join('\n', Files(root).OrderBy(file => file.Path, StringComparer.Ordinal).Select(file =>
    {
        // A link has a size and a time of its own, which stay when the file that it leads to changes.
        var content = file.Info.LinkTarget is null ? file.Info : file.Info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file.Info;
        return string.Create(CultureInfo.InvariantCulture, $"{file.Path} {content.Length} {content.LastWriteTimeUtc.Ticks}");
    }));

    /// <summary>The content, ready to decide with.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="clinic">What only the clinic knows.</param>
    /// <param name="serveUnreviewed">Whether articles that no clinician has reviewed answer.</param>
    /// <exception cref="BadContentException">Something is wrong with it; the message has one line for each defect.</exception>
    public static BotContent Load(string root, ClinicFacts clinic, bool serveUnreviewed = true)
    {
        var (content, problems) = s_loaded.TryGetTarget(out var loaded) && loaded.ServesUnreviewed == serveUnreviewed
            ? loaded.For(Read(root), clinic)
            : BotContent.Load(Read(root), clinic, serveUnreviewed, sideBySide: Parallel.Invoke);
        if (content is null)
            throw new BadContentException(string.Join('\n', problems));
        s_loaded.SetTarget(content);
        return content;
    }

    /// <summary>The folders that content is read from.</summary>
    public static IEnumerable<string> Folders(string root) => s_folders.Select(name => Path.Combine(root, name));

    // What begins with a dot is an editor's or a system's own: Emacs marks a file that is being edited by a link to nowhere, ".#name.md".
    private static IEnumerable<(string Path, FileInfo Info)> Files(string root) =>
        from folder in Folders(root)
        from info in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
        where s_kinds.Contains(info.Extension)
        let path = Path.GetRelativePath(root, info.FullName).Replace(Path.DirectorySeparatorChar, '/')
        where !path.Contains("/.", StringComparison.Ordinal)
        select (path, info);

    private static bool IsContent(string folder) => s_folders.All(name => Directory.Exists(Path.Combine(folder, name)));
}

/// <summary>The content cannot be used.</summary>
internal sealed class BadContentException(string message) : Exception(message);
