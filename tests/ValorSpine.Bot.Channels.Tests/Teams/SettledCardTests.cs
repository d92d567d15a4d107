using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Tests.Rendering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.Teams;

/// <summary>Which cards are to be closed where they stand, once a message was answered.</summary>
public sealed class SettledCardTests
{
    [Fact]
    public void A_question_that_is_answered_in_words_is_settled_by_the_first_reply_alone()
    {
        LogEntry[] log = [Says(1, Samples.YesNo), Hears(2, "no"), Says(3, Samples.Plain, to: 2), Says(4, Samples.Question, to: 2)];
        Assert.Equal([(1L, (CardState)new CardState.Answered("No"))], Settled(log, by: 3));
        Assert.Empty(Settled(log, by: 4));
    }

    [Fact]
    public void A_question_after_which_something_else_is_said_is_settled_once()
    {
        LogEntry[] log = [Says(1, Samples.YesNo), Hears(2, "what is fibrin?"), Says(3, Samples.Answer, to: 2), Hears(4, "is it safe?"), Says(5, Samples.Plain, to: 4)];
        Assert.Equal([(1L, (CardState)new CardState.Overtaken())], Settled(log, by: 3));
        Assert.Empty(Settled(log, by: 5));
    }

    [Fact]
    public void What_means_the_same_next_week_stays_open() =>
        Assert.Empty(Settled([Says(1, Samples.Greeting), Hears(2, "what is fibrin?"), Says(3, Samples.Plain, to: 2)], by: 3));

    [Theory]
    [InlineData("message", true)]
    [InlineData("invoke", false)]
    public void A_tap_settles_its_card_here_only_where_the_answer_to_it_does_not(string type, bool isSettled)
    {
        LogEntry[] log = [Says(1, Samples.Greeting), Hears(2, "Book a visit", type, Tapped(1)), Says(3, Samples.Plain, to: 2)];
        Assert.Equal(isSettled ? [1L] : [], Settled(log, by: 3).Select(settled => settled.Card));
    }

    [Theory]
    [InlineData("message")]
    [InlineData("invoke")]
    public void A_tap_on_a_card_of_an_erased_conversation_settles_no_card_of_the_one_that_follows_it(string type)
    {
        LogEntry[] log = [Says(1, Samples.Greeting), Hears(2, "Book a visit", type, Tapped(1, "c0")), Says(3, Samples.Plain, to: 2), Hears(4, "Book a visit", "message", Tapped(1)), Says(5, Samples.Plain, to: 4)];
        Assert.Empty(Settled(log, by: 3));
        Assert.Equal([1L], Settled(log, by: 5).Select(settled => settled.Card));
        Assert.IsType<CardState.Open>(CardState.Of(log[0], [.. log[..3]]));
    }

    [Fact]
    public void A_settled_card_has_its_words_and_no_choices_and_what_was_no_card_is_left_alone()
    {
        Assert.Contains("closed", Changed(Samples.YesNo).Single().Activity.Attachments![0].Content!.Value.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Action.Execute", Changed(Samples.YesNo).Single().Activity.Attachments![0].Content!.Value.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(Changed(Samples.YesNo with { Text = new string('x', 40_000) }));
    }

    private static IReadOnlyList<Channels.Rendering.SentChange> Changed(Reply asked) =>
        new TeamsRenderer(new(new ClinicFacts()), new(new TeamsChat.Articles()), () => TeamsChat.Words)
            .ChangedBy(Says(3, Samples.Plain, to: 2), [Says(1, asked), Hears(2, "what is fibrin?"), Says(3, Samples.Plain, to: 2)], Samples.Conversation with { Channel = "msteams" }, "https://bot.example");

    private static IEnumerable<(long Card, CardState State)> Settled(LogEntry[] log, long by) => SettledCards.By(log.Single(entry => entry.Sequence == by), [.. log]).Select(settled => (settled.Card.Sequence, settled.State));

    private static LogEntry Says(long sequence, Reply reply, long? to = null) => Samples.Entry(reply) with { Sequence = sequence, ReplyTo = to };

    private static LogEntry Hears(long sequence, string text, string type = "message", JsonObject? value = null) => new()
    {
        ConversationId = "c1",
        Sequence = sequence,
        At = DateTimeOffset.UnixEpoch,
        FromBot = false,
        Text = text,
        ActivityJson = new JsonObject { ["type"] = type, ["channelId"] = "msteams", ["value"] = type == "invoke" ? new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["data"] = value } } : value }.ToJsonString(),
    };

    private static JsonObject Tapped(long card, string conversation = "c1") => new() { ["card"] = card, ["choice"] = 3, ["conversation"] = conversation };
}
