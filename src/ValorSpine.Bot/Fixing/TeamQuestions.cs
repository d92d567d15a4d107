using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Understanding;
using ValorSpine.Bot.Evaluation;

namespace ValorSpine.Bot.Fixing;

/// <summary>
/// The team's evaluation questions, put to the content that is served and to a draft. Those that nobody has read are left out: a change that is named would be read.
/// What the questions mean and what each version said to them is kept while drafts are being tried, because hardly any of it changes with a draft.
/// </summary>
internal sealed class TeamQuestions : IDisposable
{
    private const string Unread = "untuned";

    // What is served, and drafts that may be served next.
    private const int MostVersions = 4;

    // A fixed day: what a question gets must not hang on when it is put.
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));

    // A working day. Some 8 MB, which a service that nobody drafts on has no use for.
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(8);

    private readonly string _folder;
    private readonly ITimer _forgetting;
    private readonly Lock _lock = new();
    private readonly List<(string Version, TrialProgress Progress, Task<ImmutableArray<Verdict>> Verdicts)> _runs = [];
    private KeptDirections _directions = new();
    private Task _ready = Task.CompletedTask;

    /// <param name="folder">Where they stand.</param>
    /// <param name="time">Tells when drafts were last tried.</param>
    public TeamQuestions(string folder, TimeProvider time)
    {
        _folder = folder;
        _forgetting = time.CreateTimer(_ => Forget(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Of how many texts is kept what they mean.</summary>
    public int Kept => Volatile.Read(ref _directions).Count;

    /// <summary>Begins to put them to what is served, so that a draft which is being written finds that done. Comes back at once.</summary>
    public void GetReady(BotContent served)
    {
        lock (_lock)
        {
            if (_ready.IsCompleted && !_runs.Exists(run => run.Version == served.Version))
                _ready = Task.Run(() => Begin(served));
        }
    }

    /// <summary>Completes once all that was begun is known.</summary>
    public async Task AskedAsync()
    {
        await _ready;
        Task[] runs;
        lock (_lock)
            runs = [.. _runs.Select(run => run.Verdicts)];
        await Task.WhenAll(runs);
    }

    /// <summary>Does what asks for the meaning of many texts that drafts have in common.</summary>
    public Task<T> RememberingAsync<T>(Func<Task<T>> work)
    {
        _forgetting.Change(s_kept, Timeout.InfiniteTimeSpan);
        KeptDirections directions;
        lock (_lock)
            directions = _directions;
        return MessageEncoder.Shared.KeepingAsync(directions, work);
    }

    /// <summary>What differs, or null where there are no questions here.</summary>
    /// <param name="served">The content that is served.</param>
    /// <param name="drafted">With the draft.</param>
    /// <param name="progress">Is told how many conversations there are to be had, and of each that was.</param>
    public async Task<EvaluationDifference?> CompareAsync(BotContent served, BotContent drafted, TrialProgress progress)
    {
        if (TalksOf(_folder) is not { } talks)
            return null;
        progress.Expect(talks.Length);
        var (_, begun, asServed) = RunOf(served, talks);
        progress.After(begun);
        var before = await asServed;
        // Once it is published, it is what is served.
        var (_, _, asDrafted) = RunOf(drafted, talks, progress);
        return EvaluationDifference.Of(before, await asDrafted);
    }

    /// <inheritdoc/>
    public void Dispose() => _forgetting.Dispose();

    /// <summary>Each version is asked once, and again where asking failed.</summary>
    private (string Version, TrialProgress Progress, Task<ImmutableArray<Verdict>> Verdicts) RunOf(BotContent content, EvaluationTalk[] talks, TrialProgress? of = null)
    {
        lock (_lock)
        {
            _runs.RemoveAll(run => run.Verdicts is { IsCompleted: true, IsCompletedSuccessfully: false });
            var known = _runs.FindIndex(run => run.Version == content.Version);
            var run = known >= 0 ? _runs[known] : Begun(content, talks, of);
            if (known >= 0)
                _runs.RemoveAt(known);
            _runs.Add(run);
            if (_runs.Count > MostVersions)
                _runs.RemoveAt(0);
            return run;
        }
    }

    private (string Version, TrialProgress Progress, Task<ImmutableArray<Verdict>> Verdicts) Begun(BotContent content, EvaluationTalk[] talks, TrialProgress? of)
    {
        var progress = of ?? new();
        if (of is null)
            progress.Expect(talks.Length);
        return (content.Version, progress, Task.Run(() => RememberingAsync(() => PutAsync(content, talks, progress))));
    }

    // Where the questions cannot be read, the trial of a draft says so.
    private void Begin(BotContent served)
    {
        if (TalksOf(_folder) is { } talks)
            RunOf(served, talks);
    }

    private void Forget()
    {
        lock (_lock)
        {
            _runs.Clear();
            _directions = new();
        }
    }

    private static EvaluationTalk[]? TalksOf(string folder) => Directory.Exists(folder) ? [.. EvaluationSet.Read(folder).Where(talk => talk.Split != Unread)] : null;

    private static async Task<ImmutableArray<Verdict>> PutAsync(BotContent content, EvaluationTalk[] talks, TrialProgress progress)
    {
        // Patients are answered meanwhile.
        var judged = await EvaluationRun.PlayAsync(content, talks, s_now, atOnce: Math.Max(1, Environment.ProcessorCount / 2), played: progress.Advance);
        return [.. judged.Select(one => new Verdict(LastRun.KeyOf(one), one.Expected.Text, one.Got, one.Right))];
    }
}
