using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Content;

/// <summary>Serves the content of a folder and keeps up with its files.</summary>
internal static class LiveContentSetup
{
    /// <summary>Begins to read the content and registers <see cref="LiveContent"/>, what keeps it up to date, and the articles' pages.</summary>
    /// <returns>Ends when the content is there, and with <see cref="BadContentException"/> where something is wrong with it: nothing starts with a defect.</returns>
    public static Task AddLiveContent(this IServiceCollection services, string contentRoot, ClinicFacts clinic, KnowledgeSettings settings)
    {
        // Most of what a start takes: the store is made ready meanwhile.
        var first = Task.Run(() => ContentFolder.Load(contentRoot, clinic, settings.ServeUnreviewed));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveContent>(provider, first.GetAwaiter().GetResult()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ContentChanges>(provider, contentRoot));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ContentWatcher>(provider, contentRoot));
        services.AddSingleton<KeptVersions>();
        services.AddSingleton<IArticlePages, ArticlePages>();
        return first;
    }
}
