namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Knowledge</c>.</summary>
/// <param name="ServeUnreviewed">Whether articles that no clinician has reviewed answer patients. True by default, for nothing has been reviewed yet.</param>
internal sealed record KnowledgeSettings(bool ServeUnreviewed = true)
{
    private const string Section = "Knowledge";

    /// <summary>The folder with the team's evaluation questions, which drafts are tried on. Where it is missing, they are not.</summary>
    public string Questions { get; init; } = "tests/evaluation";

    /// <summary>The folder that conversations are written into as regression tests.</summary>
    public string Conversations { get; init; } = "tests/conversations/kept";

    /// <summary>The settings for the knowledge base.</summary>
    /// <exception cref="BadSettingsException">Some are wrong; the message has one line for each.</exception>
    public static KnowledgeSettings Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var settings = new KnowledgeSettings();
        foreach (var setting in configuration.GetSection(Section).GetChildren())
        {
            // A misspelt name would leave unreviewed articles served that were meant not to be.
            var isBlank = string.IsNullOrWhiteSpace(setting.Value);
            if (Is(setting, nameof(Questions)))
                settings = isBlank ? settings : settings with { Questions = setting.Value! };
            else if (Is(setting, nameof(Conversations)))
                settings = isBlank ? settings : settings with { Conversations = setting.Value! };
            else if (!Is(setting, nameof(ServeUnreviewed)))
                problems.Add($"appsettings.json: {setting.Path} means nothing here. Remove it, or correct its name to {Section}:{nameof(ServeUnreviewed)}, {Section}:{nameof(Questions)} or {Section}:{nameof(Conversations)}.");
            else if (bool.TryParse(setting.Value, out var serve))
                settings = settings with { ServeUnreviewed = serve };
            else if (!isBlank || setting.GetChildren().Any())
                problems.Add($"appsettings.json: {setting.Path} is '{setting.Value}'. Write true or false.");
        }

        return problems.Count == 0 ? settings : throw new BadSettingsException(string.Join('\n', problems));
    }

    private static bool Is(IConfigurationSection setting, string name) => setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
