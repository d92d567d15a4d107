namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>The chat for everybody, in a browser.</summary>
public sealed class AccessibleChatTests
{
    [Fact]
    public async Task Everybody_can_use_the_chat_by_keyboard_by_ear_zoomed_in_in_the_dark_and_without_motion()
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path);

        await Peers.RunAsync("access.mjs", bot.Origin, Peers.Screenshots);
    }
}
