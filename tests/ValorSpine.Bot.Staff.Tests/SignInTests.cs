using System.Net;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class SignInTests
{
    [Theory]
    [InlineData("/staff")]
    [InlineData("/staff/")]
    [InlineData("/staff?channel=webchat&page=2")]
    [InlineData("/staff/conversations/c-journey")]
    [InlineData("/staff/conversations/unknown")]
    [InlineData("/staff/conversations/c-journey/screening/1.json")]
    [InlineData("/staff/no-such-page")]
    public async Task Nobody_gets_in_unsigned(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();

        using var answer = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(StaffConsole.SignInPath, answer.Headers.Location!.AbsolutePath);
        Assert.Empty(host.Transcripts.Opened);
        Assert.Empty(host.Reviews.Listed);
    }

    [Theory]
    [InlineData("/staff")]
    [InlineData("/staff/sign-out")]
    [InlineData("/staff/conversations/c-journey")]
    public async Task Nobody_posts_unsigned(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();

        using var answer = await browser.PostAsync(path, ("any", "thing"));

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(host.Transcripts.Opened);
    }

    [Fact]
    public async Task Somebody_without_a_name_for_the_audit_trail_does_not_get_in()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();
        using var signedIn = await browser.SignInAsync(FakeSignIn.NamelessEmail, FakeSignIn.Password);

        using var answer = await browser.GetAsync("/staff/conversations/c-journey");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Empty(host.Transcripts.Opened);
        Assert.Contains("Staff sign-in", await browser.ReadAsync(answer.Headers.Location!.PathAndQuery), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_password_leads_to_the_page_that_was_wanted()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();
        using var refused = await browser.GetAsync("/staff/conversations/c-journey");

        using var answer = await browser.SignInAsync(FakeSignIn.Email, FakeSignIn.Password, refused.Headers.Location!.PathAndQuery);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/staff/conversations/c-journey", answer.Headers.Location!.ToString().Replace(host.Address.ToString(), "/", StringComparison.Ordinal));
        Assert.Contains("Messages", await browser.ReadAsync("/staff/conversations/c-journey"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/staff")]
    [InlineData("/staff.elsewhere.example")]
    [InlineData("/staff/../chat")]
    [InlineData("/staff/\\elsewhere")]
    [InlineData("/staff/\r\nSet-Cookie: a=b")]
    [InlineData("/staff/sign-in")]
    public async Task A_link_to_sign_in_leads_nowhere_else(string wanted)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();

        using var answer = await browser.SignInAsync(FakeSignIn.Email, FakeSignIn.Password, $"{StaffConsole.SignInPath}?from={Uri.EscapeDataString(wanted)}");

        Assert.Equal(new Uri(host.Address, "/staff"), new Uri(host.Address, answer.Headers.Location!));
    }

    [Theory]
    [InlineData(FakeSignIn.Email, "wrong")]
    [InlineData("nobody@clinic.example", FakeSignIn.Password)]
    [InlineData("", "")]
    public async Task A_wrong_email_and_a_wrong_password_read_the_same(string email, string password)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();

        using var answer = await browser.SignInAsync(email, password);

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("The e-mail or the password is not right.", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{FakeSignIn.Password}\"", page, StringComparison.Ordinal);
        using var still = await browser.GetAsync("/staff");
        Assert.Equal(HttpStatusCode.Found, still.StatusCode);
    }

    [Fact]
    public async Task A_locked_account_is_told_to_wait()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();

        using var answer = await browser.SignInAsync(FakeSignIn.LockedEmail, "any");

        Assert.Contains("locked for a while", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_without_the_token_of_the_form_is_refused()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Open();

        using var answer = await browser.PostAsync(StaffConsole.SignInPath, ("_handler", "sign-in"), ("Email", FakeSignIn.Email), ("Password", FakeSignIn.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie") && answer.Headers.GetValues("Set-Cookie").Any(cookie => cookie.Contains("Cookies=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Signing_out_without_the_token_of_the_form_is_refused()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.PostAsync("/staff/sign-out");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Conversations", await browser.ReadAsync("/staff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.PostAsync("/staff/sign-out", Browser.HiddenFields(await browser.ReadAsync("/staff")));

        Assert.Equal(StaffConsole.SignInPath, answer.Headers.Location!.ToString());
        using var after = await browser.GetAsync("/staff");
        Assert.Equal(HttpStatusCode.Found, after.StatusCode);
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_is_not_asked_again()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.OpenSignedInAsync();

        using var answer = await browser.GetAsync(StaffConsole.SignInPath);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }
}
