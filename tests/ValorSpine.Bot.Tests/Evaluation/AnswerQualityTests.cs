using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Evaluation;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.Evaluation;

public sealed class AnswerQualityTests
{
    [Fact]
    public async Task Every_bound_of_the_untuned_questions_is_kept()
    {
        using var content = new ContentCopy();
        File.WriteAllText(content.PathOf("appsettings.json"), File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json")));
        var output = new StringWriter();
        var status = await EvaluateCommand.EvaluateAsync(content.Root, Path.Combine(Repository.Root, "tests", "evaluation"), report: null, output);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(status == 0, output.ToString());
    }

    [Fact]
    public void A_line_that_is_no_question_is_named()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(folder, "tuned"));
        File.WriteAllText(Path.Combine(folder, "tuned", "own.jsonl"), "{\"text\": \"what is fibrin\", \"outcome\": \"answer\", \"topics\": [\"fibrin-what\"]}\n{\"text\": \"half\"}\n");
        var error = Assert.Throws<BadContentException>(() => EvaluationSet.Read(folder));
        Assert.Contains("own.jsonl:2", error.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(0, 10, 0, 0.278)]
    [InlineData(95, 100, 0.888, 0.978)]
    public void The_interval_is_wilsons(int hits, int of, double low, double high)
    {
        var interval = new Share(hits, of).Interval;
        Assert.Equal(low, interval.Low, 0.001);
        Assert.Equal(high, interval.High, 0.001);
    }
}
