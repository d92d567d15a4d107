using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Tests.Interleavings;

namespace ValorSpine.Bot.Bench;

/// <summary>One of the processes that fight over a week in one data file: some conversations that hold, confirm, move, cancel and release at a time.</summary>
internal static class Rival
{
    public const string Ready = "ready";

    private const int Conversations = 6;

    /// <summary>Runs until its input ends.</summary>
    public static async Task<int> RunAsync(string folder, string name, long origin)
    {
        var clock = new HurriedClock(origin);
        await using var services = Services(folder, clock);
        await StorageStartup.PrepareAsync(services, CancellationToken.None);
        var schedule = services.GetRequiredService<ISchedule>();
        using var stop = new CancellationTokenSource();
        var fights = new List<Task>();
        for (var number = 0; number < Conversations; number++)
        {
            var conversation = $"{name}-{number}";
            await services.GetRequiredService<ConversationStore>().OpenAsync(new(conversation, "webchat", "patient", null), CancellationToken.None);
            var patient = new RivalPatient(schedule, clock, conversation, Journal.Open(folder, conversation));
            fights.Add(Task.Run(() => patient.FightAsync(stop.Token)));
        }

        Console.WriteLine(Ready);
        // A conversation that fails ends the process: the other one sees it.
        await await Task.WhenAny([.. fights, Task.Run(Console.In.ReadToEndAsync)]);
        await stop.CancelAsync();
        await Task.WhenAll(fights);
        return 0;
    }

    private static ServiceProvider Services(string folder, TimeProvider clock)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:ConnectionString", $"Data Source={Fight.DataFile(folder)}")]).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(clock)
            .AddSingleton(Scene.Clinic)
            .AddSingleton<SlotEnumeration>(OpenSlots.Enumerate)
            .AddStorage(configuration.GetSection("Storage"), folder)
            .BuildServiceProvider();
    }
}

/// <summary>The same in all processes, and six hundred times as fast as ours: a hold of ten minutes ends after a second.</summary>
internal sealed class HurriedClock(long origin) : TimeProvider
{
    private const int Haste = 600;

    public override DateTimeOffset GetUtcNow() => new(origin + ((DateTimeOffset.UtcNow.Ticks - origin) * Haste), TimeSpan.Zero);
}

/// <summary>A conversation that writes down what it asks and what it is answered. What was asked and not answered when it was killed, it asks again first.</summary>
internal sealed class RivalPatient(ISchedule schedule, TimeProvider clock, string conversation, Journal journal)
{
    private const int DaysAhead = 30, DaysWanted = 7, Offered = 4;

    public async Task FightAsync(CancellationToken stop)
    {
        if (journal.Unanswered is { } request)
            await AskAsync(request);
        while (!stop.IsCancellationRequested)
            await ActAsync();
        journal.Dispose();
    }

    private async Task ActAsync()
    {
        if (await HoldAsync() is not { } hold)
        {
            // The week is full.
            if (journal.Standing.Keys.FirstOrDefault() is { } given)
                await AskAsync(new ScheduleRequest.Cancel(given));
            return;
        }

        var (standing, chance) = (journal.Standing.Keys.ToArray(), Random.Shared.Next(100));
        if (chance < 10)
            await AskAsync(new ScheduleRequest.Release(hold));
        else if (chance < 20)
            await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble() * 2));
        else if (chance < 35 && standing.Length > 0)
            await AskAsync(new ScheduleRequest.Move(standing[Random.Shared.Next(standing.Length)], hold));
        else
            await AskAsync(Confirm(hold));
        if (chance is >= 10 and < 20)
            await AskAsync(Confirm(hold));
        if (standing.Length > 2)
            await AskAsync(new ScheduleRequest.Cancel(standing[Random.Shared.Next(standing.Length)]));
    }

    // Everybody wants one of the first few.
    private async Task<string?> HoldAsync()
    {
        var monday = Week();
        var visit = Scene.Clinic.Visits[Random.Shared.Next(Scene.Clinic.Visits.Length)].Id;
        var free = (ScheduleResult.Free)await schedule.PerformAsync(
            conversation, new ScheduleRequest.FindSlots(visit, monday, monday.AddDays(DaysWanted), null, null, Offered), CancellationToken.None);
        return free.Slots.IsEmpty || await AskAsync(new ScheduleRequest.Hold(free.Slots[Random.Shared.Next(free.Slots.Length)])) is not ScheduleResult.Held held ? null : held.HoldId;
    }

    // The same week for as long as the fight lasts, give or take the end of a month.
    private DateTimeOffset Week()
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddDays(DaysAhead);
    }

    private static ScheduleRequest.Confirm Confirm(string hold) => new(hold, "Ann Lee", "+13125550142", null, null, null);

    private async Task<ScheduleResult> AskAsync(ScheduleRequest request)
    {
        journal.Ask(request);
        var answer = await schedule.PerformAsync(conversation, request, CancellationToken.None);
        journal.Answer(answer);
        return answer;
    }
}

/// <summary>What a conversation asked and was answered, in a file that outlives its process.</summary>
internal sealed class Journal : IDisposable
{
    private const string Asked = "? ", Answered = "! ";
    private readonly FileStream _file;

    private Journal(FileStream file) => _file = file;

    /// <summary>What was asked last and not answered, or null.</summary>
    public ScheduleRequest? Unanswered { get; private set; }

    /// <summary>The appointments of which was said that they stand, by reference.</summary>
    public Dictionary<string, Slot> Standing { get; } = new(StringComparer.Ordinal);

    /// <summary>References by the hold that was confirmed.</summary>
    public Dictionary<string, string> Confirmed { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers so far.</summary>
    public int Answers { get; private set; }

    /// <summary>Requests that were asked again after their process was killed.</summary>
    public int Repeats { get; private set; }

    /// <summary>The first answer that cannot be right, or null.</summary>
    public string? Wrong { get; private set; }

    public static Journal Open(string folder, string conversation)
    {
        var path = Path.Combine(folder, conversation + ".journal");
        var written = File.Exists(path) ? File.ReadAllText(path) : "";
        // A line that was not written to its end says nothing.
        var whole = written[..(written.LastIndexOf('\n') + 1)];
        var journal = new Journal(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0));
        journal._file.SetLength(whole.Length);
        journal._file.Seek(0, SeekOrigin.End);
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(Asked, StringComparison.Ordinal))
                journal.TakeAsked(JsonSerializer.Deserialize<ScheduleRequest>(line[Asked.Length..])!);
            else
                journal.TakeAnswer(JsonSerializer.Deserialize<ScheduleResult>(line[Answered.Length..])!);
        }

        return journal;
    }

    public void Ask(ScheduleRequest request)
    {
        Write(Asked + JsonSerializer.Serialize(request));
        TakeAsked(request);
    }

    public void Answer(ScheduleResult result)
    {
        Write(Answered + JsonSerializer.Serialize(result));
        TakeAnswer(result);
    }

    public void Dispose() => _file.Dispose();

    private void TakeAsked(ScheduleRequest request)
    {
        Repeats += Unanswered is null ? 0 : 1;
        Unanswered = request;
    }

    private void TakeAnswer(ScheduleResult result)
    {
        Answers++;
        if (result is ScheduleResult.Booked(var booked))
        {
            if (Unanswered is ScheduleRequest.Confirm confirm && !Confirmed.TryAdd(confirm.HoldId, booked.Reference) && Confirmed[confirm.HoldId] != booked.Reference)
                Wrong ??= $"hold {confirm.HoldId} became {Confirmed[confirm.HoldId]} and {booked.Reference}";
            Standing[booked.Reference] = booked.Slot;
        }
        else if (result is ScheduleResult.Cancelled(var cancelled))
        {
            Standing.Remove(cancelled.Reference);
        }
        else if (result is ScheduleResult.NotFound)
        {
            Wrong ??= $"{Unanswered} was answered that there is no such appointment";
        }

        Unanswered = null;
    }

    private void Write(string line) => _file.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line}\n")));
}
