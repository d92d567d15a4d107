using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Tests.Content;

/// <summary>A copy of the repository's content to write in. It is gone after the test.</summary>
internal sealed class ContentCopy : IDisposable
{
    /// <summary>An article of the copy.</summary>
    public const string Article = "knowledge/articles/fibrin-what.md";

    private static readonly string s_original = ContentFolder.Find(null);
    private static readonly ContentFiles s_files = ContentFolder.Read(s_original);

    public ContentCopy()
    {
        foreach (var file in ContentFolder.Folders(s_original).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            var copy = PathOf(Path.GetRelativePath(s_original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The content as it stands in the repository.</summary>
    public static BotContent Original { get; } = ContentFolder.Load(s_original, ClinicSettings.Read(HostConfiguration.Read(s_original)));

    /// <summary>The content as it stands in the repository, for a clinic of which other things are known. What does not speak of the clinic is shared by all tests.</summary>
    public static BotContent For(ClinicFacts clinic)
    {
        var (content, problems) = Original.For(s_files, clinic);
        Assert.Empty(problems);
        return content!;
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("valorspine-content-").FullName;

    public string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Puts other words into a file.</summary>
    public void Change(string file, string before, string after) => File.WriteAllText(PathOf(file), Changed(file, before, after));

    /// <summary>What a file would say with other words.</summary>
    public string Changed(string file, string before, string after)
    {
        var text = File.ReadAllText(PathOf(file));
        Assert.Contains(before, text, StringComparison.Ordinal);
        return text.Replace(before, after, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
