namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Knowledge</c>.</summary>
/// <param name="ServeUnreviewed">Whether articles that no clinician has reviewed answer patients. True by default, for nothing has been reviewed yet.</param>
internal sealed record KnowledgeSettings(bool ServeUnreviewed = true)
{
    /// <summary>The folder with the team's evaluation questions, which drafts are tried on. Where it is missing, they are not.</summary>
    public string Questions { get; init; } = "tests/evaluation";

    /// <summary>The folder that conversations are written into as regression tests.</summary>
    public string Conversations { get; init; } = "tests/conversations/kept";

    /// <summary>The settings for the knowledge base.</summary>
    /// <exception cref="BadSettingsException">One is wrong.</exception>
    public static KnowledgeSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Knowledge");
        var (settings, serve) = (new KnowledgeSettings(), section[nameof(ServeUnreviewed)]);
        if (!bool.TryParse(serve, out var unreviewed) && (!string.IsNullOrWhiteSpace(serve) || section.GetSection(nameof(ServeUnreviewed)).GetChildren().Any()))
            throw new BadSettingsException($"appsettings.json: {section.Path}:{nameof(ServeUnreviewed)} is '{serve}'. Write true or false.");
        return new(string.IsNullOrWhiteSpace(serve) ? settings.ServeUnreviewed : unreviewed)
        {
            Questions = Given(nameof(Questions)) ?? settings.Questions,
            Conversations = Given(nameof(Conversations)) ?? settings.Conversations,
        };

        string? Given(string name) => string.IsNullOrWhiteSpace(section[name]) ? null : section[name];
    }
}
