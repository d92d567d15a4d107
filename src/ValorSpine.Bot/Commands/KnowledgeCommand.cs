using System.Globalization;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Commands;

/// <summary>Checks <c>knowledge/</c> and <c>dialogs/</c>.</summary>
internal static class KnowledgeCommand
{
    /// <summary>Prints one line for each defect: file, line, what is wrong, what to do. 1 if there is any, else 0.</summary>
    public static int Check(string contentRoot, TextWriter output)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        var (content, problems) = BotContent.Load(ContentFolder.Read(contentRoot), ClinicSettings.Read(configuration), KnowledgeSettings.Read(configuration).ServeUnreviewed);
        foreach (var problem in problems)
            output.WriteLine(problem);
        output.WriteLine(content is null
            ? string.Create(CultureInfo.InvariantCulture, $"{problems.Count} defects.")
            : string.Create(CultureInfo.InvariantCulture, $"{content.Knowledge.Articles.Length} articles on {content.Knowledge.Topics.Count} topics, version {content.Version}: no defects."));
        return content is null ? 1 : 0;
    }
}
