using ValorSpine.Bot.Channels.Simulators;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Texting;

/// <summary>Whether text messages come and go, and through what.</summary>
/// <param name="IsOn">Through Twilio, or simulated.</param>
/// <param name="IsSimulated">On a developer's machine without an account: nothing leaves the process.</param>
/// <param name="ChatAddress">Address of the chat on the web, for links, or null.</param>
internal sealed record TextMessaging(bool IsOn, bool IsSimulated, string? ChatAddress);

/// <summary>Puts text messages to work.</summary>
internal static class TextingSetup
{
    /// <summary>Looks what the settings ask for.</summary>
    public static TextMessaging Read(WebApplicationBuilder builder) => Read(builder.Configuration, builder.Environment.IsDevelopment());

    /// <inheritdoc cref="Read(WebApplicationBuilder)"/>
    public static TextMessaging Read(IConfiguration configuration, bool isDevelopment)
    {
        var hasAccount = !string.IsNullOrEmpty(configuration["Twilio:AuthToken"]);
        var isSimulated = !hasAccount && isDevelopment;
        var site = configuration["DirectLine:PublicUrl"] ?? (hasAccount ? configuration["Twilio:PublicUrl"] : null);
        return new(hasAccount || isSimulated, isSimulated, string.IsNullOrWhiteSpace(site) ? null : site.TrimEnd('/') + "/chat");
    }

    /// <summary>The clinic's facts with the address that text messages lead to.</summary>
    public static ClinicFacts With(this ClinicFacts clinic, TextMessaging texting) => clinic with { ChatAddress = texting.ChatAddress };

    /// <summary>Registers them.</summary>
    public static void AddTexting(this IServiceCollection services, TextMessaging texting, IConfigurationSection section)
    {
        services.AddSms(section);
        if (texting.IsSimulated)
            services.AddSmsSimulator();
    }

    /// <summary>Maps their addresses; in Development without an account also the simulator's page.</summary>
    public static void MapTexting(this IEndpointRouteBuilder endpoints, TextMessaging texting)
    {
        endpoints.MapSms();
        if (texting.IsSimulated)
            endpoints.MapSmsSimulator();
    }
}
