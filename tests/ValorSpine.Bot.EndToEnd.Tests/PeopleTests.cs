using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>How staff sign in and who may do what, in a real browser.</summary>
public sealed class PeopleTests
{
    [Fact]
    public async Task Staff_set_up_a_second_factor_and_passkeys_and_an_administrator_manages_roles()
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path, "--Staff:SecondFactor=Required");

        await Peers.RunAsync("people.mjs", _ => AuditAsync(data), bot.Origin, "staff@clinic.example", bot.FirstPassword!, Peers.Screenshots);
    }

    [Fact]
    public async Task Staff_sign_in_at_the_clinics_sign_in_service_with_the_roles_that_they_have_there()
    {
        using var data = new ScratchFolder();
        BotProcess? bot = null;
        try
        {
            await Peers.RunAsync("oidc.mjs", AnswerAsync, Peers.Screenshots);
        }
        finally
        {
            if (bot is not null)
                await bot.DisposeAsync();
        }

        async Task<string> AnswerAsync(string asked)
        {
            if (asked == "audit")
                return await AuditAsync(data);
            bot = await BotProcess.StartAsync(
                data.Path, "--Staff:PasswordSignIn=false", $"--Staff:Oidc:Authority={asked.Split(' ')[1]}", "--Staff:Oidc:ClientId=valorspine",
                "--Staff:Oidc:ClientSecret=a-secret-of-at-least-thirty-two-letters", "--Staff:Oidc:Name=Clinic ID",
                "--Staff:Oidc:Roles:Clinic.Reviewer=reviewer", "--Staff:Oidc:Roles:Clinic.Admin=administrator");
            return JsonSerializer.Serialize(new[] { bot.Origin });
        }
    }

    private static async Task<string> AuditAsync(ScratchFolder data)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data.Path, "bot.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Actor || ' ' || Action FROM AuditEntries ORDER BY Id";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetString(0));
        return JsonSerializer.Serialize(rows);
    }
}
