namespace ValorSpine.Bot.Channels.Teams.Package;

/// <summary>What an app package for Teams says of the bot and of the clinic.</summary>
public sealed record TeamsApp
{
    /// <summary>App ID of the bot's registration, a GUID.</summary>
    public required string BotId { get; init; }

    /// <summary>Id of the app in Teams, a GUID; that of the bot unless set.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the app, such as <c>1.0.0</c>: a newer package replaces an older one.</summary>
    public required string Version { get; init; }

    /// <summary>Who answers for the app: the clinic.</summary>
    public required string Developer { get; init; }

    /// <summary>As shown below the icon.</summary>
    public required string ShortName { get; init; }

    /// <summary>In full.</summary>
    public required string FullName { get; init; }

    /// <summary>One sentence.</summary>
    public required string ShortDescription { get; init; }

    /// <summary>As shown before it is installed.</summary>
    public required string FullDescription { get; init; }

    /// <summary>The clinic's website.</summary>
    public required string WebsiteUrl { get; init; }

    /// <summary>What becomes of what is written.</summary>
    public required string PrivacyUrl { get; init; }

    /// <summary>On what terms it is used.</summary>
    public required string TermsOfUseUrl { get; init; }

    /// <summary>Colour behind the icon: <c>#12475A</c>.</summary>
    public required string AccentColor { get; init; }

    /// <summary>Hosts that the app leads to, without <c>https://</c>.</summary>
    public required IReadOnlyList<string> ValidDomains { get; init; }
}
