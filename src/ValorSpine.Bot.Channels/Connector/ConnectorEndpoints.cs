using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ValorSpine.Bot.Channels.Limits;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Puts the Bot Framework's endpoint, and the way back to its channels, into a host.</summary>
public static partial class ConnectorEndpoints
{
    private static readonly TimeSpan s_renewConnections = TimeSpan.FromMinutes(5), s_keysPatience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Registers it with section <c>Connector</c>. The host registers <see cref="IConnectorKeys"/>, <c>ITurns</c>, <c>IConversationLog</c>, <c>IChannelConversations</c> and <c>ClinicFacts</c>, and
    /// Direct Line; it sends what waits with <see cref="ReplyActivities"/> and <see cref="ConnectorClient"/>.
    /// </summary>
    public static IServiceCollection AddConnector(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<ConnectorOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConnectorOptions>, ConnectorOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReplyRenderer>();
        services.AddSingleton<ChannelRenderers>();
        services.AddSingleton<ReplyActivities>();
        services.AddSingleton<ServiceHosts>();
        services.AddSingleton<ChannelConversationIds>();
        services.AddSingleton(provider => new ChannelKeys(Keys(provider, options => options.ChannelMetadataUrl?.AbsoluteUri ?? BotCloud.Of(options.Cloud).ChannelMetadata)));
        services.AddSingleton(provider => new EntraKeys(Keys(provider, options => options.EntraMetadataUrl?.AbsoluteUri ?? BotCloud.Of(options.Cloud).EntraMetadata)));
        services.AddSingleton<ConnectorAuthentication>();
        services.AddSingleton<GroupCalls>();
        services.AddSingleton<TypingSignal>();
        services.AddSingleton<NotTakenNotice>();
        services.AddSingleton<ConnectorServer>();
        services.AddSingleton<BotTokens>();
        services.AddSingleton<ServiceCircuits>();
        services.AddSingleton(provider => new ConnectorClient(
            provider.GetRequiredService<BotTokens>(), provider.GetRequiredService<ServiceHosts>(), provider.GetRequiredService<ServiceCircuits>(), provider.GetRequiredService<IOptions<ConnectorOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ConnectorStart>();

        services.AddAuthentication().AddJwtBearer(ConnectorAuthentication.ChannelScheme, _ => { }).AddJwtBearer(ConnectorAuthentication.EntraScheme, _ => { });
        services.AddOptions<JwtBearerOptions>(ConnectorAuthentication.ChannelScheme).Configure<ChannelKeys, IOptions<ConnectorOptions>>(
            (bearer, keys, options) => Check(bearer, keys.Keys, options.Value, BotCloud.Of(options.Value.Cloud).ChannelIssuer.Equals));
        services.AddOptions<JwtBearerOptions>(ConnectorAuthentication.EntraScheme).Configure<EntraKeys, IOptions<ConnectorOptions>>(
            (bearer, keys, options) => Check(bearer, keys.Keys, options.Value, BotCloud.Of(options.Value.Cloud).EntraIssuers(options.Value.TenantId).Contains));
        return services;
    }

    /// <summary>Maps <c>POST /api/messages</c>.</summary>
    public static IEndpointConventionBuilder MapConnector(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/messages", (RequestDelegate)RespondAsync).WithDisplayName("POST /api/messages")
            .WithTraffic(TrafficKind.Channel, RefuseAsync, context => context.RequestServices.GetRequiredService<ConnectorAuthentication>().MayAsync(context));

    // Names and keys are taken as they stand in the token, and the key is one that the token names.
    private static void Check(JwtBearerOptions bearer, SigningKeys keys, ConnectorOptions options, Func<string, bool> isIssuer)
    {
        bearer.MapInboundClaims = false;
        bearer.RefreshOnIssuerKeyNotFound = false;
        bearer.ConfigurationManager = keys;
        bearer.TokenValidationParameters = new()
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            TryAllIssuerSigningKeys = false,
            ClockSkew = TimeSpan.FromMinutes(5),
            IssuerValidator = (issuer, _, _) => isIssuer(issuer) ? issuer : throw new SecurityTokenInvalidIssuerException("Another issuer."),
            AudienceValidator = (audiences, _, _) => options.AppId is { } app && ConnectorAuthentication.IsAudience(audiences, app),
        };
        bearer.Events = new()
        {
            OnTokenValidated = context =>
            {
                context.HttpContext.Features.Set((JsonWebToken)context.SecurityToken);
                return Task.CompletedTask;
            },
        };
    }

    private static SigningKeys Keys(IServiceProvider services, Func<ConnectorOptions, string> metadata)
    {
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = s_renewConnections }) { MaxResponseContentBufferSize = 1024 * 1024, Timeout = s_keysPatience };
        return new(metadata(services.GetRequiredService<IOptions<ConnectorOptions>>().Value), http, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<SigningKeys>>());
    }

    // Every refusal leaves in the protocol's form; what failed inside is for the log alone.
    private static async Task RespondAsync(HttpContext context)
    {
        try
        {
            await context.RequestServices.GetRequiredService<ConnectorServer>().PostAsync(context);
        }
        catch (ConnectorException refusal)
        {
            await WriteErrorAsync(context, refusal.Status, refusal.Code, refusal.Message);
        }
        catch (NotNowException reason)
        {
            await RefuseAsync(context, reason);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (BadHttpRequestException error)
        {
            await WriteErrorAsync(context, error.StatusCode, "BadSyntax", "The request could not be read.");
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            LogFailed(context.RequestServices.GetRequiredService<ILogger<ConnectorServer>>(), error);
            await WriteErrorAsync(context, (int)HttpStatusCode.InternalServerError, "ServiceError", "Something went wrong here. Please try again.");
        }
    }

    private static Task RefuseAsync(HttpContext context, NotNowException reason)
    {
        context.Response.Headers.RetryAfter = NotTaken.Seconds(reason.RetryAfter).ToString(CultureInfo.InvariantCulture);
        return WriteErrorAsync(
            context, reason.IsTooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable, reason.IsTooMany ? "Throttled" : "ServiceUnavailable",
            NotTaken.InWords(reason, context.RequestServices.GetRequiredService<ClinicFacts>()));
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        if (status == StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count == 0)
            context.Response.Headers.RetryAfter = "30";
        return context.Response.WriteAsJsonAsync(new ConnectorErrorResponse(new(code, message)), ConnectorJson.Default.ConnectorErrorResponse);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "An activity of a channel could not be taken; the channel may send it again.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
