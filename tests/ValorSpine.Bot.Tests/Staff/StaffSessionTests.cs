using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Storage.Staff;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Staff;

public sealed partial class StaffSessionTests : IDisposable
{
    private const string Email = "jo@clinic.example";
    private static readonly TimeSpan s_poll = TimeSpan.FromMinutes(20), s_session = TimeSpan.FromHours(8);
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_page_that_only_asks_for_alerts_keeps_nobody_signed_in()
    {
        await using var service = new Service(_folder, _time);
        using var browser = await SignInAsync(service);

        for (var asked = s_poll; asked < s_session; asked += s_poll)
            Assert.Equal(HttpStatusCode.OK, await AskAsync(browser, StaffConsole.OpenAlertsPath));

        _time.Advance(s_poll + TimeSpan.FromSeconds(1));
        Assert.NotEqual(HttpStatusCode.OK, await StatusOfAsync(browser, StaffConsole.OpenAlertsPath));
    }

    [Fact]
    public async Task Somebody_who_works_in_the_console_stays_signed_in()
    {
        await using var service = new Service(_folder, _time);
        using var browser = await SignInAsync(service);

        for (var worked = TimeSpan.Zero; worked < 2 * s_session; worked += s_poll)
            Assert.Equal(HttpStatusCode.OK, await AskAsync(browser, StaffConsole.HomePath));
    }

    [Fact]
    public async Task The_first_account_is_there_once_the_service_serves()
    {
        await using var service = new Service(_folder, _time);
        using var browser = service.CreateClient();
        await using var scope = service.Services.CreateAsyncScope();

        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>().FindByEmailAsync("staff@clinic.example"));
        Assert.NotNull(service.Services.GetRequiredService<FirstAccount>().Password);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<HttpClient> SignInAsync(Service service)
    {
        var browser = service.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });
        string password;
        await using (var scope = service.Services.CreateAsyncScope())
            password = await StaffAccounts.AddAsync(scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>(), Email);
        var page = await browser.GetStringAsync(new Uri(StaffConsole.SignInPath, UriKind.Relative), TestContext.Current.CancellationToken);
        var fields = HiddenField().Matches(page).Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));
        using var form = new FormUrlEncodedContent([.. fields, new("Email", Email), new("Password", password)]);
        using var signedIn = await browser.PostAsync(new Uri(StaffConsole.SignInPath, UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        return browser;
    }

    private async Task<HttpStatusCode> AskAsync(HttpClient browser, string path)
    {
        _time.Advance(s_poll);
        return await StatusOfAsync(browser, path);
    }

    private static async Task<HttpStatusCode> StatusOfAsync(HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex HiddenField();

    private sealed class Service(string folder, TimeProvider time) : WebApplicationFactory<LiveContent>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(Environments.Development).UseContentRoot(Repository.Root);
            builder.UseSetting("Storage:ConnectionString", $"Data Source={Path.Combine(folder, "bot.db")};Pooling=False");
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(time)));
        }
    }
}
