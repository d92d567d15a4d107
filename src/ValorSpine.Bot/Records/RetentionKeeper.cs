using ValorSpine.Bot.Background;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Retention;

namespace ValorSpine.Bot.Records;

/// <summary>Purges what has had its time, at the start and then each night. Doing it again changes nothing, so that a restart or a second process does no harm.</summary>
internal sealed partial class RetentionKeeper(StoredRecords records, ErasureList list, ClinicFacts clinic, TimeProvider time, ILogger<RetentionKeeper> log, ClockWatch? clock = null) : DueWork(new WakeSignal(), time)
{
    private static readonly TimeSpan s_atNight = TimeSpan.FromHours(3), s_afterJump = TimeSpan.FromHours(12);
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    /// <inheritdoc/>
    protected override TimeSpan AfterDefect => TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    internal override async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        // By a clock that is wrong, all would be old enough.
        if (clock?.LastJump() is { } jump && jump > TimeSpan.Zero)
        {
            ClockJumped(jump, s_afterJump);
            return s_afterJump;
        }

        var purge = await records.PurgeAsync(cancel);
        if (purge.Proofs.Length > 0 || purge.AuditEntries > 0)
            Purged(purge.Proofs.Length, purge.AuditEntries);
        list.Complete();
        return UntilNight(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), _zone).TimeOfDay);
    }

    private static TimeSpan UntilNight(TimeSpan now) => now < s_atNight ? s_atNight - now : s_atNight + TimeSpan.FromDays(1) - now;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Conversations} conversations and {Entries} entries of the audit trail had their time and were erased.")]
    private partial void Purged(int conversations, long entries);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The clock jumped forwards by {Jump}, so nothing is erased for its age now. Should the clock be wrong, set it right; this is looked at again in {Delay}.")]
    private partial void ClockJumped(TimeSpan jump, TimeSpan delay);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "What has had its time could not be erased; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
