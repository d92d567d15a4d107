using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>What a patient says too late, in passing or about something else: it goes to the question that it belongs to, and no answer is made up.</summary>
public sealed class ForgottenFactsTests
{
    private static readonly string[] s_toGoals = ["none", "none", "70", "low back", "2 years", "PT", "MRI last year", "bulge", "none"];

    [Theory]
    [InlineData("I forgot, I had a fusion")]
    [InlineData("oh I forgot to mention, they fused my spine")]
    [InlineData("also I have screws in my back")]
    public void Forgotten_fusion_changes_the_answer_about_procedures(string text)
    {
        var chat = ScreeningChat.Started(s_toGoals).Say(text);
        Assert.Contains("hardware", Codes(chat, "procedures"));
        Assert.Null(chat.Screening.AnswerTo("goals"));
    }

    [Fact]
    public void Fact_beside_an_answer_is_added_to_its_own_question()
    {
        var chat = ScreeningChat.Started(s_toGoals).Say("avoid surgery, and oh yeah I have screws in my back");
        Assert.Equal(["hardware"], Codes(chat, "procedures"));
        Assert.Equal(["avoid-surgery"], Codes(chat, "goals"));
        Assert.Equal("O-STAFF", chat.Screening.OutcomeId);
    }

    [Theory]
    [InlineData("45 and I'm on blood thinners", "blood-thinner")]
    [InlineData("45, also allergic to latex", "allergy")]
    [InlineData("oh I forgot, I have a pacemaker", "heart")]
    public void Health_fact_is_added_after_its_question(string text, string code) =>
        Assert.Equal([code], Codes(ScreeningChat.Started("none", "none").Say(text), "health"));

    [Fact]
    public void Fact_told_after_the_end_changes_the_summary()
    {
        var chat = ScreeningChat.Started([.. s_toGoals, "avoid surgery"]).Say("I have metal in my back");
        Assert.Equal("O-STAFF", chat.Screening.OutcomeId);
        Assert.Contains("Fusion, screws", chat.Screening.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my mom has a pacemaker")]
    [InlineData("is fibrin ok with blood thinners")]
    [InlineData("thanks")]
    public void What_is_no_fact_of_the_patient_leaves_the_summary_alone(string text) =>
        Assert.False(ScreeningChat.Started([.. s_toGoals, "avoid surgery"]).TrySay(text));

    [Theory]
    [InlineData("and chiro", "therapy,manual")]
    [InlineData("also shots", "therapy,injections")]
    [InlineData("also injections I forgot", "therapy,injections")]
    [InlineData("oh and gabapentin", "therapy,medicine")]
    public void More_of_what_was_tried_is_added(string text, string codes)
    {
        var chat = ScreeningChat.Started("none", "none", "70", "low back", "2 years", "1").Say(text);
        Assert.Equal(codes.Split(','), Codes(chat, "tried"));
        Assert.Equal("scan", chat.Screening.Current);
    }

    [Fact]
    public void Forgotten_fall_is_asked_about()
    {
        var chat = ScreeningChat.Started("none").Say("I forgot about the fall I had");
        Assert.Equal(["A bad fall or accident just before it began", "None of these"], chat.State.Offered.Select(choice => choice.Label));
    }

    [Fact]
    public void Patient_who_does_not_remember_is_not_sure() =>
        Assert.Equal(["unknown"], Codes(ScreeningChat.Started([.. s_toGoals[..7], "i forgot what it said"]), "report"));

    [Theory]
    [InlineData("hiv positive but undetectable")]
    [InlineData("nope none")]
    [InlineData("None whatsoever")]
    [InlineData("none that I know of")]
    [InlineData("both 3 and 5")]
    [InlineData("im on antibiotics for a tooth")]
    [InlineData("had leukemia as a kid")]
    public void Answer_about_health_tells_nothing_of_other_questions(string text) =>
        Assert.Equal(["urgent", "health"], ScreeningChat.Started("none").Say(text).Screening.Answers.Select(answer => answer.LinkId));

    [Theory]
    [InlineData("rheumatoid arthritis")]
    [InlineData("kidney stones")]
    [InlineData("just high cholesterol")]
    public void Illness_that_is_not_on_the_list_is_asked_about_and_noted_nowhere(string text) =>
        Assert.Equal(["urgent"], ScreeningChat.Started("none").Say(text).Screening.Answers.Select(answer => answer.LinkId));

    [Theory]
    [InlineData("fish oil")]
    [InlineData("hep c")]
    [InlineData("is ibuprofen even ok to take with the shot")]
    public void What_is_no_answer_to_any_question_is_noted_nowhere(string text)
    {
        var chat = ScreeningChat.Started("none");
        Assert.False(chat.TrySay(text));
        Assert.Equal(["urgent"], chat.Screening.Answers.Select(answer => answer.LinkId));
    }

    [Theory]
    [InlineData("no wait that's my mom not me", "health")]
    [InlineData("oops, that was my dad", "health")]
    public void Answer_that_was_not_the_patients_is_asked_again(string text, string linkId) =>
        Assert.Equal(linkId, ScreeningChat.Started("none", "osteoporosis").Say(text).Screening.Current);

    [Fact]
    public void Actually_none_is_asked_about_where_two_questions_may_be_meant()
    {
        var chat = ScreeningChat.Started("none", "none", "70", "low back", "2 years", "1").Say("actually none");
        Assert.Equal(["Tried so far: Nothing yet", "Scan: No scan"], chat.State.Offered.Select(choice => choice.Label));
    }

    [Theory]
    [InlineData("none; none; 58; low back; 5 years; PT; MRI last year; small tear; none; avoid surgery", "You have not yet tried both")]
    [InlineData("none; none; 58; low back; 5 years; PT and pills; MRI last year; small tear; none; avoid needles", "you want to avoid needles")]
    [InlineData("none; none; 58; low back; 7 months; pills; MRI last year; small tear; none; avoid surgery", "pain medicine only")]
    [InlineData("none; none; 58; neck", "Your main pain is not in the low back or leg.")]
    public void Reason_is_this_patients_own(string answers, string reason)
    {
        var chat = ScreeningChat.Started(answers.Split("; "));
        Assert.Contains(reason, chat.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("less than three months", chat.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("lose weight", chat.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("allergic to fibrin", "You named an allergy.")]
    [InlineData("warfarin", "You named a blood thinner")]
    public void What_speaks_against_a_treatment_of_this_patient_stands_first(string health, string against)
    {
        var chat = ScreeningChat.Started($"none; {health}; 60; low back; 2 years; PT and chiro; MRI last year; tear; none; back to work".Split("; "));
        Assert.Equal("O-FIBRIN", chat.Screening.OutcomeId);
        Assert.Contains($"What speaks against it\n- {against}", chat.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no cancer")]
    [InlineData("rest")]
    public void Common_word_is_no_misspelt_command(string text)
    {
        var chat = ScreeningChat.Started("none");
        chat.TrySay(text);
        Assert.Equal("health", chat.Screening.Current);
        Assert.Equal(ActiveDialog.Screening, chat.State.Active);
    }

    private static string[] Codes(ScreeningChat chat, string linkId) =>
        [.. chat.Screening.AnswerTo(linkId)!.Values.OfType<AnswerValue.Coded>().Select(coded => coded.Code)];
}
