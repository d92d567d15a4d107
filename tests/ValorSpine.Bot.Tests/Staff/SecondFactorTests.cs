using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.People;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>The second factor where it is required. Passkeys are tested in a real browser.</summary>
public sealed partial class SecondFactorTests(SecondFactorTests.Served served) : IClassFixture<SecondFactorTests.Served>
{
    /// <summary>Somebody of this test alone.</summary>
    private string Email { get; } = $"jo-{Guid.NewGuid():N}@clinic.example";

    private StaffService Service => served.Service;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_alone_leads_to_nothing_but_the_set_up()
    {
        using var browser = await Service.SignInAsync(Email, [.. Roles.OfFirstAccount]);

        foreach (var path in (string[])["/staff", "/staff/account", "/staff/people", "/staff/conversations/c1", StaffConsole.OpenAlertsPath])
        {
            using var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.Equal(StaffConsole.SecondFactorPath, answer.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task With_the_code_of_the_app_the_console_is_open_and_the_password_alone_signs_in_no_more()
    {
        var password = await Service.AddAsync(Email, Roles.Reviewer);
        using var browser = Service.Open();
        await browser.SignInAsync(Email, password);
        var key = await SetUpAsync(browser);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/staff"));

        using var other = Service.Open();
        Assert.Contains(StaffConsole.CodePath, await other.SignInAsync(Email, password), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, await other.StatusAsync("/staff"));
        using var signedIn = await other.SubmitAsync(StaffConsole.CodePath, "sign-in-code", ("Code", Totp(key)));

        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync("/staff"));
        Assert.Equal($"{Email} sign-in.second-factor", Service.Audit()[^1]);
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_as_wrong_passwords_do()
    {
        var password = await Service.AddAsync(Email, Roles.Reviewer);
        using var browser = Service.Open();
        await browser.SignInAsync(Email, password);
        var key = await SetUpAsync(browser);
        using var other = Service.Open();
        await other.SignInAsync(Email, password);

        // Of the app and for recovery by turns: they are counted together.
        for (var tries = 0; tries < 5; tries++)
            (await other.SubmitAsync(StaffConsole.CodePath, "sign-in-code", ("Code", tries % 2 == 0 ? "000000" : "AAAAA-AAAAA"))).Dispose();
        using var right = await other.SubmitAsync(StaffConsole.CodePath, "sign-in-code", ("Code", Totp(key)));

        Assert.Contains("locked for a while", await right.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains($"{Email} sign-in.locked-out", Service.Audit());
    }

    [Fact]
    public async Task Codes_are_asked_of_nobody_who_has_not_given_a_password()
    {
        using var browser = Service.Open();

        using var answer = await browser.GetAsync(StaffConsole.CodePath);

        Assert.EndsWith(StaffConsole.SignInPath, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_passkey_signs_nobody_in()
    {
        using var browser = Service.Open();
        var token = await browser.TokenAsync(StaffConsole.SignInPath);
        foreach (var credential in (string[])["{}", "not json", ""])
        {
            using var options = await browser.SendAsync("/staff/sign-in/passkey/options", [("__RequestVerificationToken", token)]);
            Assert.Equal(HttpStatusCode.OK, options.StatusCode);

            using var answer = await browser.SendAsync("/staff/sign-in/passkey", [("__RequestVerificationToken", token), ("credential", credential)]);

            Assert.Equal("/staff/sign-in?problem=passkey", answer.Headers.Location!.ToString());
        }

        Assert.Equal(HttpStatusCode.Found, await browser.StatusAsync("/staff"));
    }

    [Fact]
    public async Task Who_finds_an_open_screen_cannot_change_how_its_person_signs_in()
    {
        var password = await Service.AddAsync(Email, Roles.Reviewer);
        using var browser = Service.Open();
        await browser.SignInAsync(Email, password);
        await SetUpAsync(browser);
        var token = await browser.TokenAsync("/staff/account");

        using var codes = await browser.SubmitAsync(StaffConsole.SecondFactorPath, "second-factor");
        using var forgotten = await browser.SendAsync("/staff/account/step", [("__RequestVerificationToken", token), ("step", "remove-authenticator"), ("password", "a guess")]);
        using var passkey = await browser.SendAsync("/staff/account/passkeys/options", [("__RequestVerificationToken", token)]);

        Assert.Contains("That password is not right.", await codes.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("/staff/account?done=WrongPassword", forgotten.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, passkey.StatusCode);
        Assert.Contains("Recovery codes left: 10", await browser.ReadAsync("/staff/account?done=WrongPassword"), StringComparison.Ordinal);
        Assert.Equal(3, Service.Audit().Count(entry => entry == $"{Email} account.password-wrong"));
    }

    [Fact]
    public async Task With_the_password_its_person_can()
    {
        var password = await Service.AddAsync(Email, Roles.Reviewer);
        using var browser = Service.Open();
        await browser.SignInAsync(Email, password);
        await SetUpAsync(browser);
        var token = await browser.TokenAsync("/staff/account");

        using var codes = await browser.SubmitAsync(StaffConsole.SecondFactorPath, "second-factor", ("password", password));
        using var passkey = await browser.SendAsync("/staff/account/passkeys/options", [("__RequestVerificationToken", token), ("password", password)]);
        using var forgotten = await browser.SendAsync("/staff/account/step", [("__RequestVerificationToken", token), ("step", "remove-authenticator"), ("password", password)]);

        Assert.Contains("Keep your recovery codes", await codes.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, passkey.StatusCode);
        Assert.Equal(StaffConsole.SecondFactorPath, forgotten.Headers.Location!.ToString());
    }

    private static async Task<string> SetUpAsync(StaffBrowser browser)
    {
        var key = KeyOnPage().Match(await browser.ReadAsync(StaffConsole.SecondFactorPath)).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        using var done = await browser.SubmitAsync(StaffConsole.SecondFactorPath, "second-factor", ("Code", Totp(key)));
        Assert.Contains("Keep your recovery codes", await done.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        return key;
    }

    /// <summary>The six digits of RFC 6238 for now.</summary>
    private static string Totp(string key)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var letter in key)
        {
            (bits, count) = ((bits << 5) | "abcdefghijklmnopqrstuvwxyz234567".IndexOf(letter, StringComparison.Ordinal), count + 5);
            if (count < 8)
                continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }

        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard's algorithm.
        var hash = HMACSHA1.HashData([.. bytes], step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("<code id=\"authenticator-key\">(?<key>[^<]*)<", RegexOptions.NonBacktracking)]
    private static partial Regex KeyOnPage();

    /// <summary>The service with the second factor required, for all tests: a start costs more than each.</summary>
    public sealed class Served : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;

        public Served() => Service = new(_folder, TimeProvider.System, ("Staff:SecondFactor", "Required"));

        internal StaffService Service { get; }

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
