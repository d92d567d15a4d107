using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>What patients said to sharing is kept as it was, and a summary that is taken back is gone.</summary>
public abstract class ConsentTests(StoreKind kind)
{
    private static readonly ConsentAsked s_asked = new("1", "0a1b", "PLAINTEXT May we?");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_is_kept_with_its_time_version_words_and_turn_also_after_a_restart()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await store.ConversationAsync("c1");
        await SayAsync(store, new(ConsentDecision.Agreed, s_asked, "PLAINTEXT Share"));
        var agreedAt = store.Time.GetUtcNow();
        store.Time.Advance(TimeSpan.FromHours(1));
        await SayAsync(store, new(ConsentDecision.Withdrawn, s_asked, "PLAINTEXT dont"));
        await store.RestartAsync();

        var consents = (await store.Transcripts.OpenAsync("c1", "ann", Cancel))!.Consents;

        Assert.Equal([new(ConsentDecision.Agreed, s_asked, "PLAINTEXT Share"), new(ConsentDecision.Withdrawn, s_asked, "PLAINTEXT dont")], consents.Select(consent => consent.Said));
        Assert.Equal([1L, 3L], consents.Select(consent => consent.Sequence));
        Assert.InRange(consents[0].At, agreedAt, agreedAt.AddSeconds(1));
        Assert.InRange(consents[1].At, agreedAt.AddHours(1), agreedAt.AddHours(1).AddSeconds(1));

        await store.StopAsync();
        foreach (var file in await store.FilesAsync())
            Assert.True((await File.ReadAllBytesAsync(file, Cancel)).AsSpan().IndexOf("PLAINTEXT"u8) < 0, file);
    }

    [Fact]
    public async Task Summary_that_is_taken_back_is_gone_from_visits_to_come_and_asking_again_says_the_same()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await store.ConversationAsync("c1");
        await BookAsync(store, days: 1);
        await BookAsync(store, days: 5);

        Assert.Equal(new ScheduleResult.Unshared(2, 0), await UnshareAsync(store));
        Assert.Equal(new ScheduleResult.Unshared(2, 0), await UnshareAsync(store));

        var appointments = (await store.Transcripts.OpenAsync("c1", "ann", Cancel))!.Appointments;
        Assert.Equal(2, appointments.Length);
        Assert.All(appointments, appointment => Assert.Null(appointment.ScreeningSummary));
        Assert.All(appointments, appointment => Assert.Equal(("Jo", "hip"), (appointment.Appointment.Name, appointment.Reason)));
    }

    [Fact]
    public async Task Visit_that_has_passed_keeps_its_summary_and_is_told_of()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await store.ConversationAsync("c1");
        await BookAsync(store, days: 1);
        store.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(new ScheduleResult.Unshared(0, 1), await UnshareAsync(store));
        Assert.Equal("the summary", (await store.Transcripts.OpenAsync("c1", "ann", Cancel))!.Appointments.Single().ScreeningSummary);
    }

    [Fact]
    public async Task Only_visits_of_the_same_conversation_are_changed()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await store.ConversationAsync("c1");
        await store.ConversationAsync("c2");
        await BookAsync(store, days: 1);

        Assert.Equal(new ScheduleResult.Unshared(0, 0), await UnshareAsync(store, "c2"));
        Assert.Equal("the summary", (await store.Transcripts.OpenAsync("c1", "ann", Cancel))!.Appointments.Single().ScreeningSummary);
    }

    private static async Task SayAsync(OpenedStore store, ConsentAnswer consent) => await store.SayAsync("c1", "x", decide: decided => decided with { Consent = consent });

    private static ValueTask<ScheduleResult> UnshareAsync(OpenedStore store, string id = "c1") => store.Schedule.PerformAsync(id, new ScheduleRequest.Unshare(), Cancel);

    private static async Task BookAsync(OpenedStore store, int days)
    {
        var held = (ScheduleResult.Held)await store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(new("evaluation", "dr-a", store.Time.GetUtcNow().AddDays(days), 60)), Cancel);
        await store.Schedule.PerformAsync("c1", new ScheduleRequest.Confirm(held.HoldId, "Jo", "+13125550142", null, "hip", "the summary"), Cancel);
    }
}

public sealed class ConsentOnSqliteTests() : ConsentTests(StoreKind.Sqlite);

public sealed class ConsentOnPostgreSqlTests() : ConsentTests(StoreKind.PostgreSql);
