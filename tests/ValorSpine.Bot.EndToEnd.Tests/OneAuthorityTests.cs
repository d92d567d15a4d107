using System.Diagnostics;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>No slot is given twice, whoever asks at the same time and whatever is killed meanwhile. Longer runs are in bench/.</summary>
public sealed class OneAuthorityTests
{
    private const int Patients = 24, Kills = 3;

    [Fact]
    public async Task Patients_who_all_want_the_same_times_get_one_each_and_hear_honestly_what_is_taken()
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path);
        using var http = new HttpClient { BaseAddress = bot.Address };

        var visits = await Task.WhenAll(Enumerable.Range(0, Patients).Select(number => Task.Run(async () =>
            await BookingPatient.BookAsync(await DirectLinePatient.OpenAsync(http), "book an evaluation at the clinic next week", new Random(number)))));

        Assert.All(visits, visit => Assert.NotNull(visit.Reference));
        Assert.Equal(Patients, visits.DistinctBy(visit => visit.Reference).Count());
        Assert.Contains(visits, visit => visit.Taken > 0);
        var times = visits.Select(visit => visit.When).Order().ToArray();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMinutes(60), $"{pair.First} and {pair.Second}"));
    }

    [Fact]
    public async Task Two_processes_on_one_file_that_are_killed_again_and_again_give_nothing_twice_and_lose_nothing()
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var program = Path.Combine(BotProcess.Repository, "bench", "ValorSpine.Bot.Bench", "bin", configuration, "net10.0", "ValorSpine.Bot.Bench.dll");
        using var fight = Process.Start(new ProcessStartInfo("dotnet", [program, "fight", $"{Kills}"]) { RedirectStandardOutput = true })!;

        var said = await fight.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await fight.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(fight.ExitCode == 0, said);
        Assert.Contains("double bookings 0", said, StringComparison.Ordinal);
    }
}
