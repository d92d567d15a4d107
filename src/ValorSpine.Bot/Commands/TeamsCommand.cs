using ValorSpine.Bot.Channels.Teams.Package;
using ValorSpine.Bot.Configuration;

namespace ValorSpine.Bot.Commands;

/// <summary>Makes the app package that an administrator uploads to Teams.</summary>
internal static class TeamsCommand
{
    /// <summary>Writes the package, or one line for each setting that is missing or that Teams would refuse. 1 if there is any, else 0.</summary>
    public static async Task<int> PackageAsync(string contentRoot, FileInfo file, TextWriter output, CancellationToken cancel)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        var app = TeamsSettings.Read(configuration, ClinicSettings.Read(configuration));
        if (TeamsPackage.Problems(app) is { IsEmpty: false } problems)
        {
            foreach (var problem in problems)
                await output.WriteLineAsync($"appsettings.json: {problem}".AsMemory(), cancel);
            await output.WriteLineAsync("No package was made.".AsMemory(), cancel);
            return 1;
        }

        file.Directory?.Create();
        await using (var stream = file.Create())
            TeamsPackage.Write(app, stream);
        await output.WriteLineAsync($"{file.FullName}: '{app.ShortName}', version {app.Version}. Upload it in the Teams admin center, under Manage apps.".AsMemory(), cancel);
        return 0;
    }
}
