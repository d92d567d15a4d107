using System.Collections.Immutable;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Scheduling;

/// <summary>
/// As long as the service runs: holds freed times for those who wait for them, the first who joined first, tells them, and goes on to the next where they pass or do not answer.
/// What it does is written down before it is done, and each step can be done again, so that a process that ends in between, or a second one, skips nobody and offers nothing twice.
/// </summary>
internal sealed partial class WaitingListKeeper(
    WaitingList waiting, AskAtOnce ask, ITurns turns, ClinicFacts clinic, TimeSpan offerFor, TimeSpan every, TimeProvider time, ILogger<WaitingListKeeper> log,
    QuietTimes? quiet = null) : DueWork(waiting.Signal, time)
{
    private const int MostFree = 2000;

    /// <inheritdoc/>
    internal override async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        try
        {
            return await LookAsync(cancel);
        }
        catch (Exception error) when (error is ScheduleUnreachableException or ScheduleRefusedException)
        {
            NotReached(error.Message);
            return Rest(every);
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        if (waiting.IsEmpty())
            return every;
        await waiting.ForgetEndedAsync(cancel);
        foreach (var offer in waiting.Open())
            await TryAsync(() => TendAsync(offer, cancel));

        // What is free is looked up before it is read who waits: so nobody who waits then is passed over for a time that was freed meanwhile.
        var free = await FreeAsync(waiting.Unoffered(), cancel);
        foreach (var place in waiting.Unoffered())
            await TryAsync(() => OfferAsync(place, free, cancel));
        var next = waiting.NextExpiry() - Time.GetUtcNow();
        return Rest(next < every ? (next < TimeSpan.Zero ? TimeSpan.Zero : next.Value) : every);
    }

    /// <summary>One offer that fails must not keep the others waiting. A schedule that does not answer stops them all.</summary>
    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException or ScheduleUnreachableException or ScheduleRefusedException))
        {
            OfferFailed(error);
        }
    }

    private async Task TendAsync(OpenOffer offer, CancellationToken cancel)
    {
        if (offer.HoldId is null)
        {
            await HoldAsync(offer, cancel);
            return;
        }

        switch (waiting.StateOf(offer))
        {
            case OfferedHold.Taken:
                await waiting.TakenAsync(offer, cancel);
                break;
            case OfferedHold.Gone:
                await waiting.EndAsync(offer, cancel);
                break;
            case OfferedHold.Stands when !offer.IsTold:
                await TellAsync(offer, cancel);
                break;
        }
    }

    /// <summary>Free times of each kind of visit that somebody waits for, soonest first, whoever has them.</summary>
    private async Task<Dictionary<string, ImmutableArray<Slot>>> FreeAsync(IEnumerable<WaitingPlace> places, CancellationToken cancel)
    {
        var free = new Dictionary<string, ImmutableArray<Slot>>(StringComparer.Ordinal);
        var from = WaitingWish.Earliest(Time.GetUtcNow());
        foreach (var wanted in places.GroupBy(place => place.Entry.Wish.Visit))
        {
            if (clinic.Visits.FirstOrDefault(visit => visit.Id == wanted.Key) is not { } visit)
                continue;
            var to = wanted.Max(place => place.Entry.Wish.Ends);
            var found = new List<Slot>();
            foreach (var resource in to > from ? visit.Resources : [])
            {
                if (await ask("", new ScheduleRequest.FindSlots(visit.Id, from, to, null, null, MostFree) { Resource = resource }, cancel) is ScheduleResult.Free some)
                    found.AddRange(some.Slots);
            }

            free[visit.Id] = [.. found.OrderBy(slot => slot.Start)];
        }

        return free;
    }

    private async Task OfferAsync(WaitingPlace place, Dictionary<string, ImmutableArray<Slot>> free, CancellationToken cancel)
    {
        // They keep their place, and are offered what is free in the morning.
        var entry = place.Entry;
        if (quiet is not null && await quiet.IsQuietAsync(place.ConversationId, NoticeAddress.Of(entry.PreferredContact, entry.Email, entry.Phone, clinic.NoticeWays), cancel))
            return;
        var wish = entry.Wish;
        var (offered, before, unanswered) = waiting.Known(place);
        var lasting = WaitingWish.OfferFor(offerFor, unanswered);
        foreach (var slot in free.GetValueOrDefault(wish.Visit, []))
        {
            if (!wish.Fits(clinic, slot) || slot.Start >= before || offered.Contains(slot.Start))
                continue;
            var until = WaitingWish.OfferEnds(Time.GetUtcNow(), slot, lasting);

            // Another process is at this place or at this time, or the time is offered to somebody else: a later one may be had.
            if (await waiting.WantAsync(place, slot, until, cancel) is { } offer && await HoldAsync(offer, cancel))
                return;
        }
    }

    /// <summary>Holds the time and tells the patient; false where somebody else was first.</summary>
    private async Task<bool> HoldAsync(OpenOffer offer, CancellationToken cancel)
    {
        var held = offer.Until <= Time.GetUtcNow() ? null : await ask(offer.Place.ConversationId, new ScheduleRequest.Hold(offer.Slot) { Until = offer.Until }, cancel) as ScheduleResult.Held;
        if (held is null)
        {
            await waiting.EndAsync(offer, cancel);
            return false;
        }

        await waiting.HeldAsync(offer, held.HoldId, held.Until, cancel);
        await TellAsync(offer with { HoldId = held.HoldId, Until = held.Until }, cancel);
        return true;
    }

    private async Task TellAsync(OpenOffer offer, CancellationToken cancel)
    {
        var (conversation, input) = (offer.Place.ConversationId, new Input.SlotOffered(new(offer.Id, offer.Place.Entry, offer.Slot, offer.HoldId!, offer.Until)));
        var turn = await turns.TakeAsync(new(conversation, offer.TurnKey, input, ActivityJson: null), cancel);
        if (!turn.Entries.IsEmpty)
        {
            await waiting.ToldAsync(offer, cancel);
            return;
        }

        // A warning sign stands in the conversation, a person has it, or they have an earlier visit: the time goes to the next in the same look, and the place is kept.
        await ask(conversation, new ScheduleRequest.Release(offer.HoldId!), cancel);
        await waiting.EndAsync(offer, cancel);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The waiting list could not ask the schedule: {Problem}. It looks again later.")]
    private partial void NotReached(string problem);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "A freed time could not be offered to somebody of the waiting list. It is tried again.")]
    private partial void OfferFailed(Exception error);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "The waiting list could not be looked at; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
