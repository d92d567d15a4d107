using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Tests.Evaluation;
using Activity = ValorSpine.Bot.Channels.Activities.Activity;

namespace ValorSpine.Bot.Tests.Content;

/// <summary>Each card that the articles, tables, questions, outcomes and visits of this repository lead to.</summary>
public sealed class EveryCardTests
{
    private const int MostBytesInTeams = 28 * 1024;

    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));
    private static readonly Lazy<Task<IEnumerable<Sayable>>> s_said = new(() => ChannelBudgets.SaidAsync(ContentCopy.Original, s_now));

    [Fact]
    public async Task The_official_schema_and_library_find_no_fault_in_any_card_and_each_fits_Teams()
    {
        var content = ContentCopy.Original;
        await using var services = new ServiceCollection()
            .AddSingleton(content.Clinic).AddSingleton<ReplyRenderer>().AddSingleton<ChannelRenderers>().AddSingleton<IArticlePages>(new Pages(content)).AddSingleton<CurrentWording>(() => content.Words).AddTeams()
            .BuildServiceProvider();
        var renderers = services.GetRequiredService<ChannelRenderers>();
        var said = (await s_said.Value).Select(sayable => sayable.Reply).ToList();

        var activities = said.SelectMany(reply => (string[])["webchat", "msteams"], (reply, channel) => (channel, activities: Sent(renderers, reply, channel))).ToList();
        Assert.All(activities.Where(sent => sent.channel == "msteams").SelectMany(sent => sent.activities), activity =>
            Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(activity, ActivityJson.Default.Activity).Length, 1, MostBytesInTeams));
        var cards = activities.SelectMany(sent => sent.activities).SelectMany(activity => activity.Attachments ?? []).Select(card => card.Content!.Value.GetRawText()).Distinct().ToList();
        Assert.True(cards.Count > said.Count / 2, $"{cards.Count} cards for {said.Count} replies");
        await JudgeAsync(cards);
    }

    [Fact]
    public async Task Each_reply_has_a_form_as_at_most_five_text_messages_of_two_segments_that_says_where_the_rest_is()
    {
        var text = new SmsText(ContentCopy.Original.Clinic with { ChatAddress = "https://assistant.clinic.example/chat" });
        Assert.All(await s_said.Value, said =>
        {
            var messages = text.AllMessagesOf(said.Reply);
            Assert.InRange(messages.Length, 1, said.Reply.Card is Card.Comparison or Card.Summary { Sections.IsEmpty: false } ? 5 : 4);
            Assert.All(messages, message => Assert.True(SmsSegments.Of(message) is { IsGsm7: true, Count: <= SmsParts.MostSegments }, message));
            Assert.All(messages[..^1], message => Assert.True(said.Reply.Calls.Length > 0 || message.EndsWith(said.Reply.Language is null ? SmsParts.MoreLine : SmsParts.SpanishMoreLine, StringComparison.Ordinal), message));
            Assert.All(said.Reply.Choices, choice => Assert.Contains(messages, message => message.Contains(SmsAlphabet.Plain(choice.Label), StringComparison.Ordinal)));
        });

        // A table begins with a whole row; what a check points to, its page and what can be done next stand in the first text.
        Assert.All((await s_said.Value).Where(said => said.Reply.Card is Card.Comparison), said => Assert.StartsWith(text.PiecesOf(said.Reply)[0], text.AllMessagesOf(said.Reply)[0], StringComparison.Ordinal));
        Assert.All((await s_said.Value).Where(said => said.Reply.Card is Card.Comparison { Rows.Length: > 5 }), said => Assert.Contains("Also compared: ", text.Of(said.Reply), StringComparison.Ordinal));
        Assert.All((await s_said.Value).Where(said => said.Reply.Card is Card.Summary { Sections.IsEmpty: false }), said =>
            Assert.All(["What your answers point to", "https://assistant.clinic.example/summary/", "1 "], part => Assert.Contains(part, text.AllMessagesOf(said.Reply)[0], StringComparison.Ordinal)));
    }

    // As it is sent, and what becomes of it when something else is said.
    private static IEnumerable<Activity> Sent(ChannelRenderers renderers, Reply reply, string channel)
    {
        var conversation = new NewConversation("c1", channel, "29:pat", "en-US");
        LogEntry asked = Entry(1, reply), other = new() { ConversationId = "c1", Sequence = 2, At = s_now, FromBot = false, Text = "something else" }, answer = Entry(3, new Reply { Text = "Fine." }) with { ReplyTo = 2 };
        return renderers.Render(asked, conversation, "https://bot.example").Concat(renderers.ChangedBy(answer, [asked, other, answer], conversation, "https://bot.example").Select(change => change.Activity));
    }

    private static LogEntry Entry(long sequence, Reply reply) => new() { ConversationId = "c1", Sequence = sequence, At = s_now, FromBot = true, Reply = reply };

    private static async Task JudgeAsync(List<string> cards)
    {
        var peers = Path.Combine(Repository.Root, "tests", "peers");
        Assert.SkipUnless(Directory.Exists(Path.Combine(peers, "node_modules")), "tests/peers/node_modules is missing: run ./test.sh, or 'npm ci --ignore-scripts' in tests/peers.");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(peers, "cards.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.StandardInput.WriteAsync($"[{string.Join(',', cards)}]");
        node.StandardInput.Close();
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(node.ExitCode == 0, $"{string.Join('\n', lines.Where(line => line.StartsWith("not ok", StringComparison.Ordinal)).Take(10))}\n{await errors}");
        Assert.Equal(cards.Count, lines.Count(line => line.StartsWith("ok - card", StringComparison.Ordinal)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{cards.Count} cards");
    }

    private sealed class Pages(BotContent content) : IArticlePages
    {
        public ArticlePage? Find(string id) => ArticlePages.Of(content, id);
    }
}
