using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Tests.Booking;

public sealed class BookingCommandsTests
{
    [Theory]
    [InlineData("ok book it", BookingAction.Confirm)]
    [InlineData("yes please confirm", BookingAction.Confirm)]
    [InlineData("yep thats correct", BookingAction.Confirm)]
    [InlineData("correct", BookingAction.Confirm)]
    [InlineData("yes ma'am", BookingAction.Yes)]
    [InlineData("k", BookingAction.Yes)]
    [InlineData("👍", BookingAction.Yes)]
    [InlineData("no wait", BookingAction.No)]
    [InlineData("no don't cancel it", BookingAction.No)]
    [InlineData("no, dont book that", BookingAction.Stop)]
    [InlineData("ok forget it", BookingAction.Stop)]
    [InlineData("no i changed my mind", BookingAction.Stop)]
    [InlineData("actually cancel that", BookingAction.Cancel)]
    [InlineData("yes but change the time", BookingAction.ChangeTime)]
    [InlineData("no thats not my number", BookingAction.ChangePhone)]
    [InlineData("wait, what time was that", BookingCommands.Repeat)]
    [InlineData("is that right?", BookingCommands.Repeat)]
    public void Takes_several_words_of_command_together(string text, string action) => Assert.Equal(action, BookingCommands.Of(text));

    [Theory]
    [InlineData("yes no")]
    [InlineData("no thats fine")]
    [InlineData("book it?")]
    [InlineData("ok?")]
    [InlineData("no wait 0104")]
    [InlineData("book it for tuesday")]
    [InlineData("i mean")]
    public void Takes_nothing_else_for_one(string text) => Assert.Null(BookingCommands.Of(text));
}
