using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>A patient on the website, by Direct Line. How the replies are read is what differs.</summary>
internal abstract class DirectLinePatient(HttpClient http, JsonElement grant) : IPatient
{
    private readonly AuthenticationHeaderValue _token = new("Bearer", grant.GetProperty("token").GetString());
    private readonly string _userId = grant.GetProperty("userId").GetString()!;
    private int _said;

    /// <summary>The conversation's address.</summary>
    protected string Conversation { get; } = $"v3/directline/conversations/{grant.GetProperty("conversationId").GetString()}";

    /// <summary>Opens a conversation.</summary>
    protected static async Task<T> OpenAsync<T>(HttpClient http, Func<JsonElement, T> patient) where T : DirectLinePatient
    {
        using var token = await http.PostAsync("webchat/token", null);
        token.EnsureSuccessStatusCode();
        var made = patient(await token.Content.ReadFromJsonAsync<JsonElement>());
        await made.AskAsync(HttpMethod.Post, "v3/directline/conversations", null);
        return made;
    }

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<string>> SayAsync(string text);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Posts a message as the web chat does, of about 600 bytes, and gives its id once it is committed.</summary>
    protected async Task<string> PostAsync(string text) => (await AskAsync(HttpMethod.Post, $"{Conversation}/activities", JsonContent.Create(new
    {
        type = "message",
        text,
        from = new { id = _userId, role = "user" },
        locale = "en-US",
        localTimestamp = "2026-11-24T10:00:00.000-06:00",
        localTimezone = "America/Chicago",
        textFormat = "plain",
        channelData = new { clientActivityID = $"k{_said++}", clientTimestamp = "2026-11-24T16:00:00.000Z" },
        entities = new[] { new { type = "ClientCapabilities", requiresBotState = true, supportsListening = true, supportsTts = true } },
    }))).GetProperty("id").GetString()!;

    /// <summary>Sends a request and gives what is answered.</summary>
    protected async Task<JsonElement> AskAsync(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = _token;
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
