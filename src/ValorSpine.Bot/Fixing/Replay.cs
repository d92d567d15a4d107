using System.Collections.Immutable;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Fixing;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Fixing;

/// <summary>Has a conversation again, from its start to one message, with other content. Nothing is stored; the schedule is one that is forgotten.</summary>
internal static class Replay
{
    // The day and the pace of the runner of tests/conversations, so that what is written today goes as written there.
    private static readonly DateTimeOffset s_testDay = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(20);

    /// <summary>How the message is answered, or null where it holds no words.</summary>
    public static async Task<ShownAnswer?> AnswerAsync(BotContent content, ImmutableArray<LogEntry> log, long sequence, CancellationToken cancel)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(content.Clinic.TimeZone);
        var said = log.Where(entry => !entry.FromBot && entry.Sequence <= sequence && entry.Text.Length > 0).ToArray();
        if (said is not [.., { } last] || last.Sequence != sequence)
            return null;
        var schedule = new ScratchSchedule(content.Clinic, TimeZoneInfo.ConvertTime(said[0].At, zone));
        var (turn, _) = await Deciding.DecideAsync(content, new(), new Input.Started(), TimeZoneInfo.ConvertTime(said[0].At, zone), schedule.PerformAsync);
        foreach (var entry in said)
        {
            cancel.ThrowIfCancellationRequested();
            (turn, _) = await Deciding.DecideAsync(content, turn.State, new Input.Said(entry.Text), TimeZoneInfo.ConvertTime(entry.At, zone), schedule.PerformAsync);
        }

        return new(turn.Outcome, turn.Replies.SelectMany(reply => reply.Citations).FirstOrDefault()?.Title, string.Join("\n\n", turn.Replies.Select(PlainTextRenderer.Render)));
    }

    /// <summary>What the bot does with each of several messages of one conversation, as the runner of the regression tests has it.</summary>
    public static async Task<ImmutableArray<(string Said, Outcome Outcome, string? Topic)>> PlayAsync(BotContent content, ImmutableArray<string> said, CancellationToken cancel)
    {
        var (now, schedule) = (s_testDay, new ScratchSchedule(content.Clinic, s_testDay));
        var (turn, _) = await Deciding.DecideAsync(content, new(), new Input.Started(), now += s_pause, schedule.PerformAsync);
        var played = ImmutableArray.CreateBuilder<(string, Outcome, string?)>(said.Length);
        foreach (var text in said)
        {
            cancel.ThrowIfCancellationRequested();
            (turn, _) = await Deciding.DecideAsync(content, turn.State, new Input.Said(text), now += s_pause, schedule.PerformAsync);
            played.Add((text, turn.Outcome, turn.Why.Topics.FirstOrDefault()));
        }

        return played.ToImmutable();
    }
}
