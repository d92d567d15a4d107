using System.Net;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class LimitsSettingsTests
{
    [Fact]
    public void The_shipped_settings_are_those_that_hold_where_nothing_is_said_and_trust_no_proxy()
    {
        var shipped = LimitsSettings.Read(HostConfiguration.Read(ContentFolder.Find(null)));

        Assert.Empty(shipped.KnownProxies);
        Assert.Equal(new LimitsSettings() with { KnownProxies = shipped.KnownProxies }, shipped);
    }

    [Fact]
    public void Proxies_are_addresses_and_networks()
    {
        var settings = Read(("Limits:KnownProxies:0", "10.0.0.5"), ("Limits:KnownProxies:1", "10.1.0.0/16"), ("Limits:KnownProxies:2", "fd00::1"));

        Assert.Equal([IPNetwork.Parse("10.0.0.5/32"), IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00::1/128")], settings.KnownProxies);
    }

    [Fact]
    public void Every_mistake_is_named_with_its_remedy()
    {
        var error = Assert.Throws<BadSettingsException>(() => Read(
            ("Limits:PatientMessages", "0"), ("Limits:AddressStreams", "many"), ("Limits:KnownProxies:0", "0.0.0.0/0"), ("Limits:KnownProxies:1", "proxy.local")));

        Assert.Equal(
            [
                "appsettings.json: Limits:AddressStreams is 'many'. Write a whole number from 1 to 1000000, or leave it out for 200.",
                "appsettings.json: Limits:KnownProxies has '0.0.0.0/0'. Write an address, such as 10.0.0.5, or a network, such as 10.0.0.0/24.",
                "appsettings.json: Limits:KnownProxies has 'proxy.local'. Write an address, such as 10.0.0.5, or a network, such as 10.0.0.0/24.",
                "appsettings.json: Limits:PatientMessages is '0'. Write a whole number from 5 to 1000000, or leave it out for 20.",
            ],
            error.Message.Split('\n').Order(StringComparer.Ordinal));
    }

    private static LimitsSettings Read(params (string Name, string? Value)[] settings) =>
        LimitsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build());
}
