using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Evaluation;

namespace ValorSpine.Bot.Tests.Evaluation;

public sealed class TimeQualityTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "evaluation");

    [Fact]
    public async Task Every_bound_of_the_messages_about_when_is_kept()
    {
        var output = new StringWriter();
        var status = await EvaluateCommand.TimesAsync(Repository.Root, s_folder, report: null, output);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(status == 0, output.ToString());
    }

    [Fact]
    public void The_tuned_messages_are_many_and_none_stands_twice()
    {
        var cases = TimeSuite.Read(Path.Combine(s_folder, "times", "tuned.jsonl"));
        Assert.True(cases.Length >= 150);
        Assert.Equal(cases.Length, cases.Select(one => (one.Says, one.Now)).Distinct().Count());
        Assert.Equal(cases.Length, cases.Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """{"id":"x","says":"tomorrow","means":{"from":"soon"}}""");
        Assert.Contains(path, Assert.Throws<BadContentException>(() => TimeSuite.Read(path)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }
}
