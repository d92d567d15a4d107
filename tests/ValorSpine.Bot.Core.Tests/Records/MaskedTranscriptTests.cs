using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Core.Tests.Records;

public sealed class MaskedTranscriptTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));

    [Fact]
    public void A_name_that_only_a_continued_conversation_knows_is_hidden_there_and_here()
    {
        var website = new LinkedConversation(Row("website"), [Said("website", "maria lopez"), Replied("website", "Thank you, Maria Lopez.")], IsEarlier: true) { State = new() { Names = ["Maria Lopez"] } };
        var texted = new Transcript(Row("texted"), [Said("texted", "its maria, i go on here")], [], [], []) { State = new(), Linked = [website] };

        foreach (var masked in (Transcript[])[MaskedTranscript.Of(texted, texted.State), MaskedTranscript.ForReading(texted)])
        {
            var texts = string.Join('\n', masked.Log.Concat(masked.Linked[0].Log).Select(entry => entry.Text + entry.Reply?.Text));

            Assert.DoesNotContain("maria", texts, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("lopez", texts, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("i go on here", texts, StringComparison.Ordinal);
            Assert.Contains("Thank you, [name", texts, StringComparison.Ordinal);
        }
    }

    private static ConversationRow Row(string id) => new(id, "webchat", s_now, s_now, 2, [], false, false);

    private static LogEntry Said(string id, string text) => new() { ConversationId = id, Sequence = 1, At = s_now, FromBot = false, Text = text };

    private static LogEntry Replied(string id, string text) => new() { ConversationId = id, Sequence = 2, At = s_now, FromBot = true, Outcome = Outcome.Staff, Reply = new() { Text = text } };
}
