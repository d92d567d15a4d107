using System.Collections.Concurrent;

namespace ValorSpine.Bot.EndToEnd.Tests;

public sealed class BackupTests
{
    [Fact]
    public async Task A_clinic_that_lost_its_machine_goes_on_from_its_backup_and_its_key_file_with_what_was_erased_since_erased_again()
    {
        using var machine = new ScratchFolder();
        using var safe = new ScratchFolder();
        using var other = new ScratchFolder();
        var (backup, keys, list) = (Path.Combine(safe.Path, "backup.zip"), Path.Combine(safe.Path, "keys"), Path.Combine(safe.Path, "erasures"));
        string resume, booked, regretted, reference, erased;
        await using (var bot = await BotProcess.StartAsync(machine.Path))
        {
            using var http = new HttpClient { BaseAddress = bot.Address };
            var patient = await DirectLinePatient.OpenAsync(http);
            var regretting = await DirectLinePatient.OpenAsync(http);
            (resume, regretted, erased) = (patient.Resume, regretting.Resume, regretting.ConversationId);
            Assert.Contains("fibrin", string.Concat(await patient.AskAsync("what is fibrin")), StringComparison.OrdinalIgnoreCase);
            var booker = await DirectLinePatient.OpenAsync(http);
            reference = (await BookingPatient.BookAsync(booker, "book an evaluation at the clinic next week", new(1))).Reference!;
            booked = booker.Resume;
            await regretting.SayAsync("i told you too much");

            var (status, said, errors) = await WhileTalkingAsync(http, () => CommandAsync(machine, "backup", backup, "--with-keys", keys));
            Assert.True(status == 0, errors);
            Assert.Contains("It was read again: it is whole", said, StringComparison.Ordinal);

            Assert.Equal(0, (await CommandAsync(machine, "transcripts", "erase", erased, "--reason", "The patient asked for it.")).Status);
            await bot.KillAsync();
        }

        // The one file that has to be copied elsewhere by other means than a backup.
        File.Copy(Path.Combine(machine.Path, "bot.erasures"), list);

        var restored = await CommandAsync(other, "restore", backup, "--keys", keys, "--erasures", list);
        Assert.True(restored.Status == 0, restored.Errors);
        Assert.Contains("Conversations erased again: 1.", restored.Output, StringComparison.Ordinal);

        await using var again = await BotProcess.StartAsync(other.Path);
        using var client = new HttpClient { BaseAddress = again.Address };
        var returned = await DirectLinePatient.OpenAsync(client, resume);
        Assert.Contains("fibrin", string.Concat((await returned.ReadAsync()).Select(activity => activity.GetRawText())), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("risk", string.Concat(await returned.AskAsync("is it safe")), StringComparison.OrdinalIgnoreCase);
        var visitor = await DirectLinePatient.OpenAsync(client, booked);
        await visitor.AskAsync("cancel my visit");
        Assert.Contains(reference, string.Concat((await visitor.ReadAsync()).Select(activity => activity.GetRawText())), StringComparison.Ordinal);
        Assert.Contains("cancel", string.Concat(await visitor.AskAsync("yes")), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The audit trail is whole", (await CommandAsync(other, "audit", "verify")).Output, StringComparison.Ordinal);
        // With the right to what is gone, a patient gets a conversation that is new.
        Assert.NotEqual(erased, (await DirectLinePatient.OpenAsync(client, regretted)).ConversationId);
    }

    private static async Task<T> WhileTalkingAsync<T>(HttpClient http, Func<Task<T>> work)
    {
        using var stop = new CancellationTokenSource();
        var said = new ConcurrentBag<string>();
        var talking = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var patient = await DirectLinePatient.OpenAsync(http);
            while (!stop.IsCancellationRequested)
                said.Add(await patient.SayAsync("is it safe"));
        })).ToArray();
        var done = await work();
        await stop.CancelAsync();
        await Task.WhenAll(talking);
        Assert.NotEmpty(said);
        return done;
    }

    private static Task<(int Status, string Output, string Errors)> CommandAsync(ScratchFolder data, params string[] words) => BotProcess.RunToEndAsync(
        [.. words, "--contentRoot", BotProcess.Repository], environment: ("Storage__ConnectionString", $"Data Source={Path.Combine(data.Path, "bot.db")}"));
}
