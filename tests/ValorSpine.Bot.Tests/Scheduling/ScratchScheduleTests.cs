using System.Collections.Immutable;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>What a rehearsal says of a booking is what a patient would be told.</summary>
public sealed class ScratchScheduleTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 8, 0, 0, TimeSpan.FromHours(-6));

    private readonly ScratchSchedule _schedule = new(
        new()
        {
            Hours = Enum.GetValues<DayOfWeek>().ToImmutableDictionary(day => day, _ => ImmutableArray.Create(new OpenHours(new(8, 0), new(17, 0)))),
            Visits = [new("evaluation", "Evaluation", 60, ["room"]), new("traction", "Traction", 60, ["beds"]), new("laser", "Laser", 30, ["laser"]) { MinutesBefore = 15, MinutesAfter = 30 }],
            Capacity = ImmutableDictionary<string, int>.Empty.Add("beds", 2),
        },
        s_now);

    [Fact]
    public async Task A_resource_for_two_takes_two_visits_at_once_and_not_three()
    {
        await BookAsync(At("traction", "beds", 9));
        Assert.Contains(At("traction", "beds", 9), await FreeAsync("traction"));

        await BookAsync(At("traction", "beds", 9) with { Start = s_now.AddMinutes(90) });
        Assert.DoesNotContain(At("traction", "beds", 9), await FreeAsync("traction"));
        Assert.IsType<ScheduleResult.Taken>(await _schedule.PerformAsync(new ScheduleRequest.Hold(At("traction", "beds", 9))));
    }

    [Fact]
    public async Task Visits_one_after_the_other_take_one_place()
    {
        await BookAsync(At("traction", "beds", 9));
        await BookAsync(At("traction", "beds", 10));

        Assert.IsType<ScheduleResult.Held>(await _schedule.PerformAsync(new ScheduleRequest.Hold(At("traction", "beds", 9) with { Start = s_now.AddMinutes(90) })));
    }

    [Fact]
    public async Task Time_to_prepare_and_to_clean_up_is_taken_too()
    {
        await BookAsync(At("laser", "laser", 10) with { Minutes = 30 });

        var free = (await FreeAsync("laser")).Select(slot => TimeOnly.FromDateTime(slot.Start.DateTime)).ToArray();
        Assert.Contains(new TimeOnly(11, 30), free);
        Assert.DoesNotContain(new TimeOnly(11, 0), free);
        Assert.DoesNotContain(new TimeOnly(9, 0), free);
        Assert.Contains(new TimeOnly(8, 30), free);
    }

    [Fact]
    public async Task What_is_taken_back_is_withdrawn() => Assert.IsType<ScheduleResult.Withdrawn>(await _schedule.PerformAsync(new ScheduleRequest.Withdraw("kept-1")));

    [Fact]
    public async Task What_was_asked_before_is_answered_as_before()
    {
        var slot = At("evaluation", "room", 9);
        var held = Assert.IsType<ScheduleResult.Held>(await _schedule.PerformAsync(new ScheduleRequest.Hold(slot)));
        Assert.Equal(held, await _schedule.PerformAsync(new ScheduleRequest.Hold(slot)));

        var booked = await ConfirmAsync(held.HoldId);
        Assert.Equal(booked, await ConfirmAsync(held.HoldId));
        Assert.Equal(booked, await _schedule.PerformAsync(new ScheduleRequest.Release(held.HoldId)));

        var cancelled = Assert.IsType<ScheduleResult.Cancelled>(await _schedule.PerformAsync(new ScheduleRequest.Cancel(booked.Appointment.Reference)));
        Assert.Equal((true, 1), (cancelled.Appointment.Cancelled, cancelled.Appointment.Sequence));
        Assert.Equal(cancelled, await _schedule.PerformAsync(new ScheduleRequest.Cancel(booked.Appointment.Reference)));
        Assert.Equal(cancelled, await _schedule.PerformAsync(new ScheduleRequest.Find(booked.Appointment.Reference)));
        Assert.IsType<ScheduleResult.Held>(await _schedule.PerformAsync(new ScheduleRequest.Hold(slot)));
    }

    [Fact]
    public async Task A_moved_visit_frees_its_old_time_and_asking_again_changes_nothing()
    {
        var booked = await BookAsync(At("evaluation", "room", 9));
        var held = Assert.IsType<ScheduleResult.Held>(await _schedule.PerformAsync(new ScheduleRequest.Hold(At("evaluation", "room", 11))));

        var moved = Assert.IsType<ScheduleResult.Booked>(await _schedule.PerformAsync(new ScheduleRequest.Move(booked.Appointment.Reference, held.HoldId)));
        Assert.Equal((booked.Appointment.Reference, 1, 11), (moved.Appointment.Reference, moved.Appointment.Sequence, moved.Appointment.Slot.Start.Hour));
        Assert.Equal(moved, await _schedule.PerformAsync(new ScheduleRequest.Move(booked.Appointment.Reference, held.HoldId)));
        Assert.Contains(At("evaluation", "room", 9), await FreeAsync("evaluation"));
    }

    [Fact]
    public async Task What_lies_in_the_past_is_not_held() =>
        Assert.IsType<ScheduleResult.Taken>(await _schedule.PerformAsync(new ScheduleRequest.Hold(At("evaluation", "room", 7))));

    private static Slot At(string visit, string resource, int hour) => new(visit, resource, s_now.AddHours(hour - 8), 60);

    private async Task<ScheduleResult.Booked> BookAsync(Slot slot) => await ConfirmAsync(Assert.IsType<ScheduleResult.Held>(await _schedule.PerformAsync(new ScheduleRequest.Hold(slot))).HoldId);

    private async Task<ScheduleResult.Booked> ConfirmAsync(string holdId) =>
        Assert.IsType<ScheduleResult.Booked>(await _schedule.PerformAsync(new ScheduleRequest.Confirm(holdId, "Ann Lee", "+13125550142", null, null, null)));

    private async Task<ImmutableArray<Slot>> FreeAsync(string visit) =>
        Assert.IsType<ScheduleResult.Free>(await _schedule.PerformAsync(new ScheduleRequest.FindSlots(visit, s_now, s_now.AddHours(12), null, null, 50))).Slots;
}
