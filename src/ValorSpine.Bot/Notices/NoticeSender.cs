using ValorSpine.Bot.Background;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Storage.Notices;

namespace ValorSpine.Bot.Notices;

/// <summary>
/// Sends notices to patients on one way when they are due, as long as the service runs; each way has a sender of its own, so that a mail server that hangs holds up no text. One whose appointment no longer
/// stands as it did is dropped. One that a carrier has taken is marked as sent; until then it is tried again, with growing delay, and at last left to staff. Where the process ends between the two, it goes out once more, under the same id.
/// </summary>
internal sealed partial class NoticeSender(NoticeOutbox outbox, INoticeCarrier carrier, TimeProvider time, ILogger<NoticeSender> log) : DueWork(outbox.Signal.Follow(), time)
{
    /// <summary>After how many failures staff take over: about four hours.</summary>
    internal const int MostFailures = 20;

    private static readonly Backoff s_backoff = new(First: TimeSpan.FromSeconds(10), Longest: TimeSpan.FromMinutes(15));
    private static readonly TimeSpan s_notYetKnown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);
    private long? _taken;
    private DateTimeOffset _since;

    /// <inheritdoc/>
    internal override async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        await outbox.DropPastAsync(cancel);
        while (outbox.Next(carrier.Way) is { } notice)
        {
            var wait = notice.DueAt - Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
                return wait;
            await LookAsync(notice, cancel);
        }

        return Timeout.InfiniteTimeSpan;
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _since = Time.GetUtcNow();
        return base.ExecuteAsync(stoppingToken);
    }

    private async Task LookAsync(DueNotice notice, CancellationToken cancel)
    {
        if (!notice.IsReadable)
        {
            GivenUp(notice.Id, notice.Template, notice.To.Way, "its record cannot be read");
            await outbox.GiveUpAsync(notice, NoticeProblem.Unreadable, cancel);
            return;
        }

        BookedAppointment? appointment = null;
        if (notice.About is { } about)
        {
            appointment = await outbox.AppointmentAsync(about, cancel);
            if (appointment is null || appointment.Sequence > about.Sequence)
            {
                await outbox.DropAsync(notice, cancel);
                return;
            }

            // A change by the clinic is told before it is taken over here.
            if (appointment.Sequence < about.Sequence)
            {
                await outbox.WaitAsync(notice, Time.GetUtcNow() + s_notYetKnown, cancel);
                return;
            }
        }

        await SendAsync(notice, appointment, cancel);
    }

    private async Task SendAsync(DueNotice notice, BookedAppointment? appointment, CancellationToken cancel)
    {
        try
        {
            // Marking it failed before: a full disk must not send the same notice again and again.
            if (_taken != notice.Id)
                await carrier.SendAsync(notice, appointment, MayHaveBeenSent(notice), cancel);
        }
        catch (NoticeNotYetException wait)
        {
            await outbox.WaitAsync(notice, wait.Until, cancel);
            return;
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancel.IsCancellationRequested)
        {
            await FailedAsync(notice, error, cancel);
            return;
        }

        _taken = notice.Id;
        await outbox.SentAsync(notice, cancel);
        _taken = null;
    }

    // A process that ended between sending and marking leaves nothing behind: what was due before the sending here began may have been sent by it.
    private bool MayHaveBeenSent(DueNotice notice) => notice.Failures > 0 || notice.DueAt < _since || Time.GetUtcNow() - notice.DueAt > s_fresh;

    private async Task FailedAsync(DueNotice notice, Exception error, CancellationToken cancel)
    {
        var (problem, words) = error is NoticeNotTakenException known ? (known.Problem, known.Message) : (NoticeProblem.Other, error.GetType().Name);
        if (problem is NoticeProblem.Refused or NoticeProblem.Gone || notice.Failures + 1 >= MostFailures)
        {
            GivenUp(notice.Id, notice.Template, notice.To.Way, words);
            await outbox.GiveUpAsync(notice, problem, cancel);
            return;
        }

        var delay = s_backoff.After(notice.Failures + 1);
        NotSent(notice.Id, notice.Template, notice.To.Way, words, delay);
        await outbox.PutOffAsync(notice, problem, Time.GetUtcNow() + delay, cancel);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Notice {Id} ({Template}, {Way}) was not taken: {Problem}. It is tried again in {Delay}. It stands in the console's outbox.")]
    private partial void NotSent(long id, string template, NoticeWay way, string problem, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Notice {Id} ({Template}, {Way}) was not taken and is tried no more: {Problem}. Staff find it in the console's outbox.")]
    private partial void GivenUp(long id, string template, NoticeWay way, string problem);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "The notices could not be looked at or marked; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
