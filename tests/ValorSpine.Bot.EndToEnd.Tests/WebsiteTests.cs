namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>The chat on websites, in a browser.</summary>
public sealed class WebsiteTests
{
    [Fact]
    public async Task The_chat_is_light_keeps_still_and_works_on_another_website_under_the_policy_of_the_docs()
    {
        using var data = new ScratchFolder();
        await using var website = await OtherWebsite.StartAsync();
        await using var bot = await BotProcess.StartAsync(data.Path, $"--DirectLine:AllowedOrigins:0={website.Address}");
        website.Embed(Address(bot));

        await Peers.RunAsync("website.mjs", Address(bot), website.Address, website.Stranger, Peers.Screenshots);
    }

    [Fact]
    public async Task Everybody_can_use_the_chat_by_keyboard_by_ear_zoomed_in_in_the_dark_and_without_motion()
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path);

        await Peers.RunAsync("access.mjs", Address(bot), Peers.Screenshots);
    }

    [Fact]
    public async Task A_conversation_goes_on_across_reload_tabs_sleep_a_cut_line_and_a_restart()
    {
        using var data = new ScratchFolder();
        var bot = await BotProcess.StartAsync(data.Path);
        try
        {
            await Peers.RunAsync("continuity.mjs", RestartAsync, Address(bot));
        }
        finally
        {
            await bot.DisposeAsync();
        }

        async Task<string> RestartAsync(string asked)
        {
            await bot.DisposeAsync();
            bot = await BotProcess.StartAsync(data.Path);
            return Address(bot);
        }
    }

    private static string Address(BotProcess bot) => bot.Address.GetLeftPart(UriPartial.Authority);
}
