using System.Net;
using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class RecordsTests : IAsyncLifetime
{
    private const string Records = "/staff/conversations/c-journey/records";
    private ConsoleHost _host = null!;
    private Browser _browser = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ConsoleHost.StartAsync();
        _browser = await _host.OpenSignedInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_conversation_is_put_on_hold_with_a_reason_and_released_again()
    {
        Assert.Contains("A claim was filed.", await SubmitAsync(Records, "hold", ("HoldReason", "A claim was filed.")), StringComparison.Ordinal);
        Assert.DoesNotContain("Erase for good", await _browser.ReadAsync(Records), StringComparison.Ordinal);
        await SubmitAsync(Records, "release", ("ReleaseReason", "It was settled."));

        Assert.Equal(
            [("hold", "c-journey", new RecordAct(FakeSignIn.Email, "A claim was filed.")), ("release", "c-journey", new RecordAct(FakeSignIn.Email, "It was settled."))], _host.Records.Steps);
    }

    [Fact]
    public async Task Erasing_shows_the_proof()
    {
        var page = Page.Text(await SubmitAsync(Records, "erase", ("EraseReason", "The patient asked for it.")));

        Assert.Contains("It is erased", page, StringComparison.Ordinal);
        Assert.Contains("Entry 42", page, StringComparison.Ordinal);
        Assert.Contains(new string('a', 64), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_erased_without_a_reason_or_before_a_visit()
    {
        Assert.Contains("Write the reason first", await SubmitAsync(Records, "erase", ("EraseReason", " ")), StringComparison.Ordinal);
        Assert.Empty(_host.Records.Steps);
        _host.Records.Erasing = _ => new Erasure.VisitToCome(Samples.Start);
        Assert.Contains("a visit that was booked here is still to come", await SubmitAsync(Records, "erase", ("EraseReason", "Asked")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Break_glass_opens_the_transcript_once_a_reason_is_on_the_trail()
    {
        Assert.DoesNotContain("id=\"log\"", await _browser.ReadAsync("/staff/break-glass/c-journey"), StringComparison.Ordinal);
        Assert.Contains("Write the reason", await SubmitAsync("/staff/break-glass/c-journey", "break-glass", ("Reason", "x")), StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Trail.Entries, entry => entry.Action == "break-glass.open");

        var page = await SubmitAsync("/staff/break-glass/c-journey", "break-glass", ("Reason", "Patient collapsed at the desk"));

        Assert.Contains("id=\"log\"", page, StringComparison.Ordinal);
        Assert.Equal(("break-glass.open", "c-journey", "Patient collapsed at the desk"), (_host.Trail.Entries[^1].Action, _host.Trail.Entries[^1].ConversationId, _host.Trail.Entries[^1].Note));
    }

    [Fact]
    public async Task A_page_read_by_break_glass_does_not_ask_what_is_new_and_such_asking_is_refused_without_an_entry()
    {
        Assert.Contains("data-live=", await _browser.ReadAsync("/staff/conversations/c-journey"), StringComparison.Ordinal);
        _browser.Dispose();
        _browser = await _host.OpenSignedInAsync(FakeSignIn.AuditorEmail);

        var page = await SubmitAsync("/staff/break-glass/c-journey", "break-glass", ("Reason", "Patient collapsed at the desk"));
        using var asked = await _browser.GetAsync("/staff/conversations/c-journey/newest");
        using var opened = await _browser.GetAsync("/staff/conversations/c-journey", (StaffConsole.RefreshHeader, "1"));

        Assert.Contains("id=\"log\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-live=", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (asked.StatusCode, opened.StatusCode));
        Assert.Equal(["break-glass.open", "access.refused GET /staff/conversations/{Key}"], _host.Trail.Entries.Select(entry => entry.Action));
    }

    [Fact]
    public async Task An_export_is_downloaded_as_it_was_ordered_and_masked()
    {
        var answer = await DownloadAsync(("format", "Csv"), ("from", "2026-11-01"), ("to", "2026-11-30"), ("channel", "webchat"), ("flag", "any"));

        Assert.Equal(("zip", "application/zip"), (await answer.Content.ReadAsStringAsync(Cancel), answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(
            new ExportOrder(ExportFormat.Csv, FakeSignIn.Email) { From = new(2026, 11, 1, 5, 0, 0, TimeSpan.Zero), Until = new(2026, 12, 1, 6, 0, 0, TimeSpan.Zero), Channel = "webchat", Flag = "any" },
            Assert.Single(_host.Exports.Orders));
    }

    [Fact]
    public async Task Names_are_left_in_only_for_a_reason()
    {
        var refused = await DownloadAsync(("format", "JsonLines"), ("unmask", "yes"), ("reason", " "));
        await DownloadAsync(("format", "JsonLines"), ("unmask", "yes"), ("reason", "Court order"));

        Assert.Equal("/staff/export?reason", refused.Headers.Location?.OriginalString);
        Assert.Equal("Court order", Assert.Single(_host.Exports.Orders).UnmaskReason);
    }

    [Fact]
    public async Task An_export_without_the_forms_token_is_refused()
    {
        using var answer = await _browser.PostAsync("/staff/export/file", ("format", "Csv"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_host.Exports.Orders);
    }

    private async Task<HttpResponseMessage> DownloadAsync(params (string Name, string Value)[] fields)
    {
        var token = Browser.HiddenFields(await _browser.ReadAsync("/staff/export"))[..1];
        return await _browser.PostAsync("/staff/export/file", [.. token, .. fields]);
    }

    private async Task<string> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var token = Browser.HiddenFields(await _browser.ReadAsync(path))[..1];
        using var answer = await _browser.PostAsync(path, [.. token, ("_handler", form), .. fields]);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }
}
