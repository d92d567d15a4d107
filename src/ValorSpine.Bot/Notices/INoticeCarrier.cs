using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Storage.Notices;

namespace ValorSpine.Bot.Notices;

/// <summary>Brings notices to patients on one way. The same notice again reaches them once, or says of itself that it is the same.</summary>
internal interface INoticeCarrier
{
    /// <summary>The way.</summary>
    NoticeWay Way { get; }

    /// <summary>Completes once the notice is taken.</summary>
    /// <param name="notice">What is sent.</param>
    /// <param name="appointment">What it is about, as it stands, or null.</param>
    /// <param name="mayHaveBeenSent">Whether it may have been sent already, by a try whose end is not known.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="NoticeNotTakenException">It is not.</exception>
    /// <exception cref="NoticeNotYetException">It waits, through nobody's fault.</exception>
    Task SendAsync(DueNotice notice, BookedAppointment? appointment, bool mayHaveBeenSent, CancellationToken cancel);
}

/// <summary>A carrier did not take a notice.</summary>
/// <param name="problem">Why.</param>
/// <param name="words">Why, in words for the log; nothing that the carrier said.</param>
internal sealed class NoticeNotTakenException(NoticeProblem problem, string words) : Exception(words)
{
    /// <summary>Why.</summary>
    public NoticeProblem Problem => problem;
}

/// <summary>A notice waits, as this is no time to tell it.</summary>
/// <param name="until">When it is looked at again.</param>
internal sealed class NoticeNotYetException(DateTimeOffset until) : Exception
{
    /// <summary>When it is looked at again.</summary>
    public DateTimeOffset Until => until;
}
