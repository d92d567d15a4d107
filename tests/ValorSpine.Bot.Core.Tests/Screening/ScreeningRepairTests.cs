using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Tests.Screening;

public sealed class ScreeningRepairTests
{
    [Theory]
    [InlineData("can we go bak", "Back")]
    [InlineData("pls skip this", "Skip")]
    [InlineData("skp", "Skip")]
    [InlineData("hw many more", "Progress")]
    [InlineData("could you please repeat the question", "Repeat")]
    [InlineData("sorry gotta go", "Pause")]
    [InlineData("i want to stop now please", "Stop")]
    [InlineData("slip", "None")]
    [InlineData("leg", "None")]
    [InlineData("i stopped smoking", "None")]
    [InlineData("my back hurts", "None")]
    public void Commands_are_understood_polite_and_misspelt_and_answers_are_none(string text, string command) =>
        Assert.Equal(command, ScreeningCommands.Read(SaidText.Of(text)).Command.ToString());

    [Theory]
    [InlineData("7K4M9PXQ", false, "7K4M9PXQ")]
    [InlineData("7k4m 9pxq", false, "7K4M9PXQ")]
    [InlineData("My code is 7k4m-9pxq.", false, "7K4M9PXQ")]
    [InlineData("7 k 4 m 9 p x q", false, "7K4M9PXQ")]
    [InlineData("7K4O 1XPQ", false, null)]
    [InlineData("7K4O 1XPQ", true, "7K4O1XPQ")]
    [InlineData("pressure", false, null)]
    [InlineData("since march 2024", false, null)]
    [InlineData("L4L5 S1S2", false, null)]
    [InlineData("555 123 4567", false, null)]
    public void Resume_code_is_found_in_any_case_with_spaces_and_dashes(string text, bool asked, string? code) => Assert.Equal(code, ResumeCode.In(text, asked));

    [Fact]
    public void Same_message_at_once_is_taken_once_and_a_third_time_it_is_meant()
    {
        var chat = ScreeningChat.Started();
        chat.Clock += TimeSpan.FromSeconds(5);
        chat.Say("none of these");
        chat.Clock += TimeSpan.FromMilliseconds(400);
        Assert.Equal("health", chat.Say("None of these").Screening.Current);
        chat.Clock += TimeSpan.FromMilliseconds(900);
        Assert.Equal("age", chat.Say("none of these").Screening.Current);
    }

    [Fact]
    public void Later_is_no_misspelt_latex()
    {
        var chat = ScreeningChat.Started("none", "later");
        Assert.Equal(ActiveDialog.None, chat.State.Active);
        Assert.Null(chat.Screening.AnswerTo("health"));
    }

    [Fact]
    public void Red_flag_questions_are_asked_again_wherever_a_check_is_taken_up()
    {
        var home = ScreeningChat.Started("none", "none", "60", "stop");
        var code = home.Said.Split('\n').Single(line => ResumeCode.IsWellFormed(line.Replace(" ", "", StringComparison.Ordinal)));
        var phone = home.Elsewhere();
        phone.Say(code);
        Assert.Equal("urgent", phone.Screening.Current);
        phone.TrySay("", "screening:back");
        Assert.Equal("urgent", phone.Screening.Current);
        Assert.Equal("where", phone.Say("none").Screening.Current);
        Assert.Equal(home.Screening.Questionnaire, phone.Screening.Questionnaire);
    }

    [Fact]
    public void Finished_check_taken_up_elsewhere_offers_its_summary_and_shares_nothing()
    {
        var home = ScreeningChat.Started("none", "none", "stop");
        var code = home.Said.Split('\n').Single(line => ResumeCode.IsWellFormed(line.Replace(" ", "", StringComparison.Ordinal)));
        home.Start().Say("yes").Say("16");
        home.State = ScreeningDialog.Shared(home.TurnOf("", null)).State;
        var phone = home.Elsewhere();
        phone.Say(code);
        Assert.Contains(phone.State.Offered, choice => choice.Label == "Show my summary");
        Assert.False(phone.Screening.PendingSummaryShare);
    }

    [Fact]
    public void Each_contradiction_of_the_files_can_be_met_and_is_asked_about_once()
    {
        Assert.NotEmpty(ScreeningChat.Definition.Contradictions);
        foreach (var contradiction in ScreeningChat.Definition.Contradictions)
        {
            var answers = contradiction.Given.Select(part => new ScreeningAnswer(part.LinkId, AnswerStatus.Given, [First(part.LinkId, [.. part.Codes])]));
            var state = new ScreeningState { Answers = [.. answers] };
            Assert.Contains(contradiction, ScreeningChat.Definition.Contradictions.Where(one => one.Holds(state)));
            Assert.DoesNotContain(contradiction, ScreeningChat.Definition.Contradictions.Where(one => one == Contradictions.First(ScreeningChat.Definition, state with { Checked = [contradiction.Id] })));
            // What a choice sets must not lead straight into the same doubt.
            foreach (var settlement in contradiction.Settles.Where(one => one.Sets.Length > 0))
                Assert.False(contradiction.Holds(state with { Answers = [.. state.Answers.Where(answer => settlement.Sets.All(set => set.LinkId != answer.LinkId)), .. settlement.Sets] }));
        }
    }

    [Theory]
    [InlineData("\"scan\": [\"none\", \"x-ray\", \"waiting\"]", "\"scan\": [\"ultrasound\"]", "has no option 'ultrasound'")]
    [InlineData("\"report\": []", "\"repport\": []", "The question 'repport' does not exist.")]
    [InlineData("\"ask\": \"You told me what a report", "\"asks\": \"You told me what a report", "cannot be read")]
    [InlineData("\"id\": \"surgery-but-no-scan\"", "\"id\": \"report-without-scan\"", "used twice")]
    [InlineData("\"again\": \"how-long\"", "\"again\": \"how-long-now\"", "The question 'how-long-now' does not exist.")]
    public void Defects_of_the_contradictions_are_named(string text, string bad, string expected)
    {
        var problems = new List<ContentProblem>();
        Screenings.Load(Content.With(ScreeningDefinition.ContradictionsPath, file => file.Replace(text, bad, StringComparison.Ordinal)), problems);
        Assert.Contains(problems, problem => problem.Path == ScreeningDefinition.ContradictionsPath && problem.Line > 0 && problem.What.Contains(expected, StringComparison.Ordinal));
    }

    private static AnswerValue.Coded First(string linkId, string[] codes) =>
        ScreeningChat.Definition.Find(linkId)!.Options.First(option => codes.Length == 0 || codes.Contains(option.Value.Code)).Value;
}
