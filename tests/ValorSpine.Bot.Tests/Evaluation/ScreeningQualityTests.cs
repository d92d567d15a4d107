using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Evaluation;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.Evaluation;

public sealed class ScreeningQualityTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "evaluation", "screening-answers");

    [Fact]
    public async Task Every_bound_of_the_screening_answers_is_kept()
    {
        using var content = new ContentCopy();
        File.WriteAllText(content.PathOf("appsettings.json"), File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json")));
        var output = new StringWriter();
        var status = await EvaluateCommand.ScreeningAsync(content.Root, Path.Combine(Repository.Root, "tests", "evaluation"), report: null, output);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(status == 0, output.ToString());
    }

    [Fact]
    public void The_suite_holds_four_hundred_untuned_answers_to_every_question()
    {
        var untuned = ScreeningSuite.Read(s_folder, "untuned");
        Assert.True(untuned.Length >= 400);
        Assert.All(untuned.GroupBy(answer => answer.Question), question => Assert.True(question.Count() >= 20, question.Key));
        Assert.Equal(12, untuned.Select(answer => answer.Question).Distinct().Count());
        Assert.Equal(untuned.Length, untuned.Select(answer => answer.Id).Distinct().Count());
    }

    [Fact]
    public void Answers_that_cannot_be_read_are_named()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Contains(folder, Assert.Throws<BadContentException>(() => ScreeningSuite.Read(folder, "untuned")).Message, StringComparison.Ordinal);
        Directory.Delete(folder);
    }
}
