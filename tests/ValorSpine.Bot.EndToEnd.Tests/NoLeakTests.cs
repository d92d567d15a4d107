using ValorSpine.Bot.Tests.Leaks;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>What patients and staff type is not in what the program writes for its operator.</summary>
public sealed class NoLeakTests
{
    private const string Email = "staff@clinic.example";

    [Fact]
    public async Task As_it_is_shipped_it_writes_nothing_that_was_typed_and_no_address_that_was_made_up()
    {
        var (written, _) = await RunAsync();

        Assert.Contains("The store cannot be written", written, StringComparison.Ordinal);
        Assert.Null(Marks.FindTyped(written));
        Assert.Null(Marks.FindAddress(written));
    }

    [Fact]
    public async Task With_everything_logged_it_writes_nothing_that_was_typed_and_no_password_again()
    {
        var (written, password) = await RunAsync(
            "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Trace", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Trace",
            "--Logging:Console:FormatterName=json", "--Logging:Console:FormatterOptions:IncludeScopes=true");

        Assert.Contains("\"LogLevel\":\"Trace\"", written, StringComparison.Ordinal);
        Assert.Contains("Request finished", written, StringComparison.Ordinal);
        Assert.NotNull(Marks.FindAddress(written));
        Assert.Null(Marks.FindTyped(written));
        Assert.Equal(2, written.Split(password).Length);
    }

    [Fact]
    public async Task Questions_in_batches_are_quoted_in_no_error()
    {
        var lines = string.Join('\n', [
            $$"""{"id": "a", "text": "my back hurts {{Marks.Typed}}pain"}""",
            $$"""{"id": "b", "turns": "{{Marks.Typed}}turns"}""",
            $$"""{"text": "{{Marks.Typed}}text"}""",
            $$"""{"id": "c", "text": "{{Marks.Typed}}malformed""",
            $$"""{"id": "d", "text": "x", "{{Marks.Typed}}twice": 1, "{{Marks.Typed}}twice": 2}"""]);

        var (status, output, errors) = await BotProcess.RunToEndAsync(["ask", "--contentRoot", BotProcess.Repository], lines);

        Assert.Equal(1, status);
        Assert.Equal(4, output.Split("\"error\"").Length - 1);
        Assert.Null(Marks.FindTyped(string.Concat(output.Split('\n').Where(line => line.Contains("\"error\"", StringComparison.Ordinal)))));
        Assert.Null(Marks.FindTyped(errors));
    }

    private static async Task<(string Written, string Password)> RunAsync(params string[] settings)
    {
        using var data = new ScratchFolder();
        var file = Path.Combine(data.Path, "bot.db");
        await using var bot = await BotProcess.StartAsync(data.Path, [$"--Storage:ConnectionString=Data Source={file};Default Timeout=1", .. settings]);
        using var run = await MarkedRun.PlayAsync(bot.Address, file, Email, bot.FirstPassword!, TestContext.Current.CancellationToken);
        return (await bot.StopAsync(), bot.FirstPassword!);
    }
}
