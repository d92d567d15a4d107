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
        var address = bot.Address.GetLeftPart(UriPartial.Authority);
        website.Embed(address);

        await Peers.RunAsync("website.mjs", address, website.Address, website.Stranger, Peers.Screenshots);
    }
}
