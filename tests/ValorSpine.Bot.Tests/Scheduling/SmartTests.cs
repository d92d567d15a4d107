using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Scheduling;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>SMART backend services: the token endpoint verifies the assertion, the FHIR server takes only the tokens that it gave.</summary>
public sealed class SmartTests(FhirPeer peer) : IClassFixture<FhirPeer>
{
    private static readonly DateTimeOffset s_wednesday = new(2026, 12, 2, 9, 0, 0, TimeSpan.FromHours(-6));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rsa-pem", "RS384")]
    [InlineData("ec-pem", "ES384")]
    [InlineData("ec-jwk", "ES384")]
    public async Task A_visit_is_booked_with_a_token_that_a_signed_assertion_got(string kind, string algorithm)
    {
        var (file, publicKey) = NewKey(kind);
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
        await using var endpoint = await TokenEndpoint.StartAsync(publicKey, algorithm, time, AllowAsync);
        await using var clinic = await BookedClinic.OpenAsync(peer, settings => settings with { Smart = Smart(endpoint, file, kind) });
        await clinic.OpenSlotAsync(s_wednesday);
        await peer.TellAsync("tokens none-yet");

        await clinic.BookAsync("ann", s_wednesday);

        Assert.Empty(endpoint.Failed);
        Assert.Equal(1, endpoint.Given);
    }

    [Fact]
    public async Task A_token_is_used_until_shortly_before_it_ends()
    {
        var (file, publicKey) = NewKey("rsa-pem");
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
        await using var endpoint = await TokenEndpoint.StartAsync(publicKey, "RS384", time, _ => Task.CompletedTask);
        using var http = new HttpClient();
        using var tokens = new SmartTokens(http, Smart(endpoint, file, "rsa-pem"), time);

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await tokens.GetAsync(Cancel))));
        Assert.Equal(["token-1"], together.Distinct());
        time.Advance(TimeSpan.FromSeconds(239));
        Assert.Equal("token-1", await tokens.GetAsync(Cancel));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("token-2", await tokens.GetAsync(Cancel));
        Assert.Empty(endpoint.Failed);
    }

    [Fact]
    public async Task A_token_that_the_server_no_longer_takes_is_replaced_and_the_request_made_again()
    {
        var (file, publicKey) = NewKey("ec-pem");
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
        await using var endpoint = await TokenEndpoint.StartAsync(publicKey, "ES384", time, AllowAsync);
        await using var clinic = await BookedClinic.OpenAsync(peer, settings => settings with { Smart = Smart(endpoint, file, "ec-pem") });
        await clinic.OpenSlotAsync(s_wednesday);
        await peer.TellAsync("tokens none-yet");
        var held = await clinic.HoldAsync("ann", s_wednesday);
        await peer.TellAsync("tokens none-of-those-given");

        Assert.IsType<ScheduleResult.Booked>(await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));

        Assert.Equal(2, endpoint.Given);
    }

    [Fact]
    public async Task Without_a_token_the_request_is_kept_and_the_patient_told()
    {
        var (file, publicKey) = NewKey("ec-pem");
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
        await using var endpoint = await TokenEndpoint.StartAsync(publicKey, "ES384", time, AllowAsync);
        await using var clinic = await BookedClinic.OpenAsync(peer, settings => settings with { Smart = Smart(endpoint, file, "ec-pem") });
        await clinic.OpenSlotAsync(s_wednesday);
        await peer.TellAsync("tokens none-yet");
        endpoint.Broken = true;
        Assert.StartsWith("I can't reach our calendar right now.", await clinic.SayAsync("ann", "book an evaluation"), StringComparison.Ordinal);

        endpoint.Broken = false;
        clinic.Time.Advance(FhirSchedule.FirstDelay);
        await clinic.Keeper.DoDueAsync(Cancel);

        Assert.StartsWith("Our calendar answers again.", (await clinic.SaidAsync("ann"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_travels_nowhere_but_to_the_server()
    {
        var (file, publicKey) = NewKey("ec-pem");
        await using var endpoint = await TokenEndpoint.StartAsync(publicKey, "ES384", new FakeTimeProvider(), _ => Task.CompletedTask);
        using var http = new HttpClient();
        using var tokens = new SmartTokens(http, Smart(endpoint, file, "ec-pem"), new FakeTimeProvider());
        var sent = new Sent();
        using var handler = new SmartHandler(tokens, new("https://fhir.example/r4/")) { InnerHandler = sent };
        using var invoker = new HttpMessageInvoker(handler);

        foreach (var url in (string[])["https://fhir.example/r4/Slot", "https://fhir.example/r4?_getpages=2", "https://fhir.example/r44", "https://fhir.example/other", "https://elsewhere.example/r4/Slot", "http://fhir.example/r4/Slot"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var _ = await invoker.SendAsync(request, Cancel);
        }

        Assert.Equal(["Bearer token-1", "Bearer token-1", null, null, null, null], sent.Authorizations);
    }

    private static SmartSettings Smart(TokenEndpoint endpoint, string file, string kind) =>
        new(endpoint.Url, TokenEndpoint.ClientId, SmartKey.Read(file, kind.EndsWith("jwk", StringComparison.Ordinal) ? null : TokenEndpoint.KeyId), TokenEndpoint.Scope);

    private static (string File, SecurityKey PublicKey) NewKey(string kind)
    {
        if (kind == "rsa-pem")
        {
            using var rsa = RSA.Create(2048);
            return (rsa.ExportPkcs8PrivateKeyPem(), new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = TokenEndpoint.KeyId });
        }

        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var all = curve.ExportParameters(includePrivateParameters: true);
        var publicKey = new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = all.Curve, Q = all.Q })) { KeyId = TokenEndpoint.KeyId };
        return (kind == "ec-pem" ? curve.ExportPkcs8PrivateKeyPem() : JsonSerializer.Serialize(new
        {
            kty = "EC",
            crv = "P-384",
            kid = TokenEndpoint.KeyId,
            x = Base64UrlEncoder.Encode(all.Q.X),
            y = Base64UrlEncoder.Encode(all.Q.Y),
            d = Base64UrlEncoder.Encode(all.D),
        }), publicKey);
    }

    private async Task AllowAsync(string token) => await peer.TellAsync("tokens " + token);

    private sealed class Sent : HttpMessageHandler
    {
        public List<string?> Authorizations { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorizations.Add(request.Headers.Authorization?.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
