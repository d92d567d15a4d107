using ValorSpine.Bot.Channels.Teams.Package;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Teams</c>: what the app package says that is not set elsewhere.</summary>
internal static class TeamsSettings
{
    /// <summary>The app, with every setting that can be derived from others filled in. Whether Teams takes it is another question.</summary>
    public static TeamsApp Read(IConfiguration configuration, ClinicFacts clinic)
    {
        var section = configuration.GetSection("Teams");
        var bot = configuration["Connector:AppId"] ?? "";
        return new()
        {
            BotId = bot,
            Id = Or(section["Id"], bot),
            Version = Or(section["Version"], "1.0.0"),
            Developer = Or(section["Developer"], clinic.Name),
            ShortName = Or(section["ShortName"], $"{clinic.Name} assistant"),
            FullName = Or(section["FullName"], $"{clinic.Name} disc pain assistant"),
            ShortDescription = Or(section["ShortDescription"], "Facts about disc pain and its treatment, with sources. Books visits."),
            FullDescription = Or(section["FullDescription"],
                $"An automated assistant of {clinic.Name}. It answers questions about disc pain, spinal decompression and biologic disc repair, each answer with its source. It asks you some questions, so that you know what to talk about with a clinician, and books visits. "
                + $"It is not a clinician and gives no diagnosis. It is not for emergencies: call {clinic.EmergencyNumber}. {clinic.RecordsNotice}"),
            WebsiteUrl = section["WebsiteUrl"] ?? "",
            PrivacyUrl = section["PrivacyUrl"] ?? "",
            TermsOfUseUrl = section["TermsOfUseUrl"] ?? "",
            AccentColor = Or(section["AccentColor"], "#12475A"),
            ValidDomains = Domains(section, configuration["DirectLine:PublicUrl"]),
        };
    }

    private static string[] Domains(IConfigurationSection section, string? publicUrl) =>
        section.GetSection("ValidDomains").Get<string[]>() is { Length: > 0 } given ? given
        : Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) ? [url.IdnHost]
        : [];

    private static string Or(string? given, string otherwise) => string.IsNullOrWhiteSpace(given) ? otherwise : given;
}
