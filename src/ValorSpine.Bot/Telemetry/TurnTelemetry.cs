using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Telemetry;

/// <summary>What is measured and traced of turns: how many, how long, and what came of them. Nothing of what was said; a conversation is named by its mark alone.</summary>
internal sealed class TurnTelemetry
{
    /// <summary>Of the meter and of the source of spans.</summary>
    public const string Name = "ValorSpine.Bot";

    /// <summary>Seconds, from a cached answer to a schedule elsewhere that lets wait.</summary>
    public static readonly double[] Seconds = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private static readonly ActivitySource s_source = new(Name);

    // A channel's name comes from outside: what is not known here counts as one.
    private static readonly FrozenSet<string> s_channels = FrozenSet.Create(StringComparer.Ordinal, ChannelIds.WebChat, ChannelIds.DirectLine, ChannelIds.Emulator, ChannelIds.Teams, ChannelIds.TwilioSms);

    private readonly Counter<long> _turns, _alerts, _screenings, _bookings, _handOffs;
    private readonly Histogram<double> _duration;
    private readonly TimeProvider _time;

    public TurnTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _turns = meter.CreateCounter<long>("valorspine.turns", "{turn}", "Turns by outcome and channel; repeated ones were answered from what had been committed.");
        _duration = meter.CreateHistogram("valorspine.turn.duration", "s", "How long a turn took, from waiting for its conversation to its commit.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _alerts = meter.CreateCounter<long>("valorspine.alerts", "{alert}", "Alerts that turns raised, by kind.");
        _screenings = meter.CreateCounter<long>("valorspine.screening.steps", "{step}", "Guided checks begun, questions of them asked, and checks finished.");
        _bookings = meter.CreateCounter<long>("valorspine.booking.steps", "{step}", "Bookings begun, and visits booked.");
        _handOffs = meter.CreateCounter<long>("valorspine.handoff.steps", "{step}", "Conversations that were to go to a person, and those that a person took while the patient waited.");
    }

    /// <summary>A span of a part of a turn, or null where nobody traces.</summary>
    public static Activity? Span(string name) => s_source.StartActivity(name);

    /// <summary>A span that belongs to the request or the work that is under way, or to the one given; null where nobody traces.</summary>
    public static Activity? Span(string name, ActivityKind kind, ActivityContext parent) => s_source.StartActivity(name, kind, parent);

    /// <summary>A channel's name with few values.</summary>
    public static string Bounded(string channel) => s_channels.Contains(channel) ? channel : "other";

    /// <summary>A turn begins; disposing what this gives ends it.</summary>
    public MeasuredTurn Begin(string conversationId)
    {
        var span = Span("turn");
        span?.SetTag(ConversationMark.Attribute, ConversationMark.Of(conversationId));
        return new(this, span, _time.GetTimestamp());
    }

    internal void Count(ConversationState before, Input input, TurnResult decided, DateTimeOffset now)
    {
        foreach (var alert in decided.Alerts)
            _alerts.Add(1, new KeyValuePair<string, object?>("kind", alert.Kind));
        foreach (var (name, _) in TurnMarks.Of(before, input, decided, now))
            CountStep(name);
    }

    internal void End(string outcome, string channel, long began)
    {
        var (outcomeTag, channelTag) = (new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("channel", channel));
        _turns.Add(1, outcomeTag, channelTag);
        _duration.Record(_time.GetElapsedTime(began).TotalSeconds, outcomeTag, channelTag);
    }

    private void CountStep(string mark)
    {
        var (counter, step) = mark switch
        {
            TurnMarks.CheckBegun => (_screenings, "begun"),
            TurnMarks.CheckDone => (_screenings, "finished"),
            TurnMarks.BookingBegun => (_bookings, "begun"),
            TurnMarks.Booked => (_bookings, "booked"),
            TurnMarks.Person => (_handOffs, "asked"),
            TurnMarks.Taken => (_handOffs, "taken"),
            _ when mark.StartsWith(TurnMarks.CheckAt, StringComparison.Ordinal) => (_screenings, "asked"),
            _ => (null, ""),
        };
        counter?.Add(1, new KeyValuePair<string, object?>("step", step));
    }
}
