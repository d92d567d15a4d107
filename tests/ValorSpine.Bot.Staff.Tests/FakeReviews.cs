using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Inspecting;
using ValorSpine.Bot.Staff.Reviews;
using ValorSpine.Bot.Staff.TakeOver;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Reviews in memory; remembers what was asked of it.</summary>
internal sealed class FakeReviews(FakeTranscripts transcripts) : IReviews, IColleagues, ICannedReplies, IInspecting
{
    public List<(ReviewQuery Query, ReviewCursor? After, string Reader)> Listed { get; } = [];

    public List<ReviewStep> Taken { get; } = [];

    public Dictionary<string, List<SavedView>> Kept { get; } = [];

    /// <summary>How each conversation stands.</summary>
    public ReviewDetails Details { get; set; } = new(ReviewReasons.Emergency, ReviewState.New, null, 7, Samples.Start);

    /// <summary>Whether somebody else was first when the step arrives.</summary>
    public bool Refuses { get; set; }

    /// <summary>What the rows show of the words that were looked for.</summary>
    public ReviewSnippet? Snippet { get; set; }

    public ImmutableArray<CannedReply> Replies { get; set; } = [new("Hello", "Thank you for <waiting>.")];

    public async ValueTask<ReviewPage> ListAsync(ReviewQuery query, ReviewCursor? after, int take, string reader, CancellationToken cancel)
    {
        await Task.Yield();
        Listed.Add((query, after, reader));
        var all = transcripts.All.Where(row => query.Channel is null || row.Channel == query.Channel).ToList();
        var rows = all.Skip((int)(after?.Number ?? 0)).Take(take).ToList();
        var end = (after?.Number ?? 0) + rows.Count;
        return new([.. rows.Select(row => new ReviewRow(row, Details.Reasons, Details.State, Details.Assignee, Details.Tags) { Snippet = Snippet })], end < all.Count ? new(512, 9, end) : null, all.Count);
    }

    public ValueTask<(int Open, long Changed)> PulseAsync(CancellationToken cancel) => new((3, TimeSpan.TicksPerMillisecond * 42));

    public ValueTask<ReviewDetails?> FindAsync(string conversationId, CancellationToken cancel) => new(Details);

    public ValueTask<ReviewChange> TakeAsync(ReviewStep step, CancellationToken cancel)
    {
        Taken.Add(step);
        return new(new ReviewChange(!Refuses, Details));
    }

    public ValueTask<ImmutableArray<SavedView>> ViewsAsync(string account, CancellationToken cancel) => new([.. Kept.GetValueOrDefault(account) ?? []]);

    public ValueTask KeepViewAsync(string account, SavedView view, CancellationToken cancel)
    {
        (Kept.TryGetValue(account, out var views) ? views : Kept[account] = []).Add(view);
        return ValueTask.CompletedTask;
    }

    public string Version => "today";

    public ImmutableArray<ReplayedTurn> Replay(ImmutableArray<RecordedTurn> turns) =>
        [.. turns.Select(turn => new ReplayedTurn(turn, new() { State = new(), Outcome = Outcome.Abstain, Replies = [new() { Text = "Something <else>." }] }))];

    public string Understood(string question) => $"understood: {question}";

    public ImmutableArray<ChannelView> Views(LogEntry reply) => [new("twilio-sms", ["1 of <2>", "2 of 2"])];

    public ValueTask<ImmutableArray<string>> AccountsAsync(CancellationToken cancel) => new([FakeSignIn.Email, "ben@clinic.example"]);
}
