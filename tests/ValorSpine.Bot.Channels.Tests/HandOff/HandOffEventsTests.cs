using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.HandOff;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.HandOff;

public sealed class HandOffEventsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);
    private static readonly NewConversation s_conversation = new("c1", "msteams", "u1", null);

    [Fact]
    public void The_hub_is_asked_with_reason_summary_and_transcript()
    {
        ImmutableArray<LogEntry> log =
        [
            new() { ConversationId = "c1", Sequence = 1, At = s_now, FromBot = false, Text = "Is it safe?", ActivityJson = """{"channelData":{"secret":1}}""" },
            new() { ConversationId = "c1", Sequence = 2, At = s_now, FromBot = true, Reply = new() { Text = "I have no answer to that." } },
            new() { ConversationId = "c1", Sequence = 3, At = s_now, FromBot = true, Reply = new() { Text = "Hello.", Staff = "Ann" } },
        ];

        var activity = HandOffEvents.Initiate(s_conversation, new(s_now, HandOffReason.NoAnswer), new([new("Last question", "“Is it safe?”")]), log, new());

        Assert.Equal(("event", "handoff.initiate", "c1"), (activity.Type, activity.Name, activity.Conversation?.Id));
        Assert.Equal("no-answer", activity.Value!.Value.GetProperty("reason").GetString());
        Assert.Equal("Last question: “Is it safe?”", activity.Value.Value.GetProperty("summary").GetString());
        var attachment = Assert.Single(activity.Attachments!);
        Assert.Equal(("application/json", "Transcript"), (attachment.ContentType, attachment.Name));
        var said = attachment.Content!.Value.GetProperty("activities").EnumerateArray().ToArray();
        Assert.Equal(["user", "bot", "user"], said.Select(entry => entry.GetProperty("from").GetProperty("role").GetString()));
        Assert.Equal("Ann", said[2].GetProperty("from").GetProperty("name").GetString());
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(activity, ActivityJson.Default.Activity), StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_status_is_a_person_who_took_it() => Assert.Equal(
        new Input.StaffTook(new("Nurse Kim", "hub:h7")), HandOffEvents.InputOf(Status("""{"state":"accepted"}""") with { From = new() { Id = "h7", Name = "Nurse Kim" } }));

    [Theory]
    [InlineData("failed")]
    [InlineData("completed")]
    public void After_a_failed_or_completed_one_the_bot_answers_again(string state) =>
        Assert.IsType<Input.StaffReturned>(HandOffEvents.InputOf(Status($$"""{"state":"{{state}}"}""")));

    [Theory]
    [InlineData("""{"state":"queued"}""")]
    [InlineData("""{"state":7}""")]
    [InlineData("""{}""")]
    [InlineData(""" "accepted" """)]
    public void A_state_that_is_not_known_changes_nothing(string value) => Assert.Null(HandOffEvents.InputOf(Status(value)));

    [Fact]
    public void A_message_is_no_status() => Assert.Null(HandOffEvents.InputOf(Status("""{"state":"accepted"}""") with { Type = "message" }));

    private static Activity Status(string value)
    {
        using var document = JsonDocument.Parse(value);
        return new() { Type = "event", Name = "handoff.status", Conversation = new() { Id = "c1" }, From = new() { Id = "hub" }, Value = document.RootElement.Clone() };
    }
}
