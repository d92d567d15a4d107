using System.Net.Http.Json;
using System.Text.Json;

namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>By <c>/api/messages</c>, as Azure Bot Service posts for its channels: the replies are in the answer, or are posted to a Connector.</summary>
internal sealed class ChannelPatient(HttpClient http, Connector? connector) : IPatient
{
    private readonly string _conversation = Guid.NewGuid().ToString("N"), _user = Guid.NewGuid().ToString("N")[..12];
    private int _said;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> SayAsync(string text)
    {
        var id = $"{_conversation}-{_said++}";
        var replied = connector?.ReplyTo(id);
        using var posted = await http.PostAsJsonAsync("api/messages", new
        {
            type = "message",
            id,
            channelId = "test",
            serviceUrl = connector?.Url ?? "http://127.0.0.1:9/",
            deliveryMode = connector is null ? "expectReplies" : "normal",
            from = new { id = _user, name = "Ann" },
            recipient = new { id = "bot", name = "Bot" },
            conversation = new { id = _conversation },
            text,
            locale = "en-US",
            localTimestamp = "2026-11-24T10:00:00.000-06:00",
            localTimezone = "America/Chicago",
            timestamp = "2026-11-24T16:00:00.000Z",
            textFormat = "plain",
            channelData = new { clientActivityID = id },
        });
        posted.EnsureSuccessStatusCode();
        if (replied is not null)
            return await replied;
        var answer = await posted.Content.ReadFromJsonAsync<JsonElement>();
        return Replies.Choices(answer.GetProperty("activities"));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
