using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Scheduling;
using ValorSpine.Bot.Storage.Booking;
using static ValorSpine.Bot.Tests.Scheduling.WaitingClinic;
namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>Freed times go to those who wait, in the order of joining, whatever ends in between.</summary>
public sealed class WaitingListTests : IAsyncLifetime
{
    private readonly WaitingClinic _clinic = new();
    private Process _process = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _process = await _clinic.StartProcessAsync();

    public ValueTask DisposeAsync() => _clinic.DisposeAsync();

    [Fact]
    public async Task Freed_time_goes_to_who_joined_first_and_from_there_to_the_next()
    {
        var reference = await _process.BookAsync("holder", Thursday(10));
        Assert.Equal(0, await _process.JoinAsync("first", Thursday(10)));
        Assert.Equal(1, await _process.JoinAsync("second", Thursday(10)));
        Assert.Equal(2, await _process.JoinAsync("third", Thursday(10)));
        await LookAsync();
        await AssertOffersAsync(0, 0, 0);

        await CancelAsync(reference);
        await LookAsync();
        await AssertOffersAsync(1, 0, 0);

        // Not answered in time.
        _clinic.Time.Advance(TimeSpan.FromMinutes(60));
        await LookAsync();
        await AssertOffersAsync(1, 1, 0);

        Assert.StartsWith("All right, that time goes to the next person.", await _process.SayAsync("second", "pass"), StringComparison.Ordinal);
        await LookAsync();
        await AssertOffersAsync(1, 1, 1);

        Assert.StartsWith("You're booked.", await _process.SayAsync("third", "Take this time"), StringComparison.Ordinal);
        await LookAsync();
        await AssertOffersAsync(1, 1, 1);
        Assert.Equal(1, await _process.JoinAsync("second", Thursday(10)));
        Assert.Equal(2, await _process.JoinAsync("third", Thursday(10)));
    }

    [Fact]
    public async Task Who_lets_offers_end_without_a_word_has_half_as_long_for_the_next_until_they_answer()
    {
        var taken = new List<string>();
        foreach (var hour in (int[])[8, 9, 10, 11])
            taken.Add(await _process.BookAsync("holder", Thursday(hour)));
        await _process.JoinAsync("silent", Thursday(8), anyOfMorning: true);

        Assert.Contains("holding it for you until 9:00 AM", await OfferedAfterAsync(taken[0]), StringComparison.Ordinal);
        await PassesAsync(60);
        Assert.Contains("holding it for you until 9:30 AM", await OfferedAfterAsync(taken[1]), StringComparison.Ordinal);
        await PassesAsync(30);
        Assert.Contains("holding it for you until 9:45 AM", await OfferedAfterAsync(taken[2]), StringComparison.Ordinal);
        await _process.SayAsync("silent", "pass");
        await LookAsync();
        Assert.Contains("holding it for you until 10:30 AM", await OfferedAfterAsync(taken[3]), StringComparison.Ordinal);

        async Task PassesAsync(int minutes)
        {
            _clinic.Time.Advance(TimeSpan.FromMinutes(minutes));
            await LookAsync();
        }

        async Task<string> OfferedAfterAsync(string reference)
        {
            await CancelAsync(reference);
            await LookAsync();
            return (await _process.Get<IConversationLog>().ReadAsync("silent", 0, Cancel))[^1].Reply!.Text;
        }
    }

    [Fact]
    public async Task Time_is_held_for_whom_it_is_offered_and_for_nobody_else()
    {
        var reference = await _process.BookAsync("holder", Thursday(10));
        await _process.JoinAsync("first", Thursday(10));
        await CancelAsync(reference);
        await LookAsync();

        Assert.IsType<ScheduleResult.Taken>(await _process.AskAsync("holder", new ScheduleRequest.Hold(Visit(Thursday(10)))));
        _clinic.Time.Advance(TimeSpan.FromMinutes(60));
        await LookAsync();
        Assert.IsType<ScheduleResult.Held>(await _process.AskAsync("holder", new ScheduleRequest.Hold(Visit(Thursday(10)))));
    }

    [Fact]
    public async Task Time_that_a_hold_no_longer_keeps_is_freed_too()
    {
        await _process.SayAsync("holder", "hello");
        await _process.AskAsync("holder", new ScheduleRequest.Hold(Visit(Thursday(10))));
        await _process.JoinAsync("first", Thursday(10));
        Assert.Equal(TimeSpan.FromMinutes(1), await LookAsync());
        _clinic.Time.Advance(TimeSpan.FromMinutes(9.5));
        Assert.Equal(TimeSpan.FromSeconds(30), await LookAsync());
        Assert.Equal(0, await _process.OffersAsync("first"));

        _clinic.Time.Advance(TimeSpan.FromSeconds(30));
        await LookAsync();

        Assert.Equal(1, await _process.OffersAsync("first"));
    }

    [Fact]
    public async Task Earlier_visit_is_moved_and_its_time_goes_to_the_next_who_waits_for_it()
    {
        var early = await _process.BookAsync("holder", Thursday(10));
        Assert.StartsWith("You're booked", await BookInChatAsync("mover", "thursday december 3 at 3pm"), StringComparison.Ordinal);
        Assert.StartsWith("You are on the waiting list", await _process.SayAsync("mover", "put me on the waiting list for thursday december 3 at 10am"), StringComparison.Ordinal);
        await _process.JoinAsync("next", Thursday(15));
        await CancelAsync(early);
        await LookAsync();

        Assert.StartsWith("Your visit is moved.", await _process.SayAsync("mover", "take it"), StringComparison.Ordinal);
        await LookAsync();

        Assert.Equal(1, await _process.OffersAsync("next"));
    }

    [Fact]
    public async Task Offer_ends_two_hours_before_the_visit_and_is_not_made_later_than_that_allows()
    {
        var start = new DateTimeOffset(2026, 12, 1, 10, 30, 0, TimeSpan.FromHours(-6));
        var reference = await _process.BookAsync("holder", start);
        await _process.JoinAsync("first", start);
        await CancelAsync(reference);
        await LookAsync();
        Assert.Contains("until 8:30 AM", (await _process.Get<IConversationLog>().ReadAsync("first", 0, Cancel))[^1].Reply!.Text, StringComparison.Ordinal);
        await _process.JoinAsync("second", start);
        _clinic.Time.Advance(TimeSpan.FromMinutes(30));
        await LookAsync();
        Assert.Equal(0, await _process.OffersAsync("second"));
    }

    [Fact]
    public async Task Patient_with_a_warning_sign_is_passed_over_and_keeps_the_place()
    {
        var reference = await _process.BookAsync("holder", Thursday(10));
        await _process.JoinAsync("first", Thursday(10));
        await _process.JoinAsync("second", Thursday(10));
        await _process.SayAsync("first", "I can't control my bladder and my groin is numb");
        await CancelAsync(reference);
        await LookAsync();
        Assert.Equal((0, 1), (await _process.OffersAsync("first"), await _process.OffersAsync("second")));

        await _process.SayAsync("first", "I am safe, I have been seen");
        await _process.SayAsync("second", "pass");
        await LookAsync();
        Assert.Equal(1, await _process.OffersAsync("first"));
    }

    [Fact]
    public async Task Patient_whose_conversation_a_person_has_is_passed_over_and_keeps_the_place()
    {
        var reference = await _process.BookAsync("holder", Thursday(10));
        await _process.JoinAsync("first", Thursday(10));
        await _process.JoinAsync("second", Thursday(10));
        await _process.SayAsync("first", "talk to a person");
        await _process.Get<ITurns>().TakeAsync(new("first", "taken", new Input.StaffTook(new("Jo", "jo@clinic.example")), ActivityJson: null), Cancel);
        await CancelAsync(reference);
        await LookAsync();
        Assert.Equal((0, 1), (await _process.OffersAsync("first"), await _process.OffersAsync("second")));
    }

    [Fact]
    public async Task Patient_who_is_found_to_have_an_earlier_visit_is_passed_over_and_not_looked_at_again_at_once()
    {
        var reference = await _process.BookAsync("holder", Thursday(10));
        await _process.JoinAsync("first", Thursday(10));
        Assert.StartsWith("You're booked", await BookInChatAsync("first", "wednesday december 2 at 10am"), StringComparison.Ordinal);
        // As where the visit was made in another chat: only the conversation remembers it.
        await _clinic.ChangeAsync("UPDATE Bookings SET Visit = 'telehealth' WHERE ConversationId = 'first'");
        await _process.JoinAsync("second", Thursday(10));
        await CancelAsync(reference);
        _process.Get<WaitingList>().Signal.TakeNews();

        await LookAsync();

        Assert.Equal((0, 1), (await _process.OffersAsync("first"), await _process.OffersAsync("second")));
        Assert.False(_process.Get<WaitingList>().Signal.TakeNews());
    }

    [Fact]
    public async Task Wherever_a_process_ends_nobody_is_skipped_and_nothing_is_offered_twice()
    {
        var reference = await _process.BookAsync("holder", Thursday(10));
        await _process.JoinAsync("first", Thursday(10));
        await _process.JoinAsync("second", Thursday(10));
        await CancelAsync(reference);
        var ends = 0;
        for (var step = 1; ; step++)
        {
            var dying = new DyingProcess(_process.Get<AskAtOnce>(), _process.Get<ITurns>(), diesAt: step);
            try
            {
                await _process.KeeperWith(dying.AskAsync, dying).DoDueAsync(Cancel);
                break;
            }
            catch (OperationCanceledException)
            {
                ends++;
            }

            Assert.Equal(0, await _process.OffersAsync("second"));
            _process = await _clinic.StartProcessAsync();
        }

        Assert.True(ends >= 4, $"It ended {ends} times in between.");
        Assert.Equal((1, 0), (await _process.OffersAsync("first"), await _process.OffersAsync("second")));
        Assert.StartsWith("You're booked.", await _process.SayAsync("first", "take it"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_give_each_freed_time_to_one_patient_and_keep_the_order()
    {
        var other = await _clinic.StartProcessAsync();
        var references = new List<string>();
        foreach (var hour in (int[])[9, 10, 11])
            references.Add(await _process.BookAsync("holder", Thursday(hour)));
        for (var i = 0; i < 6; i++)
            await _process.JoinAsync("patient " + i, Thursday(9), anyOfMorning: true);

        foreach (var reference in references)
        {
            await CancelAsync(reference);
            await Task.WhenAll(Task.Run(() => _process.Keeper.DoDueAsync(Cancel)), Task.Run(() => other.Keeper.DoDueAsync(Cancel)));
        }

        await LookAsync();
        var offers = new List<int>();
        for (var i = 0; i < 6; i++)
            offers.Add(await other.OffersAsync("patient " + i));
        Assert.Equal([1, 1, 1, 0, 0, 0], offers);
        var taken = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => (i % 2 == 0 ? _process : other).SayAsync("patient " + i, "take it"))));
        Assert.All(taken, said => Assert.StartsWith("You're booked.", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keeper_is_woken_by_a_visit_that_is_cancelled()
    {
        var reference = await _process.BookAsync("holder", Thursday(10));
        await _process.JoinAsync("first", Thursday(10));
        await _process.Keeper.StartAsync(Cancel);
        var log = _process.Get<IConversationLog>();

        await CancelAsync(reference);
        await log.WaitAsync("first", 0, Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal(1, await _process.OffersAsync("first"));
        await _process.Keeper.StopAsync(Cancel);
    }

    [Fact]
    public async Task Staff_see_who_waits_for_what_and_what_is_held_for_them()
    {
        var reference = await _process.BookAsync("holder", Thursday(10));
        await _process.JoinAsync("first", Thursday(10));
        await _process.JoinAsync("second", Thursday(10));
        await CancelAsync(reference);
        await LookAsync();

        var first = Assert.Single((await _process.Get<ITranscripts>().OpenAsync("first", "tester", Cancel))!.Waits);
        var second = Assert.Single((await _process.Get<ITranscripts>().OpenAsync("second", "tester", Cancel))!.Waits);

        Assert.Equal((0, Thursday(10)), (first.Ahead, first.Offered!.Slot.Start));
        Assert.Equal((1, null, "Patient of second"), (second.Ahead, second.Offered, second.Entry.Name));
    }

    private async Task<TimeSpan> LookAsync() => await _process.Keeper.DoDueAsync(Cancel);

    private async Task CancelAsync(string reference) => Assert.IsType<ScheduleResult.Cancelled>(await _process.AskAsync("holder", new ScheduleRequest.Cancel(reference)));

    private async Task<string> BookInChatAsync(string conversation, string when)
    {
        await _process.SayAsync(conversation, "book an evaluation " + when);
        await _process.SayAsync(conversation, "Ann Lee, 312 555 0137");
        return await _process.SayAsync(conversation, "confirm");
    }

    private async Task AssertOffersAsync(int first, int second, int third) =>
        Assert.Equal((first, second, third), (await _process.OffersAsync("first"), await _process.OffersAsync("second"), await _process.OffersAsync("third")));

    /// <summary>Ends before or after one of the things that the keeper asks for.</summary>
    private sealed class DyingProcess(AskAtOnce ask, ITurns turns, int diesAt) : ITurns
    {
        private int _step;

        public async ValueTask<ScheduleResult> AskAsync(string conversationId, ScheduleRequest request, CancellationToken cancel)
        {
            Step();
            var result = await ask(conversationId, request, cancel);
            Step();
            return result;
        }

        public ValueTask OpenAsync(NewConversation conversation, CancellationToken cancel) => turns.OpenAsync(conversation, cancel);

        public async ValueTask<CommittedTurn> TakeAsync(InboundMessage message, CancellationToken cancel)
        {
            Step();
            var turn = await turns.TakeAsync(message, cancel);
            Step();
            return turn;
        }

        private void Step()
        {
            if (++_step == diesAt)
                throw new OperationCanceledException("The process ends here.");
        }
    }
}
