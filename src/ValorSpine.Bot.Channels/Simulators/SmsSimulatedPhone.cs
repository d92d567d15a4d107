using System.Collections.Immutable;
using ValorSpine.Bot.Channels.Sms;

namespace ValorSpine.Bot.Channels.Simulators;

/// <summary>A text on a simulated phone, with how it travels.</summary>
/// <param name="Id">Its sid.</param>
/// <param name="From">Who wrote it: <c>phone</c>, <c>clinic</c> or <c>carrier</c>.</param>
/// <param name="Segments">The very text, cut where its segments begin.</param>
/// <param name="IsGsm7">Whether it fits the alphabet of text messages.</param>
/// <param name="Units">Septets, or UTF-16 units.</param>
/// <param name="At">UTC.</param>
internal sealed record SmsSimulatedText(string Id, string From, ImmutableArray<string> Segments, bool IsGsm7, int Units, DateTimeOffset At)
{
    public string Body => string.Concat(Segments);

    public static SmsSimulatedText Of(string id, string from, string body, DateTimeOffset at)
    {
        var how = SmsSegments.Of(body);
        return new(id, from, [.. how.Starts.Select((start, index) => body[start..(index + 1 < how.Count ? how.Starts[index + 1] : body.Length)])], how.IsGsm7, how.Units, at);
    }
}

/// <summary>What a simulated phone shows, and whether its carrier blocks the clinic. Only in memory.</summary>
internal sealed class SmsSimulatedPhone
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = New();

    public ImmutableArray<SmsSimulatedText> Texts { get; private set; } = [];

    /// <summary>Whether its owner ended all texts at the carrier.</summary>
    public bool Blocks { get; set; }

    public void Show(SmsSimulatedText text)
    {
        lock (_gate)
        {
            Texts = Texts.Add(text);
            _changed.SetResult();
            _changed = New();
        }
    }

    /// <summary>The texts from one on, as soon as there are any; none where it takes too long.</summary>
    public async Task<ImmutableArray<SmsSimulatedText>> FromAsync(int first, TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        Task changed;
        lock (_gate)
        {
            if (Texts.Length > first)
                return Texts[first..];
            changed = _changed.Task;
        }

        await Task.WhenAny(changed, Task.Delay(patience, time, cancel));
        cancel.ThrowIfCancellationRequested();
        return Texts.Length > first ? Texts[first..] : [];
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
