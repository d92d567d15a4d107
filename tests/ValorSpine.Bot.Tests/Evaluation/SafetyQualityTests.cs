using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Evaluation;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.Evaluation;

public sealed class SafetyQualityTests
{
    [Fact]
    public async Task Every_bound_of_the_safety_suite_is_kept()
    {
        using var content = new ContentCopy();
        File.WriteAllText(content.PathOf("appsettings.json"), File.ReadAllText(Path.Combine(Repository.Root, "appsettings.json")));
        var output = new StringWriter();
        var status = await EvaluateCommand.SafetyAsync(content.Root, Path.Combine(Repository.Root, "tests", "evaluation"), report: null, output);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(status == 0, output.ToString());
    }

    [Fact]
    public void The_suite_holds_a_thousand_signs_of_fourteen_flags_and_a_thousand_harmless_messages_in_every_state()
    {
        var cases = SafetySuite.Read(Path.Combine(Repository.Root, "tests", "evaluation", "safety"), frames: 8);
        Assert.True(cases.Count(one => one.IsSign) >= 1_000);
        Assert.True(cases.Count(one => !one.IsSign) >= 1_000);
        Assert.True(cases.Where(one => one.IsSign).Select(one => one.Flag).Distinct().Count() >= 14);
        Assert.True(cases.Where(one => one.IsSign).Select(one => one.Context).Distinct().Count() >= 8);
        Assert.Equal(SafetySuite.States.Length, cases.Select(one => one.State).Distinct().Count());
        Assert.Contains(cases, one => one.Tier == SafetyTier.SameDay);
    }

    [Fact]
    public void A_suite_that_cannot_be_read_is_named()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Contains(folder, Assert.Throws<BadContentException>(() => SafetySuite.Read(folder, frames: 1)).Message, StringComparison.Ordinal);
        Directory.Delete(folder);
    }
}
