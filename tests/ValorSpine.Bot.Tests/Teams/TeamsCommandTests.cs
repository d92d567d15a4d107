using System.IO.Compression;
using ValorSpine.Bot.Commands;

namespace ValorSpine.Bot.Tests.Teams;

/// <summary><c>-- teams package</c>.</summary>
public sealed class TeamsCommandTests : IDisposable
{
    private const string Clinic = """
        "Clinic": { "Name": "Test Clinic", "Hours": { "Monday": [ "08:00-12:00" ] }, "Visits": { "call": { "Name": "Phone call", "Minutes": 15, "Resources": [ "desk" ] } } }
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("valorspine-package-");

    private FileInfo File => new(Path.Combine(_root.FullName, "out", "app.zip"));

    [Fact]
    public async Task With_everything_set_the_package_is_made()
    {
        var (status, said) = await RunAsync($$"""
            {
              {{Clinic}}, "Connector": { "AppId": "11111111-2222-3333-4444-555555555555" }, "DirectLine": { "PublicUrl": "https://chat.example.org" },
              "Teams": { "WebsiteUrl": "https://example.org", "PrivacyUrl": "https://example.org/privacy", "TermsOfUseUrl": "https://example.org/terms" }
            }
            """);

        Assert.Equal((0, true), (status, said.Contains("'Test Clinic assistant', version 1.0.0", StringComparison.Ordinal)));
        using var zip = ZipFile.OpenRead(File.FullName);
        using var manifest = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        var text = await manifest.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"validDomains\": [\n    \"chat.example.org\"\n  ]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_setting_that_is_missing_is_named_and_no_file_is_written()
    {
        var (status, said) = await RunAsync($"{{ {Clinic} }}");

        Assert.Equal(1, status);
        Assert.All(["Connector:AppId", "Teams:WebsiteUrl", "Teams:PrivacyUrl", "Teams:TermsOfUseUrl", "Teams:ValidDomains"], setting => Assert.Contains($"appsettings.json: {setting}", said, StringComparison.Ordinal));
        Assert.False(File.Exists);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private async Task<(int Status, string Said)> RunAsync(string settings)
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_root.FullName, "appsettings.json"), settings, TestContext.Current.CancellationToken);
        var output = new StringWriter();
        var status = await TeamsCommand.PackageAsync(_root.FullName, File, output, TestContext.Current.CancellationToken);
        return (status, output.ToString());
    }
}
