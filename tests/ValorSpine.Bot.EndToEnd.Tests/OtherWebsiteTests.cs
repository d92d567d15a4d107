namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>The chat on another website, in a browser.</summary>
public sealed class OtherWebsiteTests
{
    [Fact]
    public async Task The_chat_is_light_keeps_still_and_works_on_another_website_under_the_policy_of_the_docs()
    {
        using var data = new ScratchFolder();
        await using var website = await OtherWebsite.StartAsync();
        await using var bot = await BotProcess.StartAsync(data.Path, $"--DirectLine:AllowedOrigins:0={website.Address}");
        website.Embed(bot.Origin);

        await Peers.RunAsync("website.mjs", bot.Origin, website.Address, website.Stranger, Peers.Screenshots);
    }
}
