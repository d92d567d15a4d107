using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace ValorSpine.Bot.EndToEnd.Tests.Torture;

/// <summary>Somebody who goes on talking while processes die: sends again what was not acknowledged, to whoever serves, and resumes the stream there.</summary>
internal sealed class TorturedPatient(RunningReplicas replicas, Random random)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5), s_again = TimeSpan.FromMilliseconds(50);

    private static readonly string[] s_sayings =
    [
        "what is fibrin", "is it safe", "compare them", "start the screening", "no", "stop", "book an evaluation at the clinic", "Ann Lee, 312 555 0142", "hello", "what did you say?",
        "book an evaluation at the clinic", "Ann Lee, 312 555 0142",
    ];

    private static readonly string[] s_givesUp = ["cancel", "change", "move", "another time"];

    private readonly ConcurrentQueue<int> _heard = new();
    private string? _resume;
    private string _watermark = "0";
    private int _said, _opened;

    /// <summary>The conversation.</summary>
    public string ConversationId { get; private set; } = "";

    /// <summary>Ids of messages by their key, as they were acknowledged.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages that were sent more than once.</summary>
    public int Repeated { get; private set; }

    /// <summary>How often the stream was opened again.</summary>
    public int Resumed => Math.Max(0, _opened - 1);

    /// <summary>Numbers of the messages that the stream delivered, in their order.</summary>
    public IReadOnlyCollection<int> Heard => _heard;

    /// <summary>Number of a message within its conversation.</summary>
    public static int Number(JsonElement activity)
    {
        var id = activity.GetProperty("id").GetString()!;
        return int.Parse(id[(id.IndexOf('|', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Key that a message of the patient was sent with, or null for what the bot says.</summary>
    public static string? Key(JsonElement activity) =>
        activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("clientActivityID", out var key) ? key.GetString() : null;

    /// <summary>Opens the conversation.</summary>
    public Task OpenAsync(CancellationToken cancel) => InsistAsync(patient => Task.FromResult(patient.ConversationId), cancel);

    /// <summary>Says one thing after the other until it is the end.</summary>
    public async Task TalkAsync(Task end, CancellationToken cancel)
    {
        IReadOnlyList<string> choices = [];
        while (!end.IsCompleted)
        {
            var (key, text, sent) = ($"{++_said}", choices.Count > 0 && random.Next(3) > 0 ? choices[random.Next(choices.Count)] : s_sayings[random.Next(s_sayings.Length)], 0);
            var id = await InsistAsync(
                patient =>
                {
                    sent++;
                    return patient.SayAsync(text, key);
                },
                cancel);
            Acknowledged[key] = id;
            Repeated += sent - 1;
            var replies = await InsistAsync(patient => patient.ReadAsync(id[(id.IndexOf('|', StringComparison.Ordinal) + 1)..].TrimStart('0')), cancel);
            // A visit that is given up or moved may be somebody else's later: who keeps what they have makes it plain whether it was theirs alone.
            choices = [.. replies.SelectMany(BookingPatient.Choices).Where(choice => !s_givesUp.Any(word => choice.Contains(word, StringComparison.OrdinalIgnoreCase)))];
        }
    }

    /// <summary>Listens on the stream and resumes it where it broke off.</summary>
    public async Task ListenAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (replicas.Any() is { } address)
                    await ListenAsync(address, cancel);
                await Task.Delay(s_again, cancel);
            }
            catch (Exception error) when (IsLoss(error) || (error is OperationCanceledException && cancel.IsCancellationRequested))
            {
                // Whoever served is gone, or nobody listens any more.
            }
        }
    }

    /// <summary>Ends when the stream has delivered so many messages, or has not for long: what is missing then is among the findings.</summary>
    public async Task HasHeardAsync(int count, CancellationToken cancel)
    {
        for (var clock = Stopwatch.StartNew(); _heard.Count < count && clock.Elapsed < s_patience;)
            await Task.Delay(s_again, cancel);
    }

    /// <summary>Everything that stands in the conversation.</summary>
    public Task<IReadOnlyList<JsonElement>> ReadLogAsync(CancellationToken cancel) => InsistAsync(patient => patient.ReadAllAsync(), cancel);

    private async Task ListenAsync(Uri address, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = address };
        var patient = await DirectLinePatient.OpenAsync(http, _resume);
        _opened++;
        await foreach (var frame in patient.FramesAsync(_watermark, cancel))
        {
            // That somebody types is said to whoever listens now, and is no message.
            foreach (var activity in frame.GetProperty("activities").EnumerateArray().Where(activity => activity.GetProperty("type").GetString() != "typing"))
                _heard.Enqueue(Number(activity));

            if (frame.TryGetProperty("watermark", out var watermark))
                _watermark = watermark.GetString()!;
        }
    }

    // Asks whoever serves until one of them answers.
    private async Task<T> InsistAsync<T>(Func<DirectLinePatient, Task<T>> ask, CancellationToken cancel)
    {
        Exception? last = null;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < s_patience;)
        {
            if (replicas.Any() is { } address)
            {
                try
                {
                    using var http = new HttpClient { BaseAddress = address };
                    var patient = await DirectLinePatient.OpenAsync(http, _resume);
                    (_resume, ConversationId) = (patient.Resume, patient.ConversationId);
                    return await ask(patient);
                }
                catch (Exception error) when (IsLoss(error))
                {
                    // Killed under this patient, or told that the store is away for the moment.
                    last = error;
                }
            }

            await Task.Delay(s_again, cancel);
        }

        throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{ConversationId} got nothing for {s_patience.TotalSeconds:0} s, the last time since: {last?.Message ?? "nobody serves"}"));
    }

    // A server that dies just after it took the connection shows up as a bare SocketException.
    private static bool IsLoss(Exception error) => error is HttpRequestException or IOException or WebSocketException or SocketException;
}
