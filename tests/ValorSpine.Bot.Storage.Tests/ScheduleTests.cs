using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class ScheduleTests(StoreKind kind) : IAsyncLifetime
{
    private static readonly DateTimeOffset s_nine = new(2026, 12, 2, 15, 0, 0, TimeSpan.Zero);
    private OpenedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await OpenedStore.OpenAsync(kind);
        await _store.ConversationAsync("c1");
        await _store.ConversationAsync("c2");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Of_a_hundred_who_want_one_slot_one_gets_it()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () => await _store.Schedule.PerformAsync("p" + i, new ScheduleRequest.Hold(At(s_nine)), Cancel))));

        Assert.Single(results.OfType<ScheduleResult.Held>());
        Assert.Equal(99, results.OfType<ScheduleResult.Taken>().Count());
    }

    [Fact]
    public async Task Slots_that_overlap_exclude_each_other_and_neighbours_do_not()
    {
        await HoldAsync("c1", At(s_nine));

        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Hold(At(s_nine.AddMinutes(45))), Cancel));
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Hold(At(s_nine.AddMinutes(-15))), Cancel));
        Assert.IsType<ScheduleResult.Held>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Hold(At(s_nine.AddMinutes(60))), Cancel));
        Assert.IsType<ScheduleResult.Held>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Hold(At(s_nine) with { Resource = "dr-b" }), Cancel));
    }

    [Fact]
    public async Task Asking_again_gives_the_same_hold_and_after_ten_minutes_it_is_over()
    {
        var held = await HoldAsync("c1", At(s_nine));
        _store.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(held, await HoldAsync("c1", At(s_nine)));
        Assert.Equal(held.Until, _store.Time.GetUtcNow().AddMinutes(1));

        _store.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<ScheduleResult.Expired>(await ConfirmAsync("c1", held.HoldId));
        var other = await HoldAsync("c2", At(s_nine.AddMinutes(30)));
        Assert.IsType<ScheduleResult.Expired>(await ConfirmAsync("c1", held.HoldId));
        Assert.IsType<ScheduleResult.Booked>(await ConfirmAsync("c2", other.HoldId));
    }

    [Fact]
    public async Task Confirming_again_gives_the_same_appointment()
    {
        var held = await HoldAsync("c1", At(s_nine));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await ConfirmAsync("c1", held.HoldId))));
        _store.Time.Advance(TimeSpan.FromDays(2));
        var later = await ConfirmAsync("c1", held.HoldId);

        var booked = Assert.IsType<ScheduleResult.Booked>(later).Appointment;
        Assert.All(results, result => Assert.Equal(later, result));
        Assert.Equal(("Ann", "+13125550101", "ann@example.org", 0), (booked.Name, booked.Phone, booked.Email, booked.Sequence));
        Assert.Equal(At(s_nine), booked.Slot);
        Assert.Equal(TimeSpan.FromHours(-6), booked.Slot.Start.Offset);
        Assert.Matches("^VS-[2-9A-HJKMNP-Z]{5}$", booked.Reference);
        Assert.Equal(22, booked.CalendarKey.Length);
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Hold(At(s_nine)), Cancel));
    }

    [Fact]
    public async Task A_hold_serves_only_the_conversation_that_has_it()
    {
        var held = await HoldAsync("c1", At(s_nine));

        Assert.IsType<ScheduleResult.Expired>(await ConfirmAsync("c2", held.HoldId));
        Assert.IsType<ScheduleResult.Released>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Release(held.HoldId), Cancel));
        Assert.IsType<ScheduleResult.Booked>(await ConfirmAsync("c1", held.HoldId));
    }

    [Fact]
    public async Task A_released_slot_is_free_and_releasing_is_never_an_error()
    {
        var held = await HoldAsync("c1", At(s_nine));

        for (var i = 0; i < 2; i++)
            Assert.IsType<ScheduleResult.Released>(await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Release(held.HoldId), Cancel));

        Assert.IsType<ScheduleResult.Expired>(await ConfirmAsync("c1", held.HoldId));
        await HoldAsync("c2", At(s_nine));
    }

    [Fact]
    public async Task Releasing_a_hold_that_became_an_appointment_leaves_the_appointment_and_tells_of_it()
    {
        var held = await HoldAsync("c1", At(s_nine));
        var booked = await ConfirmAsync("c1", held.HoldId);

        Assert.Equal(booked, await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Release(held.HoldId), Cancel));
        Assert.IsType<ScheduleResult.Released>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Release(held.HoldId), Cancel));

        Assert.Equal(booked, await ConfirmAsync("c1", held.HoldId));
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Hold(At(s_nine)), Cancel));
    }

    [Fact]
    public async Task Time_to_prepare_and_to_clean_up_is_kept_free_before_and_after_a_visit()
    {
        var traction = new Slot("traction", "table", s_nine, 30);
        await HoldAsync("c1", traction);

        // It ends at 9:30, is cleaned up after until 10:00, and the next one takes a quarter of an hour to prepare.
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Hold(traction with { Start = s_nine.AddMinutes(60) }), Cancel));
        var free = Assert.IsType<ScheduleResult.Free>(await _store.Schedule.PerformAsync(
            "c2", new ScheduleRequest.FindSlots("traction", s_nine.AddMinutes(-75), s_nine.AddHours(2), null, null, 2), Cancel)).Slots;
        Assert.Equal([s_nine.AddMinutes(-75), s_nine.AddMinutes(75)], free.Select(slot => slot.Start));
        await HoldAsync("c2", free[1]);
    }

    [Fact]
    public async Task A_resource_for_several_takes_so_many_at_once_and_no_more()
    {
        var session = new Slot("class", "gym", s_nine, 30);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () => await _store.Schedule.PerformAsync("p" + i, new ScheduleRequest.Hold(session), Cancel))));
        Assert.Equal(3, results.OfType<ScheduleResult.Held>().Count());

        // Another that begins while they are there does not fit either; with one gone it does.
        var later = new ScheduleRequest.Hold(session with { Start = s_nine.AddMinutes(15) });
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c1", later, Cancel));
        var (one, who) = results.Select((result, i) => (result as ScheduleResult.Held, "p" + i)).First(held => held.Item1 is not null);
        await _store.Schedule.PerformAsync(who, new ScheduleRequest.Release(one!.HoldId), Cancel);
        Assert.IsType<ScheduleResult.Held>(await _store.Schedule.PerformAsync("c1", later, Cancel));
    }

    [Fact]
    public async Task A_time_that_is_not_open_or_has_passed_is_not_held()
    {
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(At(s_nine) with { Resource = "dr-c" }), Cancel));
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(At(s_nine) with { Visit = "unknown" }), Cancel));
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(At(s_nine) with { Minutes = 30 }), Cancel));
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(At(_store.Time.GetUtcNow().AddHours(-1))), Cancel));
    }

    [Fact]
    public async Task Moving_frees_the_old_slot_and_moving_again_changes_nothing()
    {
        var booked = await BookAsync("c1", At(s_nine));
        var held = await HoldAsync("c2", At(s_nine.AddHours(3)) with { Resource = "dr-b" });

        var moved = Assert.IsType<ScheduleResult.Booked>(await MoveAsync("c2", booked.Reference, held.HoldId)).Appointment;
        var again = Assert.IsType<ScheduleResult.Booked>(await MoveAsync("c2", booked.Reference, held.HoldId)).Appointment;

        Assert.Equal(booked with { Slot = At(s_nine.AddHours(3)) with { Resource = "dr-b" }, Sequence = 1 }, moved);
        Assert.Equal(moved, again);
        await HoldAsync("c2", At(s_nine));
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(moved.Slot), Cancel));
    }

    [Fact]
    public async Task Moving_to_an_expired_hold_changes_nothing()
    {
        var booked = await BookAsync("c1", At(s_nine));
        var held = await HoldAsync("c1", At(s_nine.AddHours(3)));
        _store.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.IsType<ScheduleResult.Expired>(await MoveAsync("c1", booked.Reference, held.HoldId));
        Assert.IsType<ScheduleResult.NotFound>(await MoveAsync("c1", "VS-22222", held.HoldId));

        Assert.Equal(new ScheduleResult.Booked(booked), await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Find(booked.Reference), Cancel));
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Hold(At(s_nine)), Cancel));
    }

    [Fact]
    public async Task Cancelling_frees_the_slot_and_cancelling_again_changes_nothing()
    {
        var booked = await BookAsync("c1", At(s_nine));

        var first = Assert.IsType<ScheduleResult.Cancelled>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Cancel(booked.Reference), Cancel));
        await BookAsync("c2", At(s_nine));
        var again = await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Cancel(booked.Reference), Cancel);

        Assert.Equal(booked with { Sequence = 1, Cancelled = true }, first.Appointment);
        Assert.Equal(first, again);
        Assert.Equal(first, await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Find(booked.Reference), Cancel));
        Assert.IsType<ScheduleResult.Taken>(await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(At(s_nine)), Cancel));
        Assert.IsType<ScheduleResult.NotFound>(await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Cancel("VS-22222"), Cancel));
    }

    [Fact]
    public async Task A_reference_is_found_however_it_is_typed_and_a_calendar_key_only_as_it_is()
    {
        var booked = await BookAsync("c1", At(s_nine));
        var code = booked.Reference[3..];

        foreach (var typed in new[] { booked.Reference, $" vs {code.ToLowerInvariant()} ", code, $"VS–{code[..2]} {code[2..]}" })
            Assert.Equal(new ScheduleResult.Booked(booked), await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Find(typed), Cancel));
        Assert.Equal(booked, await _store.Schedule.FindByCalendarKeyAsync(booked.CalendarKey, Cancel));
        Assert.Null(await _store.Schedule.FindByCalendarKeyAsync(booked.CalendarKey.ToUpperInvariant() + "x", Cancel));
        await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Cancel(booked.Reference), Cancel);
        Assert.Equal((true, 1), await _store.Schedule.FindByCalendarKeyAsync(booked.CalendarKey, Cancel) is { } gone ? (gone.Cancelled, gone.Sequence) : default);
        Assert.IsType<ScheduleResult.NotFound>(await _store.Schedule.PerformAsync("c2", new ScheduleRequest.Find(""), Cancel));
    }

    [Fact]
    public async Task Only_free_slots_are_found_up_to_the_limit()
    {
        await BookAsync("c1", At(s_nine));
        await HoldAsync("c2", At(s_nine) with { Resource = "dr-b" });
        var find = new ScheduleRequest.FindSlots("evaluation", s_nine, s_nine.AddHours(2), null, null, 3);

        var free = Assert.IsType<ScheduleResult.Free>(await _store.Schedule.PerformAsync("c1", find, Cancel)).Slots;
        _store.Time.Advance(TimeSpan.FromMinutes(10));
        var later = Assert.IsType<ScheduleResult.Free>(await _store.Schedule.PerformAsync("c1", find, Cancel)).Slots;

        var ten = s_nine.AddHours(1);
        Assert.Equal([("dr-a", ten), ("dr-b", ten), ("dr-a", ten.AddMinutes(15))], free.Select(slot => (slot.Resource, slot.Start)));
        Assert.Equal(("dr-b", s_nine), (later[0].Resource, later[0].Start));
        Assert.Empty(Assert.IsType<ScheduleResult.Free>(await _store.Schedule.PerformAsync("c1", find with { Visit = "unknown" }, Cancel)).Slots);
    }

    [Fact]
    public async Task Appointments_and_holds_outlive_a_restart()
    {
        var booked = await BookAsync("c1", At(s_nine));
        var held = await HoldAsync("c2", At(s_nine.AddHours(1)));

        await _store.RestartAsync();

        Assert.Equal(new ScheduleResult.Booked(booked), await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Find(booked.Reference), Cancel));
        Assert.IsType<ScheduleResult.Booked>(await ConfirmAsync("c2", held.HoldId));
    }

    [Fact]
    public void References_use_no_letter_or_digit_that_is_mistaken_for_another() =>
        Assert.All(Enumerable.Range(0, 2000).Select(_ => Codes.NewReference()), code => Assert.DoesNotContain(code[3..], letter => "0O1IL".Contains(letter, StringComparison.Ordinal)));

    private static Slot At(DateTimeOffset start) => new("evaluation", "dr-a", start, 60);

    private async Task<ScheduleResult.Held> HoldAsync(string conversation, Slot slot) =>
        Assert.IsType<ScheduleResult.Held>(await _store.Schedule.PerformAsync(conversation, new ScheduleRequest.Hold(slot), Cancel));

    private ValueTask<ScheduleResult> ConfirmAsync(string conversation, string hold) => _store.Schedule.PerformAsync(
        conversation, new ScheduleRequest.Confirm(hold, "Ann", "+13125550101", "ann@example.org", null, null), Cancel);

    private ValueTask<ScheduleResult> MoveAsync(string conversation, string reference, string hold) =>
        _store.Schedule.PerformAsync(conversation, new ScheduleRequest.Move(reference, hold), Cancel);

    private async Task<BookedAppointment> BookAsync(string conversation, Slot slot) =>
        Assert.IsType<ScheduleResult.Booked>(await ConfirmAsync(conversation, (await HoldAsync(conversation, slot)).HoldId)).Appointment;
}

public sealed class ScheduleOnSqliteTests() : ScheduleTests(StoreKind.Sqlite);

public sealed class ScheduleOnPostgreSqlTests() : ScheduleTests(StoreKind.PostgreSql);
