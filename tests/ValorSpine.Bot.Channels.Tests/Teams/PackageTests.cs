using System.IO.Compression;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Teams.Package;

namespace ValorSpine.Bot.Channels.Tests.Teams;

/// <summary>The app package that an administrator uploads.</summary>
public sealed class PackageTests
{
    internal static readonly TeamsApp App = new()
    {
        BotId = "11111111-2222-3333-4444-555555555555",
        Id = "11111111-2222-3333-4444-666666666666",
        Version = "1.0.0",
        Developer = "Test Clinic",
        ShortName = "Test Clinic assistant",
        FullName = "Test Clinic disc pain assistant",
        ShortDescription = "Facts about disc pain.",
        FullDescription = "Answers questions. Not for emergencies.",
        WebsiteUrl = "https://clinic.example.org",
        PrivacyUrl = "https://clinic.example.org/privacy",
        TermsOfUseUrl = "https://clinic.example.org/terms",
        AccentColor = "#12475A",
        ValidDomains = ["chat.clinic.example.org"],
    };

    [Fact]
    public void The_package_holds_the_manifest_and_icons_of_the_sizes_that_Teams_wants_and_is_the_same_each_time()
    {
        var bytes = Write();
        using var zip = new ZipArchive(new MemoryStream(bytes));

        Assert.Equal(["color.png", "manifest.json", "outline.png"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.Equal((192, 192), SizeOf(zip.GetEntry("color.png")!));
        Assert.Equal((32, 32), SizeOf(zip.GetEntry("outline.png")!));
        using var stream = zip.GetEntry("manifest.json")!.Open();
        var manifest = JsonNode.Parse(stream)!;
        Assert.Equal(("1.22", App.BotId), ((string)manifest["manifestVersion"]!, (string)manifest["bots"]![0]!["botId"]!));
        Assert.Equal(["personal", "team", "groupChat"], manifest["bots"]![0]!["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.Equal(bytes, Write());
    }

    [Fact]
    public void Everything_that_is_missing_is_named_at_once_with_the_setting_that_puts_it_right()
    {
        var problems = TeamsPackage.Problems(App with { BotId = "", Id = "", WebsiteUrl = "", PrivacyUrl = "", TermsOfUseUrl = "", ValidDomains = [] });
        Assert.Equal(["Connector:AppId", "Teams:Id", "Teams:WebsiteUrl", "Teams:PrivacyUrl", "Teams:TermsOfUseUrl", "Teams:ValidDomains"], problems.Select(problem => problem.Split(' ')[0]));
    }

    [Fact]
    public void What_Teams_would_refuse_is_refused_here()
    {
        var wrong = new (TeamsApp App, string Problem)[]
        {
            (App with { BotId = "bot" }, "Connector:AppId is 'bot'. Write a GUID"),
            (App with { Version = "1.0" }, "Teams:Version is '1.0'."),
            (App with { AccentColor = "blue" }, "Teams:AccentColor is 'blue'."),
            (App with { Developer = new('d', 33) }, "Clinic:Name (or Teams:Developer) has 33 characters. Teams takes 32."),
            (App with { ShortName = new('n', 31) }, "Teams:ShortName has 31 characters. Teams takes 30."),
            (App with { ShortDescription = new('n', 81) }, "Teams:ShortDescription has 81 characters. Teams takes 80."),
            (App with { PrivacyUrl = "http://clinic.example.org" }, "Teams:PrivacyUrl is 'http://clinic.example.org'."),
            (App with { ValidDomains = ["https://clinic.example.org"] }, "Teams:ValidDomains holds 'https://clinic.example.org'."),
        };
        Assert.All(wrong, one => Assert.StartsWith(one.Problem, Assert.Single(TeamsPackage.Problems(one.App)), StringComparison.Ordinal));
    }

    internal static byte[] Write()
    {
        using var stream = new MemoryStream();
        TeamsPackage.Write(App, stream);
        return stream.ToArray();
    }

    // Width and height stand in the first chunk of a PNG.
    private static (int Width, int Height) SizeOf(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var head = new byte[24];
        stream.ReadExactly(head);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], head[..4]);
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20)));
    }
}
