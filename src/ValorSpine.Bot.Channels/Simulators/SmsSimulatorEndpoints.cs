using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Channels.Website;

namespace ValorSpine.Bot.Channels.Simulators;

/// <summary>
/// <c>/simulate/sms</c>: a page that looks like a phone and shows the very texts that a patient would get, with their segments. What it writes goes through <c>/sms/twilio</c>, signed. For a
/// developer's machine alone: the host maps it only in Development and without an account.
/// </summary>
public static class SmsSimulatorEndpoints
{
    private const string Path = "/simulate/sms";
    private const int LongestNumber = 16, LongestBody = 1600, LongestRequest = 16 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Registers an account that nobody has and a carrier that reaches nobody. To be called after text messages are registered.</summary>
    public static IServiceCollection AddSmsSimulator(this IServiceCollection services)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        services.PostConfigure<TwilioOptions>(options =>
        {
            options.AccountSid = "AC00000000000000000000000000000000";
            options.AuthToken = token;
            options.MessagingServiceSid = null;
            options.FromNumber = "+15005550006";
            options.PublicUrl = new("https://sms.invalid");
            options.ConfirmsOptOut = false;
        });
        services.AddSingleton<SmsSimulatedCarrier>();
        services.AddKeyedSingleton<HttpMessageHandler>(typeof(TwilioClient), (provider, _) => provider.GetRequiredService<SmsSimulatedCarrier>());
        return services;
    }

    /// <summary>Maps the page and what it asks for.</summary>
    public static void MapSmsSimulator(this IEndpointRouteBuilder endpoints)
    {
        MapFile(endpoints, Path, "SmsSimulator.html", "text/html; charset=utf-8");
        MapFile(endpoints, $"{Path}/phone.css", "SmsSimulator.css", "text/css; charset=utf-8");
        MapFile(endpoints, $"{Path}/phone.js", "SmsSimulator.js", "text/javascript; charset=utf-8");
        endpoints.MapPost($"{Path}/write", (RequestDelegate)WriteAsync);
        endpoints.MapGet($"{Path}/texts", (RequestDelegate)ReadAsync);
    }

    private static void MapFile(IEndpointRouteBuilder endpoints, string address, string name, string type)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly was built without '{name}'.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        var content = WebsiteContent.Of(bytes.ToArray());
        endpoints.MapGet(address, context => WebsiteResponse.SendAsync(context, content, type, "no-cache"));
    }

    private static async Task WriteAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not <= LongestRequest || !context.Request.HasJsonContentType()
            || await context.Request.ReadFromJsonAsync(SmsSimulatorJson.Default.WrittenText, context.RequestAborted) is not { } written || !IsNumber(written.Number) || written.Body.Length > LongestBody)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var (form, signature) = Carrier(context).Write(written.Number, written.Body, Math.Clamp(written.Pictures, 0, 10));
        await context.Response.WriteAsJsonAsync(new SignedText(form, signature), SmsSimulatorJson.Default.SignedText);
    }

    private static async Task ReadAsync(HttpContext context)
    {
        if (context.Request.Query["number"] is not [{ } number] || !IsNumber(number) || !int.TryParse(context.Request.Query["from"], out var from) || from < 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        var texts = await Carrier(context).Phone(number).FromAsync(from, s_patience, context.RequestServices.GetRequiredService<TimeProvider>(), context.RequestAborted);
        await context.Response.WriteAsJsonAsync(texts, SmsSimulatorJson.Default.ImmutableArraySmsSimulatedText);
    }

    private static SmsSimulatedCarrier Carrier(HttpContext context) => context.RequestServices.GetRequiredService<SmsSimulatedCarrier>();

    private static bool IsNumber(string text) => text is ['+', .. var digits] && digits.Length is >= 8 and < LongestNumber && digits.All(char.IsAsciiDigit);
}

/// <summary>What the page writes.</summary>
internal sealed record WrittenText(string Number, string Body, int Pictures);

/// <summary>The same as Twilio posts it.</summary>
internal sealed record SignedText(string Form, string Signature);

/// <summary>How the page is spoken with.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WrittenText))]
[JsonSerializable(typeof(SignedText))]
[JsonSerializable(typeof(ImmutableArray<SmsSimulatedText>))]
internal sealed partial class SmsSimulatorJson : JsonSerializerContext;
