namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>Clients that others wrote: Microsoft's Direct Line client, and a browser with the official Web Chat.</summary>
public sealed class PeerTests
{
    [Fact]
    public async Task The_official_direct_line_client_connects_posts_streams_reconnects_and_renews_its_token()
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path, "--DirectLine:TokenSeconds=6");
        await Peers.RunAsync("directline.mjs", bot.Address.GetLeftPart(UriPartial.Authority));
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task A_patient_goes_the_whole_way_in_a_browser_and_staff_read_it(int width)
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path);
        await Peers.RunAsync("journey.mjs", bot.Address.GetLeftPart(UriPartial.Authority), "staff@clinic.example", bot.FirstPassword!, $"{width}", Peers.Screenshots);
    }
}
