using System.Collections.Immutable;
using System.Text;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Fixing;

namespace ValorSpine.Bot.Fixing;

/// <summary>Tries drafts on a copy of the content in memory, one at a time, and publishes what was approved.</summary>
internal sealed partial class KnowledgeDesk(string root, KnowledgeSettings settings, LiveContent live, ChannelPreviews previews, TimeProvider time, ILogger<KnowledgeDesk> log) : IKnowledgeDesk, IDisposable
{
    private const int MostTrials = 20;

    private readonly Publisher _publisher = new(root);
    private readonly TeamQuestions _questions = new(Path.Combine(root, settings.Questions), time);
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _known = new();
    private readonly List<(long Id, long Revision, string Version, TrialProgress Progress, Task<DraftTrial> Trial)> _trials = [];

    /// <inheritdoc/>
    public KnowledgeShelf Shelf
    {
        get
        {
            var (knowledge, version) = (live.Current.Knowledge, live.Current.Version);
            var articles = knowledge.Articles.Select(article => new ShelvedArticle(article.Id, article.Title, article.Path, false, article.More is not null))
                .Concat(knowledge.Declined.Select(declined => new ShelvedArticle(declined.Id, declined.Title, declined.Path, true, false)));
            return new(version, [.. articles.OrderBy(article => article.Title, StringComparer.OrdinalIgnoreCase)], [.. knowledge.Topics.Values.OrderBy(topic => topic.Id, StringComparer.Ordinal).Select(topic => (topic.Id, topic.Question))]);
        }
    }

    /// <inheritdoc/>
    public string? TextOf(string path) => _publisher.Read(path);

    /// <inheritdoc/>
    public void GetReady() => _questions.GetReady(live.Current);

    /// <inheritdoc/>
    public DraftTrial Try(Draft draft, ImmutableArray<LogEntry> log)
    {
        TrialProgress progress;
        Task<DraftTrial> trial;
        var version = live.Current.Version;
        lock (_known)
        {
            var known = _trials.FindIndex(one => one.Id == draft.Id && one.Revision == draft.Revision && one.Version == version);
            if (known < 0)
            {
                _trials.RemoveAll(one => one.Id == draft.Id && one.Trial.IsCompleted);
                if (_trials.Count >= MostTrials)
                    _trials.RemoveAt(0);
                var begun = new TrialProgress();
                _trials.Add((draft.Id, draft.Revision, version, begun, Task.Run(() => _questions.RememberingAsync(() => TryAsync(draft, log, begun)))));
                known = _trials.Count - 1;
            }

            (progress, trial) = (_trials[known].Progress, _trials[known].Trial);
        }

        return trial.IsCompletedSuccessfully ? trial.Result : new(trial.IsCompleted ? TrialState.Failed : TrialState.Running) { Percent = progress.Percent };
    }

    /// <inheritdoc/>
    public (bool IsDone, int Percent) ProgressOf(long id, long revision)
    {
        lock (_known)
        {
            var known = _trials.FirstOrDefault(one => one.Id == id && one.Revision == revision && one.Version == live.Current.Version);
            return (known.Trial is { IsCompleted: true }, known.Progress?.Percent ?? 0);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ChannelPreview> Preview(KnowledgeEdit edit) =>
        FileEdit.Apply(_publisher.Read(edit.Path), edit).Text is { } text ? PreviewsOf(edit.Path, text) : [];

    /// <inheritdoc/>
    public async ValueTask<Publishing> CheckAsync(Draft draft)
    {
        if (draft.Result is { Text: null, Problem: { } problem })
            return new Publishing.Defects([problem]);
        var (path, before, after) = (draft.Body.Edit.Path, draft.Body.Base, draft.Result.Text!);
        if (_publisher.Read(path) is var now && now != before && now != after)
            return new Publishing.ChangedMeanwhile(FileDiff.Of(path, before, now));
        // Other files may have changed since it was tried.
        var problems = (await CheckAsync(With(path, after))).Problems;
        return problems.IsEmpty ? new Publishing.Done() : new Publishing.Defects(problems);
    }

    /// <inheritdoc/>
    public Publishing Publish(Draft draft) => draft.Result is { Text: { } after } ? _publisher.Write(draft.Body.Edit.Path, draft.Body.Base, after) : new Publishing.Defects([draft.Result.Problem!]);

    /// <inheritdoc/>
    public async ValueTask<string> PlayAsync(string title, ImmutableArray<string> said, CancellationToken cancel) =>
        ConversationFile.Write(title, await Replay.PlayAsync(live.Current, said, cancel));

    /// <inheritdoc/>
    public async ValueTask<string?> KeepConversationAsync(string name, string text, CancellationToken cancel)
    {
        try
        {
            var folder = Path.Combine(root, settings.Conversations);
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, new UTF8Encoding(false), cancel);
            return $"{settings.Conversations}/{name}";
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            NotKept(error.GetType().Name);
            return null;
        }
    }

    /// <summary>Completes once what is being tried is known.</summary>
    internal Task TriedAsync()
    {
        lock (_known)
            return Task.WhenAll(_trials.Select(one => (Task)one.Trial));
    }

    /// <summary>Completes once nothing is being made ready.</summary>
    internal Task ReadyAsync() => _questions.AskedAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _one.Dispose();
        _questions.Dispose();
    }

    private async Task<DraftTrial> TryAsync(Draft draft, ImmutableArray<LogEntry> conversation, TrialProgress progress)
    {
        await _one.WaitAsync();
        try
        {
            var began = time.GetTimestamp();
            if (draft.Result is { Text: null, Problem: { } problem })
                return new(TrialState.Done) { Problems = [problem] };
            var (path, served) = (draft.Body.Edit.Path, live.Current);
            var (content, problems) = await CheckAsync(With(path, draft.Result.Text!));
            var trial = new DraftTrial(TrialState.Done) { Problems = problems, Previews = PreviewsOf(path, draft.Result.Text!), Before = await Replay.AnswerAsync(served, conversation, draft.Question.Sequence, CancellationToken.None) };
            // What cannot be read whole cannot be asked.
            if (content is not null)
            {
                trial = trial with
                {
                    After = await Replay.AnswerAsync(content, conversation, draft.Question.Sequence, CancellationToken.None),
                    Evaluation = await _questions.CompareAsync(served, content, progress),
                };
            }

            return trial with { Seconds = time.GetElapsedTime(began).TotalSeconds };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            NotTried(error, draft.Id);
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>All that <c>knowledge check</c> looks at. The content is there also with defects that harm nobody while it is served.</summary>
    private async Task<(BotContent? Content, ImmutableArray<ContentProblem> Problems)> CheckAsync(ContentFiles files)
    {
        var (content, problems) = await KnowledgeCheck.RunAsync(files, live.Current, time.GetUtcNow());
        content ??= live.Current.Reload(files).Content;
        return (content, [.. problems.OrderBy(problem => problem.Path, StringComparer.Ordinal).ThenBy(problem => problem.Line)]);
    }

    private ContentFiles With(string path, string text)
    {
        var files = ContentFolder.Read(root);
        return new([.. files.Under("knowledge"), .. files.Under("dialogs"), new ContentFile(path, text)]);
    }

    private ImmutableArray<ChannelPreview> PreviewsOf(string path, string text) => previews.Of(DraftedReplies.Of(live.Current, new(path, text), time.GetUtcNow()));

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Draft {Draft} could not be tried.")]
    private partial void NotTried(Exception error, long draft);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "A conversation could not be kept as a test ({Error}): the folder of Knowledge:Conversations cannot be written.")]
    private partial void NotKept(string error);
}
