using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>The staff console while patients chat, each in a browser of their own.</summary>
public sealed class ConsoleTests
{
    private const string First = "staff@clinic.example", Second = "ben@clinic.example";

    [Fact]
    public async Task Staff_settle_notices_and_take_conversations_over_and_patients_see_who_speaks()
    {
        using var data = new ScratchFolder();
        var bot = await StartAsync(data);
        try
        {
            var password = await AddAsync(data, Second);
            await Peers.RunAsync("console.mjs", AnswerAsync, bot.Origin, First, bot.FirstPassword!, Second, password, Peers.Screenshots);
        }
        finally
        {
            await bot.DisposeAsync();
        }

        async Task<string> AnswerAsync(string asked)
        {
            if (asked == "audit")
                return JsonSerializer.Serialize(await ReadAsync(data, "SELECT Actor || ' ' || Action FROM AuditEntries ORDER BY Id"));
            await bot.DisposeAsync();
            await ReadAsync(data, "UPDATE Notices SET DueAt = MadeAt WHERE Template = 'reminder'");
            bot = await StartAsync(data);
            return JsonSerializer.Serialize(new[] { bot.Origin });
        }
    }

    [Fact]
    public async Task Reviewers_find_what_matters_and_do_not_get_in_each_others_way()
    {
        using var data = new ScratchFolder();
        await using var bot = await StartAsync(data);
        var password = await AddAsync(data, Second);

        await Peers.RunAsync("queue.mjs", AnswerAsync, bot.Origin, First, bot.FirstPassword!, Second, password, Peers.Screenshots);

        async Task<string> AnswerAsync(string asked)
        {
            await ReadAsync(data, asked == "break" ? "ALTER TABLE SavedViews RENAME TO SavedViewsAside" : "ALTER TABLE SavedViewsAside RENAME TO SavedViews");
            return "true";
        }
    }

    // Somebody is always there, so that the test hangs on no hour of the day.
    private static Task<BotProcess> StartAsync(ScratchFolder data) => BotProcess.StartAsync(
        data.Path, [.. Enum.GetNames<DayOfWeek>().Select(day => $"--Clinic:StaffHours:{day}:0=00:00-23:59")]);

    private static async Task<string> AddAsync(ScratchFolder data, string email)
    {
        var (status, output, errors) = await BotProcess.RunToEndAsync(["staff", "add", email, "--contentRoot", BotProcess.Repository], "", ("Storage__ConnectionString", Data(data)));
        Assert.True(status == 0, errors);
        return output.Split("Password ")[1].Trim();
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(ScratchFolder data, string sql)
    {
        await using var connection = new SqliteConnection($"{Data(data)};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    private static string Data(ScratchFolder data) => $"Data Source={Path.Combine(data.Path, "bot.db")}";
}
