using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Limits;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Puts Direct Line 3.0 and the website's token endpoint into a host.</summary>
public static partial class DirectLineEndpoints
{
    /// <summary>
    /// Registers Direct Line with section <c>DirectLine</c>. The host registers <see cref="IDirectLineKeys"/>, <c>ITurns</c>, <c>IConversationLog</c> and <c>ClinicFacts</c>.
    /// </summary>
    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<DirectLineOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DirectLineOptions>, DirectLineOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReplyRenderer>();
        services.AddSingleton<ClientActivities>();
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<Callers>();
        services.AddSingleton<Origins>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<IOpenStreams>(provider => provider.GetRequiredService<OpenStreams>());
        services.AddSingleton<DirectLineServer>();
        return services;
    }

    /// <summary>
    /// Maps <c>/v3/directline/…</c> and <c>POST /webchat/token</c>, with their own WebSocket and CORS handling: the host adds neither.
    /// What is returned takes conventions for all of them, such as a rate limit.
    /// </summary>
    public static IEndpointConventionBuilder MapDirectLine(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("");
        Map(group, "POST", "/webchat/token", server => server.WebChatTokenAsync, TrafficKind.Opening);
        Map(group, "POST", "/v3/directline/tokens/generate", server => server.GenerateTokenAsync, TrafficKind.Opening);
        Map(group, "POST", "/v3/directline/tokens/refresh", server => server.RefreshTokenAsync);
        Map(group, "POST", "/v3/directline/conversations", server => server.StartAsync, TrafficKind.Opening);
        Map(group, "GET", "/v3/directline/conversations/{conversationId}", server => server.ReconnectAsync);
        Map(group, "GET", "/v3/directline/conversations/{conversationId}/activities", server => server.GetActivitiesAsync, preflight: false);
        Map(group, "POST", "/v3/directline/conversations/{conversationId}/activities", server => server.PostActivityAsync, TrafficKind.Message);
        Map(group, "POST", "/v3/directline/conversations/{conversationId}/upload", server => server.UploadAsync);
        Map(group, "GET", "/v3/directline/conversations/{conversationId}/stream", server => server.StreamAsync, TrafficKind.Stream, preflight: false);
        return group;
    }

    private static void Map(RouteGroupBuilder group, string method, string pattern, Func<DirectLineServer, RequestDelegate> handler, TrafficKind traffic = TrafficKind.Request, bool preflight = true)
    {
        var pipeline = ((IEndpointRouteBuilder)group).CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(context => RespondAsync(context, handler(context.RequestServices.GetRequiredService<DirectLineServer>())));
        group.MapMethods(pattern, [method], pipeline.Build()).WithDisplayName($"{method} {pattern}").WithTraffic(traffic, RefuseAsync, context => context.RequestServices.GetRequiredService<Callers>().MayAsync(context));
        if (preflight)
            group.MapMethods(pattern, [HttpMethods.Options], Preflight).WithDisplayName($"OPTIONS {pattern}");
    }

    private static Task Preflight(HttpContext context)
    {
        context.RequestServices.GetRequiredService<Origins>().Announce(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    // Every refusal and every failure leaves in Direct Line's own form; what failed inside is for the log alone.
    private static async Task RespondAsync(HttpContext context, RequestDelegate handler)
    {
        context.RequestServices.GetRequiredService<Origins>().Announce(context);
        try
        {
            await handler(context);
        }
        catch (DirectLineException refusal)
        {
            await WriteErrorAsync(context, refusal.Status, refusal.Code, refusal.Message);
        }
        catch (ConversationGoneException)
        {
            var gone = DirectLineException.NotFound();
            await WriteErrorAsync(context, gone.Status, gone.Code, gone.Message);
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
            await WriteErrorAsync(context, error.StatusCode, "BadArgument", "The request could not be read.");
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            LogFailed(context.RequestServices.GetRequiredService<ILogger<DirectLineServer>>(), error);
            await WriteErrorAsync(context, StatusCodes.Status500InternalServerError, "ServiceError", "Something went wrong here. Please try again.");
        }
    }

    // Clients that poll stop for good at the first status they do not expect: they get nothing new instead, and ask again.
    private static Task RefuseAsync(HttpContext context, NotNowException reason)
    {
        var services = context.RequestServices;
        services.GetRequiredService<Origins>().Announce(context);
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path.Value!.EndsWith("/activities", StringComparison.Ordinal))
            return context.Response.WriteAsJsonAsync(new ActivitySet([], Watermark.Format(Watermark.Parse(context.Request.Query["watermark"]))), ActivityJson.Default.ActivitySet);
        context.Response.Headers.RetryAfter = NotTaken.Seconds(reason.RetryAfter).ToString(CultureInfo.InvariantCulture);
        return WriteErrorAsync(
            context, reason.IsTooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable, reason.IsTooMany ? "TooManyRequests" : "ServiceUnavailable",
            NotTaken.InWords(reason, services.GetRequiredService<ClinicFacts>()));
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Response.WriteAsJsonAsync(new ErrorResponse(new(code, message)), DirectLineJson.Default.ErrorResponse);
    }

    [LoggerMessage(LogLevel.Error, "A Direct Line request failed.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
