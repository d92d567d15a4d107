using System.Net.WebSockets;
using System.Text.Json;

namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>By Direct Line; the replies come by a web socket.</summary>
internal sealed class StreamingPatient(HttpClient http, JsonElement grant) : DirectLinePatient(http, grant)
{
    private readonly ClientWebSocket _socket = new();
    private byte[] _buffer = new byte[16 * 1024];

    /// <summary>Opens a conversation and its stream.</summary>
    public static async Task<IPatient> OpenAsync(HttpClient http)
    {
        var patient = await OpenAsync(http, grant => new StreamingPatient(http, grant));
        var conversation = await patient.AskAsync(HttpMethod.Get, patient.Conversation, null);
        await patient._socket.ConnectAsync(new(conversation.GetProperty("streamUrl").GetString()!), CancellationToken.None);
        return patient;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> SayAsync(string text)
    {
        var id = await PostAsync(text);
        while (true)
        {
            var frame = await FrameAsync();
            if (frame.Length == 0)
                continue;
            using var set = JsonDocument.Parse(frame);
            var activities = set.RootElement.GetProperty("activities");
            if (activities.EnumerateArray().Any(activity => Replies.Answers(activity, id) && activity.GetProperty("type").GetString() == "message"))
                return Replies.Choices(activities);
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return base.DisposeAsync();
    }

    private async Task<ReadOnlyMemory<byte>> FrameAsync()
    {
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException("The stream was closed.");
            length += received.Count;
            if (received.EndOfMessage)
                return _buffer.AsMemory(0, length);
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, length * 2);
        }
    }
}
