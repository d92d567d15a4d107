namespace ValorSpine.Bot.Configuration;

/// <summary>The settings for commands that do not serve: the same files and environment variables as the service reads.</summary>
internal static class HostConfiguration
{
    /// <summary><c>appsettings.json</c> of the content folder, then that of the environment, then environment variables.</summary>
    public static IConfiguration Read(string contentRoot) => new ConfigurationBuilder()
        .SetBasePath(contentRoot)
        .AddJsonFile("appsettings.json", optional: true)
        .AddJsonFile($"appsettings.{Environment}.json", optional: true)
        .AddEnvironmentVariables()
        .Build();

    // As the web host finds it.
    private static string Environment =>
        System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
}
