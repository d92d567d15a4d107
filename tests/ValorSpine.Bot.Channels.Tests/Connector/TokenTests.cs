using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.Connector;

namespace ValorSpine.Bot.Channels.Tests.Connector;

/// <summary>Who may post activities: each way in which a token can be right or wrong.</summary>
public sealed class TokenTests(TokenTests.ListingBot bot) : IClassFixture<TokenTests.ListingBot>
{
    private const string GovernmentIssuer = "https://api.botframework.us", GovernmentLogin = "https://login.microsoftonline.us", GovernmentTenant = "cab8a31a-1906-4287-a0d8-4eef66b95f6e";

    private const string ListedCaller = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    private static readonly Dictionary<string, Row> s_rows = new()
    {
        ["01 base token"] = new(200, azure => azure.ChannelToken()),
        ["02 no header"] = new(401, _ => null),
        ["03 Bearer with nothing"] = Header(401, _ => "Bearer "),
        ["03 Basic"] = Header(401, _ => "Basic abc"),
        ["03 one part"] = Header(401, _ => "Bearer abc"),
        ["03 two parts"] = Header(401, azure => "Bearer " + string.Join('.', azure.ChannelToken().Split('.')[..2])),
        ["03 four parts"] = Header(401, azure => $"Bearer {azure.ChannelToken()}.abcd"),
        ["04 lower-case bearer"] = Header(200, azure => $"bearer {azure.ChannelToken()}"),
        ["05 other audience"] = Channel(401, claims => claims["aud"] = Guid.NewGuid().ToString()),
        ["05 no audience"] = Channel(401, claims => claims.Remove("aud")),
        ["06 audience among others"] = Channel(200, claims => claims["aud"] = new JsonArray("other", FakeAzure.AppId)),
        ["07 audience in capitals"] = new(200, azure => azure.ChannelToken(claims => claims["aud"] = FakeAzure.AppId.ToUpperInvariant())),
        ["08 foreign issuer"] = Channel(401, claims => claims["iss"] = "https://evil.example"),
        ["08 no issuer"] = Channel(401, claims => claims.Remove("iss")),
        ["08 issuer is a number"] = Channel(401, claims => claims["iss"] = 5),
        ["08 issuer of another cloud"] = Channel(401, claims => claims["iss"] = "https://api.botframework.us"),
        ["09 expired 4 minutes ago"] = Channel(200, claims => Ends(claims, -4)),
        ["10 expired 6 minutes ago"] = Channel(401, claims => Ends(claims, -6)),
        ["11 good in 4 minutes"] = Channel(200, claims => claims["nbf"] = InMinutes(4)),
        ["12 good in 6 minutes"] = Channel(401, claims => claims["nbf"] = InMinutes(6)),
        ["13 no end"] = Channel(401, claims => claims.Remove("exp")),
        ["14 end is a text"] = Channel(401, claims => claims["exp"] = InMinutes(60).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ["14 end beyond 2^53"] = Channel(401, claims => claims["exp"] = (1L << 53) + 1),
        ["14 end beyond numbers"] = Channel(401, claims => claims["exp"] = 1e300),
        ["15 other service URL"] = Channel(403, claims => claims["serviceurl"] = "https://smba.trafficmanager.net/amer/"),
        ["16 no service URL in it"] = Channel(403, claims => claims.Remove("serviceurl")),
        ["16 service URL in camelCase"] = Channel(403, claims =>
        {
            claims["serviceUrl"] = (string?)claims["serviceurl"];
            claims.Remove("serviceurl");
        }),
        ["17 service URL without slash"] = Channel(200, claims => claims["serviceurl"] = ((string?)claims["serviceurl"])!.TrimEnd('/')),
        ["17 service URL in capitals"] = Channel(200, claims => claims["serviceurl"] = ((string?)claims["serviceurl"])!.ToUpperInvariant()),
        ["18 activity without service URL"] = new(400, azure => azure.ChannelToken(), activity => activity.Remove("serviceUrl")),
        ["19 key of telegram"] = new(403, azure => azure.ChannelToken(key: FakeAzure.K2, kid: "k2")),
        ["20 channel not endorsed"] = new(403, azure => azure.ChannelToken(), activity => activity["channelId"] = "slack"),
        ["21 activity without channel"] = new(400, azure => azure.ChannelToken(), activity => activity.Remove("channelId")),
        ["22 key without endorsements"] = new(403, azure => azure.ChannelToken(key: FakeAzure.K3, kid: "k3")),
        ["23 unknown key"] = new(401, azure => azure.ChannelToken(kid: "k9")),
        ["23 no key named"] = new(401, azure => azure.ChannelToken(header: header =>
        {
            header.Remove("kid");
            header.Remove("x5t");
        })),
        ["24 other private key"] = new(401, azure => azure.ChannelToken(key: FakeAzure.Stranger)),
        ["25 tampered"] = new(401, azure => Tampered(azure.ChannelToken())),
        ["26 alg none"] = new(401, azure => azure.ChannelToken(header: header => header["alg"] = "none")),
        ["27 HS256 with the public key"] = new(401, azure => azure.ChannelToken(header: header => header["alg"] = "HS256")),
        ["27 HS256 with a secret"] = new(401, azure => azure.ChannelToken(header: header => header["alg"] = "HS256", secret: FakeAzure.Secret)),
        ["28 RS512"] = new(401, azure => azure.ChannelToken(header: header => header["alg"] = "RS512")),
        ["29 PS256"] = new(401, azure => azure.ChannelToken(header: header => header["alg"] = "PS256")),
        ["30 Entra v1"] = Entra(200, claims => AsVersion1(claims)),
        ["31 Entra v2"] = Entra(200, _ => { }),
        ["32 Entra v1 without ver"] = Entra(401, claims =>
        {
            AsVersion1(claims);
            claims.Remove("ver");
        }),
        ["33 Entra v2 with only appid"] = Entra(401, claims =>
        {
            claims["appid"] = FakeAzure.AppId;
            claims.Remove("azp");
        }),
        ["34 ver 3.0"] = Entra(401, claims => claims["ver"] = "3.0"),
        ["35 Entra for the Connector itself"] = Entra(401, claims => claims["aud"] = "https://api.botframework.com"),
        ["36 Entra of a strange tenant"] = Entra(401, claims => claims["iss"] = $"https://login.microsoftonline.com/{Guid.NewGuid()}/v2.0"),
        ["36 Entra with the placeholder"] = Entra(401, claims => claims["iss"] = "https://login.microsoftonline.com/{tenantid}/v2.0"),
        ["37 Entra of the own tenant"] = Entra(200, claims => claims["iss"] = $"https://sts.windows.net/{FakeAzure.Tenant}/"),
        ["38 another app"] = Entra(403, claims => claims["azp"] = Guid.NewGuid().ToString()),
        ["39 another app that is listed"] = Entra(200, claims => claims["azp"] = ListedCaller),
        ["40 channel issuer by Entra's key"] = new(401, azure => azure.ChannelToken(key: FakeAzure.A1, kid: "a1")),
        ["40 Entra issuer by a channel's key"] = new(401, _ => FakeAzure.EntraToken(key: FakeAzure.K1, kid: "k1")),
        ["44 two headers"] = Header(401, azure => $"Bearer {azure.ChannelToken()}, Bearer {azure.ChannelToken()}"),
        ["44 not base64"] = Header(401, _ => "Bearer !!!.???.***"),
        ["44 payload is no object"] = Header(401, azure => $"Bearer {azure.ChannelToken().Split('.')[0]}.{Convert.ToBase64String("[1]"u8).TrimEnd('=')}.abcd"),
    };

    public static TheoryData<string> Rows => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_caller_is_let_in_by_what_its_token_proves(string row)
    {
        var (status, authorization, change) = s_rows[row];
        var activity = ConnectorHost.Activity(bot.Azure, id: row);
        change?.Invoke(activity);

        var response = await bot.Host.PostAsync(activity.ToJsonString(), authorization(bot.Azure));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200, bot.Host.Conversations.Taken.Any(message => message.Key == $"activity:{row}"));
        Assert.Equal(status == 401, response.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task An_activity_is_marked_with_the_caller_that_its_token_proves_and_never_with_what_it_says_itself()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync([.. azure.Settings, ("Connector:AllowedCallers:0", ListedCaller)]);
        var forged = ConnectorHost.Activity(azure, id: "a-1");
        forged["callerId"] = "urn:botframework:azureusgov";

        await host.PostAsync(forged, azure.ChannelToken());
        await host.PostAsync(ConnectorHost.Activity(azure, id: "a-2"), FakeAzure.EntraToken(claims => claims["azp"] = ListedCaller));
        await host.PostAsync(ConnectorHost.Activity(azure, id: "a-3"), FakeAzure.EntraToken());

        Assert.Equal(
            ["urn:botframework:azure", $"urn:botframework:aadappid:{ListedCaller}", null],
            host.Conversations.Taken.Where(message => message.ActivityJson is not null).Select(message => (string?)JsonNode.Parse(message.ActivityJson!)!["callerId"]));
    }

    private static readonly Dictionary<string, (int Status, Func<FakeAzure, string> Token)> s_government = new()
    {
        ["a channel's"] = (200, azure => azure.ChannelToken(claims => claims["iss"] = GovernmentIssuer)),
        ["a channel's of the public cloud"] = (401, azure => azure.ChannelToken()),
        ["a channel's for another service URL"] = (403, azure => azure.ChannelToken(claims => (claims["iss"], claims["serviceurl"]) = (GovernmentIssuer, "https://smba.infra.gcc.teams.microsoft.com/teams"))),
        ["a channel's of a key for telegram"] = (403, azure => azure.ChannelToken(claims => claims["iss"] = GovernmentIssuer, key: FakeAzure.K2, kid: "k2")),
        ["a channel's for another bot"] = (401, azure => azure.ChannelToken(claims => (claims["iss"], claims["aud"]) = (GovernmentIssuer, Guid.NewGuid().ToString()))),
        ["Entra's, version 2"] = (200, _ => FakeAzure.EntraToken(claims => claims["iss"] = $"{GovernmentLogin}/{GovernmentTenant}/v2.0")),
        ["Entra's, version 1"] = (200, _ => FakeAzure.EntraToken(claims =>
        {
            AsVersion1(claims);
            claims["iss"] = $"https://sts.windows.net/{GovernmentTenant}/";
        })),
        ["Entra's of the own tenant"] = (200, _ => FakeAzure.EntraToken(claims => claims["iss"] = $"{GovernmentLogin}/{FakeAzure.Tenant}/v2.0")),
        ["Entra's of the own tenant at the public login"] = (401, _ => FakeAzure.EntraToken(claims => claims["iss"] = $"https://login.microsoftonline.com/{FakeAzure.Tenant}/v2.0")),
        ["Entra's of a tenant of the public cloud"] = (401, _ => FakeAzure.EntraToken()),
        ["Entra's of a strange tenant"] = (401, _ => FakeAzure.EntraToken(claims => claims["iss"] = $"{GovernmentLogin}/{Guid.NewGuid()}/v2.0")),
    };

    public static TheoryData<string> GovernmentRows => [.. s_government.Keys];

    [Theory]
    [MemberData(nameof(GovernmentRows))]
    public async Task A_bot_of_the_government_cloud_takes_tokens_of_that_cloud_alone(string row)
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync([.. azure.Settings, ("Connector:Cloud", "UsGovernment")]);

        var response = await host.PostAsync(ConnectorHost.Activity(azure), s_government[row].Token(azure));

        Assert.Equal(s_government[row].Status, (int)response.StatusCode);
        // Bots of the own registration have no caller id, as in the public cloud.
        if (row == "a channel's")
            Assert.Equal("urn:botframework:azureusgov", (string?)JsonNode.Parse(host.Conversations.Taken.Last().ActivityJson!)!["callerId"]);
    }

    // Row 41.
    [Fact]
    public async Task A_key_that_is_new_since_the_last_look_is_fetched_at_once()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync(azure.Settings);
        Assert.Equal(200, (int)(await host.PostAsync(ConnectorHost.Activity(azure), azure.ChannelToken())).StatusCode);
        azure.ChannelKeys.Clear();
        azure.ChannelKeys.Add(FakeAzure.Key("k7", FakeAzure.Stranger, "directline"));

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => host.PostAsync(
            ConnectorHost.Activity(azure, id: $"b-{number}"), azure.ChannelToken(key: FakeAzure.Stranger, kid: "k7"))));

        Assert.All(responses, response => Assert.Equal(200, (int)response.StatusCode));
        Assert.Equal(2, azure.ChannelReads);
    }

    // Row 42.
    [Fact]
    public async Task Invented_keys_make_the_service_look_for_keys_once_in_five_minutes()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync(azure.Settings);

        for (var i = 0; i < 100; i++)
            Assert.Equal(401, (int)(await host.PostAsync(ConnectorHost.Activity(azure), azure.ChannelToken(kid: Guid.NewGuid().ToString("N")))).StatusCode);

        Assert.InRange(azure.ChannelReads, 1, 2);
    }

    [Fact]
    public async Task Keys_are_read_again_twice_a_day_and_for_an_unknown_one_after_five_minutes()
    {
        await using var azure = await FakeAzure.StartAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var http = new HttpClient();
        var keys = new SigningKeys($"{azure.Url}/channel/openid", http, time, NullLogger<SigningKeys>.Instance);
        await keys.PrepareAsync("k1");

        time.Advance(TimeSpan.FromHours(11));
        await keys.PrepareAsync("k1");
        await keys.PrepareAsync("k9");
        await keys.PrepareAsync("k9");
        Assert.Equal(2, azure.ChannelReads);
        time.Advance(TimeSpan.FromMinutes(5));
        await keys.PrepareAsync("k9");
        Assert.Equal(3, azure.ChannelReads);

        // Nobody waits for what is only old.
        azure.ChannelKeys.Clear();
        azure.ChannelKeys.Add(FakeAzure.Key("k7", FakeAzure.Stranger, "directline"));
        time.Advance(TimeSpan.FromHours(12.1));
        await keys.PrepareAsync("k1");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await keys.GetConfigurationAsync(patience.Token)).SigningKeys.All(key => key.KeyId != "k7"))
            await Task.Delay(10, patience.Token);
        Assert.Equal(4, azure.ChannelReads);
    }

    // Row 43.
    [Fact]
    public async Task While_no_keys_could_ever_be_read_callers_are_told_to_come_back_and_then_let_in()
    {
        await using var azure = await FakeAzure.StartAsync();
        azure.IsDown = true;
        await using var host = await ConnectorHost.StartAsync(azure.Settings);

        var before = await host.PostAsync(ConnectorHost.Activity(azure), azure.ChannelToken());
        azure.IsDown = false;
        var after = await host.PostAsync(ConnectorHost.Activity(azure), azure.ChannelToken());

        Assert.Equal((503, "30"), ((int)before.StatusCode, before.Headers.RetryAfter?.ToString()));
        Assert.Equal(200, (int)after.StatusCode);
    }

    [Fact]
    public async Task Keys_that_were_read_stay_good_while_newer_ones_cannot_be_read()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync(azure.Settings);
        Assert.Equal(200, (int)(await host.PostAsync(ConnectorHost.Activity(azure), azure.ChannelToken())).StatusCode);
        azure.IsDown = true;

        var unknown = await host.PostAsync(ConnectorHost.Activity(azure), azure.ChannelToken(kid: "k9"));
        var known = await host.PostAsync(ConnectorHost.Activity(azure, id: "a-2"), azure.ChannelToken());

        Assert.Equal((401, 200), ((int)unknown.StatusCode, (int)known.StatusCode));
    }

    // Row 44: more than a header may hold.
    [Fact]
    public async Task A_token_of_100_kB_is_refused()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync(azure.Settings);

        var response = await host.PostAsync(ConnectorHost.Activity(azure), azure.ChannelToken(claims => claims["filler"] = new string('x', 100_000)));

        Assert.Contains((int)response.StatusCode, new[] { 401, 431 });
    }

    [Fact]
    public async Task Two_authorization_headers_are_refused_though_each_is_right()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync(azure.Settings);
        var body = ConnectorHost.Activity(azure).ToJsonString();
        var authorization = $"Authorization: Bearer {azure.ChannelToken()}\r\n";
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /api/messages HTTP/1.1\r\nHost: bot\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{authorization}{authorization}\r\n{body}"),
            TestContext.Current.CancellationToken);

        using var answer = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 401 ", await answer.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(host.Conversations.Taken);
    }

    // Row 45.
    [Fact]
    public async Task Broken_JSON_is_told_before_the_token_is_looked_at()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync(azure.Settings);

        Assert.Equal(400, (int)(await host.PostAsync("{\"type\":", $"Bearer {azure.ChannelToken()}")).StatusCode);
        Assert.Equal(401, (int)(await host.PostAsync(ConnectorHost.Activity(azure), token: null)).StatusCode);
    }

    // Row 46.
    [Fact]
    public async Task Only_POST_is_taken()
    {
        await using var azure = await FakeAzure.StartAsync();
        await using var host = await ConnectorHost.StartAsync(azure.Settings);

        var response = await host.Http.GetAsync("/api/messages", TestContext.Current.CancellationToken);

        Assert.Equal((405, "POST"), ((int)response.StatusCode, string.Join(',', response.Content.Headers.Allow)));
    }

    /// <summary>A bot that takes activities of its channels and of one other bot.</summary>
    public sealed class ListingBot : IAsyncLifetime
    {
        internal FakeAzure Azure { get; private set; } = null!;

        internal ConnectorHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Azure = await FakeAzure.StartAsync();
            Host = await ConnectorHost.StartAsync([.. Azure.Settings, ("Connector:AllowedCallers:0", ListedCaller)]);
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Azure.DisposeAsync();
        }
    }

    private static Row Header(int status, Func<FakeAzure, string?> authorization) => new(status, authorization, null, IsHeader: true);

    private static Row Channel(int status, Action<JsonObject> claims) => new(status, azure => azure.ChannelToken(claims));

    private static Row Entra(int status, Action<JsonObject> claims) => new(status, _ => FakeAzure.EntraToken(claims));

    private static void AsVersion1(JsonObject claims)
    {
        claims["iss"] = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/";
        claims["ver"] = "1.0";
        claims["appid"] = FakeAzure.AppId;
        claims.Remove("azp");
    }

    private static string Tampered(string token)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1])).Replace("\"nbf\"", "\"nbx\"", StringComparison.Ordinal);
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}";
    }

    private static void Ends(JsonObject claims, double minutes) => (claims["nbf"], claims["exp"]) = (InMinutes(minutes - 60), InMinutes(minutes));

    private static long InMinutes(double minutes) => DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeSeconds();

    private sealed record Row(int Status, Func<FakeAzure, string?> Token, Action<JsonObject>? Change = null, bool IsHeader = false)
    {
        public void Deconstruct(out int status, out Func<FakeAzure, string?> authorization, out Action<JsonObject>? change) =>
            (status, authorization, change) = (Status, IsHeader ? Token : azure => Token(azure) is { } token ? $"Bearer {token}" : null, Change);
    }
}
