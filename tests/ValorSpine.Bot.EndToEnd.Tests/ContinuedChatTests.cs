namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>A conversation that goes on, in a browser.</summary>
public sealed class ContinuedChatTests
{
    [Fact]
    public async Task A_conversation_goes_on_across_reload_tabs_sleep_a_cut_line_and_a_restart()
    {
        using var data = new ScratchFolder();
        var bot = await BotProcess.StartAsync(data.Path);
        try
        {
            await Peers.RunAsync("continuity.mjs", RestartAsync, bot.Origin);
        }
        finally
        {
            await bot.DisposeAsync();
        }

        async Task<string> RestartAsync(string asked)
        {
            await bot.DisposeAsync();
            bot = await BotProcess.StartAsync(data.Path);
            return bot.Origin;
        }
    }
}
