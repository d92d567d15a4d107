using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>A patient in the chat, by Direct Line over HTTP. What is answered is for the witness to keep.</summary>
internal sealed class MarkedPatient
{
    private readonly HttpClient _http;
    private readonly string _token;

    private MarkedPatient(HttpClient http, JsonNode token) =>
        (_http, _token, ConversationId) = (http, (string)token["token"]!, (string)token["conversationId"]!);

    public string ConversationId { get; }

    /// <summary>Path of the conversation's activities.</summary>
    public string Activities => $"v3/directline/conversations/{ConversationId}/activities";

    public static async Task<MarkedPatient> OpenAsync(HttpClient http, CancellationToken cancel)
    {
        using var response = await http.PostAsJsonAsync("webchat/token", new { }, cancel);
        var patient = new MarkedPatient(http, (await response.Content.ReadFromJsonAsync<JsonNode>(cancel))!);
        await patient.SendAsync(HttpMethod.Post, "v3/directline/conversations", null, cancel);
        return patient;
    }

    /// <summary>Says one thing after the other and gives all that was said in the chat.</summary>
    public async Task<string> SayAsync(CancellationToken cancel, params string[] texts)
    {
        foreach (var text in texts)
            await PostAsync(new JsonObject { ["type"] = "message", ["text"] = text }, cancel);
        return await ReadAsync(cancel);
    }

    public Task<string> PostAsync(JsonNode activity, CancellationToken cancel) => PostAsync(activity.ToJsonString(), cancel);

    public Task<string> PostAsync(string body, CancellationToken cancel, string type = "application/json") =>
        SendAsync(HttpMethod.Post, Activities, new StringContent(body, Encoding.UTF8, type), cancel);

    public Task<string> ReadAsync(CancellationToken cancel) => SendAsync(HttpMethod.Get, Activities, null, cancel);

    public async Task<string> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancel, string scheme = "Bearer", string? credential = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, credential ?? _token);
        using var response = await _http.SendAsync(request, cancel);
        return await response.Content.ReadAsStringAsync(cancel);
    }

    /// <summary>Opens the stream, says something on it and listens until something was heard or it ended.</summary>
    public async Task<string> ListenAsync(string text, CancellationToken cancel)
    {
        var conversation = JsonNode.Parse(await SendAsync(HttpMethod.Get, $"v3/directline/conversations/{ConversationId}", null, cancel))!;
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new((string)conversation["streamUrl"]!), cancel);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancel);
        var heard = await socket.ReceiveAsync(new byte[64 * 1024], cancel);
        var end = heard.CloseStatusDescription ?? "";
        if (socket.State == WebSocketState.Open)
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
        return end;
    }
}
