using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Limits;

namespace ValorSpine.Bot.Tests.Limits;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("::ffff:127.0.0.1", null)]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2::9", "20010DB800010002")]
    public void Callers_are_told_apart_by_what_they_cannot_change_at_will(string address, string? counted)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

        Assert.Equal(counted, ClientAddress.Of(context));
    }

    [Theory]
    [InlineData("10.2.3.4", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("203.0.113.7", false)]
    [InlineData("2001:db8::1", false)]
    public void A_near_address_is_one_that_proxies_have(string address, bool near) => Assert.Equal(near, ClientAddress.IsNear(IPAddress.Parse(address)));

    [Fact]
    public void A_proxy_that_is_not_named_is_told()
    {
        var status = new LimitStatus(new FakeTimeProvider(), NullLogger<LimitStatus>.Instance);
        Assert.Null(status.Problem());

        status.SawUnnamedProxy();

        Assert.Contains("a proxy that is not named in Limits:KnownProxies", status.Problem(), StringComparison.Ordinal);
    }
}
