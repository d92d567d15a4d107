using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class TranscriptTests
{
    [Fact]
    public async Task Opening_a_transcript_is_recorded_once_under_the_readers_name()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        await browser.ReadAsync("/staff/conversations/c-journey");

        Assert.Equal(("c-journey", FakeSignIn.Email), Assert.Single(host.Transcripts.Opened));
    }

    [Fact]
    public async Task A_page_that_reads_itself_anew_is_not_recorded_as_a_look_of_its_reader()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.GetAsync("/staff/conversations/c-journey", (StaffConsole.RefreshHeader, "1"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(host.Transcripts.Opened);
        Assert.Equal(("c-journey", FakeSignIn.Email), Assert.Single(host.Transcripts.Refreshed));
    }

    [Fact]
    public async Task Every_reply_shows_which_article_section_and_sources_it_came_from()
    {
        var reply = Page.Message(await JourneyAsync(), 3);
        var text = Page.Text(reply);

        Assert.Contains("Outcome Answered", text, StringComparison.Ordinal);
        Assert.Contains("Decided by answering: one article is clearly ahead", text, StringComparison.Ordinal);
        Assert.Contains("What is spinal decompression? Section “Short answer” of knowledge/articles/spinal-decompression.md", text, StringComparison.Ordinal);
        Assert.Contains("VS-09 The clinic's own account of decompression", text, StringComparison.Ordinal);
        Assert.Contains("EV-99 not among today's sources", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/traction?a=1&amp;b=2\"", reply, StringComparison.Ordinal);
        Assert.Contains("It is a table that gently stretches the spine.", text, StringComparison.Ordinal);
        Assert.Contains($"Knowledge version {Samples.Version}", text, StringComparison.Ordinal);
        Assert.Contains("Articles considered (3)", text, StringComparison.Ordinal);
        Assert.Contains("spinal-decompression spinal-decompression 87 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_address_that_is_no_web_address_is_not_a_link() =>
        Assert.DoesNotContain("javascript:", await JourneyAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task A_section_that_is_gone_keeps_the_title_it_was_cited_with()
    {
        var text = Page.Text(Page.Message(await JourneyAsync(), 5));

        Assert.Contains("An article that is gone Section “More” of spinal-decompression-old", text, StringComparison.Ordinal);
        Assert.Contains("This section is no longer in the knowledge base.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_safety_rule_shows_whether_it_fired_and_why()
    {
        var text = Page.Text(Page.Message(await JourneyAsync(), 7));

        Assert.Contains("RF-CES (emergency) fired : saddle numbness with loss of bladder control", text, StringComparison.Ordinal);
        Assert.Contains("RF-TRAUMA (emergency) matched, did not fire : about another person", text, StringComparison.Ordinal);
        Assert.Contains("Number shown: Call 911 Choices offered", text, StringComparison.Ordinal);
        Assert.Contains("None: the reply rests on no article.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patient_and_bot_are_told_apart_in_words()
    {
        var page = await JourneyAsync();

        Assert.StartsWith("Bot message 1 2:06:01 PM", Page.Text(Page.Message(page, 1)), StringComparison.Ordinal);
        Assert.StartsWith("Patient message 2 2:07:00 PM", Page.Text(Page.Message(page, 2)), StringComparison.Ordinal);
        Assert.Contains("Choices offered: Ask a question Compare treatments", Page.Text(Page.Message(page, 1)), StringComparison.Ordinal);
        Assert.Contains("<ul><li>ease pressure on a disc</li>", Page.Message(page, 3).Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Picked the button: Tell me more", Page.Text(Page.Message(page, 4)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_a_patients_words_is_shown_as_text()
    {
        var page = await JourneyAsync();

        Assert.DoesNotMatch("(?i)<script(?![^>]* src=)", page);
        Assert.DoesNotContain("<b>safe", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>for years", page, StringComparison.Ordinal);
        Assert.Contains("<script>alert('x')</script> & is it <b>safe</b>?", WebUtility.HtmlDecode(Page.Message(page, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_stand_at_the_top_and_lead_to_their_message()
    {
        var page = await JourneyAsync();
        var top = page[..page.IndexOf("<li id=\"m1\"", StringComparison.Ordinal)];

        Assert.Contains("Emergency RF-CES Mon, Nov 23, 2026, 2:11 PM Go to message 6", Page.Text(top), StringComparison.Ordinal);
        Assert.Contains("href=\"/staff/conversations/c-journey#m6\"", top, StringComparison.Ordinal);
        Assert.Contains("Emergency", Page.Text(Page.Message(page, 6)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_screening_result_is_shown_and_can_be_downloaded()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync("/staff/conversations/c-journey");
        Assert.Contains("discuss-disc-options", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/staff/conversations/c-journey/screening/1.json\"", page, StringComparison.Ordinal);

        using var download = await browser.GetAsync("/staff/conversations/c-journey/screening/1.json");

        Assert.Equal("application/fhir+json", download.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.True(download.Headers.CacheControl!.NoStore);
        var resource = await download.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("QuestionnaireResponse", resource.GetProperty("resourceType").GetString());
        Assert.Equal(2, host.Transcripts.Opened.Count);
    }

    [Fact]
    public async Task The_page_of_a_check_stands_with_the_rules_that_fired_and_what_was_skipped()
    {
        var page = await ScreenedAsync(ConsentDecision.Agreed);
        var text = Page.Text(page);

        foreach (var expected in (string[])
        [
            "Finding the source comes first discuss-disc-options", "O-DIAGNOSIS , row 4 of 7", "over-50 weak-bones", "Safety rules in the chat until then RF-CES", "Not answered Scan, Your goals",
            "Guided check, version 1.2.3", "VS-38 EV-08", "No report names a tear.", "Main pain Low back <b>",
        ])
            Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_was_shared_stands_open_with_its_visit_and_the_words_of_the_consent()
    {
        var page = await ScreenedAsync(ConsentDecision.Agreed);
        var text = Page.Text(page);

        Assert.Contains("Patient agreed to share", text, StringComparison.Ordinal);
        Assert.Contains("with VSK7Q2", text, StringComparison.Ordinal);
        Assert.Contains("May the clinic <see> it? Version 3 of the text, hash 0123456789ab “Their answer”", text, StringComparison.Ordinal);
        Assert.DoesNotContain("has not agreed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Patient did not agree to share yet")]
    [InlineData("Patient did not agree to share", ConsentDecision.Declined)]
    [InlineData("Patient took the agreement back", ConsentDecision.Agreed, ConsentDecision.Withdrawn)]
    public async Task A_check_that_was_not_shared_is_folded_and_marked_and_goes_with_no_visit(string expected, params ConsentDecision[] said)
    {
        var page = await ScreenedAsync(said);
        var text = Page.Text(page);

        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Contains("the patient has not agreed that it is used for a visit", text, StringComparison.Ordinal);
        Assert.DoesNotContain("attached with the patient's agreement", text, StringComparison.Ordinal);
        Assert.DoesNotContain("with VSK7Q2", text, StringComparison.Ordinal);
        Assert.True(page.LastIndexOf("<details>", page.IndexOf("No report names a tear.", StringComparison.Ordinal), StringComparison.Ordinal) > page.IndexOf("Screening result", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/staff/conversations/c-journey/screening/0.json")]
    [InlineData("/staff/conversations/c-journey/screening/2.json")]
    [InlineData("/staff/conversations/unknown/screening/1.json")]
    [InlineData("/staff/conversations/unknown")]
    [InlineData("/staff/conversations/~not*base64")]
    [InlineData("/staff/no-such-page")]
    public async Task What_is_not_there_is_a_plain_404(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_appointment_shows_reference_time_status_and_contact()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Unmask("c-journey");
        using var browser = await host.OpenSignedInAsync();
        var text = Page.Text(await browser.ReadAsync("/staff/conversations/c-journey"));

        Assert.Contains("Status Booked Reference VSK7Q2 When Tue, Dec 1, 2026, 1:00 PM , 60 minutes", text, StringComparison.Ordinal);
        Assert.Contains("Name Ana O'Neill Phone +13125550142 E-mail ana+spine@example.org", text, StringComparison.Ordinal);
        Assert.Contains("Reason, in the patient's words low back pain <i>for years</i>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_whose_id_does_not_fit_into_a_path_can_be_opened_from_the_list()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        var list = await browser.ReadAsync("/staff");
        const string LinkStart = "href=\"/staff/conversations/~";
        var start = list.IndexOf(LinkStart, StringComparison.Ordinal) + "href=\"".Length;
        var path = WebUtility.HtmlDecode(list[start..list.IndexOf('"', start)]);

        await browser.ReadAsync(path);
        using var download = await browser.GetAsync($"{path}/screening/1.json");

        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
        Assert.All(host.Transcripts.Opened, opened => Assert.Equal(Samples.StrangeId.Row.Id, opened.Id));
    }

    private static async Task<string> ScreenedAsync(params ConsentDecision[] said)
    {
        await using var host = await ConsoleHost.StartAsync(new(Samples.Screened(said)));
        using var browser = await host.OpenSignedInAsync();
        return await browser.ReadAsync("/staff/conversations/c-screened");
    }

    private static async Task<string> JourneyAsync()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        return await browser.ReadAsync("/staff/conversations/c-journey");
    }
}
