using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics.Metrics;
using Azure.AI.OpenAI;
using Azure.Identity;
using Microsoft.Extensions.AI;
using OpenAI;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Telemetry;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Puts a language model to work, where one is configured.</summary>
internal static class ModelSetup
{
    /// <summary>The clinic's facts with what a model may help with.</summary>
    public static ClinicFacts With(this ClinicFacts clinic, ModelSettings? settings) => settings is null ? clinic : clinic with { ModelMay = settings.Uses };

    /// <summary>Registers the model, if there is one.</summary>
    public static void AddLanguageModel(this IServiceCollection services, ModelSettings? settings)
    {
        services.AddSingleton<ModelStatus>();
        if (settings is null)
            return;

        services.AddSingleton(provider => new ModelCalls(
            ClientOf(settings), settings, new(settings.TokensPerDay, TimeZoneInfo.FindSystemTimeZoneById(provider.GetRequiredService<ClinicFacts>().TimeZone), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ModelCalls>>()));
        services.AddSingleton<ILanguageModel>(provider => new MeasuredModel(provider.GetRequiredService<ModelCalls>(), provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>()));
    }

    // One try: how often is decided in one place, within one time limit.
    internal static IChatClient ClientOf(ModelSettings settings)
    {
        var once = new ClientRetryPolicy(maxRetries: 0);
        // Later than our own limit, so that it is always that one which ends a call.
        var patience = settings.Timeout + TimeSpan.FromSeconds(1);
        if (settings.Provider is ModelProvider.OpenAI)
            return new OpenAIClient(new ApiKeyCredential(settings.ApiKey!), new OpenAIClientOptions { Endpoint = settings.Endpoint, RetryPolicy = once, NetworkTimeout = patience }).GetChatClient(settings.Deployment).AsIChatClient();
        var options = new AzureOpenAIClientOptions { RetryPolicy = once, NetworkTimeout = patience };
        var client = settings.ApiKey is { } key ? new AzureOpenAIClient(settings.Endpoint, new ApiKeyCredential(key), options) : new AzureOpenAIClient(settings.Endpoint, new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned), options);
        return client.GetChatClient(settings.Deployment).AsIChatClient();
    }
}
