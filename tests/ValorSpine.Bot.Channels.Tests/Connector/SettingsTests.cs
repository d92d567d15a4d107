using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;

namespace ValorSpine.Bot.Channels.Tests.Connector;

public sealed class SettingsTests
{
    [Fact]
    public void Nothing_set_is_right() => Assert.Null(Problems(new(), Environments.Production));

    [Fact]
    public void Trusting_everybody_is_refused_in_production()
    {
        var options = new ConnectorOptions { DangerouslyTrustEveryCaller = true };
        Assert.Null(Problems(options, Environments.Development));
        Assert.Contains("DangerouslyTrustEveryCaller", Problems(options, Environments.Production), StringComparison.Ordinal);
        Assert.Contains("DangerouslyTrustEveryCaller", Problems(options, Environments.Staging), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bot_with_an_account_never_trusts_everybody()
    {
        var options = Registered();
        options.DangerouslyTrustEveryCaller = true;
        Assert.Contains("exclude each other", Problems(options, Environments.Development), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var options = new ConnectorOptions { AppId = "bot", TenantId = "clinic", SendSeconds = 0, GiveUpAfterMinutes = double.NaN, MaxActivityBytes = 1, ChannelMetadataUrl = new("http://127.0.0.1/keys") };
        options.AllowedCallers.Add("somebody");
        options.AllowedServiceHosts.Add("https://connector.example.org/");
        var problems = Problems(options, Environments.Production)!;
        Assert.All(
            ["AppId", "TenantId", "ClientSecret", "SendSeconds", "GiveUpAfterMinutes", "MaxActivityBytes", "ChannelMetadataUrl", "AllowedCallers", "AllowedServiceHosts"],
            setting => Assert.Contains($"Connector:{setting}", problems, StringComparison.Ordinal));
    }

    [Fact]
    public void A_managed_identity_needs_no_secret_and_no_tenant() =>
        Assert.Null(Problems(new() { AppId = FakeAzure.AppId, Identity = ConnectorIdentity.ManagedIdentity }, Environments.Production));

    [Theory]
    [InlineData("https://smba.trafficmanager.net/amer/", true)]
    [InlineData("https://europe.directline.botframework.com/", true)]
    [InlineData("https://SMBA.infra.gcc.teams.microsoft.com/teams", true)]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/teams", true)]
    [InlineData("https://directline.botframework.azure.us/", true)]
    [InlineData("https://connector.clinic.example/x", true)]
    [InlineData("http://smba.trafficmanager.net/amer/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/amer/", false)]
    [InlineData("https://smba.trafficmanager.net.evil.example/", false)]
    [InlineData("https://evilbotframework.com/", false)]
    [InlineData("https://botframework.com@evil.example/", false)]
    [InlineData("https://user@botframework.com/", false)]
    [InlineData("https://13.107.64.1/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("http://127.0.0.1:3978/", false)]
    [InlineData("https://smba.trafficmanager.net/?to=evil", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/relative", false)]
    public void Replies_go_to_the_channels_own_hosts_alone(string serviceUrl, bool allowed)
    {
        var options = Registered();
        options.AllowedServiceHosts.Add("connector.clinic.example");
        Assert.Equal(allowed, new ServiceHosts(Options.Create(options), new Named(Environments.Production)).Allow(serviceUrl));
    }

    [Fact]
    public void A_developers_machine_may_be_called_by_a_developers_bot()
    {
        var hosts = new ServiceHosts(Options.Create(new ConnectorOptions()), new Named(Environments.Development));
        Assert.True(hosts.Allow("http://localhost:56150/_connector"));
        Assert.False(hosts.Allow("http://192.168.1.5:56150/_connector"));
    }

    [Fact]
    public void A_certificate_stands_in_for_the_secret_and_not_beside_it()
    {
        var options = Registered();
        options.CertificatePath = "/no/such/bot.pfx";
        Assert.Contains("exclude each other", Problems(options, Environments.Production), StringComparison.Ordinal);

        options.ClientSecret = null;
        Assert.Contains("names a file that is not there: '/no/such/bot.pfx'", Problems(options, Environments.Production), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_certificate_is_told_at_start()
    {
        var path = Path.GetTempFileName();
        var options = Registered();
        (options.ClientSecret, options.CertificatePath, options.CertificatePassword) = (null, path, "wrong");
        File.WriteAllBytes(path, FakeAzure.Certificate.Export(X509ContentType.Pkcs12, "right"));
        Assert.Contains("Connector:CertificatePassword is wrong", Problems(options, Environments.Production), StringComparison.Ordinal);

        options.CertificatePassword = null;
        File.WriteAllBytes(path, FakeAzure.Certificate.Export(X509ContentType.Cert));
        Assert.Contains("no PFX or PEM", Problems(options, Environments.Production), StringComparison.Ordinal);

        using var old = new CertificateRequest("CN=old", FakeAzure.K1, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(-2));
        File.WriteAllBytes(path, old.Export(X509ContentType.Pkcs12));
        Assert.Contains("a certificate that ended on", Problems(options, Environments.Production), StringComparison.Ordinal);
        File.Delete(path);
    }

    private static ConnectorOptions Registered() => new() { AppId = FakeAzure.AppId, TenantId = FakeAzure.Tenant, ClientSecret = FakeAzure.Secret };

    private static string? Problems(ConnectorOptions options, string environment) => new ConnectorOptionsValidator(new Named(environment), TimeProvider.System).Validate(null, options).FailureMessage;

    private sealed class Named(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
