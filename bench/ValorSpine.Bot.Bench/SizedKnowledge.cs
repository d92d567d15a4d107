using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;
using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Bench;

/// <summary>The content of this repository with fewer or more sections.</summary>
internal static class SizedKnowledge
{
    private static readonly string[] s_folders = ["knowledge", "dialogs"];

    /// <summary>The content of this repository.</summary>
    public static ContentFile[] Files() =>
    [
        .. s_folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(ServerProcess.Repository(), folder), "*", SearchOption.AllDirectories))
            .Select(path => new ContentFile(Path.GetRelativePath(ServerProcess.Repository(), path).Replace('\\', '/'), File.ReadAllText(path))),
    ];

    /// <summary>The content with about as many sections: fewer phrasings and articles, or copies of articles about things of other names with a dozen phrasings each.</summary>
    public static ContentFile[] Of(ContentFile[] files, int wanted, int sections)
    {
        var articles = files.Where(file => file.Path.StartsWith(KnowledgeBase.ArticlesFolder, StringComparison.Ordinal)).ToArray();
        var others = files.Except(articles);
        if (wanted < sections)
        {
            // Every topic keeps the article that answers it in general, so that the checks still pass; what the others must hold is not asked for.
            var kept = articles.Select(file => Dozen(file, "")).ToArray();
            return [.. others.Select(file => file.Path == KnowledgeBase.AskedPath ? file with { Text = "" } : file.Path == Required.Path ? file with { Text = "cited: []\nsaid: []\ntogether: []\nwording: []\n" } : file), .. kept.Where(file => kept.Length * 2 <= wanted || IsGeneral(file))];
        }

        ContentFile[] grown = [.. files, .. Enumerable.Range(1, Math.Max(0, (wanted - sections) / sections)).SelectMany(copy => articles.Select(file => Dozen(file, $"kw{copy}x")))];
        return [.. grown.Select(file => file.Path == TargetModel.Path ? file with { Text = Learned(file.Text, grown) } : file)];
    }

    /// <summary>Weights as <c>knowledge calibrate</c> would leave them: the copies have those of the article that they copy, and none of their phrasings is new.</summary>
    private static string Learned(string model, ContentFile[] files)
    {
        var knowledge = KnowledgeBase.Load(new(files), []);
        var lines = model.TrimEnd('\n').Split('\n');
        var weights = lines.Skip(1).Select(line => line.Split('\t', 2)).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        var copies = knowledge.Articles.Where(article => !weights.ContainsKey(article.Id)).Select(article => $"{article.Id}\t{weights[article.Id[..article.Id.LastIndexOf('-')]]}");
        var hashes = TargetModel.LessonsOf(knowledge, Target.Of(knowledge)).SelectMany(lesson => BitConverter.GetBytes(lesson.Hash)).ToArray();
        return string.Join('\n', [Convert.ToBase64String(hashes), .. lines.Skip(1), .. copies]) + "\n";
    }

    private static bool IsGeneral(ContentFile file) => file.Text.Contains($"topic: {Path.GetFileNameWithoutExtension(file.Path)}\n", StringComparison.Ordinal);

    /// <summary>An article with its first dozen phrasings, about a thing of another name.</summary>
    private static ContentFile Dozen(ContentFile file, string thing)
    {
        var name = Path.GetFileNameWithoutExtension(file.Path);
        var seen = 0;
        var lines = file.Text.Split('\n').Where(line => !line.StartsWith("  - ", StringComparison.Ordinal) || seen++ < 12)
            .Select(line => thing.Length == 0 ? line : line.StartsWith("  - ", StringComparison.Ordinal) || line.StartsWith("title: ", StringComparison.Ordinal) ? $"{line.TrimEnd('"')} {thing}{(line.EndsWith('"') ? "\"" : "")}" : line.StartsWith("id: ", StringComparison.Ordinal) ? $"id: {name}-{thing}" : line);
        return thing.Length == 0 ? file with { Text = string.Join('\n', lines) } : new(file.Path.Replace($"{name}.md", $"{name}-{thing}.md", StringComparison.Ordinal), string.Join('\n', lines));
    }

    /// <summary>Writes about as many sections into a folder, for a service to serve.</summary>
    public static void Write(string folder, int wanted)
    {
        var files = Files();
        var sections = KnowledgeBase.Load(new(files), []).Articles.Sum(article => article.Sections.Count());
        foreach (var file in Of(files, wanted, sections))
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }

        File.Copy(Path.Combine(ServerProcess.Repository(), "appsettings.json"), Path.Combine(folder, "appsettings.json"));
    }
}
