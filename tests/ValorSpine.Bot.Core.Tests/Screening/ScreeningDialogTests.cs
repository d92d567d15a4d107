using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Validation;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

public sealed class ScreeningDialogTests
{
    private static readonly JsonSerializerOptions s_fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    public static TheoryData<string, string> Paths => new()
    {
        { "none; none; 60; low back; over 6 months; PT, injections; MRI last year; tear; none; avoid surgery", "O-FIBRIN" },
        { "none; none; 44; no; leg; 4 months; PT and pills; MRI last year; mild herniation; none; avoid needles", "O-DECOMP" },
        { "none; none; 39; no; both; comes and goes; PT; MRI last year; tear and bulge; injections; understand my choices", "O-BOTH" },
        { "none; osteoporosis; 71; leg; over 6 months; PT; MRI last year; bulge; none; avoid surgery", "O-STAFF" },
        { "none; none; 30; pregnant", "O-STAFF" },
        { "none; none; 16", "O-STAFF" },
        { "none; none; 33; no; low back; 3 weeks", "O-CONSERVATIVE" },
        { "none; none; 60; low back; comes and goes; nothing yet", "O-CONSERVATIVE" },
        { "none; none; 47; no; low back; over 6 months; PT; no scan; none; skip", "O-DIAGNOSIS" },
        { "none; none; 47; no; low back; 2 years; PT; MRI last year; tear; fusion L4-S1; skip", "O-STAFF" },
        { "none; none; 47; no; skip; 2 years; PT; skip; none; avoid surgery", "O-DIAGNOSIS" },
        { "none; none; 47; no; neck", "O-OTHER" },
        { "none; lost weight; 60; low back; 3 weeks", "O-OTHER" },
        { "none; none; 60; low back; over 6 months; PT, injections; MRI last year; tear; skip; avoid surgery", "O-STAFF" },
        { "none; skip; 60; leg; over 6 months; PT; MRI last year; bulge; none; skip", "O-STAFF" },
        { "none; none; 60; low back; over 6 months; PT, injections; MRI last year; tear; none; avoid needles", "O-STAFF" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void Answers_lead_to_their_outcome(string answers, string outcome)
    {
        var chat = ScreeningChat.Started(answers.Split("; "));
        Assert.True(chat.Screening.Finished, $"still at {chat.Screening.Current}");
        Assert.Equal(outcome, chat.Last.Screening!.OutcomeId);
        Assert.Equal(ActiveDialog.None, chat.State.Active);
    }

    [Fact]
    public void Every_outcome_is_reachable() =>
        Assert.Equal(ScreeningChat.Definition.Orientations.Outcomes.Select(outcome => outcome.Id).Order(), Paths.Select(path => path.Data.Item2).Distinct().Order());

    [Theory]
    [MemberData(nameof(Paths))]
    public void Response_is_a_valid_QuestionnaireResponse(string answers, string outcome)
    {
        var finished = ScreeningChat.Started(answers.Split("; ")).Last.Screening!;
        var response = JsonSerializer.Deserialize<QuestionnaireResponse>(finished.ResponseJson, s_fhir)!;
        Assert.Empty(response.Validate(ModelInfo.ModelInspector));
        Assert.Equal(ScreeningChat.Definition.Canonical, response.Questionnaire);
        Assert.Equal(QuestionnaireResponse.QuestionnaireResponseStatus.Completed, response.Status);
        Assert.Equal(outcome, finished.OutcomeId);
    }

    [Fact]
    public void Summary_says_what_was_said_and_never_shows_source_keys()
    {
        var chat = ScreeningChat.Started("none; none; 60; low back; over 6 months; PT, injections; MRI last year; tear; none; avoid surgery".Split("; "));
        var reply = chat.Last.Replies.Single(reply => reply.Card is Card.Summary);
        var card = (Card.Summary)reply.Card!;
        Assert.Contains(card.Facts, fact => fact is { Name: "Age", Value: "60" });
        Assert.All(card.Facts.Concat(card.Sections), fact => Assert.Contains(fact.Value, reply.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("EV-", chat.Said, StringComparison.Ordinal);
        Assert.Contains("not a diagnosis", chat.Said, StringComparison.Ordinal);
        var citation = Assert.Single(reply.Citations);
        Assert.Contains("EV-51", citation.Sources);
        Assert.Contains(citation.References, reference => reference.Label == "Trial of fibrin against salt water, 2014");
        Assert.False(citation.HasPage);
        Assert.Equal(["Book and share my answers", "Book without sharing", "Change an answer", "Not now"], chat.State.Offered.Select(choice => choice.Label));
    }

    [Fact]
    public void Page_says_the_same_as_the_card_with_rule_row_version_and_what_was_not_answered()
    {
        var chat = ScreeningChat.Started("none; none; skip; no; low back; over 6 months; PT; no scan; none; skip".Split("; "));
        var sheet = chat.Last.Screening!.Sheet!;
        var reply = chat.Last.Replies.Single(reply => reply.Card is Card.Summary);

        Assert.Equal("O-DIAGNOSIS", sheet.OutcomeId);
        Assert.Equal((13, 24, "No MRI or CT scan, or not told"), (sheet.Row, sheet.Rows, sheet.RowSays));
        Assert.Equal(["Age", "Your goals"], sheet.Unanswered);
        Assert.Equal(ScreeningChat.Definition.Canonical, sheet.Questionnaire);
        Assert.Equal(ScreeningChat.Now, sheet.At);
        Assert.All(sheet.Sections.SelectMany(section => section.Points).Concat(sheet.Closing).Append(sheet.Outcome).Append(sheet.Rule), text => Assert.Contains(text, reply.Text, StringComparison.Ordinal));
        Assert.Contains("- Not answered: Age, Your goals", reply.Text, StringComparison.Ordinal);
        Assert.Equal(reply.Citations[0].References, sheet.References);
    }

    [Theory]
    [InlineData("foot drop vs just a tired foot, how do people tell them apart")]
    [InlineData("fell off a roof in '98, healed fine")]
    public void Sign_in_free_words_that_the_safety_rules_do_not_hear_is_asked_about_and_not_taken(string text)
    {
        var chat = ScreeningChat.Started().Say(text);
        Assert.Equal(Outcome.Screening, chat.Last.Outcome);
        Assert.Equal(("urgent", 0), (chat.Screening.Current, chat.Screening.Answers.Length));
        Assert.Contains(chat.State.Offered, choice => choice.Label == "None of these");
        Assert.Equal("health", chat.Tap("None of these").Screening.Current);
    }

    [Fact]
    public void Sign_that_was_asked_about_and_is_picked_stops_the_check()
    {
        var chat = ScreeningChat.Started().Say("fell off a roof in '98, healed fine");
        Assert.Equal(Outcome.Emergency, chat.Tap(chat.State.Offered[0].Label).Last.Outcome);
    }

    [Fact]
    public void Page_has_a_key_of_its_own_turn_for_thirty_days()
    {
        var chat = ScreeningChat.Started("none", "no, none of those");
        chat.Fresh = "key-of-the-last-turn";
        chat.Say("16");
        Assert.Equal("key-of-the-last-turn", chat.Last.Screening!.PageKey);
        Assert.Equal("/summary/key-of-the-last-turn", PagePath(chat));
        Assert.DoesNotContain("key-of-the-last-turn", chat.Said, StringComparison.Ordinal);

        chat.Fresh = "another";
        chat.Clock += TimeSpan.FromDays(ScreeningSheet.LinkDays);
        Assert.Equal("/summary/key-of-the-last-turn", PagePath(chat.Start().Tap("Show my summary")));
        chat.Clock += TimeSpan.FromMinutes(1);
        Assert.Null(PagePath(chat.Start().Tap("Show my summary")));

        static string? PagePath(ScreeningChat chat) => chat.Last.Replies.Select(reply => reply.Card).OfType<Card.Summary>().Single().PagePath;
    }

    [Fact]
    public void Patient_who_agrees_to_share_starts_booking_with_the_summary()
    {
        var chat = ScreeningChat.Started("none", "none", "16");
        var turn = chat.TurnOf("Book and share my answers", ScreeningDialog.ShareAndBook);
        Assert.Null(ScreeningDialog.TryContinue(turn));
        Assert.True(ScreeningDialog.Shared(turn).State.Screening!.PendingSummaryShare);
        Assert.False(chat.Screening.PendingSummaryShare);
    }

    [Fact]
    public void Intro_says_what_it_is_and_asks_the_first_question()
    {
        var chat = ScreeningChat.Started();
        Assert.Contains("education, not a diagnosis", chat.Said, StringComparison.Ordinal);
        Assert.Contains("Question 1 of 12.", chat.Said, StringComparison.Ordinal);
        Assert.Equal(ActiveDialog.Screening, chat.State.Active);
    }

    [Theory]
    [InlineData("urgent", "not sure")]
    [InlineData("urgent", "yes")]
    [InlineData("urgent", "2")]
    [InlineData("urgent", "1 and 7")]
    [InlineData("urgent", "fever")]
    public void Red_flag_answer_stops_the_screening(string linkId, string text)
    {
        var chat = ScreeningChat.Started();
        Assert.Equal(linkId, chat.Screening.Current);
        chat.Say(text);
        Assert.Equal(Outcome.Emergency, chat.Last.Outcome);
        Assert.NotEqual(ActiveDialog.Screening, chat.State.Active);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("kinda")]
    [InlineData("not sure")]
    public void New_pain_after_cancer_is_urgent_also_in_doubt(string text)
    {
        var chat = ScreeningChat.Started("none", "cancer").Say(text);
        Assert.Equal(Outcome.Emergency, chat.Last.Outcome);
        Assert.Equal("RF-CANCER", chat.Last.Alerts[0].Rule);
    }

    [Fact]
    public void Old_pain_after_cancer_goes_on() => Assert.Equal("age", ScreeningChat.Started("none", "cancer", "no").Screening.Current);

    [Fact]
    public void Most_urgent_of_several_red_flags_counts() => Assert.Equal("RF-CES", ScreeningChat.Started("fever and both legs numb").Last.Alerts[0].Rule);

    [Fact]
    public void Answer_is_echoed_and_counted()
    {
        var chat = ScreeningChat.Started("none", "blood thinner");
        Assert.Contains("A blood thinner or a bleeding problem", chat.Said, StringComparison.Ordinal);
        Assert.Contains("Question 3 of 11.", chat.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Back_asks_the_question_before_again()
    {
        var chat = ScreeningChat.Started("none", "none", "52", "go back");
        Assert.Equal("age", chat.Screening.Current);
        Assert.Contains("You said: 52", chat.Said, StringComparison.Ordinal);
        chat.Say("51");
        Assert.Equal("pregnancy", chat.Screening.Current);
    }

    [Fact]
    public void Back_as_the_place_of_the_pain_is_told_from_going_back()
    {
        var chat = ScreeningChat.Started("none", "none", "60", "back");
        Assert.Equal(["Low back, with little or no leg pain", "Go back one question"], chat.State.Offered.Select(choice => choice.Label));
        Assert.Equal("age", chat.Tap("Go back one question").Screening.Current);
    }

    [Fact]
    public void Back_at_the_first_question_says_so() => Assert.Contains("first question", ScreeningChat.Started("back").Said, StringComparison.Ordinal);

    [Fact]
    public void Earlier_answer_is_changed_by_its_words()
    {
        var chat = ScreeningChat.Started("none", "none", "60", "low back", "2 years", "change my answer about how long");
        Assert.Equal("how-long", chat.Screening.Current);
        chat.Say("3 weeks");
        Assert.Equal("O-CONSERVATIVE", chat.Screening.OutcomeId);
    }

    [Fact]
    public void Unclear_change_asks_which()
    {
        var chat = ScreeningChat.Started("none", "none", "60", "change my answer");
        Assert.Equal(["Urgent signs", "Health facts", "Age"], chat.State.Offered.Select(choice => choice.Label));
        Assert.Equal("age", chat.Tap("Age").Screening.Current);
    }

    [Fact]
    public void Changed_answer_that_ends_a_branch_keeps_its_answers_for_changing_back()
    {
        var chat = ScreeningChat.Started("none", "none", "60", "low back", "2 years", "PT", "change where", "leg");
        Assert.Equal("scan", chat.Screening.Current);
        Assert.NotNull(chat.Screening.AnswerTo("tried"));
    }

    [Fact]
    public void Skip_is_taken_where_allowed_and_refused_kindly_where_not()
    {
        Assert.Equal("urgent", ScreeningChat.Started("skip").Screening.Current);
        var chat = ScreeningChat.Started("none", "skip");
        Assert.Equal(["health"], chat.Screening.Skipped);
    }

    [Theory]
    [InlineData("why do you ask?", "These signs can mean")]
    [InlineData("why", "These signs can mean")]
    [InlineData("how many are left?", "11 more at most")]
    [InlineData("what did you say?", "Question 1 of 12")]
    [InlineData("sorry, can you repeat that please", "Question 1 of 12")]
    public void Command_is_obeyed_and_the_question_asked_again(string text, string expected)
    {
        var chat = ScreeningChat.Started(text);
        Assert.Contains(expected, chat.Said, StringComparison.Ordinal);
        Assert.Contains("In the last few weeks", chat.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_screening_is_resumed_where_it_was_left()
    {
        var chat = ScreeningChat.Started("none", "none", "60", "stop");
        Assert.Equal(ActiveDialog.None, chat.State.Active);
        chat.Start();
        Assert.Contains("3 of", chat.Said, StringComparison.Ordinal);
        chat.Say("yes please");
        Assert.Equal("where", chat.Screening.Current);
    }

    [Fact]
    public void Stopped_screening_goes_on_by_the_button_of_the_last_reply() =>
        Assert.Equal("where", ScreeningChat.Started("none", "none", "60", "stop").Tap("Continue the check").Screening.Current);

    [Fact]
    public void Safety_questions_are_asked_again_after_half_an_hour()
    {
        var chat = ScreeningChat.Started("none", "none", "60", "stop");
        chat.Clock += TimeSpan.FromHours(2);
        chat.Start().Say("continue");
        Assert.Equal("urgent", chat.Screening.Current);
        Assert.Equal("where", chat.Say("none").Screening.Current);
    }

    [Fact]
    public void Start_over_is_asked_about_and_forgets_the_answers()
    {
        var chat = ScreeningChat.Started("none", "none", "start over");
        Assert.Contains("Your 2 answers here will not be used any more", chat.Said, StringComparison.Ordinal);
        Assert.Equal(2, chat.Screening.Answers.Length);
        chat.Say("yes");
        Assert.Equal("urgent", chat.Screening.Current);
        Assert.Empty(chat.Screening.Answers);
    }

    [Fact]
    public void Finished_screening_shows_its_summary_again()
    {
        var chat = ScreeningChat.Started("none", "none", "16").Start().Tap("Show my summary");
        Assert.Contains(chat.Last.Replies, reply => reply.Card is Card.Summary);
        Assert.Null(chat.Last.Screening);
    }

    [Theory]
    [InlineData("what does an MRI cost?")]
    [InlineData("is decompression safe?")]
    [InlineData("how does fibrin work")]
    public void Question_midway_is_left_to_the_caller(string question)
    {
        var chat = ScreeningChat.Started("none", "none", "60", "low back", "2 years", "PT");
        Assert.False(chat.TrySay(question));
        Assert.Contains("Have you had a scan", ScreeningDialog.Reprompt(chat.TurnOf(question, null)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Misunderstanding_is_worded_differently_and_then_offers_a_way_out()
    {
        var chat = ScreeningChat.Started("none", "none", "60");
        var said = new[] { "x", "y", "z" }.Select(text => chat.NotUnderstood(text).Said).ToArray();
        Assert.Equal(3, said.Distinct().Count());
        Assert.Contains("\"1\" or", said[1], StringComparison.Ordinal);
        Assert.Contains(chat.State.Offered, choice => choice.Action == ChoiceAction.Staff);
        Assert.Equal(0, chat.Say("low back").Screening.Tries);
    }

    [Fact]
    public void Tapping_one_of_several_asks_for_more_and_typing_its_number_does_not()
    {
        var tapped = ScreeningChat.Started("none").Tap("Weak bones, or steroid pills for months");
        Assert.Equal("health", tapped.Screening.Current);
        tapped.Tap("A blood thinner or a bleeding problem").Tap("That's all");
        Assert.Equal("age", tapped.Screening.Current);
        Assert.Equal(2, tapped.Screening.AnswerTo("health")!.Values.Length);
        Assert.Equal("age", ScreeningChat.Started("none", "3").Screening.Current);
    }

    [Fact]
    public void Button_of_an_older_message_changes_that_answer()
    {
        var chat = ScreeningChat.Started("none", "none", "60");
        var older = chat.State.Offered[0].Action;
        chat.Say("leg").Say("2 years");
        Assert.True(chat.TrySay("", older));
        Assert.Equal("tried", chat.Screening.Current);
        Assert.Equal("back", ((AnswerValue.Coded)chat.Screening.AnswerTo("where")!.Values[0]).Code);
    }

    [Fact]
    public void Age_is_read_as_a_number_and_never_as_a_choice() => Assert.Empty(ScreeningChat.Started("none", "none").State.Offered);

    [Fact]
    public void Unclear_answer_asks_which_is_meant()
    {
        var chat = ScreeningChat.Started("none", "none", "60", "low back", "two to four months");
        Assert.Equal(["6 weeks to 3 months", "3 to 6 months", "None of these"], chat.State.Offered.Select(choice => choice.Label));
        Assert.Equal("tried", chat.Tap("3 to 6 months").Screening.Current);
    }
}
