using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>How long somebody is signed in, and what ends it.</summary>
[Collection<ServedStaff>]
public sealed partial class StaffSessionTests(ServedStaff.Service served)
{
    private const string Account = "/staff/account";

    /// <summary>Somebody of this test alone.</summary>
    private string Email { get; } = $"jo-{Guid.NewGuid():N}@clinic.example";

    private StaffService Service => served.Served;

    private StaffSessions Sessions => Service.Services.GetRequiredService<StaffSessions>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_only_asks_for_alerts_keeps_nobody_signed_in()
    {
        using var browser = await Service.SignInAsync(Email, Roles.Reviewer);

        await PassAsync(browser, StaffConsole.OpenAlertsPath, HttpStatusCode.OK, 5, 5, 5);
        await PassAsync(browser, StaffConsole.OpenAlertsPath, HttpStatusCode.Found, 5);

        Assert.Equal($"{Email} sign-out.idle", Service.Audit()[^1]);
    }

    [Fact]
    public async Task Somebody_who_works_stays_signed_in_for_a_working_day_and_no_longer()
    {
        using var browser = await Service.SignInAsync(Email, Roles.Reviewer);

        await PassAsync(browser, StaffConsole.HomePath, HttpStatusCode.OK, [.. Enumerable.Repeat(15, 31)]);
        await PassAsync(browser, StaffConsole.HomePath, HttpStatusCode.Found, 15);

        Assert.Equal($"{Email} sign-out.long", Service.Audit()[^1]);
    }

    [Fact]
    public async Task The_first_account_is_there_once_the_service_serves()
    {
        await using var scope = Service.Services.CreateAsyncScope();

        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>().FindByEmailAsync("staff@clinic.example"));
        Assert.NotNull(Service.Services.GetRequiredService<FirstAccount>().Password);
    }

    [Theory]
    [InlineData("no such form")]
    [InlineData("conversation-step")]
    public async Task A_stranger_who_sends_a_form_that_is_not_theirs_is_asked_to_sign_in(string form)
    {
        using var browser = Service.Open();

        using var answer = await browser.SubmitAsync(StaffConsole.SignInPath, form, ("Email", Email));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith(StaffConsole.SignInPath, answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.AbsolutePath : answer.Headers.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_ends_at_the_next_request()
    {
        using var browser = await Service.SignInAsync(Email, Roles.Reviewer);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/staff/outbox"));

        await Service.ChangeAsync(Email, (people, id) => people.SetRolesAsync(id, [Roles.Auditor], "chief", Cancel));

        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync("/staff/outbox"));
        Assert.Equal([$"chief account.roles {Email} auditor", $"{Email} access.refused GET /staff/outbox"], Service.Audit().TakeLast(2));
    }

    [Fact]
    public async Task A_locked_account_is_signed_out_and_cannot_sign_in()
    {
        var password = await Service.AddAsync(Email, Roles.Reviewer);
        using var browser = Service.Open();
        await browser.SignInAsync(Email, password);

        await Service.ChangeAsync(Email, (people, id) => people.LockAsync(id, "chief", Cancel));

        Assert.Equal(HttpStatusCode.Found, await browser.StatusAsync("/staff"));
        using var again = await browser.SubmitAsync(StaffConsole.SignInPath, "sign-in", ("Email", Email), ("Password", password));
        Assert.Contains("locked", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal($"{Email} sign-in.refused-locked", Service.Audit()[^1]);
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_and_are_on_record_and_end_nobodys_session()
    {
        using var browser = await Service.SignInAsync(Email, Roles.Reviewer);
        using var stranger = Service.Open();

        for (var tries = 0; tries < 5; tries++)
            (await stranger.SubmitAsync(StaffConsole.SignInPath, "sign-in", ("Email", Email), ("Password", "wrong"))).Dispose();

        Assert.Equal($"{Email} sign-in.locked-out", Service.Audit()[^1]);
        Assert.Equal(5, Service.Audit().Count(entry => entry == $"{Email} sign-in.failed"));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/staff"));
    }

    [Fact]
    public async Task A_session_is_ended_from_another_browser_and_the_others_are_not()
    {
        var password = await Service.AddAsync(Email, Roles.Reviewer);
        using var here = Service.Open();
        using var there = Service.Open();
        await there.SignInAsync(Email, password);
        await here.SignInAsync(Email, password);
        var other = SessionField().Match(await here.ReadAsync(Account)).Groups["id"].Value;

        using var ended = await here.SendAsync("/staff/account/step", [("__RequestVerificationToken", await here.TokenAsync(Account)), ("step", "end-session"), ("id", other)]);

        Assert.Equal(HttpStatusCode.Found, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Found, await there.StatusAsync("/staff"));
        Assert.Equal(HttpStatusCode.OK, await here.StatusAsync("/staff"));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        using var jo = await Service.SignInAsync(Email, Roles.Reviewer);
        using var eve = await Service.SignInAsync($"eve-{Email}", Roles.Administrator);
        var session = Sessions.Of(await IdOfAsync(Email))[0].Id;

        using var ended = await eve.SendAsync(
            "/staff/account/step", [("__RequestVerificationToken", await eve.TokenAsync(Account)), ("step", "end-session"), ("id", session)]);

        Assert.Equal(HttpStatusCode.OK, await jo.StatusAsync("/staff"));
    }

    [Fact]
    public async Task A_changed_password_signs_out_everywhere_else()
    {
        var password = await Service.AddAsync(Email, Roles.Reviewer);
        using var here = Service.Open();
        using var there = Service.Open();
        await there.SignInAsync(Email, password);
        await here.SignInAsync(Email, password);

        using var wrong = await here.SubmitAsync(Account, "change-password", ("Current", "not it"), ("New", "Another horse 7"));
        using var changed = await here.SubmitAsync(Account, "change-password", ("Current", password), ("New", "Another horse 7"));

        Assert.Contains("The current password is not right.", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Found, await there.StatusAsync("/staff"));
        Assert.Equal(HttpStatusCode.OK, await here.StatusAsync("/staff"));
        Assert.Equal([$"{Email} account.password-wrong", $"{Email} account.password-changed"], Service.Audit().TakeLast(2));
    }

    [Fact]
    public async Task A_cookie_that_was_kept_opens_nothing_after_signing_out()
    {
        using var browser = await Service.SignInAsync(Email, Roles.Reviewer);
        var id = await IdOfAsync(Email);
        Assert.Single(Sessions.Of(id));

        using var signedOut = await browser.SendAsync("/staff/sign-out", [("__RequestVerificationToken", await browser.TokenAsync(Account))]);

        Assert.Equal(StaffConsole.SignInPath, signedOut.Headers.Location!.ToString());
        Assert.Empty(Sessions.Of(id));
        Assert.Equal($"{Email} sign-out.asked", Service.Audit()[^1]);
    }

    private async Task PassAsync(StaffBrowser browser, string path, HttpStatusCode expected, params int[] minutes)
    {
        foreach (var pause in minutes)
        {
            served.Time.Advance(TimeSpan.FromMinutes(pause));
            Assert.Equal(expected, await browser.StatusAsync(path));
        }
    }

    private async Task<string> IdOfAsync(string email)
    {
        var found = "";
        await Service.ChangeAsync(email, (_, id) =>
        {
            found = id;
            return Task.FromResult(new AccountChange());
        });
        return found;
    }

    [GeneratedRegex("name=\"id\" value=\"(?<id>[0-9a-f]{32})\"", RegexOptions.NonBacktracking)]
    private static partial Regex SessionField();
}
