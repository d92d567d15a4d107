using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Storage.Tests.Interleavings;

/// <summary>Plays interleavings on a real schedule and on the reference, and compares.</summary>
internal sealed class Interleaving(TestedSchedule tested)
{
    private readonly List<(string Conversation, ScheduleRequest Request, Asked Asked)> _begun = [];
    private readonly List<string> _holds = [], _visits = [];
    private ReferenceSchedule _model = new();
    private Scene _scene = null!;

    /// <summary>Requests made so far.</summary>
    public long Requests { get; private set; }

    /// <summary>Requests so far that a failure refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Appointments confirmed so far.</summary>
    public long Confirmed { get; private set; }

    /// <summary>The first difference, or null.</summary>
    public async Task<string?> PlayAsync(Scene scene, IReadOnlyList<Step> steps)
    {
        tested.Fail(0, 0);
        tested.HasFailed = false;
        await SettledAsync();
        (tested.Now, _scene, _model) = (scene.Now, scene, new());
        _begun.Clear();
        _holds.Clear();
        _visits.Clear();

        for (var i = 0; i < steps.Count;)
        {
            var count = 1;
            while (i + count < steps.Count && steps[i + count].Together && Changes(steps[i]) && Changes(steps[i + count]))
                count++;
            if (await TakeAsync([.. steps.Skip(i).Take(count)]) is { } difference)
                return $"step {i + 1}: {difference}";
            i += count;
        }

        tested.Fail(0, 0);
        Confirmed += _visits.Count;
        for (var visit = 0; visit < _visits.Count; visit++)
        {
            var found = Describe(await tested.Schedule.PerformAsync(TestedSchedule.ConversationOf(0), new ScheduleRequest.Find(_visits[visit]), CancellationToken.None));
            if (found != _model.Said(visit))
                return $"lost confirmation: the end has '{found}' instead of '{_model.Said(visit)}'";
        }

        return tested.Inspect();
    }

    private static bool Changes(Step step) => step.Deed is Deed.Hold or Deed.Confirm or Deed.Move or Deed.Cancel or Deed.Release or Deed.Again;

    private async Task<string?> TakeAsync(Step[] together)
    {
        switch (together[0].Deed)
        {
            case Deed.Wait:
                tested.Now = tested.Now.AddMinutes(together[0].Which);
                return null;
            case Deed.Restart:
                await tested.RestartAsync();
                return null;
        }

        tested.Fail(together[0].FailsAt, together[0].FailsFor);
        var asked = together.Select(Resolve).OfType<(string Conversation, ScheduleRequest Request, Asked Asked)>().ToArray();
        // The writer takes them in the order in which they begin.
        var answers = asked.Select(one => tested.Schedule.PerformAsync(one.Conversation, one.Request, CancellationToken.None).AsTask()).ToArray();
        for (var i = 0; i < asked.Length; i++)
        {
            Requests++;
            ScheduleResult answer;
            try
            {
                answer = await answers[i];
            }
            catch (StorageUnavailableException) when (tested.HasFailed)
            {
                // Refused means that nothing was done.
                Refused++;
                continue;
            }

            var expected = _model.Answer(asked[i].Asked, tested.Now);
            Learn(answer);
            var described = answer is ScheduleResult.Free(var free) ? free.Contains(asked[i].Asked.Time.Slot) ? "free" : "not free" : Describe(answer);
            if (described != expected)
                return $"{asked[i].Asked} was answered '{described}' instead of '{expected}'";
        }

        if (Changes(together[0]))
            _begun.AddRange(asked);
        return null;
    }

    private (string, ScheduleRequest, Asked)? Resolve(Step step)
    {
        if (step.Deed == Deed.Again)
            return _begun.Count == 0 ? null : _begun[step.Which % _begun.Count];
        var time = _scene.Times[step.Which % _scene.Times.Length];
        var hold = _holds.Count == 0 ? -1 : step.Which % _holds.Count;
        var visit = _visits.Count == 0 ? -1 : step.Visit % _visits.Count;
        var holdId = hold < 0 ? "no such hold" : _holds[hold];
        var reference = visit < 0 ? "VS-22222" : _visits[visit];

        // Most often whoever has a hold uses it.
        var actor = step.Deed is Deed.Confirm or Deed.Move or Deed.Release && hold >= 0 && step.Actor > 0 ? _model.Holds[hold].Actor : step.Actor;
        ScheduleRequest request = step.Deed switch
        {
            Deed.Hold => new ScheduleRequest.Hold(time.Slot),
            Deed.Release => new ScheduleRequest.Release(holdId),
            Deed.Confirm => new ScheduleRequest.Confirm(holdId, "Ann Lee", "+13125550142", null, null, null),
            Deed.Move => new ScheduleRequest.Move(reference, holdId),
            Deed.Cancel => new ScheduleRequest.Cancel(reference),
            Deed.Find => new ScheduleRequest.Find(reference),
            Deed.FindTime => new ScheduleRequest.FindSlots(time.Slot.Visit, time.Slot.Start, time.Slot.Start.AddMinutes(1), null, null, 9) { Resource = time.Slot.Resource },
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Deed, "No request."),
        };
        return (TestedSchedule.ConversationOf(actor), request, new(step.Deed, actor, time, hold, visit));
    }

    // What is new in the model and in the answer has to be the same thing.
    private void Learn(ScheduleResult answer)
    {
        if (answer is ScheduleResult.Held held && _model.Holds.Count > _holds.Count && !_holds.Contains(held.HoldId))
            _holds.Add(held.HoldId);
        if (answer is ScheduleResult.Booked booked && _model.Visits.Count > _visits.Count && !_visits.Contains(booked.Appointment.Reference))
            _visits.Add(booked.Appointment.Reference);
    }

    private string Describe(ScheduleResult answer) => answer switch
    {
        ScheduleResult.Held held => ReferenceSchedule.Say(_holds.IndexOf(held.HoldId), held.Until),
        ScheduleResult.Booked(var visit) => ReferenceSchedule.Say(_visits.IndexOf(visit.Reference), visit.Slot, visit.Sequence, visit.Cancelled),
        ScheduleResult.Cancelled(var visit) => ReferenceSchedule.Say(_visits.IndexOf(visit.Reference), visit.Slot, visit.Sequence, visit.Cancelled),
        ScheduleResult.NotFound => "not found",
        ScheduleResult.Taken => "taken",
        ScheduleResult.Expired => "expired",
        ScheduleResult.Released => "released",
        _ => answer.ToString(),
    };

    // A transaction that could not be undone at the end of the last interleaving refuses the first piece of work of this one.
    private async Task SettledAsync()
    {
        try
        {
            await tested.ClearAsync();
        }
        catch (StorageUnavailableException)
        {
            await tested.ClearAsync();
        }
    }
}
