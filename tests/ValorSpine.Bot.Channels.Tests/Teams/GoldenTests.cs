using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Tests.Rendering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Teams;

/// <summary>What Teams gets for each kind of reply, to the letter. With UPDATE_GOLDEN=1 in the environment the files are written anew; look at what changed before you keep it.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static TheoryData<string> Names => [.. Samples.Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Teams_gets_what_is_on_file(string name)
    {
        var shown = new JsonArray([.. Render(Samples.Kinds.Single(kind => kind.Name == name).Reply).Select(activity => JsonSerializer.SerializeToNode(activity, ActivityJson.Default.Activity))]).ToJsonString(s_readable) + "\n";
        var file = Path.Combine(Folder(), $"{name}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, shown);
        Assert.Equal(File.ReadAllText(file), shown);
    }

    [Fact]
    public void There_is_no_file_without_its_kind_of_reply() =>
        Assert.Equal(Samples.Kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder()).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    internal static IReadOnlyList<Activity> Render(Reply reply) =>
        new TeamsRenderer(new ReplyRenderer(new ClinicFacts { Name = "Test Clinic" }), new TeamsCitations(new TeamsChat.Articles()), () => TeamsChat.Words)
            .Render(Samples.Entry(reply), Samples.Conversation with { Channel = "msteams", UserId = "29:pat" }, "https://bot.example");

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../Golden/msteams");
}
