using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Conversation;

/// <summary>What is said where others read along.</summary>
public sealed class InGroupsTests
{
    [Fact]
    public void Brought_to_a_group_the_bot_asks_to_keep_health_out_of_it() =>
        Assert.Contains("Please do not write about your health here.", new Talk().Hears(new Input.CalledInGroup("")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, null, "I have sent you a private message")]
    [InlineData(false, "https://teams.microsoft.com/l/chat/0/0?users=28", "https://teams.microsoft.com/l/chat/0/0?users=28")]
    [InlineData(false, null, "Please write to me in a private chat")]
    public void A_question_is_not_answered_in_a_group(bool isContinued, string? link, string expected)
    {
        var talk = new Talk().Hears(new Input.CalledInGroup("What is spinal decompression?", isContinued, link));
        Assert.Contains(expected, talk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("decompression", talk.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(talk.Labels);
        Assert.Empty(talk.Last.Alerts);
    }

    [Theory]
    [InlineData("I cannot feel between my legs and I wet myself")]
    [InlineData("I want to kill myself")]
    public void A_warning_sign_gets_a_number_to_call_in_general_words_and_staff_hear_of_it_where_it_does_not_go_on_in_private(string text)
    {
        var unreached = new Talk().Hears(new Input.CalledInGroup(text));
        Assert.StartsWith("If this may be an emergency, call 911 now. In a crisis, you can call or text 988 at any time.", unreached.Text, StringComparison.Ordinal);
        Assert.Equal([new Alert("emergency", "in-a-group")], unreached.Last.Alerts);
        Assert.Empty(unreached.Last.Why.Safety);
        foreach (var word in new[] { "feel", "legs", "wet", "kill" })
            Assert.DoesNotContain(word, unreached.Text, StringComparison.OrdinalIgnoreCase);

        Assert.Empty(new Talk().Hears(new Input.CalledInGroup(text, IsContinued: true)).Last.Alerts);
    }
}
