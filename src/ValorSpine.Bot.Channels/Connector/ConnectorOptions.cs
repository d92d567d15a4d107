using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Section <c>Connector</c> of the configuration: the bot's account at Azure Bot Service.</summary>
public sealed class ConnectorOptions
{
    /// <summary>The bot's App ID, a GUID; null leaves <c>POST /api/messages</c> off.</summary>
    public string? AppId { get; set; }

    /// <summary>What kind of account it is.</summary>
    public ConnectorIdentity Identity { get; set; } = ConnectorIdentity.SingleTenant;

    /// <summary>The bot's own tenant, a GUID. Needed for <see cref="ConnectorIdentity.SingleTenant"/>.</summary>
    public string? TenantId { get; set; }

    /// <summary>The secret of the account; not for a managed identity, nor beside a certificate.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The certificate of the account in place of a secret: a PFX or PEM file. A relative path starts at the content root.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The key of a PEM file, where it stands in a file of its own.</summary>
    public string? CertificateKeyPath { get; set; }

    /// <summary>The password of the file, where it has one.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Which cloud it is registered in.</summary>
    public ConnectorCloud Cloud { get; set; }

    /// <summary>App IDs of other bots that may talk to this one.</summary>
    public IList<string> AllowedCallers { get; } = [];

    /// <summary>Hosts beside Microsoft's own that replies may be sent to, such as <c>connector.example.org</c>.</summary>
    public IList<string> AllowedServiceHosts { get; } = [];

    /// <summary>Channels whose hub brings a person into the conversation, by their ids. It is asked by <c>handoff.initiate</c>, and answers by <c>handoff.status</c>. Elsewhere people come through the staff console alone.</summary>
    public IList<string> HandOffChannels { get; } = [];

    /// <summary>Largest activity taken, in bytes, 16 KiB to 4 MiB.</summary>
    public int MaxActivityBytes { get; set; } = 1024 * 1024;

    /// <summary>How long one call to a channel may take, in seconds.</summary>
    public double SendSeconds { get; set; } = 15;

    /// <summary>For how many minutes a reply that no channel takes is tried again before it is given up.</summary>
    public double GiveUpAfterMinutes { get; set; } = 240;

    /// <summary>
    /// Takes activities of anybody, without any token, and answers to wherever they say. For the Emulator and the Agents Playground on a developer's machine:
    /// only in Development, and only without <see cref="AppId"/>.
    /// </summary>
    public bool DangerouslyTrustEveryCaller { get; set; }

    /// <summary>Metadata of the keys that channels sign with, where it is not the cloud's own.</summary>
    public Uri? ChannelMetadataUrl { get; set; }

    /// <summary>Metadata of the keys of Entra ID, where it is not the cloud's own.</summary>
    public Uri? EntraMetadataUrl { get; set; }

    /// <summary>Where the bot gets its own tokens, where it is not the cloud's own.</summary>
    public Uri? LoginUrl { get; set; }

    /// <summary>What the bot's own tokens are for, where it is not the cloud's own: the Agents Playground wants <c>{AppId}/.default</c>.</summary>
    public string? Scope { get; set; }

    /// <summary>Whether anything may come in.</summary>
    internal bool IsOn => AppId is not null || DangerouslyTrustEveryCaller;
}

/// <summary>What kind of account the bot has at Azure Bot Service.</summary>
public enum ConnectorIdentity
{
    /// <summary>An app of the clinic's tenant, with a secret.</summary>
    SingleTenant,

    /// <summary>An app of many tenants, with a secret. No new ones are made since 2025.</summary>
    MultiTenant,

    /// <summary>A user-assigned managed identity of the machine, without a secret.</summary>
    ManagedIdentity,
}

/// <summary>Microsoft's clouds.</summary>
public enum ConnectorCloud
{
    /// <summary>The public cloud.</summary>
    Public,

    /// <summary>The cloud of the US Government.</summary>
    UsGovernment,
}

/// <summary>Lists every mistake in the section at once.</summary>
internal sealed class ConnectorOptionsValidator(IHostEnvironment environment, TimeProvider time) : IValidateOptions<ConnectorOptions>
{
    public ValidateOptionsResult Validate(string? name, ConnectorOptions options)
    {
        var problems = new List<string>();
        if (options.AppId is not null && !Guid.TryParse(options.AppId, out _))
            problems.Add("Connector:AppId must be a GUID: the App ID of the bot's registration.");
        if (options.TenantId is not null && !Guid.TryParse(options.TenantId, out _))
            problems.Add("Connector:TenantId must be a GUID.");
        if (options.AppId is not null && options.Identity == ConnectorIdentity.SingleTenant && options.TenantId is null)
            problems.Add("Connector:TenantId is missing. Give the tenant of the bot's registration, or set Connector:Identity to MultiTenant or ManagedIdentity.");
        if (options.AppId is not null)
            CheckProof(options, problems);
        if (options.DangerouslyTrustEveryCaller && !environment.IsDevelopment())
            problems.Add($"Connector:DangerouslyTrustEveryCaller lets anybody in, and is refused in {environment.EnvironmentName}. Remove it, or run with --environment Development.");
        if (options is { DangerouslyTrustEveryCaller: true, AppId: not null })
            problems.Add("Connector:DangerouslyTrustEveryCaller and Connector:AppId exclude each other: a bot with an App ID always asks for a token.");
        if (options.MaxActivityBytes is < 16 * 1024 or > 4 * 1024 * 1024)
            problems.Add("Connector:MaxActivityBytes must be between 16384 and 4194304.");
        if (options.SendSeconds is not (>= 0.1 and <= 120))
            problems.Add("Connector:SendSeconds must be between 0.1 and 120.");
        if (options.GiveUpAfterMinutes is not (> 0 and <= 7 * 24 * 60))
            problems.Add("Connector:GiveUpAfterMinutes must be more than 0 and at most 10080, a week.");
        foreach (var caller in options.AllowedCallers.Where(caller => !Guid.TryParse(caller, out _)))
            problems.Add($"Connector:AllowedCallers holds '{caller}': write App IDs, which are GUIDs.");
        foreach (var host in options.AllowedServiceHosts.Where(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
            problems.Add($"Connector:AllowedServiceHosts holds '{host}': write host names only, such as connector.example.org.");
        Check(options.ChannelMetadataUrl, nameof(options.ChannelMetadataUrl));
        Check(options.EntraMetadataUrl, nameof(options.EntraMetadataUrl));
        Check(options.LoginUrl, nameof(options.LoginUrl));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void CheckProof(ConnectorOptions options, List<string> problems)
        {
            var (secret, certificate) = (!string.IsNullOrEmpty(options.ClientSecret), !string.IsNullOrEmpty(options.CertificatePath));
            if (options.Identity == ConnectorIdentity.ManagedIdentity && certificate)
                problems.Add("Connector:CertificatePath is not for a managed identity. Remove it, or set Connector:Identity to SingleTenant.");
            else if (options.Identity != ConnectorIdentity.ManagedIdentity && !secret && !certificate)
                problems.Add("Connector:ClientSecret is missing: without it no reply can be sent. Give it as the environment variable Connector__ClientSecret, or a certificate as Connector:CertificatePath.");
            else if (secret && certificate)
                problems.Add("Connector:ClientSecret and Connector:CertificatePath exclude each other. Remove the one that the bot's registration does not have.");
            else if (certificate)
                CheckCertificate(options, problems);
        }

        void CheckCertificate(ConnectorOptions options, List<string> problems)
        {
            try
            {
                BotCertificate.Read(options, environment.ContentRootPath, time.GetUtcNow()).Dispose();
            }
            catch (BotCertificateException problem)
            {
                problems.Add(problem.Message);
            }
        }

        void Check(Uri? url, string setting)
        {
            if (url is not null && !(url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || (url.IsLoopback && url.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment()))))
                problems.Add($"Connector:{setting} must be an https address.");
        }
    }
}
