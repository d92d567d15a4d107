using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>Role by page by action, for every address that the service really has: whoever adds one says whose it is, in <see cref="RightsMatrix"/>.</summary>
public sealed partial class RightsMatrixTests(RightsMatrixTests.SignedIn staff) : IClassFixture<RightsMatrixTests.SignedIn>
{
    private const string Token = "__RequestVerificationToken", Account = "/staff/account";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_address_of_the_console_stands_in_the_matrix_and_nothing_else_does() =>
        Assert.Equal(RightsMatrix.Endpoints.Keys.Order(StringComparer.Ordinal), Addresses().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_form_that_a_page_handles_stands_in_the_matrix_and_in_the_table_of_rights()
    {
        var forms = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "ValorSpine.Bot.Staff"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => FormName().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)).Distinct().Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(forms, RightsMatrix.Forms.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_may_gets_in_and_who_may_not_is_refused_at_every_address()
    {
        var wrong = new List<string>();
        foreach (var role in Roles.All)
        {
            var token = await TokenAsync(role);
            foreach (var (address, allowed) in RightsMatrix.Endpoints.Where(entry => entry.Value is not null))
            {
                var got = await TryAsync(staff.Of(role), address, token);
                if (got is Got.In != allowed!.Contains(role) || got is Got.SignInAsked)
                    wrong.Add($"{role.Name} at {address}: {got}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Who_has_no_role_has_an_account_and_nothing_else()
    {
        var (wrong, token) = (new List<string>(), await staff.Nobody.TokenAsync(Account));
        foreach (var (address, allowed) in RightsMatrix.Endpoints.Where(entry => entry.Value is not null))
        {
            var got = await TryAsync(staff.Nobody, address, token);
            if (got is Got.In != (allowed!.Length == Roles.All.Length))
                wrong.Add($"{address}: {got}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in_from_every_address()
    {
        using var stranger = staff.Service.Open();
        var wrong = new List<string>();
        foreach (var (address, allowed) in RightsMatrix.Endpoints)
        {
            var got = await TryAsync(stranger, address, token: null);
            if (allowed is null ? got is not Got.In : got is not Got.SignInAsked)
                wrong.Add($"{address}: {got}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_form_that_a_page_handles_is_refused_to_who_may_only_see_the_page()
    {
        var wrong = new List<string>();
        foreach (var (form, page) in (IEnumerable<(string, string)>)[("conversation-step", "/staff/conversations/c1"), ("add-account", "/staff/people"), ("account-roles", "/staff/people/x"), ("account-step", "/staff/people/x")])
        {
            foreach (var role in Roles.All)
            {
                using var answer = await staff.Of(role).SendAsync(page, [("_handler", form), (Token, await TokenAsync(role)), ("Step", "take"), ("Seen", "0"), ("Name", "Jo")]);
                if (answer.StatusCode == HttpStatusCode.Forbidden == RightsMatrix.Forms[form]!.Contains(role))
                    wrong.Add($"{role.Name}, {form}: {answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
        Assert.Contains("reader@clinic.example access.refused POST /staff/conversations/{Key}", staff.Service.Audit());
    }

    [Fact]
    public async Task A_forged_request_of_who_may_changes_nothing()
    {
        var chief = staff.Of(Roles.Supervisor);
        var (own, others) = (await chief.TokenAsync(Account), await staff.Of(Roles.Reader).TokenAsync(Account));
        var wrong = new List<string>();
        foreach (var address in RightsMatrix.Endpoints.Where(entry => entry.Key.StartsWith("POST ", StringComparison.Ordinal) && (entry.Value?.Contains(Roles.Supervisor) ?? true)).Select(entry => entry.Key))
        {
            var path = PathOf(address);
            await RefusedAsync("no token", path, []);
            await RefusedAsync("another's token", path, [(Token, others)]);
            await RefusedAsync("another website", path, [(Token, own)], ("Origin", "https://elsewhere.example"));
            await RefusedAsync("another website, as the browser says", path, [(Token, own)], ("Origin", "http://localhost"), ("Sec-Fetch-Site", "cross-site"));
        }

        Assert.Empty(wrong);

        async Task RefusedAsync(string how, string path, (string, string)[] fields, params (string, string)[] headers)
        {
            using var answer = await chief.SendAsync(path, fields, headers);
            if (answer.StatusCode != HttpStatusCode.BadRequest)
                wrong.Add($"{path}, {how}: {answer.StatusCode}");
        }
    }

    private enum Got
    {
        In,
        Refused,
        SignInAsked,
    }

    private IEnumerable<string> Addresses() =>
        from endpoint in staff.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where route.StartsWith(StaffConsole.HomePath, StringComparison.Ordinal)
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select $"{method} {route}";

    private async Task<string> TokenAsync(Role role) => await staff.Of(role).TokenAsync(Account);

    /// <summary>With the person's own token but no field of a form: enough to be let in, too little to change anything.</summary>
    private static async Task<Got> TryAsync(StaffBrowser browser, string address, string? token)
    {
        var path = PathOf(address);
        // Would end the session of all that follow.
        if (path == "/staff/sign-out")
            token = null;
        using var answer = address.StartsWith("GET ", StringComparison.Ordinal) ? await browser.GetAsync(path) : await browser.SendAsync(path, token is null ? [] : [(Token, token)]);
        var to = answer.Headers.Location?.ToString();
        return answer.StatusCode switch
        {
            HttpStatusCode.Forbidden => Got.Refused,
            // Who opens the console without a right to read is led to what is theirs.
            HttpStatusCode.Found when path == StaffConsole.HomePath && to is "/staff/account" or "/staff/people" => Got.Refused,
            HttpStatusCode.Found when to!.Contains("/staff/sign-in?from=", StringComparison.Ordinal) => Got.SignInAsked,
            HttpStatusCode.InternalServerError => throw new InvalidOperationException($"{address} failed: {await answer.Content.ReadAsStringAsync(Cancel)}"),
            _ => Got.In,
        };
    }

    private static string PathOf(string address) => Parameter().Replace(address[(address.IndexOf(' ', StringComparison.Ordinal) + 1)..], parameter => parameter.Value switch
    {
        "{*Rest}" => "no-such-page",
        var number when number.Contains(':', StringComparison.Ordinal) => "1",
        _ => "c1",
    });

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex("(@formname=|FormName = )\"(?<name>[a-z-]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormName();

    /// <summary>The service, and one person of each role signed in.</summary>
    public sealed class SignedIn : IAsyncLifetime
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;
        private ImmutableDictionary<string, StaffBrowser> _people = ImmutableDictionary<string, StaffBrowser>.Empty;

        internal StaffService Service { get; private set; } = null!;

        /// <summary>Somebody without a role.</summary>
        internal StaffBrowser Nobody { get; private set; } = null!;

        internal StaffBrowser Of(Role role) => _people[role.Name];

        public async ValueTask InitializeAsync()
        {
            Service = new(_folder, TimeProvider.System);
            foreach (var role in Roles.All)
                _people = _people.Add(role.Name, await Service.SignInAsync($"{role.Name}@clinic.example", role));
            Nobody = await Service.SignInAsync("nobody@clinic.example");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var browser in _people.Values.Append(Nobody))
                browser.Dispose();
            await Service.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
