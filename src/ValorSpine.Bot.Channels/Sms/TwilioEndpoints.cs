using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.Limits;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>Puts text messages into a host.</summary>
public static partial class TwilioEndpoints
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""", Nothing = Declaration + "<Response/>";

    /// <summary>
    /// Registers it with section <c>Twilio</c>. The host registers the Connector, <c>ITurns</c>, <c>IChannelConversations</c>, <c>ITextConsents</c>, <c>IDeliveryReceipts</c> and <c>ClinicFacts</c>; it sends
    /// what waits with <see cref="SmsText"/> and <see cref="TwilioClient"/>.
    /// </summary>
    public static IServiceCollection AddSms(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<TwilioOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TwilioOptions>, TwilioOptionsValidator>();
        services.AddSingleton<SmsText>();
        services.AddSingleton<IChannelRenderer, SmsRenderer>();
        services.AddSingleton(provider => new SmsConversations(provider.GetRequiredService<ChannelConversationIds>(), provider.GetRequiredService<IOptions<TwilioOptions>>()));
        services.AddSingleton<TextWishes>();
        services.AddSingleton<SmsReactions>();
        services.AddSingleton<TwilioServer>();
        services.TryAddKeyedSingleton<HttpMessageHandler>(typeof(TwilioClient), (_, _) => TwilioClient.Handler());
        services.AddSingleton(provider => new TwilioClient(
            provider.GetRequiredService<IOptions<TwilioOptions>>(), provider.GetRequiredService<ServiceCircuits>(),
            provider.GetRequiredKeyedService<HttpMessageHandler>(typeof(TwilioClient)), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<TwilioStart>();
        return services;
    }

    /// <summary>Maps <c>POST /sms/twilio</c> and <c>POST /sms/twilio/status</c>.</summary>
    public static void MapSms(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(TwilioServer.MessagePath, TakeMessageAsync).WithDisplayName("POST /sms/twilio").WithTraffic(TrafficKind.Channel, RefuseAsync, IsSigned);
        endpoints.MapPost(TwilioServer.StatusPath, TakeStatusAsync).WithDisplayName("POST /sms/twilio/status").WithTraffic(TrafficKind.Channel, RefuseAsync, IsSigned);
    }

    // A signature is over the body, so whatever bears one is read: a form is small, and checking it costs next to nothing.
    private static ValueTask<bool> IsSigned(HttpContext context) => new(context.Request.Headers.ContainsKey(TwilioSignature.Header));

    private static Task TakeMessageAsync(HttpContext context) => RespondAsync(context, server => server.TakeMessageAsync(context));

    private static Task TakeStatusAsync(HttpContext context) => RespondAsync(context, async server =>
    {
        await server.TakeStatusAsync(context);
        return null;
    });

    // Twilio sends what an answer says in text on to the patient, so an answer has none but what is said on purpose.
    private static async Task RespondAsync(HttpContext context, Func<TwilioServer, Task<string?>> take)
    {
        try
        {
            var said = await take(context.RequestServices.GetRequiredService<TwilioServer>());
            context.Response.ContentType = "text/xml; charset=utf-8";
            await context.Response.WriteAsync(said is null ? Nothing : Declaration + new XElement("Response", new XElement("Message", said)).ToString(SaveOptions.DisableFormatting), context.RequestAborted);
        }
        catch (TwilioRefusedException refusal)
        {
            context.Response.StatusCode = refusal.Status;
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
            context.Response.StatusCode = error.StatusCode;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            LogFailed(context.RequestServices.GetRequiredService<ILogger<TwilioServer>>(), error);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static Task RefuseAsync(HttpContext context, NotNowException reason)
    {
        context.Response.StatusCode = reason.IsTooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = NotTaken.Seconds(reason.RetryAfter).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "A text message could not be taken; Twilio may call its fallback address with it.")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
