using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ValorSpine.Bot.Bench;

/// <summary>One conversation of a load.</summary>
internal interface IPatient
{
    /// <summary>Says something and waits for the replies.</summary>
    Task SayAsync(string text);
}

/// <summary>A patient of the bot, by Direct Line.</summary>
internal sealed class BotPatient : IPatient
{
    private readonly HttpClient _http;
    private readonly AuthenticationHeaderValue _token;
    private readonly string _activities;
    private string _watermark = "1";
    private int _said;

    private BotPatient(HttpClient http, JsonElement grant)
    {
        _http = http;
        _token = new("Bearer", grant.GetProperty("token").GetString());
        _activities = $"v3/directline/conversations/{grant.GetProperty("conversationId").GetString()}/activities";
    }

    public static async Task<IPatient> OpenAsync(HttpClient http)
    {
        using var token = await http.PostAsync("webchat/token", null);
        var patient = new BotPatient(http, await token.Content.ReadFromJsonAsync<JsonElement>());
        using var opened = await patient.SendAsync(HttpMethod.Post, "v3/directline/conversations", null);
        opened.EnsureSuccessStatusCode();
        return patient;
    }

    public async Task SayAsync(string text)
    {
        var body = JsonContent.Create(new
        {
            type = "message",
            text,
            from = new { id = "dl_bench", role = "user" },
            locale = "en-US",
            localTimestamp = "2026-11-24T10:00:00.000-06:00",
            localTimezone = "America/Chicago",
            textFormat = "plain",
            channelData = new { clientActivityID = $"{_said++}" },
            entities = new[] { new { type = "ClientCapabilities", requiresBotState = true, supportsListening = true, supportsTts = true } },
        });
        using (var posted = await SendAsync(HttpMethod.Post, _activities, body))
            posted.EnsureSuccessStatusCode();
        using var read = await SendAsync(HttpMethod.Get, $"{_activities}?watermark={_watermark}", null);
        using var set = await JsonDocument.ParseAsync(await read.Content.ReadAsStreamAsync());
        if (set.RootElement.GetProperty("activities").GetArrayLength() < 2)
            throw new InvalidOperationException("There was no reply.");
        _watermark = set.RootElement.GetProperty("watermark").GetString()!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = _token;
        return await _http.SendAsync(request);
    }
}

/// <summary>A patient of the bare server.</summary>
internal sealed class BarePatient(HttpClient http) : IPatient
{
    public async Task SayAsync(string text)
    {
        using var posted = await http.PostAsync("turn", JsonContent.Create(new { type = "message", text, padding = new string('x', 500) }));
        posted.EnsureSuccessStatusCode();
    }
}
