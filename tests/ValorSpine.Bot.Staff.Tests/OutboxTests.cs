using System.Net;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Outbox;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class OutboxTests
{
    private static readonly OutboxRow s_dead = new(
        7, "c-journey", "booked", NoticeWay.Email, "a…@example.org", "VS-7K4M2", Samples.Start, OutboxState.Dead, 1, NoticeProblem.Refused);

    private static readonly OutboxRow s_unsent = new(8, "c-quiet", "reminder", NoticeWay.Phone, "…37", "VS-8K4M2", Samples.Start, OutboxState.NoCarrier, 0, null);

    [Fact]
    public async Task The_page_shows_who_is_not_told_what_and_why()
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();

        var page = Page.Text(await browser.ReadAsync("/staff/outbox"));

        Assert.Contains("Visit booked", page, StringComparison.Ordinal);
        Assert.Contains("a…@example.org", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("It was refused: the address may not exist. Tried once.", page, StringComparison.Ordinal);
        Assert.Contains("Text messages are not set up. Please call.", page, StringComparison.Ordinal);
        Assert.Equal([FakeSignIn.Email], host.Outbox.Readers);
    }

    [Theory]
    [InlineData(NoticeWay.Phone, NoticeProblem.Gone, "The patient asked for no text messages.")]
    [InlineData(NoticeWay.Phone, NoticeProblem.Refused, "the number may not take text messages")]
    [InlineData(NoticeWay.Phone, NoticeProblem.Unreachable, "The carrier of text messages cannot be reached.")]
    [InlineData(NoticeWay.Email, NoticeProblem.Setup, "The settings for the mail server do not work.")]
    [InlineData(NoticeWay.Chat, NoticeProblem.Gone, "took the bot out of that chat")]
    public void What_went_wrong_is_told_in_words_of_its_way(NoticeWay way, NoticeProblem problem, string words) =>
        Assert.Contains(words, OutboxNames.Why(s_dead with { Way = way, Problem = problem }), StringComparison.Ordinal);

    [Theory]
    [InlineData("twilio-sms", true, "The patient asked for no text messages")]
    [InlineData("sms", false, "The carrier of text messages did not take it (403).")]
    [InlineData("msteams", true, "took the bot out of the channel")]
    public void A_reply_that_no_channel_took_is_told_of_in_words_of_its_channel(string channel, bool isGone, string words) =>
        Assert.Contains(words, OutboxNames.Why(new UndeliveredReply("c1", channel, 2, Samples.Start, Samples.Start, isGone, "403")), StringComparison.Ordinal);

    [Theory]
    [InlineData("again")]
    [InlineData("handled")]
    public async Task A_step_is_taken_once_under_the_readers_name(string step)
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();
        var hidden = Browser.HiddenFields(await browser.ReadAsync("/staff/outbox"))[..1];

        using var first = await browser.PostAsync($"/staff/outbox/7/{step}", hidden);
        using var second = await browser.PostAsync($"/staff/outbox/7/{step}", hidden);

        Assert.Equal("/staff/outbox", first.Headers.Location?.OriginalString);
        Assert.Equal("/staff/outbox?late", second.Headers.Location?.OriginalString);
        Assert.Equal([(step, 7L, FakeSignIn.Email), (step, 7L, FakeSignIn.Email)], host.Outbox.Steps);
        Assert.Contains("Nothing was changed", await browser.ReadAsync("/staff/outbox?late"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_without_the_forms_token_is_refused()
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.PostAsync("/staff/outbox/7/again");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(host.Outbox.Steps);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_sees_and_does_nothing()
    {
        await using var host = await HostAsync();
        using var browser = host.Open();

        using var page = await browser.GetAsync("/staff/outbox");
        using var step = await browser.PostAsync("/staff/outbox/7/again");

        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
        Assert.Equal(HttpStatusCode.Found, step.StatusCode);
        Assert.Empty(host.Outbox.Readers);
        Assert.Empty(host.Outbox.Steps);
    }

    [Fact]
    public async Task Replies_that_no_channel_took_are_listed_with_the_reason_and_lead_to_the_conversation()
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();
        Assert.Contains("None in the last 7 days.", await browser.ReadAsync("/staff/outbox"), StringComparison.Ordinal);

        host.Undelivered.Rows.AddRange(
        [
            new("c-journey", "msteams", 4, Samples.Start, Samples.Start, IsGone: false, "403 BotDisabledByAdmin"),
            new("c-quiet", "msteams", 2, Samples.Start, Samples.Start, IsGone: true, "closed"),
        ]);
        var page = await browser.ReadAsync("/staff/outbox");

        Assert.Contains("2 replies in the last 7 days, newest first.", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("The channel did not take it (403 BotDisabledByAdmin).", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("The patient took the bot out of the channel or blocked it.", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("href=\"/staff/conversations/c-journey#m4\"", page, StringComparison.Ordinal);
    }

    private static async Task<ConsoleHost> HostAsync()
    {
        var host = await ConsoleHost.StartAsync();
        host.Outbox.Rows.AddRange([s_dead, s_unsent]);
        return host;
    }
}
