using System.Net;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Tests;

public sealed partial class IncidentTests
{
    private const string Conversation = "/staff/conversations/c-journey";

    [Theory]
    [InlineData("/staff")]
    [InlineData("/staff/alerts")]
    [InlineData(Conversation)]
    public async Task Every_page_says_how_many_alerts_nobody_has_seen(string path)
    {
        await using var host = await HostAsync(FakeIncidents.Open(1), FakeIncidents.Open(2, "c-quiet", "sign"), FakeIncidents.Seen(3));
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync(path);

        Assert.Matches("""<a href="/staff/alerts"(?: aria-current="[a-z]+")?>Alerts <span class="badge emergency"[^>]*>2<span class="spoken"> open</span></span></a>""", page);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_learns_nothing_of_alerts()
    {
        await using var host = await HostAsync(FakeIncidents.Open(1));
        using var browser = host.Open();

        Assert.DoesNotContain("1 open", Page.Text(await browser.ReadAsync(StaffConsole.SignInPath)), StringComparison.Ordinal);
        using var list = await browser.GetAsync("/staff/alerts");
        Assert.Equal(HttpStatusCode.Found, list.StatusCode);
    }

    [Fact]
    public async Task The_list_shows_what_since_when_and_who_has_seen_it()
    {
        await using var host = await HostAsync(FakeIncidents.Open(1), FakeIncidents.Seen(2));
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync("/staff/alerts");

        Assert.Contains("Mon, Nov 23, 2026, 2:11 PM Emergency Nobody has seen it Website chat", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains("Seen by ann@clinic.example, Mon, Nov 23, 2026, 2:35 PM", Page.Text(page), StringComparison.Ordinal);
        Assert.Contains($"href=\"{Conversation}\"", page, StringComparison.Ordinal);
        Assert.Empty(host.Transcripts.Opened);
    }

    [Fact]
    public async Task With_nothing_to_settle_the_list_says_so()
    {
        await using var host = await HostAsync();
        using var browser = await host.OpenSignedInAsync();

        Assert.Contains("Every alert is resolved.", await browser.ReadAsync("/staff/alerts"), StringComparison.Ordinal);
        Assert.Matches("""<span class="badge quiet"[^>]*>0<span class="spoken"> open</span></span>""", await browser.ReadAsync("/staff"));
    }

    [Fact]
    public async Task A_list_that_is_cut_off_says_so()
    {
        await using var host = await HostAsync([.. Enumerable.Range(1, 230).Select(id => FakeIncidents.Open(id))]);
        using var browser = await host.OpenSignedInAsync();

        Assert.Contains("The first 200 of 230 alerts that are not resolved", await browser.ReadAsync("/staff/alerts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviewer_sees_takes_and_resolves_it_with_a_note()
    {
        await using var host = await HostAsync(FakeIncidents.Open(7));
        using var browser = await host.OpenSignedInAsync();

        var open = await browser.ReadAsync(Conversation);
        Assert.Contains("Emergency Nobody has seen it Since Mon, Nov 23, 2026, 2:11 PM I have seen it", Page.Text(open), StringComparison.Ordinal);
        Assert.DoesNotContain(">Resolve</button>", open, StringComparison.Ordinal);
        using var seen = await SendAsync(browser, open, "seen");
        Assert.Equal($"{Conversation}#alert-7", seen.Headers.Location!.OriginalString);

        var taken = await browser.ReadAsync(Conversation);
        Assert.Contains($"Seen by {FakeSignIn.Email}, Mon, Nov 23, 2026, 2:35 PM", Page.Text(taken), StringComparison.Ordinal);
        Assert.DoesNotContain("I have seen it", taken, StringComparison.Ordinal);
        using var resolved = await SendAsync(browser, taken, "resolved", ("note", "  Called her.\r\nShe is <b>fine</b>. "));

        var settled = await browser.ReadAsync(Conversation);
        Assert.Contains($"Resolved by {FakeSignIn.Email}", Page.Text(settled), StringComparison.Ordinal);
        Assert.Contains("Called her.\nShe is <b>fine</b>.", WebUtility.HtmlDecode(settled), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>fine", settled, StringComparison.Ordinal);
        Assert.Equal(
            [(new IncidentStep("c-journey", 7, 1, FakeSignIn.Email), null), (new("c-journey", 7, 1, FakeSignIn.Email), "Called her.\nShe is <b>fine</b>.")],
            host.Incidents.Steps);
    }

    [Fact]
    public async Task Who_comes_second_is_told_who_was_first()
    {
        await using var host = await HostAsync(FakeIncidents.Open(7));
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);
        host.Incidents.Meanwhile = _ => FakeIncidents.Seen(7);

        using var answer = await SendAsync(browser, page, "seen");
        var told = await browser.ReadAsync(Following(answer));

        Assert.Contains("<p class=\"error\" role=\"alert\">Nothing was changed: ann@clinic.example had seen it before.</p>", told, StringComparison.Ordinal);
        Assert.Contains("Seen by ann@clinic.example", Page.Text(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_resolves_what_was_resolved_is_told_by_whom()
    {
        await using var host = await HostAsync(FakeIncidents.Seen(7));
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);
        host.Incidents.Meanwhile = incident => incident with { State = IncidentState.Resolved, Resolved = new("ben@clinic.example", FakeIncidents.Now) };

        using var answer = await SendAsync(browser, page, "resolved", ("note", ""));

        Assert.Contains("Nothing was changed: ben@clinic.example had resolved it before.", await browser.ReadAsync(Following(answer)), StringComparison.Ordinal);
        Assert.Null(Assert.Single(host.Incidents.Steps).Note);
    }

    [Fact]
    public async Task Who_looked_before_it_became_more_urgent_is_asked_to_look_again()
    {
        await using var host = await HostAsync(FakeIncidents.Open(7, kind: "sign"));
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);
        host.Incidents.Meanwhile = incident => incident with { Kind = "emergency", Opening = 2 };

        using var answer = await SendAsync(browser, page, "seen");
        var told = await browser.ReadAsync(Following(answer));

        Assert.Contains("the patient has told of something more urgent since you opened this page", told, StringComparison.Ordinal);
        Assert.Contains("I have seen it", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pressing_the_button_twice_is_no_mistake()
    {
        await using var host = await HostAsync(FakeIncidents.Open(7));
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);

        using var first = await SendAsync(browser, page, "seen");
        using var second = await SendAsync(browser, page, "seen");

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(2, host.Incidents.Steps.Count);
    }

    [Fact]
    public async Task A_form_from_elsewhere_changes_nothing()
    {
        await using var host = await HostAsync(FakeIncidents.Open(7));
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.PostAsync($"{Conversation}/alerts/7/seen", ("opening", "1"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(host.Incidents.Steps);
    }

    [Theory]
    [InlineData("opening", "first")]
    [InlineData("opening", "")]
    public async Task A_form_that_makes_no_sense_changes_nothing(string field, string value)
    {
        await using var host = await HostAsync(FakeIncidents.Open(7));
        using var browser = await host.OpenSignedInAsync();
        var token = Browser.HiddenFields(await browser.ReadAsync(Conversation)).First(hidden => hidden.Name != "opening");

        using var answer = await browser.PostAsync($"{Conversation}/alerts/7/seen", token, (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(host.Incidents.Steps);
    }

    [Fact]
    public async Task A_note_that_is_too_long_is_refused_and_not_cut()
    {
        await using var host = await HostAsync(FakeIncidents.Seen(7));
        using var browser = await host.OpenSignedInAsync();
        var page = await browser.ReadAsync(Conversation);

        using var longest = await SendAsync(browser, page, "resolved", ("note", new string('n', 2001)));
        Assert.Equal(HttpStatusCode.BadRequest, longest.StatusCode);
        Assert.Empty(host.Incidents.Steps);

        using var fits = await SendAsync(browser, page, "resolved", ("note", new string('n', 2000)));
        Assert.Equal(HttpStatusCode.Found, fits.StatusCode);
    }

    [Fact]
    public async Task Who_had_to_sign_in_again_on_the_way_comes_back_to_the_conversation()
    {
        await using var host = await HostAsync(FakeIncidents.Open(7));
        using var stranger = host.Open();
        using var refused = await stranger.PostAsync($"{Conversation}/alerts/7/seen", ("opening", "1"));
        var signIn = refused.Headers.Location!.PathAndQuery;

        using var signedIn = await stranger.SignInAsync(FakeSignIn.Email, FakeSignIn.Password, signIn);
        using var back = await stranger.GetAsync(signedIn.Headers.Location!.PathAndQuery);

        Assert.Equal(Conversation, back.Headers.Location!.OriginalString);
        Assert.Empty(host.Incidents.Steps);
    }

    [Fact]
    public async Task Each_field_and_button_has_its_words()
    {
        await using var host = await HostAsync(FakeIncidents.Seen(7));
        using var browser = await host.OpenSignedInAsync();

        var page = await browser.ReadAsync(Conversation);

        Assert.Contains("<label for=\"alert-7-note\">Note (optional): what was done</label>", page, StringComparison.Ordinal);
        Assert.Contains("<textarea id=\"alert-7-note\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-labelledby=\"alert-7-state\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"alert-7-state\"", page, StringComparison.Ordinal);
    }

    private static async Task<ConsoleHost> HostAsync(params Incident[] incidents)
    {
        var host = await ConsoleHost.StartAsync();
        host.Incidents.All.AddRange(incidents);
        return host;
    }

    /// <summary>Sends the form of the page that takes this step.</summary>
    private static Task<HttpResponseMessage> SendAsync(Browser browser, string page, string step, params (string Name, string Value)[] fields)
    {
        var form = Forms().Matches(page).Select(match => (Action: match.Groups["action"].Value, Body: match.Groups["body"].Value)).Single(form => form.Action.EndsWith("/" + step, StringComparison.Ordinal));
        return browser.PostAsync(form.Action, [.. Browser.HiddenFields(form.Body), .. fields]);
    }

    private static string Following(HttpResponseMessage answer) => answer.Headers.Location!.OriginalString.Split('#')[0];

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\"[^>]*>(?<body>.*?)</form>", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Forms();

    [Fact]
    public async Task A_page_that_stands_open_learns_how_many_alerts_are_open()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();
        host.Incidents.All.AddRange([FakeIncidents.Open(1), FakeIncidents.Open(2), FakeIncidents.Seen(3)]);

        using var answer = await browser.GetAsync(StaffConsole.OpenAlertsPath);

        Assert.Equal("""{"open":2}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Nobody_unsigned_learns_how_many_alerts_are_open()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();

        using var answer = await browser.GetAsync(StaffConsole.OpenAlertsPath);

        Assert.DoesNotContain("open\":", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
