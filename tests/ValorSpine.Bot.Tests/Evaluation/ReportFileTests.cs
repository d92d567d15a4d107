using ValorSpine.Bot.Commands;

namespace ValorSpine.Bot.Tests.Evaluation;

/// <summary>Files that commands are told to write or read.</summary>
public sealed class ReportFileTests
{
    [Fact]
    public async Task A_report_in_a_folder_that_is_not_there_is_told_in_a_line_that_names_it()
    {
        var missing = Path.Combine(Repository.Root, "no-such-folder", "report.md");
        var (output, errors) = (new StringWriter(), new StringWriter());

        var status = await CommandLine.RunAsync(["knowledge", "evaluate-times", "--contentRoot", Repository.Root, "--report", missing], output, errors);

        Assert.Equal(1, status);
        Assert.Contains(missing, Assert.Single(errors.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conversations_to_replay_that_are_not_there_are_told_in_a_line_that_names_the_file()
    {
        var missing = Path.Combine(Repository.Root, "no-such-file.jsonl");
        var (output, errors) = (new StringWriter(), new StringWriter());

        var status = await CommandLine.RunAsync(["replay", "--contentRoot", Repository.Root, "--transcripts", missing], output, errors);

        Assert.Equal(1, status);
        Assert.Contains(missing, Assert.Single(errors.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
