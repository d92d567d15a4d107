using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Simulators;

/// <summary>What was sent to one person of the simulator, kept in memory and not for long.</summary>
internal sealed class TeamsSimulatorTab
{
    private const int MostKept = 500;
    private readonly Lock _lock = new();
    private ImmutableArray<TeamsSimulatorEvent> _events = [];
    private int _last;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Adds what the Connector took.</summary>
    public void Add(string kind, string conversation, string id, Activity? activity)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            _events = [.. _events.TakeLast(MostKept - 1), new(++_last, kind, conversation, id, activity)];
            (more, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        more.SetResult();
    }

    /// <summary>What came after a number, at once or as soon as there is some; nothing after a while.</summary>
    public async Task<ImmutableArray<TeamsSimulatorEvent>> AfterAsync(int number, TimeSpan patience, CancellationToken cancel)
    {
        var (events, more) = Read();
        if (events.IsEmpty)
        {
            await Task.WhenAny(more, Task.Delay(patience, cancel));
            (events, _) = Read();
        }

        return events;

        (ImmutableArray<TeamsSimulatorEvent> Events, Task More) Read()
        {
            lock (_lock)
                return ([.. _events.Where(one => one.Number > number)], _more.Task);
        }
    }
}

/// <summary>Something that the Connector took.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Kind"><c>send</c>, <c>update</c>, <c>create</c>.</param>
/// <param name="ConversationId">As the channel names it.</param>
/// <param name="Id">Of the activity.</param>
/// <param name="Activity">What was sent.</param>
internal sealed record TeamsSimulatorEvent(int Number, string Kind, string ConversationId, string Id, Activity? Activity);

/// <summary>What the page is given.</summary>
internal sealed record TeamsSimulatorEvents(ImmutableArray<TeamsSimulatorEvent> Events);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TeamsSimulatorEvents))]
internal sealed partial class TeamsSimulatorJson : JsonSerializerContext;
