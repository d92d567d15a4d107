namespace ValorSpine.Bot.Configuration;

/// <summary>The settings for commands that do not serve: the same files and environment variables as the service reads.</summary>
internal static class HostConfiguration
{
    /// <summary><c>appsettings.json</c> of the content folder, then that of the environment, then environment variables.</summary>
    /// <exception cref="BadSettingsException">There is one that means nothing.</exception>
    public static IConfiguration Read(string contentRoot)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(contentRoot)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{Environment}.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        SettingNames.Check(configuration);
        return configuration;
    }

    // As the web host finds it.
    private static string Environment =>
        System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
}
