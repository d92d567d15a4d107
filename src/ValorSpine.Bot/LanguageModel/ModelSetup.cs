using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics.Metrics;
using Azure.AI.OpenAI;
using Azure.Identity;
using Microsoft.Extensions.AI;
using OpenAI;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Staff.Figures;
using ValorSpine.Bot.Telemetry;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Puts a language model to work, where one is configured.</summary>
internal static class ModelSetup
{
    /// <summary>The clinic's facts with what a model may help with.</summary>
    public static ClinicFacts With(this ClinicFacts clinic, ModelSettings? settings) => settings is null ? clinic : clinic with { ModelMay = settings.Uses, ModelNeedsConsent = settings.AskFirst };

    /// <summary>Registers the model, if there is one.</summary>
    public static void AddLanguageModel(this IServiceCollection services, ModelSettings? settings, string contentRoot)
    {
        services.AddSingleton<ModelStatus>();
        services.AddSingleton<IModelBudget>(provider => provider.GetRequiredService<ModelStatus>());
        if (settings is null)
            return;

        services.AddSingleton(provider => CallsOf(settings, contentRoot, provider.GetRequiredService<ClinicFacts>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<IModelSpending>()).Calls);
        services.AddSingleton<ILanguageModel>(provider => new MeasuredModel(provider.GetRequiredService<ModelCalls>(), provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ModelSettling>();
    }

    /// <summary>The model that the settings name, and what finds articles by its embeddings, if they are used. Without others to share the budget with, it is counted here.</summary>
    public static (ModelCalls Calls, NearestArticles? Nearest) CallsOf(ModelSettings settings, string contentRoot, ClinicFacts clinic, TimeProvider time, ILoggerFactory logs, IModelSpending? shared = null)
    {
        var logger = logs.CreateLogger<ModelCalls>();
        var budget = new ModelBudget(settings, TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone), time, shared ?? new OwnSpending());
        var nearest = settings.EmbeddingDeployment is { } deployment && settings.Uses.HasFlag(ModelUse.Nearest)
            ? new NearestArticles(EmbeddingsOf(settings, deployment), new(Path.GetFullPath(settings.EmbeddingFolder, contentRoot), $"{settings.Endpoint} {deployment}"), budget, time, logger)
            : null;
        return (new(ClientOf(settings), nearest, settings, budget, time, logger), nearest);
    }

    private static IEmbeddingGenerator<string, Embedding<float>> EmbeddingsOf(ModelSettings settings, string deployment) => ServiceOf(settings).GetEmbeddingClient(deployment).AsIEmbeddingGenerator();

    /// <summary>The client of the model, over its own connections or those that are given.</summary>
    internal static IChatClient ClientOf(ModelSettings settings, PipelineTransport? connections = null) => ServiceOf(settings, connections).GetChatClient(settings.Deployment).AsIChatClient();

    // One try: how often is decided in one place, within one time limit.
    private static OpenAIClient ServiceOf(ModelSettings settings, PipelineTransport? connections = null)
    {
        var once = new ClientRetryPolicy(maxRetries: 0);
        // Later than our own limit, so that it is always that one which ends a call.
        var patience = settings.Timeout + TimeSpan.FromSeconds(1);
        if (settings.Provider is ModelProvider.OpenAI)
            return new OpenAIClient(new ApiKeyCredential(settings.ApiKey!), new OpenAIClientOptions { Endpoint = settings.Endpoint, RetryPolicy = once, NetworkTimeout = patience, Transport = connections });
        var options = new AzureOpenAIClientOptions { RetryPolicy = once, NetworkTimeout = patience, Transport = connections };
        return settings.ApiKey is { } key ? new AzureOpenAIClient(settings.Endpoint, new ApiKeyCredential(key), options) : new AzureOpenAIClient(settings.Endpoint, new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned), options);
    }
}
