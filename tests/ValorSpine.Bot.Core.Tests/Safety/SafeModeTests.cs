using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>From guidance on until the patient says that they are safe or have been seen.</summary>
public sealed class SafeModeTests
{
    private const string Emergency = "i cant feel my legs and i wet myself", SameDay = "my foot has been dragging since yesterday", Crisis = "i dont want to live anymore";

    [Theory]
    [InlineData(Emergency, "book an appointment", null, "911")]
    [InlineData(Emergency, "", ChoiceAction.Book, "911")]
    [InlineData(Emergency, "", ChoiceAction.Screen, "911")]
    [InlineData(Emergency, "check what may fit", null, "911")]
    [InlineData(Emergency, "cancel my appointment", null, "911")]
    [InlineData(SameDay, "i want to book a visit", null, "urgent care")]
    public void Booking_and_screening_wait_and_the_patient_is_told_so(string sign, string text, string? action, string said)
    {
        var talk = new Talk().Says(sign).Says(text, action);

        Assert.Equal(Outcome.Emergency, talk.Last.Outcome);
        Assert.Contains("help you with that", talk.Text, StringComparison.Ordinal);
        Assert.Contains(said, talk.Text, StringComparison.Ordinal);
        Assert.Equal(ActiveDialog.None, talk.State.Active);
        Assert.NotNull(talk.State.SafeMode);
        Assert.Empty(talk.Last.Alerts);
    }

    [Fact]
    public void After_a_crisis_booking_waits_behind_the_line()
    {
        var talk = new Talk().Says(Crisis).Says("ok").Says("book an appointment");

        Assert.Equal(Outcome.Crisis, talk.Last.Outcome);
        Assert.Contains("988", talk.Text, StringComparison.Ordinal);
        Assert.Equal(ActiveDialog.None, talk.State.Active);
    }

    [Theory]
    [InlineData(Emergency, "911")]
    [InlineData(SameDay, "911")]
    [InlineData(Crisis, "988")]
    public void Every_answer_begins_with_the_guidance_and_offers_no_visit(string sign, string number)
    {
        var talk = new Talk().Says(sign).Says("how long does relief last?");
        for (var again = 0; again < 3; again++)
        {
            talk.Says("what is fibrin?");

            Assert.Equal(Outcome.Answer, talk.Last.Outcome);
            Assert.Contains(number, talk.Text.Split('\n')[0], StringComparison.Ordinal);
            Assert.DoesNotContain(talk.Last.Replies[^1].Choices, choice => ChoiceAction.Verb(choice.Action) is ChoiceAction.Book or ChoiceAction.Screen);
            Assert.Contains(talk.Last.Replies[^1].Choices, choice => choice.Action == ChoiceAction.Safe);
        }
    }

    [Fact]
    public void No_article_that_is_asked_for_leads_to_a_visit_or_the_check()
    {
        var warned = new Talk().Says(Emergency);
        foreach (var article in Content.Bot.Knowledge.Articles)
        {
            var talk = warned.Fork().Says("", ChoiceAction.Article(article.Id));
            for (var more = 0; more < 2; more++, talk.Says("", ChoiceAction.More))
            {
                Assert.NotNull(talk.State.SafeMode);
                Assert.DoesNotContain(talk.Last.Replies.SelectMany(reply => reply.Choices), choice => choice.Label == "Booking and changing a visit" || ChoiceAction.Verb(choice.Action) is ChoiceAction.Book or ChoiceAction.Screen or "booking" or "screening");
            }
        }
    }

    [Theory]
    [InlineData(Emergency, "i was seen at the hospital, they checked me", null)]
    [InlineData(Emergency, "", ChoiceAction.Safe)]
    [InlineData(Crisis, "i am safe", null)]
    public void Who_says_that_they_are_safe_can_book(string sign, string clears, string? action)
    {
        var talk = new Talk().Says(sign).Says(clears, action);

        Assert.Null(talk.State.SafeMode);
        Assert.Equal(ActiveDialog.Booking, talk.Says("book an appointment").State.Active);
    }

    [Fact]
    public void A_screening_that_was_interrupted_resumes_only_then()
    {
        var talk = new Talk().Says("", ChoiceAction.Screen).Says(Emergency);

        Assert.Equal(Outcome.Emergency, talk.Says("", ChoiceAction.Screen).Last.Outcome);
        Assert.Equal(ActiveDialog.Screening, talk.Says("", ChoiceAction.Safe).Says("", ChoiceAction.Screen).State.Active);
    }

    [Fact]
    public void A_person_can_be_asked_for_at_any_time() =>
        Assert.Equal(ActiveDialog.HandOff, new Talk().Says(Emergency).Says("i want to talk to a person").State.Active);
}
