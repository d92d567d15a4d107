namespace ValorSpine.Bot.Configuration;

/// <summary>The settings for commands that do not serve: the same files and environment variables as the service reads.</summary>
internal static class HostConfiguration
{
    /// <summary><c>appsettings.json</c> of the content folder, then environment variables.</summary>
    public static IConfiguration Read(string contentRoot) => new ConfigurationBuilder()
        .SetBasePath(contentRoot)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();
}
