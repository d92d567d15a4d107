using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Content;

/// <summary>Finds and reads the folder that holds <c>appsettings.json</c>, <c>knowledge/</c> and <c>dialogs/</c>.</summary>
internal static class ContentFolder
{
    private static readonly string[] s_folders = ["knowledge", "dialogs"];
    private static readonly string[] s_kinds = [".md", ".yml", ".json", ".txt"];

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
    public static ContentFiles Read(string root) => new(
        from folder in s_folders
        from path in Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
        where s_kinds.Contains(Path.GetExtension(path))
        select new ContentFile(Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(path)));

    /// <summary>The content, ready to decide with.</summary>
    /// <exception cref="BadContentException">Something is wrong with it; the message has one line for each defect.</exception>
    public static BotContent Load(string root, ClinicFacts clinic)
    {
        var (content, problems) = BotContent.Load(Read(root), clinic);
        return content ?? throw new BadContentException(string.Join('\n', problems));
    }

    private static bool IsContent(string folder) => s_folders.All(name => Directory.Exists(Path.Combine(folder, name)));
}

/// <summary>The content cannot be used.</summary>
internal sealed class BadContentException(string message) : Exception(message);
