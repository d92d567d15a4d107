using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>A patient on the website, by the Direct Line protocol over HTTP.</summary>
internal sealed class DirectLinePatient
{
    private readonly HttpClient _http;
    private readonly string _userId;

    private DirectLinePatient(HttpClient http, JsonNode token)
    {
        _http = http;
        ConversationId = (string)token["conversationId"]!;
        Resume = (string)token["resume"]!;
        Token = (string)token["token"]!;
        _userId = (string)token["userId"]!;
    }

    /// <summary>The conversation.</summary>
    public string ConversationId { get; }

    /// <summary>Continues the conversation after the token has expired or the server has restarted.</summary>
    public string Resume { get; }

    /// <summary>For one conversation.</summary>
    public string Token { get; }

    /// <summary>Opens a conversation, or continues one.</summary>
    public static async Task<DirectLinePatient> OpenAsync(HttpClient http, string? resume = null)
    {
        using var response = await http.PostAsJsonAsync("webchat/token", new { resume });
        response.EnsureSuccessStatusCode();
        var patient = new DirectLinePatient(http, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
        using var started = await patient.SendAsync(HttpMethod.Post, "v3/directline/conversations", null);
        started.EnsureSuccessStatusCode();
        return patient;
    }

    /// <summary>Posts a message and gives its activity id once it is committed.</summary>
    public async Task<string> SayAsync(string text, string? key = null)
    {
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["from"] = new JsonObject { ["id"] = _userId },
            ["text"] = text,
            ["channelData"] = new JsonObject { ["clientActivityID"] = key ?? Guid.NewGuid().ToString("N") },
        };
        using var response = await SendAsync(HttpMethod.Post, $"v3/directline/conversations/{ConversationId}/activities", activity);
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    /// <summary>All activities after a watermark.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAsync(string watermark = "")
    {
        using var response = await SendAsync(HttpMethod.Get, $"v3/directline/conversations/{ConversationId}/activities?watermark={watermark}", null);
        response.EnsureSuccessStatusCode();
        var set = await response.Content.ReadFromJsonAsync<JsonElement>();
        return [.. set.GetProperty("activities").EnumerateArray()];
    }

    /// <summary>Everything that stands in the conversation, page after page.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAllAsync()
    {
        var all = new List<JsonElement>();
        while (true)
        {
            var page = await ReadAsync(all.Count.ToString(CultureInfo.InvariantCulture));
            all.AddRange(page);
            if (page.Count == 0)
                return all;
        }
    }

    /// <summary>Sets of activities after a watermark, as the stream brings them, until it is closed or cut off.</summary>
    public async IAsyncEnumerable<JsonElement> FramesAsync(string watermark, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var socket = await StreamAsync(cancel, watermark);
        var buffer = new byte[64 * 1024];
        using var frame = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
            if (received.MessageType == WebSocketMessageType.Close)
                yield break;
            frame.Write(buffer, 0, received.Count);
            if (!received.EndOfMessage)
                continue;
            // An empty frame only keeps the line open.
            if (frame.Length > 0)
                yield return JsonSerializer.Deserialize<JsonElement>(frame.GetBuffer().AsSpan(0, (int)frame.Length));
            frame.SetLength(0);
        }
    }

    /// <summary>Says something and gives the texts of the replies.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(string text)
    {
        var id = await SayAsync(text);
        return [.. (await ReadAsync()).Where(activity => activity.TryGetProperty("replyToId", out var to) && to.GetString() == id).Select(activity => activity.GetProperty("text").GetString() ?? "")];
    }

    /// <summary>Listens on the stream until something is said of which a part is given; gives that message.</summary>
    public async Task<string> HearAsync(string part, CancellationToken cancel)
    {
        using var socket = await StreamAsync(cancel);
        return await HearAsync(socket, part, cancel);
    }

    /// <summary>Opens the stream after a watermark.</summary>
    public async Task<ClientWebSocket> StreamAsync(CancellationToken cancel, string watermark = "0")
    {
        using var response = await SendAsync(HttpMethod.Get, $"v3/directline/conversations/{ConversationId}?watermark={watermark}", null);
        response.EnsureSuccessStatusCode();
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new((string)(await response.Content.ReadFromJsonAsync<JsonNode>(cancel))!["streamUrl"]!), cancel);
        return socket;
    }

    /// <summary>Listens on an open stream until something is said of which a part is given; gives that message.</summary>
    public static async Task<string> HearAsync(ClientWebSocket socket, string part, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        using var frame = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"The stream ended before '{part}' was said.");
            frame.Write(buffer, 0, received.Count);
            if (!received.EndOfMessage)
                continue;
            var heard = frame.Length == 0 ? null : JsonNode.Parse(frame.ToArray())!["activities"]!.AsArray().Select(activity => (string?)activity!["text"]).FirstOrDefault(text => text?.Contains(part, StringComparison.Ordinal) == true);
            if (heard is not null)
                return heard;
            frame.SetLength(0);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return await _http.SendAsync(request);
    }
}
