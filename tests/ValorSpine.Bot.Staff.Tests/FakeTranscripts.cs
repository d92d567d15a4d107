using System.Collections.Immutable;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Conversations in memory; remembers what was asked of it.</summary>
internal sealed class FakeTranscripts : ITranscripts
{
    private readonly Transcript[] _transcripts;

    public FakeTranscripts(params Transcript[] transcripts) => (_transcripts, Reviews) = (transcripts, new(this));

    public FakeReviews Reviews { get; }

    public IEnumerable<ConversationRow> All => Rows ?? [.. _transcripts.Select(transcript => transcript.Row)];

    public FakeIncidents Incidents { get; } = new();

    public FakeOutbox Outbox { get; } = new();

    public FakeAuditTrail Trail { get; } = new();

    public FakeRecords Records { get; } = new();

    public FakeExports Exports { get; } = new();

    public FakeUndelivered Undelivered { get; } = new();

    public FakeTurns Turns { get; } = new();

    public FakeDesk Desk { get; } = new();

    /// <summary>Since when no patient can be reached on their channel.</summary>
    public DateTimeOffset? GoneSince { get; set; }

    public List<(string Id, string Reader)> Opened { get; } = [];

    /// <summary>By pages that stand open.</summary>
    public List<(string Id, string Reader)> Refreshed { get; } = [];

    /// <summary>Rows of a long list, where it is not made of the transcripts.</summary>
    public ImmutableArray<ConversationRow>? Rows { get; set; }

    public async ValueTask<ConversationPage> ListAsync(string? channel, string? alert, int skip, int take, CancellationToken cancel)
    {
        await Task.Yield();
        var rows = All
            .Where(row => (channel is null || row.Channel == channel) && (alert is null || (alert == "any" ? !row.Alerts.IsEmpty : row.Alerts.Contains(alert))))
            .ToList();
        return new([.. rows.Skip(skip).Take(take)], rows.Count);
    }

    public async ValueTask<ImmutableArray<RecordedTurn>> TurnsAsync(string conversationId, string reader, CancellationToken cancel)
    {
        await Task.Yield();
        return [.. _transcripts.Where(transcript => transcript.Row.Id == conversationId).SelectMany(transcript => transcript.Log).Select(entry => new RecordedTurn(new Core.Conversation.Input.Said("whats <it>"), new(Samples.Start, []), [entry]))];
    }

    public async ValueTask<Transcript?> RefreshAsync(string conversationId, string reader, CancellationToken cancel)
    {
        var found = await OpenAsync(conversationId, reader, cancel);
        Refreshed.Add(Opened[^1]);
        Opened.RemoveAt(Opened.Count - 1);
        return found;
    }

    public async ValueTask<Transcript?> OpenAsync(string conversationId, string reader, CancellationToken cancel)
    {
        // A store answers later: the page must not take "not yet" for "not there".
        await Task.Yield();
        Opened.Add((conversationId, reader));
        return _transcripts.FirstOrDefault(transcript => transcript.Row.Id == conversationId) is { } found
            ? found with { Owner = Turns.Owner, Summary = Turns.Summary, ChannelGoneSince = GoneSince, Incidents = [.. Incidents.All.Where(incident => incident.ConversationId == conversationId)] }
            : null;
    }
}
