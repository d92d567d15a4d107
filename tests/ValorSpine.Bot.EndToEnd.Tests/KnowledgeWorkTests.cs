using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>From a patient's question without an answer to an article that answers it, in browsers of a patient, an author and a second person; then figures, suggestions and judging.</summary>
public sealed class KnowledgeWorkTests
{
    private const string First = "staff@clinic.example", Second = "ben@clinic.example";

    [Fact]
    public async Task A_question_without_an_answer_becomes_one_and_is_counted_and_judged()
    {
        using var data = new ScratchFolder();
        var content = Path.Combine(data.Path, "content");
        Copy("knowledge", content);
        Copy("dialogs", content);
        Copy(Path.Combine("tests", "evaluation", "tuned"), content);
        File.Copy(Path.Combine(BotProcess.Repository, "appsettings.json"), Path.Combine(content, "appsettings.json"));
        await GitAsync(content, "init", "--quiet");
        await GitAsync(content, "add", "--all");
        await using var bot = await BotProcess.StartInAsync(content, data.Path);
        var store = $"Data Source={Path.Combine(data.Path, "bot.db")}";
        var (status, output, errors) = await BotProcess.RunToEndAsync(["staff", "add", Second, "--role", "approver", "--contentRoot", content], "", ("Storage__ConnectionString", store));
        Assert.True(status == 0, errors);

        await Peers.RunAsync("knowledge.mjs", AnswerAsync, bot.Origin, First, bot.FirstPassword!, Second, output.Split("Password ")[1].Trim(), Peers.Screenshots);

        async Task<string> AnswerAsync(string asked) => JsonSerializer.Serialize(asked == "audit"
            ? await ReadAsync(store)
            : string.Join('\n', (await GitAsync(content, "diff", "--unified=0")).Split('\n').Where(line => line.StartsWith("+ ", StringComparison.Ordinal) || line.StartsWith("- ", StringComparison.Ordinal))) as object);
    }

    private static void Copy(string folder, string to)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(BotProcess.Repository, folder), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(BotProcess.Repository, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<string> GitAsync(string folder, params string[] args)
    {
        using var git = Process.Start(new ProcessStartInfo("git", args) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, git.ExitCode);
        return output;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string store)
    {
        await using var connection = new SqliteConnection($"{store};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Actor || ' ' || Action FROM AuditEntries ORDER BY Id";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetString(0));
        return rows;
    }
}
