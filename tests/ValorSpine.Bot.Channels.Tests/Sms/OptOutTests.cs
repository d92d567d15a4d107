using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.Sms;

public sealed class OptOutTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData(" stop\n")]
    [InlineData("StopAll")]
    [InlineData("UNSUBSCRIBE")]
    [InlineData("cancel")]
    [InlineData("End")]
    [InlineData("quit")]
    [InlineData("Revoke")]
    [InlineData("OptOut")]
    public void A_word_that_carriers_know_ends_texts_and_the_carrier_says_so(string text)
    {
        Assert.Equal(new(TextConsentEvent.Stopped, Reach.Silent), Read(text));
        Assert.Equal(new(TextConsentEvent.Stopped, Reach.Stopping), Read(text, answersItself: true));
        Assert.Equal(new(TextConsentEvent.Stopped, Reach.Silent), Read(text, stopped: true, answersItself: true));
    }

    [Theory]
    [InlineData("Stop.")]
    [InlineData("please stop")]
    [InlineData("opt out")]
    [InlineData("stop texting me")]
    [InlineData("Stop texting!")]
    [InlineData("please lose my number")]
    [InlineData("Please don\u2019t text me any more")]
    [InlineData("no more texts!")]
    [InlineData("unsubscribe me from this")]
    [InlineData("take my number off your text list")]
    [InlineData("STOP sending me these my legs are numb")]
    public void Words_of_their_own_end_texts_too_and_are_confirmed_once(string text)
    {
        Assert.Equal(new(TextConsentEvent.StoppedInWords, Reach.Stopping), Read(text));
        Assert.Equal(new(TextConsentEvent.StoppedInWords, Reach.Silent), Read(text, stopped: true));
    }

    [Theory]
    [InlineData("cancel my visit")]
    [InlineData("My neck hurts, would it help to stop texting")]
    [InlineData("do i have to quit texting to fix text neck")]
    [InlineData("please don't lose my number")]
    [InlineData("the pain won't stop")]
    [InlineData("stop the check")]
    [InlineData("I don't understand your message")]
    [InlineData("take me off the waiting list")]
    [InlineData("when does it end?")]
    [InlineData("yes")]
    [InlineData("start")]
    [InlineData("text me")]
    [InlineData("STOP my chest hurts")]
    [InlineData("")]
    public void Other_messages_are_answered(string text) => Assert.Equal(new(null, Reach.Open), Read(text));

    [Theory]
    [InlineData("START")]
    [InlineData("unstop")]
    [InlineData("Yes")]
    public void Who_had_ended_texts_gets_them_again_by_a_word(string text)
    {
        Assert.Equal(new(TextConsentEvent.Resumed, Reach.Silent), Read(text, stopped: true));
        Assert.Equal(new(TextConsentEvent.Resumed, Reach.Resuming), Read(text, stopped: true, answersItself: true));
    }

    [Theory]
    [InlineData("HELP")]
    [InlineData("info")]
    public void Help_says_who_writes_unless_texts_are_ended(string text)
    {
        Assert.Equal(new(TextConsentEvent.HelpAsked, Reach.Help), Read(text));
        Assert.Equal(new(TextConsentEvent.HelpAsked, Reach.Silent), Read(text, stopped: true));
    }

    [Fact]
    public void What_the_carrier_took_it_for_counts_more_than_the_text()
    {
        Assert.Equal(new(TextConsentEvent.Stopped, Reach.Silent), OptOut.Read("arret", "STOP", stopped: false, answersItself: false));
        Assert.Equal(new(TextConsentEvent.Resumed, Reach.Silent), OptOut.Read("oui", "START", stopped: true, answersItself: false));
        Assert.Equal(new(TextConsentEvent.HelpAsked, Reach.Silent), OptOut.Read("help", "HELP", stopped: false, answersItself: false));
    }

    private static OptOut Read(string text, bool stopped = false, bool answersItself = false) => OptOut.Read(text, carrier: null, stopped, answersItself);
}
