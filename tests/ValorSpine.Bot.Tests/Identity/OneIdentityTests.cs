using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Tests.Deliveries;
using ValorSpine.Bot.Tests.Leaks;

namespace ValorSpine.Bot.Tests.Identity;

/// <summary>Two conversations are one patient's only where the patient says so with a code, on whatever channels; nothing else joins them.</summary>
public sealed partial class OneIdentityTests : AtAzure
{
    private static readonly string[] s_begun = ["check what may fit", "none of these", "none", "61"];

    private int _messages;

    [Fact]
    public async Task A_check_that_was_begun_on_the_web_goes_on_in_another_browser_with_the_code_once()
    {
        await using var bot = Serve();
        using var http = Http(bot);
        var code = await BegunOnWebAsync(http);

        var other = await MarkedPatient.OpenAsync(http, Cancel);
        var goesOn = await other.SayAsync(Cancel, "resume the check", code, "none of these", "none");
        Assert.Contains("Where is your main pain", goesOn, StringComparison.Ordinal);
        Assert.DoesNotContain("How old are you", goesOn, StringComparison.Ordinal);

        var third = await MarkedPatient.OpenAsync(http, Cancel);
        Assert.Contains("find that code", await third.SayAsync(Cancel, "resume the check", code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_was_begun_on_the_web_goes_on_in_teams_with_the_code()
    {
        await using var bot = Serve();
        using var http = Http(bot);
        var code = await BegunOnWebAsync(http);

        var goesOn = await SayAsync(bot, "msteams", "resume the check", code, "none of these", "none");

        Assert.Contains("Where is your main pain", goesOn, StringComparison.Ordinal);
        Assert.DoesNotContain("How old are you", goesOn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_user_id_on_another_channel_continues_nothing()
    {
        await using var bot = Serve();
        await SayAsync(bot, "msteams", [.. s_begun, "stop"]);

        var elsewhere = await SayAsync(bot, "directline", "resume the check");

        Assert.Contains("Do you have a resume code", elsewhere, StringComparison.Ordinal);
        Assert.DoesNotContain("go on or start over", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_name_and_phone_continue_nothing_and_show_no_visit()
    {
        const string Who = "Jo Smith, 312 555 0142";
        await using var bot = Serve();
        using var http = Http(bot);
        var booker = await MarkedPatient.OpenAsync(http, Cancel);
        var booked = await booker.SayAsync(Cancel, "book an evaluation in two weeks", "1", Who, "confirm");
        var reference = Reference().Match(booked).Value;
        Assert.NotEqual("", reference);

        foreach (var first in new[] { "cancel my visit", "when is my visit?", "move my visit", "resume the check" })
        {
            var namesake = await MarkedPatient.OpenAsync(http, Cancel);
            Assert.DoesNotContain(reference, await namesake.SayAsync(Cancel, first, Who, "312 555 0142", "yes"), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(reference, await SayAsync(bot, "msteams", "cancel my visit", Who, "yes"), StringComparison.Ordinal);
        Assert.Contains(reference, await booker.SayAsync(Cancel, "cancel my visit"), StringComparison.Ordinal);
    }

    private static HttpClient Http(ConnectedBot bot) => new() { BaseAddress = bot.ClientOptions.BaseAddress };

    private static async Task<string> BegunOnWebAsync(HttpClient http)
    {
        var patient = await MarkedPatient.OpenAsync(http, Cancel);
        var said = await patient.SayAsync(Cancel, [.. s_begun, "stop"]);
        var code = Code().Match(said).Value;
        Assert.True(code.Length > 0, said);
        return code;
    }

    /// <summary>Says something on a channel of the Bot Framework, always under the same user id, and gives all that the bot said there.</summary>
    private async Task<string> SayAsync(ConnectedBot bot, string channel, params string[] texts)
    {
        foreach (var text in texts)
            Assert.Equal(200, await bot.SayAsync($"{channel}-conversation", $"m{++_messages}", text, channel));
        var row = Assert.Single((await bot.Services.GetRequiredService<ITranscripts>().ListAsync(channel, null, 0, 10, Cancel)).Rows);
        var log = await bot.Services.GetRequiredService<IConversationLog>().ReadAsync(row.Id, 0, Cancel);
        return string.Join('\n', log.Where(entry => entry.FromBot).Select(entry => entry.Reply!.Text));
    }

    // In JSON a line break stands before it as two characters.
    [GeneratedRegex(@"[34679CDFGHJKMNPQRTVWXY]{4} [34679CDFGHJKMNPQRTVWXY]{4}(?=\\n)", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(@"VS-[A-Z0-9]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
