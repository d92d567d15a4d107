using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Channels.Teams.Package;

/// <summary>The manifest of the app in Microsoft's schema 1.22, which has all that is used here and is taken by every tenant today.</summary>
internal static partial class TeamsManifest
{
    public const string SchemaVersion = "1.22", ColorIcon = "color.png", OutlineIcon = "outline.png";
    private const int MostDeveloper = 32, MostShortName = 30, MostFullName = 100, MostShortDescription = 80, MostFullDescription = 4000, MostUrl = 2048, MostDomains = 16;

    /// <summary>The manifest.</summary>
    public static JsonObject Of(TeamsApp app) => new()
    {
        ["$schema"] = $"https://developer.microsoft.com/json-schemas/teams/v{SchemaVersion}/MicrosoftTeams.schema.json",
        ["manifestVersion"] = SchemaVersion,
        ["version"] = app.Version,
        ["id"] = app.Id,
        ["developer"] = new JsonObject { ["name"] = app.Developer, ["websiteUrl"] = app.WebsiteUrl, ["privacyUrl"] = app.PrivacyUrl, ["termsOfUseUrl"] = app.TermsOfUseUrl },
        ["name"] = new JsonObject { ["short"] = app.ShortName, ["full"] = app.FullName },
        ["description"] = new JsonObject { ["short"] = app.ShortDescription, ["full"] = app.FullDescription },
        ["icons"] = new JsonObject { ["color"] = ColorIcon, ["outline"] = OutlineIcon },
        ["accentColor"] = app.AccentColor,
        ["bots"] = new JsonArray(new JsonObject
        {
            ["botId"] = app.BotId,
            ["scopes"] = new JsonArray("personal", "team", "groupChat"),
            ["isNotificationOnly"] = false,
            ["supportsFiles"] = false,
            ["commandLists"] = new JsonArray(new JsonObject
            {
                ["scopes"] = new JsonArray("personal"),
                ["commands"] = new JsonArray(
                    Command("help", "Says what I can do"), Command("compare the two treatments", "Shows decompression and biologic disc repair side by side"),
                    Command("take the guided check", "Asks some questions, so that you know what to talk about"), Command("book a visit", "Finds a time to come"), Command("talk to a person", "Passes you on to our staff")),
            }),
        }),
        // Cards and citations lead to these.
        ["validDomains"] = new JsonArray([.. app.ValidDomains.Select(domain => (JsonNode)domain)]),
    };

    /// <summary>What Teams would refuse, each with the setting that puts it right.</summary>
    public static IEnumerable<string> Problems(TeamsApp app)
    {
        foreach (var (setting, id) in new[] { ("Connector:AppId", app.BotId), ("Teams:Id", app.Id) })
        {
            if (id.Length == 0)
                yield return $"{setting} is missing. Give the App ID of the bot's registration at Azure.";
            else if (!Guid.TryParseExact(id, "D", out _))
                yield return $"{setting} is '{id}'. Write a GUID: 11111111-2222-3333-4444-555555555555.";
        }

        if (!Version().IsMatch(app.Version))
            yield return $"Teams:Version is '{app.Version}'. Write three numbers, such as 1.0.0.";
        if (!Color().IsMatch(app.AccentColor))
            yield return $"Teams:AccentColor is '{app.AccentColor}'. Write six hexadecimal digits, such as #12475A.";
        foreach (var (setting, text, most) in new[]
        {
            ("Clinic:Name (or Teams:Developer)", app.Developer, MostDeveloper), ("Teams:ShortName", app.ShortName, MostShortName), ("Teams:FullName", app.FullName, MostFullName),
            ("Teams:ShortDescription", app.ShortDescription, MostShortDescription), ("Teams:FullDescription", app.FullDescription, MostFullDescription),
        })
        {
            if (string.IsNullOrWhiteSpace(text))
                yield return $"{setting} is missing.";
            else if (text.Length > most)
                yield return $"{setting} has {text.Length} characters. Teams takes {most}.";
        }

        foreach (var (setting, url, what) in new[]
        {
            ("Teams:WebsiteUrl", app.WebsiteUrl, "the clinic's website"), ("Teams:PrivacyUrl", app.PrivacyUrl, "a page that says what becomes of what is written"), ("Teams:TermsOfUseUrl", app.TermsOfUseUrl, "the terms of use"),
        })
        {
            if (url.Length == 0)
                yield return $"{setting} is missing. Give the address of {what}.";
            else if (url.Length > MostUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
                yield return $"{setting} is '{url}'. Write a whole address that begins with https://.";
        }

        if (app.ValidDomains.Count is 0 or > MostDomains)
            yield return $"Teams:ValidDomains names {app.ValidDomains.Count} hosts. Name one to {MostDomains}, or set DirectLine:PublicUrl to the address that patients reach the service at.";
        foreach (var domain in app.ValidDomains.Where(domain => Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain.Contains('.', StringComparison.Ordinal)))
            yield return $"Teams:ValidDomains holds '{domain}'. Write host names only, such as chat.example.org.";
    }

    private static JsonObject Command(string title, string description) => new() { ["title"] = title, ["description"] = description };

    [GeneratedRegex(@"^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$")]
    private static partial Regex Version();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Color();
}
