using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests;

/// <summary>The content of this repository, as it stands.</summary>
internal static class Content
{
    public static string Root { get; } = FindRoot();

    public static ContentFiles Files { get; } = new(
        new[] { "knowledge", "dialogs" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
            .Select(path => new ContentFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path))));

    public static ClinicFacts Clinic { get; } = new()
    {
        Hours = Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .ToImmutableDictionary(day => day, _ => ImmutableArray.Create(new OpenHours(new(8, 0), new(17, 0)))),
        Visits = [new("evaluation", "Evaluation at the clinic", 60, ["clinician-1"]), new("call", "Phone call with staff", 15, ["desk"])],
    };

    public static BotContent Bot { get; } = LoadBot();

    /// <summary>The same for a clinic of which other things are known. What does not speak of the clinic is shared by all tests.</summary>
    public static BotContent For(ClinicFacts clinic)
    {
        var (content, problems) = Bot.For(Files, clinic);
        return content ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>The same files, one of them changed.</summary>
    public static ContentFiles With(string path, Func<string, string> change) =>
        new(Files.Under("knowledge").Concat(Files.Under("dialogs")).Select(file => file.Path == path ? file with { Text = change(file.Text) } : file));

    private static BotContent LoadBot()
    {
        var (content, problems) = BotContent.Load(Files, Clinic);
        return content ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ValorSpine.Bot.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside their repository.");
        return folder.FullName;
    }
}
