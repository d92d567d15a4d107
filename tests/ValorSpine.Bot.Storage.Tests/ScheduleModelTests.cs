using CsCheck;
using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>Random requests to the schedule and to a model of it in memory give the same answers.</summary>
public sealed class ScheduleModelTests
{
    private static readonly DateTimeOffset s_day = new(2026, 12, 2, 15, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Gen<Step> s_step = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[0, 11], Gen.Int[0, 3], Gen.Int[0, 7])
        .Select(step => new Step(step.Item1, "c" + step.Item2, step.Item3, step.Item4 + 1, step.Item5));

    [Fact]
    public async Task The_schedule_answers_as_the_model_does()
    {
        await using var store = await OpenedStore.OpenAsync();
        for (var i = 0; i < 3; i++)
            await store.ConversationAsync("c" + i);
        var day = 0;

        await s_step.Array[1, 40].SampleAsync(
            async steps =>
            {
                // Each run has a day of its own, so that runs do not meet.
                var model = new Model(s_day.AddDays(++day));
                foreach (var step in steps)
                    Assert.Equal(model.Expect(step, store.Time.GetUtcNow()), await model.PerformAsync(step, store));
            },
            iter: 120,
            threads: 1);
    }

    private sealed record Step(int What, string Who, int Quarter, int Length, int Which);

    private sealed class Model(DateTimeOffset start)
    {
        private readonly List<Held> _holds = [];
        private readonly List<Made> _made = [];

        public string Expect(Step step, DateTimeOffset now)
        {
            var hold = Pick(_holds, step.Which);
            var made = Pick(_made, step.Which);
            switch (step.What)
            {
                case 0:
                    var mine = _holds.FindLast(h => h.Who == step.Who && h.Slot == SlotOf(step) && h.Made is null && !h.Released && h.Until > now);
                    if (mine is not null)
                        return $"held {_holds.IndexOf(mine)}";
                    if (Enumerable.Range(step.Quarter, step.Length).Any(quarter => IsTaken(quarter, now)))
                        return "taken";
                    _holds.Add(new(step.Who, SlotOf(step), step.Quarter, now.AddMinutes(10)));
                    return $"held {_holds.Count - 1}";
                case 1:
                    if (hold is not null && hold.Who == step.Who && hold.Made is null)
                        hold.Released = true;
                    return "released";
                case 2:
                    if (hold is null || hold.Who != step.Who)
                        return "expired";
                    if (hold.Made is not null)
                        return Describe(hold.Made);
                    if (hold.Released || hold.Until <= now)
                        return "expired";
                    hold.Made = new(hold.Slot, hold.Quarter);
                    _made.Add(hold.Made);
                    return Describe(hold.Made);
                case 3:
                    if (made is null)
                        return "not found";
                    if (!made.Cancelled)
                        (made.Cancelled, made.Sequence) = (true, made.Sequence + 1);
                    return Describe(made);
                case 4:
                    if (made is null)
                        return "not found";
                    if (made.Cancelled)
                        return Describe(made);
                    var target = Pick(_holds, step.Quarter);
                    if (target is null || target.Who != step.Who)
                        return "expired";
                    if (target.Made is not null)
                        return target.Made == made ? Describe(made) : "expired";
                    if (target.Released || target.Until <= now)
                        return "expired";
                    (made.Slot, made.Quarter, made.Sequence, target.Made) = (target.Slot, target.Quarter, made.Sequence + 1, made);
                    return Describe(made);
                case 5:
                    return made is null ? "not found" : Describe(made);
                default:
                    return "later";
            }
        }

        public async Task<string> PerformAsync(Step step, OpenedStore store)
        {
            var hold = Pick(_holds, step.Which)?.Id ?? "no such hold";
            var reference = Pick(_made, step.Which)?.Reference ?? "VS-22222";
            ScheduleRequest? request = step.What switch
            {
                0 => new ScheduleRequest.Hold(SlotOf(step)),
                1 => new ScheduleRequest.Release(hold),
                2 => new ScheduleRequest.Confirm(hold, "Ann", "+13125550101", null, null, null),
                3 => new ScheduleRequest.Cancel(reference),
                4 => new ScheduleRequest.Move(reference, Pick(_holds, step.Quarter)?.Id ?? "no such hold"),
                5 => new ScheduleRequest.Find(reference),
                _ => null,
            };
            if (request is null)
            {
                store.Time.Advance(TimeSpan.FromMinutes(step.Quarter));
                return "later";
            }

            switch (await store.Schedule.PerformAsync(step.Who, request, Cancel))
            {
                case ScheduleResult.Held held:
                    if (_holds.Find(known => known.Id is null) is { } added)
                        added.Id = held.HoldId;
                    return $"held {_holds.FindIndex(known => known.Id == held.HoldId && known.Until == held.Until)}";
                case ScheduleResult.Booked booked:
                    if (_made.Find(known => known.Reference is null) is { } first)
                        first.Reference = booked.Appointment.Reference;
                    return Describe(booked.Appointment, cancelled: false);
                case ScheduleResult.Cancelled cancelled:
                    return Describe(cancelled.Appointment, cancelled: true);
                case var other:
                    return other is ScheduleResult.NotFound ? "not found" : other.GetType().Name.ToLowerInvariant();
            }
        }

        private static T? Pick<T>(List<T> from, int which)
            where T : class => which < from.Count ? from[which] : null;

        private bool IsTaken(int quarter, DateTimeOffset now) =>
            _holds.Any(h => h.Made is null && !h.Released && h.Until > now && Covers(h.Quarter, h.Slot, quarter))
            || _made.Any(m => !m.Cancelled && Covers(m.Quarter, m.Slot, quarter));

        private static bool Covers(int from, Slot slot, int quarter) => quarter >= from && quarter < from + (slot.Minutes / 15);

        private string Describe(Made made) => $"{_made.IndexOf(made)} {made.Slot} {made.Sequence} {made.Cancelled}";

        private string Describe(BookedAppointment booked, bool cancelled) =>
            $"{_made.FindIndex(known => known.Reference == booked.Reference)} {booked.Slot with { Start = booked.Slot.Start.ToUniversalTime() }} {booked.Sequence} {cancelled}";

        private Slot SlotOf(Step step) => new("evaluation", "dr-a", start.AddMinutes(15 * step.Quarter), 15 * step.Length);
    }

    private sealed class Held(string who, Slot slot, int quarter, DateTimeOffset until)
    {
        public string? Id { get; set; }

        public string Who => who;

        public Slot Slot => slot;

        public int Quarter => quarter;

        public DateTimeOffset Until => until;

        public bool Released { get; set; }

        public Made? Made { get; set; }
    }

    private sealed class Made(Slot slot, int quarter)
    {
        public string? Reference { get; set; }

        public Slot Slot { get; set; } = slot;

        public int Quarter { get; set; } = quarter;

        public int Sequence { get; set; }

        public bool Cancelled { get; set; }
    }
}
