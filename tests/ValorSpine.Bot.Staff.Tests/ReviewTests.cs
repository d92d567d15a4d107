using System.Net;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Reviews;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class ReviewTests
{
    private const string Path = "/staff/conversations/c-journey";

    [Fact]
    public async Task A_step_reaches_the_store_with_what_was_seen()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await StepAsync(browser, ("step", "begin"));

        Assert.Equal(new ReviewStep("c-journey", FakeSignIn.Email, 7, new ReviewAction.Move(ReviewState.InReview)), Assert.Single(host.Reviews.Taken));
        Assert.Equal(Path + "#review", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Who_was_second_is_told_who_was_first()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Reviews.Refuses = true;
        host.Reviews.Details = host.Reviews.Details with { Changed = new("ben@clinic.example", Samples.Start.AddMinutes(1)) };
        using var browser = await host.OpenSignedInAsync();

        using var answer = await StepAsync(browser, ("step", "resolve"));

        Assert.Equal(Path + "?late=review#review", answer.Headers.Location!.ToString());
        Assert.Contains("Nothing was changed: ben@clinic.example changed this conversation after you had opened it.", Page.Text(await browser.ReadAsync(Path + "?late=review")), StringComparison.Ordinal);
        host.Reviews.Details = host.Reviews.Details with { LastAt = Samples.Start.AddMinutes(5) };
        Assert.Contains("Nothing was changed: something was said", Page.Text(await browser.ReadAsync(Path + "?late=review")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_colleagues_can_be_given_a_conversation()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var known = await StepAsync(browser, ("step", "assign"), ("to", "ben@clinic.example"));
        using var unknown = await StepAsync(browser, ("step", "assign"), ("to", "eve@elsewhere.example"));

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.BadRequest), (known.StatusCode, unknown.StatusCode));
        Assert.Equal(new ReviewAction.Assign("ben@clinic.example"), Assert.Single(host.Reviews.Taken).What);
    }

    [Fact]
    public async Task A_note_is_text_and_names_colleagues()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Reviews.Details = host.Reviews.Details with { Notes = [new("ben@clinic.example", Samples.Start, "<b>call</b> her", IsDraft: false)] };
        using var browser = await host.OpenSignedInAsync();

        using var answer = await StepAsync(browser, ("step", "note"), ("note", "please look, @ben"));

        var note = Assert.IsType<ReviewAction.AddNote>(Assert.Single(host.Reviews.Taken).What);
        Assert.Equal("ben@clinic.example", Assert.Single(note.Mentions));
        Assert.Contains("<b>call</b> her", Page.Text(await browser.ReadAsync(Path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("see @ann", "ann@x.example")]
    [InlineData("@ann.", "ann@x.example")]
    [InlineData("@ben.cole@x.example, please", "ben.cole@x.example")]
    [InlineData("(@Ben)", "ben.cole@x.example")]
    [InlineData("mail ann@x.example", null)]
    public void Mentions_are_found(string note, string? account)
    {
        Assert.Equal(account is null ? [] : [account], Mentions.In(note, ["ann@x.example", "ben.cole@x.example"]));
    }

    [Fact]
    public async Task Whoever_has_the_conversation_sees_drafts_and_ready_replies()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Turns.Owner = new Owner.Person(new("Ann", FakeSignIn.Email), Samples.Start, Samples.Start);
        host.Reviews.Details = host.Reviews.Details with { Notes = [new("ben@clinic.example", Samples.Start, "Ask <first>.", IsDraft: true)] };
        using var browser = await host.OpenSignedInAsync();

        var text = Page.Text(await browser.ReadAsync(Path));

        Assert.Contains("Draft by ben@clinic.example, Mon, Nov 23, 2026, 2:05 PM Ask <first>. Use this draft", text, StringComparison.Ordinal);
        Assert.Contains("Hello Thank you for <waiting>. Use", text, StringComparison.Ordinal);
        Assert.Contains("Notes for staff (0)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_else_looks_at_a_conversation_is_told()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        await browser.ReadAsync(Path);

        Assert.Contains("\"others\":[]", await browser.ReadAsync(Path + "/newest"), StringComparison.Ordinal);
        Assert.Contains($"Staff with the console open: {FakeSignIn.Email}.", Page.Text(await browser.ReadAsync("/staff/waiting")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_is_looked_at_closely_and_replayed()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        var reply = Page.Text(await browser.ReadAsync(Path + "/replies/3"));
        var whole = Page.Text(await browser.ReadAsync(Path + "/replay"));

        using var unknown = await browser.GetAsync(Path + "/replies/2");
        using var known = await browser.GetAsync(Path + "/replies/3");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (unknown.StatusCode, known.StatusCode));
        Assert.Contains("Text messages 1 of <2> 2 of 2", reply, StringComparison.Ordinal);
        Assert.Contains("Another outcome Another source Other words", reply, StringComparison.Ordinal);
        Assert.Contains("12 of 12 turns differ.", whole, StringComparison.Ordinal);
        Assert.Contains("Today: No reviewed answer Something <else>.", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_timeline_shows_where_the_patient_came_from_what_was_sent_and_what_was_deleted()
    {
        var log = Samples.Journey.Log;
        var earlier = log[1] with { ConversationId = "c-sms", At = Samples.Start.AddMinutes(-5), Text = "began <here>" };
        await using var host = await ConsoleHost.StartAsync(new(Samples.Journey with
        {
            Log = log.SetItem(1, log[1] with { ActivityJson = """{"id":"a1","attachments":[{"contentType":"image/png","name":"scan <1>.png"}]}""" }),
            Linked = [new(Samples.Journey.Row with { Id = "c-sms", Channel = "twilio-sms" }, [earlier], IsEarlier: true)],
            Deliveries = System.Collections.Immutable.ImmutableDictionary<long, ReplyDelivery>.Empty.Add(3, new("dead", Samples.Start, "30003")),
            Activities = [new("messageDelete", Samples.Start, "a1")],
        }));
        host.Reviews.Details = host.Reviews.Details with { Marks = System.Collections.Immutable.ImmutableDictionary<long, bool>.Empty.Add(5, false) };
        host.Unmask("c-journey");
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync(Path);

        Assert.Contains("Text messages, message 2 2:00:00 PM Where it began began <here>", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("Patient, who deleted this message", Page.Text(Page.Message(page, 2)), StringComparison.Ordinal);
        Assert.Contains("Sent a file or picture: scan <1>.png.", Page.Text(Page.Message(page, 2)), StringComparison.Ordinal);
        Assert.Contains("Not delivered: 30003", Page.Text(Page.Message(page, 3)), StringComparison.Ordinal);
        Assert.Contains("Marked as not helpful", Page.Text(Page.Message(page, 5)), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> StepAsync(Browser browser, params (string Name, string Value)[] fields)
    {
        var hidden = Browser.HiddenFields(await browser.ReadAsync(Path)).Where(field => field.Name == "__RequestVerificationToken").Take(1);
        return await browser.PostAsync(Path + "/review", [.. hidden, ("seen", "7"), .. fields]);
    }
}
