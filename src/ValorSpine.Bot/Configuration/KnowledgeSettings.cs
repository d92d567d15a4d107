namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Knowledge</c>.</summary>
/// <param name="ServeUnreviewed">Whether articles that no clinician has reviewed answer patients. True by default, for nothing has been reviewed yet.</param>
internal sealed record KnowledgeSettings(bool ServeUnreviewed = true)
{
    private const string Section = "Knowledge";

    /// <summary>The settings for the knowledge base.</summary>
    /// <exception cref="BadSettingsException">Some are wrong; the message has one line for each.</exception>
    public static KnowledgeSettings Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var settings = new KnowledgeSettings();
        foreach (var setting in configuration.GetSection(Section).GetChildren())
        {
            // A misspelt name would leave unreviewed articles served that were meant not to be.
            if (!setting.Key.Equals(nameof(ServeUnreviewed), StringComparison.OrdinalIgnoreCase))
                problems.Add($"appsettings.json: {setting.Path} means nothing here. Remove it, or correct its name to {Section}:{nameof(ServeUnreviewed)}.");
            else if (bool.TryParse(setting.Value, out var serve))
                settings = new(serve);
            else if (!string.IsNullOrWhiteSpace(setting.Value) || setting.GetChildren().Any())
                problems.Add($"appsettings.json: {setting.Path} is '{setting.Value}'. Write true or false.");
        }

        return problems.Count == 0 ? settings : throw new BadSettingsException(string.Join('\n', problems));
    }
}
