using System.Globalization;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

public sealed class SignModelTests
{
    [Theory]
    [InlineData("when i sit on the toilet paper it is like wiping somebody else", SafetyTier.Emergency)]
    [InlineData("grandpa pours his words out like soup and his grin hangs on one side", SafetyTier.Emergency)]
    [InlineData("there is no reason for me to wake up tomorrow and i hope i dont", SafetyTier.Crisis)]
    public void A_sign_in_words_that_no_rule_knows_is_heard_by_its_meaning(string text, SafetyTier tier)
    {
        Assert.True(Content.Bot.Safety.ByRules(text).Tier < SafetyTier.SameDay);
        Assert.Equal(tier, Content.Bot.Safety.Evaluate(text).Tier);
    }

    [Theory]
    [InlineData("used to wet the bed until I was 10, you asked for my full history", "RF-CES")]
    [InlineData("this chat is unresponsive on my samsung today", "RF-GENERAL")]
    [InlineData("radio guest said spinal injections are suicide for your discs. response?", "RF-SUICIDE")]
    public void What_a_rule_hears_and_the_meaning_does_not_is_asked_about(string text, string rule)
    {
        Assert.True(Content.Bot.Safety.ByRules(text).Tier >= SafetyTier.SameDay);
        var verdict = Content.Bot.Safety.Evaluate(text);
        Assert.Equal((SafetyTier.None, rule, true), (verdict.Tier, verdict.Doubt?.Rule, verdict.IsSoftSign));
    }

    [Theory]
    [InlineData("i fell off my roof today")]
    [InlineData("call 911 for me please")]
    [InlineData("I have been a patient with you for many years and my wife drives me. running a temp after my injection")]
    public void A_rule_is_not_questioned_over_few_words_or_words_like_its_examples(string text) => Assert.Equal(SafetyTier.Emergency, Content.Bot.Safety.Evaluate(text).Tier);

    [Theory]
    [InlineData("what is fibrin")]
    [InlineData("does the table hurt")]
    [InlineData("tomorrow at 3 works")]
    [InlineData("Jane Miller, 555 123 4567")]
    [InlineData("52")]
    [InlineData("8-9")]
    [InlineData("two and a half years")]
    [InlineData("Teresa Quinn")]
    [InlineData("teresa@clinic.example")]
    [InlineData("next thursday after lunch")]
    [InlineData("risks?")]
    [InlineData("go ahead")]
    [InlineData("wrong chat, sorry")]
    [InlineData("")]
    public void An_everyday_message_is_neither_a_sign_nor_in_doubt(string text)
    {
        var verdict = Content.Bot.Safety.Evaluate(text);
        Assert.Equal((SafetyTier.None, null), (verdict.Tier, verdict.Doubt));
    }

    [Fact]
    public void Answers_and_short_questions_never_add_up_to_a_sign()
    {
        string[] said = ["what is a discogram", "keep going, more on that", "risks?", "52", "about two years", "left leg", "and then?", "no", "sitting", "thanks"];
        for (var count = 1; count < said.Length; count++)
        {
            var verdict = Content.Bot.Safety.Evaluate(said[count], [.. said[..count].TakeLast(3)]);
            Assert.Equal((said[count], SafetyTier.None, null), (said[count], verdict.Tier, verdict.Doubt));
        }
    }

    [Theory]
    [InlineData("emergency RF-NOWHERE")]
    [InlineData("urgent RF-CES")]
    [InlineData("none")]
    public void A_heading_that_is_none_is_a_problem_with_file_and_line(string heading)
    {
        var problems = new List<ContentProblem>();
        SafetyRules.Load(Content.With(SignModel.MessagesPath, text => $"# {heading}\nsome message\n{text}"), problems);
        var problem = Assert.Single(problems);
        Assert.Equal((SignModel.MessagesPath, 1), (problem.Path, problem.Line));
    }

    [Fact]
    public void A_message_that_is_written_today_is_learned_when_the_file_is_read()
    {
        const string text = "the zebra has left my lower building";
        var before = Content.Bot.Safety.Evaluate(text);
        var problems = new List<ContentProblem>();
        var after = SafetyRules.Load(Content.With(SignModel.MessagesPath, written => $"{written}\n# emergency RF-CES\n{text}\nthe zebra left the lower building today\nmy zebra is gone from the lower building\n"), problems).Evaluate(text);
        Assert.Empty(problems);
        Assert.True(before.Tier < SafetyTier.SameDay);
        Assert.Equal((SafetyTier.Emergency, "RF-CES"), (after.Tier, after.Rule));
    }

    [Fact]
    public void The_time_of_a_visit_is_no_part_of_a_sign()
    {
        var labels = Enumerable.Range(0, 365 * 4).Select(six => new DateTime(2027, 1, 1, 0, 30, 0).AddHours(6 * six)).Select(at => at.ToString("ddd, MMM d, h:mm tt", CultureInfo.InvariantCulture));
        Assert.All(labels, label =>
        {
            var heard = Content.Bot.Safety.Evaluate(label, ["my back hurts since the fall", "52", "about a year and a half"]);
            Assert.True(heard is { Tier: SafetyTier.None, IsSoftSign: false, Doubt: null }, label);
        });
    }
}
