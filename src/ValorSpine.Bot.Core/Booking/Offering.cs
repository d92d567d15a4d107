using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Free times that answer a wish, and what must be said about how well they do.</summary>
/// <param name="Slots">At most three, soonest first.</param>
/// <param name="Lead">Key of the sentence before them.</param>
/// <param name="KeptAs">Set where the schedule did not answer: the id of the kept request.</param>
internal sealed record Offer(ImmutableArray<Slot> Slots, string Lead, string? KeptAs = null);

/// <summary>Looks for free times: within the wish, then from the wished day on, then from now on.</summary>
internal static class Offering
{
    /// <summary>How far ahead appointments are made.</summary>
    public const int DaysAhead = 60;

    private const int Shown = 3;

    // Enough to see a whole day of half hours when the time nearest to a wished one is looked for.
    private const int WholeDay = 48;

    /// <summary>A visit that starts sooner could not be prepared for.</summary>
    private static readonly TimeSpan s_notice = TimeSpan.FromHours(1);

    /// <summary>Earliest start that can be booked in a turn.</summary>
    public static DateTimeOffset Earliest(Turn turn) => ClinicTime.At(turn.Content.Clinic, turn.Facts.Now) + s_notice;

    /// <summary>End of the last day that can be booked in a turn.</summary>
    public static DateTimeOffset Latest(Turn turn)
    {
        var clinic = turn.Content.Clinic;
        var today = DateOnly.FromDateTime(ClinicTime.At(clinic, turn.Facts.Now).DateTime);
        return ClinicTime.Instant(ClinicTime.Zone(clinic), today.AddDays(DaysAhead + 1), TimeOnly.MinValue);
    }

    /// <summary>Finds an offer, or says what the schedule must be asked first.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="booking">Kind of visit and wish; what was wished before and what is on offer now, for "later", "sooner" and what is not understood.</param>
    /// <param name="clinician">Who is wanted, or null for whoever is free first.</param>
    /// <param name="taken">A slot that is not to be offered, or null.</param>
    /// <param name="offer">The offer where nothing must be asked.</param>
    public static Decision.Needs? Find(Turn turn, BookingState booking, string? clinician, Slot? taken, out Offer offer)
    {
        var search = new Search(turn, booking.Visit!, clinician, booking.Wished ?? new WhenWanted(), taken);
        offer = search.Run(booking.When ?? new WhenWanted(), booking.Offered) with { KeptAs = search.KeptAs };
        return search.Missing is { } request ? new Decision.Needs(request) : null;
    }

    private sealed class Search(Turn turn, string visit, string? clinician, WhenWanted stands, Slot? taken)
    {
        private readonly DateTimeOffset _earliest = Earliest(turn);
        private readonly DateTimeOffset _latest = Latest(turn);

        /// <summary>The first request without a result; what was found beside it does not count.</summary>
        public ScheduleRequest? Missing { get; private set; }

        /// <summary>Set once the schedule did not answer; asking it further would only keep the patient waiting.</summary>
        public string? KeptAs { get; private set; }

        public Offer Run(WhenWanted when, ImmutableArray<Slot> shown) => when.Kind switch
        {
            _ when when.Or is { } or => Either(when with { Kind = WhenKind.Within, Or = null }, or, when.Kind == WhenKind.NoSuchDay ? "booking.lead-clash" : "booking.lead-wanted"),
            WhenKind.Past when when.From is { } day && day == BookingSteps.Today(turn) => Again("booking.lead-today-over"),
            WhenKind.Past => Again("booking.lead-past"),
            WhenKind.NoSuchDay => Again("booking.lead-no-such-day"),
            WhenKind.Unclear when when is { From: not null, To: not null, At: not null, Days: not DaysOfWeek.None } => Again("booking.lead-unclear", when with { Kind = WhenKind.Within }),
            WhenKind.Unclear => Again("booking.lead-unclear"),
            WhenKind.TomorrowOrMorning => Again("booking.lead-tomorrow-or-morning"),
            WhenKind.Later when shown.Length > 0 => Onwards(shown[^1].Start.AddMinutes(1), "booking.lead-later"),
            WhenKind.OtherDay when shown.Length > 0 => Onwards(NextDay(shown[^1].Start), "booking.lead-other-day"),
            WhenKind.Earlier when shown.Length > 0 => Before(shown[0].Start),
            WhenKind.Within => Within(when),
            _ => Nearest("booking.lead-nearest"),
        };

        private Offer Within(WhenWanted when)
        {
            if (when == new WhenWanted() || IsSoon(when))
                return Nearest("booking.lead-nearest");
            if (when.From is { } day && ClinicTime.Instant(ClinicTime.Zone(turn.Content.Clinic), day, TimeOnly.MinValue) >= _latest)
                return Nearest("booking.lead-too-far");

            var found = Matching(when);
            if (Missing is not null || found.Length > 0)
                return new(found, when.IsExact && !found.Any(slot => TimeOf(slot) == when.At) ? "booking.lead-nearest-to" : "booking.lead-wanted");
            var windows = when.Windows(turn.Content.Clinic, _earliest, _latest).ToList();
            var from = windows.Select(window => window.From).FirstOrDefault(_earliest);
            var lead = windows.Exists(IsOpen) ? "booking.lead-nothing-then" : "booking.lead-closed-then";
            var (first, last) = windows.Exists(IsOpen) ? windows.Find(IsOpen) : (from, _latest);
            return when.HasTime && ByHour(when, first, last) is { Length: > 0 } near ? new(near, lead) : After(from, lead);
        }

        /// <summary>Where nothing is free at the hours that are wished: the hours nearest to them on the first of the days.</summary>
        private ImmutableArray<Slot> ByHour(WhenWanted when, DateTimeOffset from, DateTimeOffset to)
        {
            var onDay = OnFirstDay(Ask(from, to, null, null, WholeDay)).ToList();
            if (when.At is null && onDay.FindAll(slot => !(TimeOf(slot) < when.After) && !(TimeOf(slot) >= when.Before)) is { Count: > 0 } within)
                return [.. within.Take(Shown)];
            var hour = when.At ?? (when is { After: { } after, Before: { } before } ? after.Add((before - after) / 2) : when.After ?? when.Before!.Value);
            return NearTo(hour, onDay);
        }

        /// <summary>The list that was looked at once more, where nothing else was understood; or that of both things that may be meant.</summary>
        private Offer Again(string lead, WhenWanted? either = null)
        {
            var looked = either ?? stands;
            var found = looked == new WhenWanted() ? [] : Matching(looked);
            return Missing is not null || found.Length > 0 ? new(found, lead) : Nearest(lead);
        }

        /// <summary>Times of both.</summary>
        private Offer Either(WhenWanted one, WhenWanted other, string lead)
        {
            var (first, second) = (Matching(one), Matching(other));
            ImmutableArray<Slot> both = [.. NearestOf(one, first).Concat(NearestOf(other, second)).DistinctBy(slot => slot.Start).OrderBy(slot => slot.Start).Take(Shown)];
            return Missing is not null || both.Length > 0 ? new(both, lead) : Nearest("booking.lead-nothing-then");
        }

        // So many that both have room: the nearest to an hour that was named.
        private IEnumerable<Slot> NearestOf(WhenWanted when, ImmutableArray<Slot> found) =>
            when.At is { } at && found.Any(slot => TimeOf(slot) == at) ? found.Where(slot => TimeOf(slot) == at) : found.Take(Shown - 1);

        /// <summary>What follows, at the hours and on the days of the week that were wished.</summary>
        private Offer Onwards(DateTimeOffset from, string lead)
        {
            var alike = stands with { From = null, To = null, At = null, Latest = false };
            foreach (var window in alike.Windows(turn.Content.Clinic, from < _earliest ? _earliest : from, _latest).Where(IsOpen))
            {
                ImmutableArray<Slot> found = alike == new WhenWanted() ? [] : [.. Ask(window.From, window.To, alike.After, alike.Before, Shown + 1).Take(Shown)];
                if (Missing is not null || found.Length > 0)
                    return new(found, lead);
            }

            return After(from, lead);
        }

        private bool IsSoon(WhenWanted when) =>
            when == new WhenWanted { From = when.From } && when.From <= DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, turn.Facts.Now).DateTime);

        private ImmutableArray<Slot> Matching(WhenWanted when)
        {
            var found = new List<Slot>();
            foreach (var window in when.Windows(turn.Content.Clinic, _earliest, _latest).Where(IsOpen))
            {
                if (when.Latest && OnFirstDay(Ask(window.From, window.To, when.After, when.Before, WholeDay)).TakeLast(Shown).ToImmutableArray() is { Length: > 0 } last)
                    return last;
                if (when.IsExact)
                    return NearTo(when.At!.Value, Ask(window.From, window.To, null, null, WholeDay));
                var before = when.At is { } at && at < new TimeOnly(23, 0) ? at.AddHours(1) : when.Before;
                found.AddRange(Ask(window.From, window.To, when.At ?? when.After, before, Shown + 1));
                if (Missing is not null || found.Count >= Shown)
                    break;
            }

            return [.. found.Take(Shown)];
        }

        private IEnumerable<Slot> OnFirstDay(IEnumerable<Slot> slots) => slots.GroupBy(slot => ClinicTime.At(turn.Content.Clinic, slot.Start).Date).FirstOrDefault() ?? Enumerable.Empty<Slot>();

        private ImmutableArray<Slot> NearTo(TimeOnly wanted, IEnumerable<Slot> slots) =>
            [.. slots.OrderBy(slot => (TimeOf(slot) - wanted).Duration() is var gap && gap > TimeSpan.FromHours(12) ? TimeSpan.FromHours(24) - gap : gap)
                .ThenBy(slot => slot.Start).Take(Shown).OrderBy(slot => slot.Start)];

        private Offer Nearest(string lead) => new([.. Ask(_earliest, _latest, null, null, Shown + 1).Take(Shown)], lead);

        private Offer After(DateTimeOffset from, string lead)
        {
            ImmutableArray<Slot> found = from < _latest ? [.. Ask(from < _earliest ? _earliest : from, _latest, null, null, Shown + 1).Take(Shown)] : [];
            return Missing is not null || found.Length > 0 ? new(found, lead) : Nearest("booking.lead-nothing-later");
        }

        private Offer Before(DateTimeOffset limit)
        {
            ImmutableArray<Slot> found = limit > _earliest ? [.. Ask(_earliest, limit, null, null, Shown + 1).Take(Shown)] : [];
            return Missing is not null || found.Length > 0 ? new(found, "booking.lead-earlier") : Nearest("booking.lead-nothing-earlier");
        }

        private IEnumerable<Slot> Ask(DateTimeOffset from, DateTimeOffset to, TimeOnly? after, TimeOnly? before, int limit)
        {
            if (KeptAs is not null)
                return [];
            var request = new ScheduleRequest.FindSlots(visit, from, to, after, before, limit) { Resource = clinician };
            switch (turn.Facts.ResultOf(request))
            {
                case ScheduleResult.Free free:
                    return free.Slots.Where(slot => slot.Start >= _earliest && !IsTaken(slot));
                case ScheduleResult.Kept(var id):
                    KeptAs = id;
                    return [];
                case null:
                    Missing ??= request;
                    return [];
                default:
                    return [];
            }
        }

        private bool IsTaken(Slot slot) => taken is not null && slot.Start == taken.Start && slot.Resource == taken.Resource;

        private bool IsOpen((DateTimeOffset From, DateTimeOffset To) window)
        {
            var last = DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, window.To.AddTicks(-1)).DateTime);
            for (var day = DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, window.From).DateTime); day <= last; day = day.AddDays(1))
            {
                if (OpenSlots.OpenOn(turn.Content.Clinic, day))
                    return true;
            }

            return false;
        }

        private TimeOnly TimeOf(Slot slot) => TimeOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, slot.Start).DateTime);

        private DateTimeOffset NextDay(DateTimeOffset start) => ClinicTime.Instant(
            ClinicTime.Zone(turn.Content.Clinic), DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, start).DateTime).AddDays(1), TimeOnly.MinValue);
    }
}
