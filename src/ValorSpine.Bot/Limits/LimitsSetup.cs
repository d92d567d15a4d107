using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Limits;

/// <summary>Puts limits in front of everything.</summary>
internal static class LimitsSetup
{
    // As the proxy's own header names who calls; any number of known proxies may stand in a row.
    private const ForwardedHeaders Taken = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

    /// <summary>Registers limits, and turns and marks behind them. The store is registered before.</summary>
    public static void AddLimits(this IServiceCollection services, LimitsSettings limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton<LimitStatus>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<UrgentMessages>();
        services.AddSingleton<IsUrgent>(provider => provider.GetRequiredService<UrgentMessages>().IsUrgentAsync);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AdmittedTurns>(provider, provider.GetRequiredService<TurnRunner>()));
        services.AddSingleton<ITurns>(provider => provider.GetRequiredService<AdmittedTurns>());
        var marks = services.Single(service => service.ServiceType == typeof(IReplyMarks)).ImplementationType!;
        services.Replace(ServiceDescriptor.Singleton<IReplyMarks>(provider => new AdmittedMarks((IReplyMarks)ActivatorUtilities.CreateInstance(provider, marks), provider.GetRequiredService<AdmittedTurns>())));
        services.AddRateLimiter(limiter => RequestLimits.Configure(limiter, limits));
        services.AddRequestTimeouts();
        services.Configure<FormOptions>(Connections.Limit);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // With nobody named, everybody would be believed.
            (forwarded.ForwardedHeaders, forwarded.ForwardLimit) = (limits.KnownProxies.IsEmpty ? ForwardedHeaders.None : Taken, null);
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in limits.KnownProxies)
                forwarded.KnownIPNetworks.Add(proxy);
        });
    }

    /// <summary>Finds out who calls.</summary>
    public static void UseKnownProxies(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<LimitsSettings>().KnownProxies.IsEmpty)
            app.UseForwardedHeaders();
        var status = app.Services.GetRequiredService<LimitStatus>();
        app.Use((http, next) =>
        {
            // What a known proxy wrote has been taken off by now.
            if (http.Request.Headers.ContainsKey("X-Forwarded-For") && http.Connection.RemoteIpAddress is { } address && ClientAddress.IsNear(address))
                status.SawUnnamedProxy();
            return next(http);
        });
    }

    /// <summary>Lets through what is within the limits.</summary>
    public static void UseLimits(this WebApplication app)
    {
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        app.UseMiddleware<RefusedCallers>();
    }
}
