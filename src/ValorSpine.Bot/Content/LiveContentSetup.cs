using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Content;

/// <summary>Serves the content of a folder and keeps up with its files.</summary>
internal static class LiveContentSetup
{
    /// <summary>Reads the content and registers <see cref="LiveContent"/>, what keeps it up to date, and the articles' pages.</summary>
    /// <exception cref="BadContentException">Something is wrong with it: nothing starts with a defect.</exception>
    public static void AddLiveContent(this IServiceCollection services, string contentRoot, ClinicFacts clinic, KnowledgeSettings settings)
    {
        var first = ContentFolder.Load(contentRoot, clinic, settings.ServeUnreviewed);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LiveContent>(provider, first));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ContentChanges>(provider, contentRoot));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ContentWatcher>(provider, contentRoot));
        services.AddSingleton<KeptVersions>();
        services.AddSingleton<IArticlePages, ArticlePages>();
    }
}
