using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Commands;

/// <summary>Everything that is checked before content goes live, for the command and for drafts.</summary>
internal static class KnowledgeCheck
{
    /// <summary>The content, and what is wrong with it or with what channels make of it. Where it cannot be read there is none.</summary>
    public static async Task<(BotContent? Content, IReadOnlyList<ContentProblem> Problems)> RunAsync(ContentFiles files, ClinicFacts clinic, bool serveUnreviewed, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone));
        var (content, found) = BotContent.Load(files, clinic, serveUnreviewed, DateOnly.FromDateTime(local.DateTime));
        var problems = found.ToList();
        // What cannot be read cannot be said.
        if (content is not null)
        {
            SmsCheck.Run(content, files, problems);
            problems.AddRange(await ChannelBudgets.CheckAsync(content, local));
        }

        return (content, problems);
    }
}
