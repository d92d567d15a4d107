using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>When what is told next, if nothing happens before.</summary>
internal static class OwnershipTimers
{
    // A patient who waits for days hears of the first evenings only.
    private const int MostGoingsHome = 2;

    /// <summary>The owner with its timer set for how it stands at a moment.</summary>
    public static Owner.Waiting WithTimer(this Owner.Waiting waiting, ClinicFacts clinic, DateTimeOffset now)
    {
        var wait = TimeSpan.FromMinutes(clinic.StaffAnswerMinutes);
        return waiting with
        {
            Next = StaffPresence.At(clinic, now) switch
            {
                StaffPresence.Here here => First(
                    waiting.ToldUnanswered ? null : new(OwnershipTimerKind.Unanswered, Later(here.Since, waiting.Since) + wait),
                    waiting.ToldWentHome >= MostGoingsHome ? null : new(OwnershipTimerKind.WentHome, here.Until)),
                StaffPresence.Away away when !waiting.ToldUnanswered => new(OwnershipTimerKind.Unanswered, away.Back + wait),
                _ => null,
            },
        };
    }

    /// <inheritdoc cref="WithTimer(Owner.Waiting, ClinicFacts, DateTimeOffset)"/>
    public static Owner.Person WithTimer(this Owner.Person person, ClinicFacts clinic) => person with
    {
        Next = new(OwnershipTimerKind.Silent, Later(person.LastSpoke, person.Asked ?? person.LastSpoke) + TimeSpan.FromMinutes(clinic.StaffSilentMinutes)),
    };

    private static OwnershipTimer? First(OwnershipTimer? one, OwnershipTimer? other) =>
        one is null ? other : other is null || one.DueAt <= other.DueAt ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
