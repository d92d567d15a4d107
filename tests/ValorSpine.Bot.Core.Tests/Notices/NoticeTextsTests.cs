using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Core.Tests.Notices;

public sealed class NoticeTextsTests
{
    private const string Short = "short: \"{clinic}: your code is {code}.";

    [Theory]
    [InlineData("short: \"{clinic}: your code is {kode}.", "'{kode}' in 'code: short' is not known here.")]
    [InlineData("short: \"{clinic}: your spinal code is {code}.", "'spinal' in 'code: short' tells about health.")]
    [InlineData("short: \"{clinic}: your code is {code}. Please take notice of it. Please take notice of it. Please take notice of it. Please take notice of it. Please take notice of it. Please take notice of it. Please take notice of it. Please take notice of it.", "'code: short' takes 3 text messages.")]
    [InlineData("short: \"{clinic}: your code is {code} ✅.", "'code: short' has a character that text messages cannot hold: '✅'.")]
    public void A_notice_that_must_not_go_out_is_a_defect(string instead, string what)
    {
        var (content, problems) = BotContent.Load(Content.With(NoticeTexts.Path, text => text.Replace(Short, instead, StringComparison.Ordinal)), Content.Clinic);
        Assert.Null(content);
        Assert.Contains(problems, problem => problem.Path == NoticeTexts.Path && problem.Line > 0 && problem.What.StartsWith(what, StringComparison.Ordinal));
    }

    [Fact]
    public void Hard_words_are_a_defect()
    {
        var (_, problems) = BotContent.Load(
            Content.With(NoticeTexts.Path, text => text.Replace("Your code for {clinic}", "Irrespective organizational authentication necessitates {code}", StringComparison.Ordinal)), Content.Clinic);
        Assert.StartsWith("Reading grade", Assert.Single(problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_notice_has_its_words()
    {
        var (content, problems) = BotContent.Load(Content.With(NoticeTexts.Path, text => text), Content.Clinic);
        Assert.Empty(problems);
        var values = ImmutableDictionary<string, string>.Empty.Add("when", "Monday").Add("where", "here").Add("reference", "VS-7K4M2").Add("code", "123456").Add("minutes", "10").Add("until", "noon");
        Assert.All(NoticeTexts.Templates, template =>
        {
            var text = content!.Notices.Of(template, values);
            Assert.All((string[])[text.Subject, text.Text, text.Sms], said => Assert.DoesNotContain("{", said, StringComparison.Ordinal));
        });
    }
}
