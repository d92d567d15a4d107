using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Limits;

/// <summary>The program as it is started, on a real socket, behind a proxy of this machine that it knows, with small limits that are quickly over. Each caller has an address of their own.</summary>
internal sealed class LimitedService : WebApplicationFactory<LiveContent>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valorspine-limits-");
    private int _callers;

    public LimitedService()
    {
        UseKestrel();
        StartServer();
    }

    public string DataFile => Path.Combine(_folder.FullName, "bot.db");

    /// <summary>Somebody who calls from an address that nobody else has.</summary>
    public HttpClient From(string? address = null)
    {
        var http = new HttpClient { BaseAddress = ClientOptions.BaseAddress };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", address ?? $"203.0.113.{Interlocked.Increment(ref _callers)}");
        return http;
    }

    /// <summary>A patient whose chat is open.</summary>
    public static async Task<LimitedPatient> OpenAsync(HttpClient http)
    {
        using var token = await http.PostAsync(new Uri("webchat/token", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var page = JsonNode.Parse(await token.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var patient = new LimitedPatient(http, (string)page["conversationId"]!, (string)page["token"]!);
        patient.StreamUrl = (string)JsonNode.Parse(await (await patient.SendAsync(HttpMethod.Post, "conversations", null)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["streamUrl"]!;
        return patient;
    }

    /// <summary>Keeps the data file from being written until what it gives is disposed.</summary>
    public async Task<IAsyncDisposable> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={DataFile};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production).UseContentRoot(Repository.Root);
        builder.UseSetting("Storage:ConnectionString", $"Data Source={DataFile};Default Timeout=1");
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        foreach (var (name, value) in (IEnumerable<(string, string)>)
            [
                ("KnownProxies:0", "127.0.0.1"), ("PatientMessages", "30"), ("PatientMessagesPerMinute", "600"), ("AddressMessages", "40"), ("AddressMessagesPerMinute", "600"),
                ("AddressOpenings", "8"), ("AddressOpeningsPerMinute", "600"), ("AddressTries", "6"), ("AddressStreams", "3"),
            ])
        {
            builder.UseSetting("Limits:" + name, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _folder.Exists)
            _folder.Delete(recursive: true);
    }
}

/// <summary>A patient whose chat is open.</summary>
internal sealed class LimitedPatient(HttpClient http, string conversation, string token)
{
    public string StreamUrl { get; set; } = "";

    public Task<HttpResponseMessage> SayAsync(string text) =>
        SendAsync(HttpMethod.Post, $"conversations/{conversation}/activities", JsonContent.Create(new { type = "message", text }));

    /// <summary>Presses the thumb up below an entry.</summary>
    public Task<HttpResponseMessage> LikeAsync(long sequence) => SendAsync(
        HttpMethod.Post, $"conversations/{conversation}/activities",
        JsonContent.Create(new JsonObject
        {
            ["type"] = "event",
            ["name"] = "webchat:activity-status/feedback",
            ["entities"] = new JsonArray(new JsonObject { ["@type"] = "LikeAction", ["object"] = new JsonObject { ["@type"] = "Message", ["@id"] = $"{conversation}|{sequence:D7}" } }),
        }));

    public Task<HttpResponseMessage> PollAsync() => SendAsync(HttpMethod.Get, $"conversations/{conversation}/activities", null);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, "v3/directline/" + path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
