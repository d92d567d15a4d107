using ValorSpine.Bot.Channels.Sms;

namespace ValorSpine.Bot.Channels.Tests.Sms;

public sealed class SmsReactionTests
{
    [Theory]
    [InlineData("Liked “You're booked.”", "You're booked.", true)]
    [InlineData("Loved \"You're booked.\"", "You're booked.", true)]
    [InlineData("Disliked “You're booked.\nBring scans.”", "You're booked.\nBring scans.", false)]
    [InlineData("Laughed at “You're booked.”", "You're booked.", null)]
    [InlineData("Emphasized “Call 911 now for …”", "Call 911 now for ", null)]
    [InlineData("Questioned “You're booked.” ", "You're booked.", null)]
    [InlineData("Removed a like from “You're booked.”", "You're booked.", null)]
    [InlineData("Removed an exclamation mark from “You're booked.”", "You're booked.", null)]
    [InlineData("Reacted 👍🏽 to “You're booked.”", "You're booked.", true)]
    [InlineData("❤️ to “ You're booked. ”", " You're booked.", true)]
    [InlineData("👎 to \"You're booked.\"", "You're booked.", false)]
    [InlineData("Reacted 🙏 to “You're booked.”", "You're booked.", null)]
    public void Is_read_with_what_it_is_about(string text, string quoted, bool? helpful) => Assert.Equal(new SmsReaction(quoted, helpful), SmsReaction.Read(text));

    [Theory]
    [InlineData("I liked “the table”")]
    [InlineData("Liked it")]
    [InlineData("Loved an image")]
    [InlineData("My doctor said “no surgery”")]
    [InlineData("Questioned “why me” and got no answer")]
    [InlineData("can I go to “the clinic”")]
    [InlineData("")]
    public void Is_not_what_a_patient_says(string text) => Assert.Null(SmsReaction.Read(text));
}
