using System.Text.Json;
using CsCheck;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Conversation;

public sealed class DeciderTests
{
    private static readonly string[] s_sayings =
    [
        "what is fibrin", "is it safe", "tell me more", "the other one?", "compare them", "1", "2", "the second one", "yes", "no", "none of these", "stop", "back", "skip", "why do you ask",
        "start the screening", "book an appointment", "tomorrow morning", "Jo Smith 312 555 0142", "cancel my appointment", "reschedule", "talk to a person", "jo@example.org", "thanks", "hi",
        "what did you say?", "i cant pee and my legs are numb", "i want to die", "i am safe now", "", "😀", "asdf qwer", "WHAT IS A DISC", "about a year and a half", "none", "not sure", "other times",
    ];

    [Fact]
    public void Every_message_in_every_state_gets_a_reply_and_a_state_that_can_be_stored() =>
        Gen.Int[0, s_sayings.Length - 1].Array[1, 12].Sample(
            picks =>
            {
                var talk = new Talk();
                foreach (var pick in picks)
                {
                    talk.Says(s_sayings[pick]);
                    Assert.NotEmpty(talk.Last.Replies);
                    Assert.All(talk.Last.Replies, reply => Assert.False(string.IsNullOrWhiteSpace(reply.Text)));
                    Assert.Equal(talk.Labels.Length, talk.Labels.Distinct().Count());
                    Assert.DoesNotContain(talk.Last.Replies, reply => reply.Text.Contains('{', StringComparison.Ordinal));
                    var json = JsonSerializer.Serialize(talk.State, JsonSerializerOptions.Web);
                    Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ConversationState>(json, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
                }
            },
            iter: 150);

    [Fact]
    public void Nothing_that_a_patient_types_makes_it_fail() =>
        Gen.String[0, 300].Sample(text => Assert.NotEmpty(new Talk().Says(text).Last.Replies), iter: 300);

    [Theory]
    [InlineData("all clear now, thank you dear", Outcome.Smalltalk)]
    [InlineData("thanks hon that was sweet of you", Outcome.Smalltalk)]
    [InlineData("thanks for nothing you silly toaster", Outcome.Abstain)]
    [InlineData("thanks, where do hamsters sleep", Outcome.Abstain)]
    public void Thanks_in_words_of_their_own_are_thanks_where_nothing_else_is_asked(string text, Outcome outcome) =>
        Assert.Equal(outcome, new Talk().Says("what is fibrin").Says(text).Last.Outcome);

    [Theory]
    [InlineData("cancel VS-7K4M2")]
    [InlineData("please cancel vs-7k4m2 for me")]
    [InlineData("cancel my visit VS-KMQTX")]
    [InlineData("i need to reschedule VS7K4M2")]
    public void A_visit_named_by_its_reference_alone_is_not_opened_without_a_code(string text) =>
        Assert.Contains("send you a code here", new Talk().Says(text).Text, StringComparison.Ordinal);

    [Fact]
    public void The_visit_that_was_just_booked_is_moved_or_cancelled_as_it()
    {
        var talk = new Talk().Says("book a phone call on wednesday at 2pm, Jo Smith 312 555 0142").Says("confirm");
        var booked = talk.State.Booking!.Booked!;

        Assert.Equal(booked, talk.Fork().Says("move it to thursday morning").State.Booking!.Existing);
        Assert.Equal(booked, talk.Fork().Says("can you cancel it?").State.Booking!.Existing);
        Assert.Null(new Talk().Says("can you change it").State.Booking?.Existing);
    }

    [Theory]
    [InlineData("actually make it thursday")]
    [InlineData("thursday morning instead")]
    [InlineData("hmm thursday is better")]
    public void Another_time_right_after_booking_moves_the_visit(string text)
    {
        var talk = new Talk().Says("book a phone call on wednesday at 2pm, Jo Smith 312 555 0142").Says("confirm");

        Assert.Equal(talk.State.Booking!.Booked, talk.Says(text).State.Booking!.Existing);
        Assert.Contains("Thursday", talk.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("also book one on thursday for my wife")]
    [InlineData("another phone call on thursday")]
    public void Another_visit_right_after_booking_moves_nothing(string text) =>
        Assert.Null(new Talk().Says("book a phone call on wednesday at 2pm, Jo Smith 312 555 0142").Says("confirm").Says(text).State.Booking!.Existing);

    [Fact]
    public void Who_says_at_the_review_that_they_have_no_email_is_understood()
    {
        var talk = new Talk().Says("book a phone call on wednesday at 2pm, Jo Smith 312 555 0142, jo@example.org");

        Assert.DoesNotContain("didn't get", talk.Says("no email").Text, StringComparison.Ordinal);
        Assert.Null(talk.State.Booking!.Email);
        Assert.Equal(0, talk.State.Misunderstood);
    }

    [Theory]
    [InlineData("i wanna know which one fits me")]
    [InlineData("which treatment is right for me")]
    [InlineData("am i a candidate")]
    public void Who_asks_what_fits_them_is_offered_the_check(string text) =>
        Assert.Contains(new Talk().Says(text).Last.Replies[^1].Choices, choice => choice.Action == ChoiceAction.Screen);

    [Fact]
    public void Who_asks_about_a_dose_is_offered_no_check() =>
        Assert.DoesNotContain(new Talk().Says("can i take 2 of my muscle relaxers tonight").Last.Replies[^1].Choices, choice => choice.Action == ChoiceAction.Screen);

    [Theory]
    [InlineData("ok", Outcome.Screening)]
    [InlineData("sure", Outcome.Screening)]
    [InlineData("okay thanks", Outcome.Screening)]
    [InlineData("yes", Outcome.Emergency)]
    [InlineData("yeah", Outcome.Emergency)]
    public void The_list_of_warning_signs_is_asked_again_after_a_mere_ok_and_taken_seriously_after_a_yes(string text, Outcome outcome)
    {
        var talk = new Talk().Says("check what may fit").Says(text);

        Assert.Equal(outcome, talk.Last.Outcome);
        if (outcome == Outcome.Screening)
            Assert.Contains("None of these", talk.Labels);
    }

    [Fact]
    public void Details_given_before_a_time_was_picked_are_kept()
    {
        var talk = new Talk().Says("book an evaluation at the clinic").Says("Ann Lee 312 555 0142");
        Assert.StartsWith("Thank you, I noted your details.", talk.Text, StringComparison.Ordinal);
        Assert.Equal("+13125550142", talk.State.Booking!.Phone);
    }

    [Fact]
    public void The_same_input_gives_the_same_decision()
    {
        var (one, other) = (new Talk(), new Talk());
        foreach (var saying in s_sayings)
            Assert.Equal(JsonSerializer.Serialize(one.Says(saying).Last, JsonSerializerOptions.Web), JsonSerializer.Serialize(other.Says(saying).Last, JsonSerializerOptions.Web));
    }

    [Fact]
    public void Every_answer_names_its_article_and_its_sources()
    {
        foreach (var article in Content.Bot.Knowledge.Articles)
        {
            var talk = new Talk().Says("", ChoiceAction.Article(article.Id));
            Assert.Equal(Outcome.Answer, talk.Last.Outcome);
            var citation = talk.Last.Replies.SelectMany(reply => reply.Citations).First(citation => citation.Topic == article.Topic);
            Assert.Equal(Content.Bot.Knowledge.ReferencesTo(citation.Sources), citation.References);
            Assert.Equal(citation.Sources.IsEmpty, citation.References.IsEmpty);
        }
    }

    [Fact]
    public void The_comparison_names_the_sources_of_its_cells()
    {
        var citation = Assert.Single(new Talk().Says("compare the two").Last.Replies[^1].Citations);
        Assert.Equal(Content.Bot.Knowledge.SideBySide.OfTheTwo()!.Sources, citation.Sources);
        Assert.Equal(Content.Bot.Knowledge.ReferencesTo(citation.Sources), citation.References);
    }

    [Fact]
    public void To_say_that_there_is_no_more_rests_on_no_source()
    {
        var talk = new Talk().Says("what is fibrin").Says("tell me more").Says("tell me more");
        var citation = Assert.Single(talk.Last.Replies[^1].Citations);
        Assert.Equal("fibrin-what", citation.Article);
        Assert.Empty(citation.References);
    }

    [Fact]
    public void An_answer_in_the_middle_of_a_dialog_is_followed_by_its_question()
    {
        var talk = new Talk().Says("start the screening");
        var question = talk.Last.Replies[^1].Text;
        talk.Says("what is an annular tear?");

        Assert.Equal(Outcome.Answer, talk.Last.Outcome);
        Assert.Equal(ActiveDialog.Screening, talk.State.Active);
        Assert.Equal(2, talk.Last.Replies.Length);
        Assert.NotEmpty(question);
    }

    [Fact]
    public void An_action_that_is_not_in_the_vocabulary_is_ignored() =>
        Assert.Equal(Outcome.Answer, new Talk().Says("what is fibrin", "delete:everything").Last.Outcome);

    [Fact]
    public void An_action_for_an_article_that_is_gone_does_not_fail() =>
        Assert.NotEmpty(new Talk().Says("what is fibrin", "article:gone").Last.Replies);

    [Fact]
    public void A_long_message_is_read_by_the_safety_rules_whole()
    {
        var talk = new Talk().Says(string.Concat(Enumerable.Repeat("my story is long and goes on. ", 200)) + " i cant pee since this morning and my crotch is numb");
        Assert.Equal(SafetyTier.Emergency, talk.State.SafeMode?.Tier);
        Assert.Equal(Outcome.Clarify, new Talk().Says(new string('x', 4001)).Last.Outcome);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("the second one")]
    [InlineData("Compare the two")]
    [InlineData("compare the two!")]
    [InlineData("number 2 please")]
    public void A_choice_is_picked_by_number_ordinal_or_label(string text) =>
        Assert.Contains("side by side", new Talk().Says(text).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("12 years")]
    [InlineData("0")]
    [InlineData("0th")]
    [InlineData("99")]
    public void A_number_that_is_no_choice_picks_nothing(string text) =>
        Assert.NotEqual(Outcome.Booking, new Talk().Says(text).Last.Outcome);

    [Fact]
    public void A_booking_that_misunderstands_twice_offers_a_person()
    {
        var talk = new Talk().Says("book an evaluation").Says("qwerty asdf");
        Assert.DoesNotContain("Talk to a person", talk.Labels);
        Assert.Contains("Talk to a person", talk.Says("zxcvb uiop").Labels);
    }

    [Fact]
    public void A_patient_who_changes_to_not_sharing_shares_nothing()
    {
        var talk = Screened().Says("Book and share my answers").Says("stop").Says("start the screening").Says("Show my summary").Says("Book without sharing");
        talk.Says("evaluation").Says("1").Says("Jo Smith 312 555 0142");
        Assert.Contains("Shall I book it?", talk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Your answers", talk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sharing_is_agreed_to_for_one_appointment()
    {
        var talk = Screened().Says("Book and share my answers").Says("evaluation").Says("1").Says("Jo Smith 312 555 0142");
        Assert.Contains("Your answers", talk.Text, StringComparison.Ordinal);
        Assert.Contains("You're booked", talk.Says("confirm").Text, StringComparison.Ordinal);
        talk.Says("book a visit").Says("phone call").Says("1").Says("Jo Smith 312 555 0142");
        Assert.Contains("Shall I book it?", talk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Your answers", talk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_who_is_asked_for_is_announced_to_staff_at_once_and_again_with_the_contact()
    {
        var talk = new Talk().Says("can i talk to someone");
        Assert.Equal(new Alert("staff", "asked-for-a-person"), Assert.Single(talk.Last.Alerts));
        talk.Says("Maria Lopez, 312 555 0142");
        Assert.Equal(new Alert("staff", "contact-given"), Assert.Single(talk.Last.Alerts));
        Assert.Equal("+13125550142", talk.State.HandOff?.Contact);
        Assert.Equal(ActiveDialog.None, talk.State.Active);
    }

    [Fact]
    public void Repeats_are_worded_differently()
    {
        var talk = new Talk();
        var said = new[] { "can a disc be transplanted", "does the weather matter for my disc", "what colour is a disc" }.Select(text => talk.Says(text).Text).ToArray();
        Assert.Equal(said.Length, said.Distinct().Count());
        Assert.Single(said, text => text.Contains("sorry", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("hlo")]
    public void Whoever_begins_with_a_word_of_consent_is_greeted_as_there_is_nothing_to_consent_to(string word)
    {
        var first = Assert.IsType<Decision.Done>(Decider.Decide(Content.Bot, new(), new Input.Said(word) { Introduce = true }, new(Talk.Now, []))).Turn;
        Assert.StartsWith("Hello", first.Replies[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello", new Talk().Says(word).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_did_you_say_repeats_the_last_reply()
    {
        var talk = new Talk().Says("what is fibrin");
        var said = talk.Text;
        Assert.Equal(said, talk.Says("what did you say?").Text);
        Assert.Equal(said, talk.Says("say that again").Text);
    }

    private static Talk Screened() => new Talk().Says("start the screening").Says("none").Says("none").Says("16");
}
