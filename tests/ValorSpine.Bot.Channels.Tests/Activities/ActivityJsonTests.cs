using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Tests.Activities;

public sealed class ActivityJsonTests
{
    [Theory]
    [InlineData("""{"type":"message","id":"c1|0000003","timestamp":"2026-11-23T18:53:01.120Z","localTimestamp":"2026-11-23T10:53:01.004-08:00","localTimezone":"America/Los_Angeles","channelId":"directline","serviceUrl":"https://bot.example.org/dl/","from":{"id":"dl_7","name":"","role":"user","x":1},"recipient":{"id":"b","name":"B"},"conversation":{"id":"c1","isGroup":false,"tenantId":"t","y":[]},"locale":"en-US","text":"Since Monday","textFormat":"plain","attachments":[],"entities":[{"type":"ClientCapabilities","requiresBotState":true}],"channelData":{"clientActivityID":"k","attachmentSizes":[]},"odd":{"deep":[1,{"a":null}]}}""")]
    [InlineData("""{"type":"event","name":"webchat/join","value":{"language":"en"},"valueType":"x/y"}""")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"a","aadObjectId":"g"}],"membersRemoved":[],"topicName":"t"}""")]
    [InlineData("""{"type":"message","text":"","value":7,"channelData":"odd","suggestedActions":{"to":[],"actions":[{"type":"imBack","title":"A","value":"A","image":"u"}]},"attachments":[{"contentType":"image/png","contentUrl":"u","thumbnailUrl":"t","content":{"a":1},"z":0}]}""")]
    public void An_activity_is_written_as_it_was_read(string json)
    {
        var activity = JsonSerializer.Deserialize(json, ActivityJson.Default.Activity);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(JsonSerializer.Serialize(activity, ActivityJson.Default.Activity))));
    }

    [Fact]
    public void Names_are_read_in_any_case() =>
        Assert.Equal("hi", JsonSerializer.Deserialize("""{"Type":"message","Text":"hi"}""", ActivityJson.Default.Activity)!.Text);
}
