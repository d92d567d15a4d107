using ValorSpine.Bot.Background;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Staff.Fixing;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Fixing;

/// <summary>Looks for what patients ask in vain: every few hours, and when somebody asks for it. What it found is in memory alone.</summary>
internal sealed partial class SuggestionsKeeper(IOpenQuestions questions, ClinicFacts clinic, TimeProvider time, ILogger<SuggestionsKeeper> log) : DueWork(new WakeSignal(), time), ISuggestions
{
    private const int MostConversations = 2000, MostClusters = 200, DaysBack = 90;

    // Patients come first after a start.
    private static readonly TimeSpan s_afterStart = TimeSpan.FromMinutes(10), s_every = TimeSpan.FromHours(3);

    private volatile FoundClusters? _found;
    private volatile bool _looking, _wanted;
    private DateTimeOffset? _due;

    /// <inheritdoc/>
    public bool IsLooking => _looking;

    /// <inheritdoc/>
    public FoundClusters? Latest => _found is not { } found ? null : found with
    {
        Clusters =
        [
            .. found.Clusters.Select(cluster => cluster with { Questions = [.. cluster.Questions.Where(question => questions.IsThere(question.ConversationId))] })
                .Where(cluster => cluster.Questions.Any(question => question.Text == cluster.Example)),
        ],
    };

    /// <inheritdoc/>
    public void LookAgain()
    {
        (_wanted, _looking) = (true, true);
        Signal.Wake();
    }

    /// <inheritdoc/>
    internal override async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        _due ??= Time.GetUtcNow() + s_afterStart;
        if (!_wanted && Time.GetUtcNow() < _due)
            return _due.Value - Time.GetUtcNow();
        (_wanted, _looking) = (false, true);
        try
        {
            // A thread of its own: it computes for some seconds.
            _found = await Task.Factory.StartNew(() => Look(cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _looking = _wanted;
        }

        _due = Time.GetUtcNow() + s_every;
        return s_every;
    }

    private FoundClusters Look(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone)).DateTime);
        var read = questions.Read(today.AddDays(-DaysBack), MostConversations, cancel).ToArray();
        return new(Time.GetUtcNow(), read.Length, [.. QuestionClusters.Of(read.SelectMany(open => open)).Take(MostClusters)]);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "What patients ask in vain could not be looked for; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
