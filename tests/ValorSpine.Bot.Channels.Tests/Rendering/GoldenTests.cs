using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Tests.Teams;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Tests.Rendering;

/// <summary>
/// What each channel gets for each kind of reply, to the letter: the website's chat, Azure's Direct Line, Teams, one channel that has buttons and one that has none; text messages stand in <c>SmsGoldenTests</c>.
/// With UPDATE_GOLDEN=1 in the environment the files are written anew; look at what changed before you keep it.
/// </summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private static readonly string[] s_channels = ["webchat", "directline", "msteams", "telegram", "email"];

    public static TheoryData<string> Channels => [.. s_channels];

    public static TheoryData<string, string> Files => [.. s_channels.SelectMany(channel => Samples.Kinds.Select(kind => (channel, kind.Name)))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_channel_gets_what_is_on_file(string channel, string kind)
    {
        var activities = Render(Samples.Kinds.Single(one => one.Name == kind).Reply, channel);
        var shown = new JsonArray([.. activities.Select(activity => JsonSerializer.SerializeToNode(activity, ActivityJson.Default.Activity))]).ToJsonString(s_readable) + "\n";
        var file = Path.Combine(Folder(channel), $"{kind}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder(channel));
            File.WriteAllText(file, shown);
        }

        Assert.Equal(File.ReadAllText(file), shown);
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void There_is_no_file_without_its_kind_of_reply(string channel) =>
        Assert.Equal(Samples.Kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder(channel)).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Whatever_a_reply_or_a_card_can_hold_is_held_by_some_kind()
    {
        var replies = Samples.Kinds.Select(kind => kind.Reply).ToList();
        var cards = replies.Select(reply => reply.Card).OfType<Card>().ToList();
        var unheld = Unheld(typeof(Reply), replies, new Reply { Text = "" }).Concat(typeof(Card).GetNestedTypes().SelectMany(type => Unheld(type, cards.Where(type.IsInstanceOfType), usual: null)));
        Assert.Empty(unheld);
    }

    /// <summary>A reply as a channel gets it.</summary>
    internal static IReadOnlyList<Activity> Render(Reply reply, string channel = "msteams")
    {
        var clinic = new ClinicFacts { Name = "Test Clinic" };
        var (entry, cards, conversation) = (Samples.Entry(reply), new ReplyRenderer(clinic), Samples.Conversation with { Channel = channel, UserId = channel == "msteams" ? "29:pat" : "dl_p" });
        // The website's chat is our own server's, where an answer can be marked as helpful.
        return channel == "webchat"
            ? [cards.Render(entry, conversation, "https://bot.example", asksIfHelpful: true)]
            : new ChannelRenderers([new SmsRenderer(new(clinic), cards), new TeamsRenderer(cards, new TeamsCitations(new TeamsChat.Articles()), () => TeamsChat.Words)], cards).Render(entry, conversation, "https://bot.example");
    }

    private static IEnumerable<string> Unheld(Type type, IEnumerable<object> all, object? usual) => type.GetProperties()
        .Where(property => all.All(one => IsNothing(property.GetValue(one)) || (usual is not null && Equals(property.GetValue(one), property.GetValue(usual)))))
        .Select(property => $"{type.Name}.{property.Name}");

    private static bool IsNothing(object? value) => value is null or "" or false || (value is IEnumerable list and not string && !list.Cast<object>().Any());

    private static string Folder(string channel, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../Golden", channel);
}
