using System.Collections.Immutable;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Where the service that connects the bot runs, and what is trusted there. What belongs to one cloud is not accepted in another.</summary>
/// <param name="ChannelMetadata">Metadata of the keys that channels sign with.</param>
/// <param name="ChannelIssuer">Issuer of their tokens.</param>
/// <param name="EntraMetadata">Metadata of the keys of Entra ID.</param>
/// <param name="Login">Where Entra ID gives tokens, without a slash at the end.</param>
/// <param name="Tenants">Tenants of Microsoft whose tokens may name the bot, beside its own.</param>
/// <param name="SharedTenant">Tenant that gives tokens to bots of many tenants.</param>
/// <param name="Resource">What the bot's own tokens are for.</param>
/// <param name="CallerId">What an activity of a channel is marked with.</param>
internal sealed record BotCloud(
    string ChannelMetadata, string ChannelIssuer, string EntraMetadata, string Login, ImmutableArray<string> Tenants, string SharedTenant, string Resource, string CallerId)
{
    public static BotCloud Public { get; } = new(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "https://api.botframework.com",
        "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.com",
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8"],
        "botframework.com",
        "https://api.botframework.com",
        "urn:botframework:azure");

    public static BotCloud UsGovernment { get; } = new(
        "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        "https://api.botframework.us",
        "https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.us",
        ["cab8a31a-1906-4287-a0d8-4eef66b95f6e"],
        "MicrosoftServices.onmicrosoft.us",
        "https://api.botframework.us",
        "urn:botframework:azureusgov");

    public static BotCloud Of(ConnectorCloud cloud) => cloud == ConnectorCloud.UsGovernment ? UsGovernment : Public;

    /// <summary>Issuers of Entra ID that are accepted: both forms, for Microsoft's tenants and the bot's own.</summary>
    public ImmutableHashSet<string> EntraIssuers(string? ownTenant)
    {
        var tenants = Guid.TryParse(ownTenant, out var own) ? Tenants.Add(own.ToString()) : Tenants;
        return tenants.SelectMany(tenant => new[] { $"https://sts.windows.net/{tenant}/", $"{Login}/{tenant}/v2.0" }).ToImmutableHashSet(StringComparer.Ordinal);
    }
}
