using System.Collections.Immutable;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Commands;

/// <summary>Everything that is checked before content goes live, for the command and for drafts.</summary>
internal static class KnowledgeCheck
{
    /// <summary>The content, and what is wrong with it or with what channels make of it. Where it cannot be read there is none.</summary>
    public static Task<(BotContent? Content, IReadOnlyList<ContentProblem> Problems)> RunAsync(ContentFiles files, ClinicFacts clinic, bool serveUnreviewed, DateTimeOffset now)
    {
        var local = LocalOf(now, clinic);
        return WithChannelsAsync(BotContent.Load(files, clinic, serveUnreviewed, DateOnly.FromDateTime(local.DateTime)), files, local);
    }

    /// <summary>The same of files that differ from what is served in a few places: only what differs is read, which takes a tenth of the time.</summary>
    public static Task<(BotContent? Content, IReadOnlyList<ContentProblem> Problems)> RunAsync(ContentFiles files, BotContent served, DateTimeOffset now)
    {
        var local = LocalOf(now, served.Clinic);
        return WithChannelsAsync(served.Reload(files, DateOnly.FromDateTime(local.DateTime)), files, local);
    }

    private static async Task<(BotContent? Content, IReadOnlyList<ContentProblem> Problems)> WithChannelsAsync(
        (BotContent? Content, IReadOnlyList<ContentProblem> Problems) loaded, ContentFiles files, DateTimeOffset local)
    {
        // What cannot be read cannot be said.
        if (loaded.Content is not { } content)
            return loaded;
        var problems = loaded.Problems.ToList();
        ImmutableArray<Sayable> said = [.. await ChannelBudgets.SaidAsync(content, local)];
        SmsCheck.Run(content, files, said, problems);
        problems.AddRange(ChannelBudgets.Check(content, said));
        return (content, problems);
    }

    private static DateTimeOffset LocalOf(DateTimeOffset now, ClinicFacts clinic) => TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone));
}
