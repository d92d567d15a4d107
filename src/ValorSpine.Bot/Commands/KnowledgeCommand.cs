using System.Globalization;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Commands;

/// <summary>Checks <c>knowledge/</c> and <c>dialogs/</c>.</summary>
internal static class KnowledgeCommand
{
    /// <summary>Prints one line for each defect: file, line, what is wrong, what to do. 1 if there is any, else 0.</summary>
    /// <param name="contentRoot">The folder with the content.</param>
    /// <param name="now">From when on reviews are overdue.</param>
    /// <param name="output">Gets the lines.</param>
    public static async Task<int> CheckAsync(string contentRoot, DateTimeOffset now, TextWriter output)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        var clinic = ClinicSettings.Read(configuration).With(TextingSetup.Read(configuration, isDevelopment: false));
        var files = ContentFolder.Read(contentRoot);
        var (content, found) = await KnowledgeCheck.RunAsync(files, clinic, KnowledgeSettings.Read(configuration).ServeUnreviewed, now);
        // They are told here alone: whoever changes an article while the service runs is not held up by its Spanish text.
        IReadOnlyList<ContentProblem> problems = [.. found, .. content?.Knowledge.InSpanish.OutdatedProblems() ?? []];
        foreach (var problem in problems.OrderBy(problem => problem.Path, StringComparer.Ordinal).ThenBy(problem => problem.Line))
            output.WriteLine(problem);
        output.WriteLine(problems.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{problems.Count} {(problems.Count == 1 ? "defect" : "defects")}.")
            : string.Create(CultureInfo.InvariantCulture, $"{content!.Knowledge.Articles.Length} articles on {content.Knowledge.Topics.Count} topics, {content.Knowledge.InSpanish.All.Length} of {content.Knowledge.InSpanish.English.Length} texts in Spanish, version {files.Version}: no defects."));
        return problems.Count > 0 ? 1 : 0;
    }
}
