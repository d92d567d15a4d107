using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Staff.Figures;
using ValorSpine.Bot.Staff.Fixing;

namespace ValorSpine.Bot.Fixing;

/// <summary>Puts the work on the knowledge into the console.</summary>
internal static class FixingSetup
{
    /// <summary>Registers it.</summary>
    public static void AddFixing(this IServiceCollection services, string contentRoot, KnowledgeSettings settings)
    {
        services.AddSingleton<ChannelPreviews>();
        services.AddSingleton<ICheckQuestions, CheckQuestions>();
        services.AddSingleton<SuggestionsKeeper>();
        services.AddSingleton<ISuggestions>(provider => provider.GetRequiredService<SuggestionsKeeper>());
        services.AddHostedService(provider => provider.GetRequiredService<SuggestionsKeeper>());
        services.AddSingleton<IKnowledgeDesk>(provider => ActivatorUtilities.CreateInstance<KnowledgeDesk>(provider, contentRoot, settings));
    }
}
