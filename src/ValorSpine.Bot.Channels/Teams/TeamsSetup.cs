using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>Puts what Teams has of its own into a host.</summary>
public static class TeamsSetup
{
    /// <summary>Registers it. The host registers the Connector, <c>IArticlePages</c> and <see cref="CurrentWording"/>.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddSingleton<TeamsCitations>();
        services.AddSingleton<IChannelRenderer, TeamsRenderer>();
        services.AddSingleton<IInvokeHandler, CardActions>();
        services.AddSingleton<ICardPickReader, CardPicks>();
        return services;
    }
}
