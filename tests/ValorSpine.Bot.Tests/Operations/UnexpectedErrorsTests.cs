using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Operations;
using ValorSpine.Bot.Staff;

namespace ValorSpine.Bot.Tests.Operations;

/// <summary>What people see when a request fails by a defect of ours.</summary>
public sealed class UnexpectedErrorsTests : IAsyncLifetime
{
    private const string Secret = "zebra of a patient";
    private WebApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddStaffConsole();
        builder.Services.AddAuthentication();
        builder.Services.AddSingleton(new StaffConsoleOptions("America/Chicago", "Test Clinic"));
        _app = builder.Build();
        _app.UseMiddleware<UnexpectedErrors>();
        _app.MapGet("/staff/broken", (HttpContext http) =>
        {
            http.Response.Headers.SetCookie = "half=done";
            throw new InvalidOperationException(Secret);
        });
        _app.MapPost("/staff/form", async (HttpContext http, IAntiforgery antiforgery) => await antiforgery.IsRequestValidAsync(http) ? Results.Ok() : Results.NotFound());
        _app.MapGet("/broken", (HttpContext _) => throw new InvalidOperationException(Secret));
        await _app.StartAsync(Cancel);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Staff_get_a_page_that_says_what_to_do_and_under_which_number_the_log_has_it()
    {
        using var answer = await _app.GetTestClient().GetAsync(new Uri("/staff/broken", UriKind.Relative), Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal((HttpStatusCode.InternalServerError, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("<h1>Something went wrong on our side</h1>", page, StringComparison.Ordinal);
        Assert.Matches("tell the person who runs the service this number: <code>[^<]+</code>", page);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_holds_more_than_is_taken_is_no_defect_of_ours()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(new string('a', 5000), "x")]);
        using var answer = await _app.GetTestClient().PostAsync(new Uri("/staff/form", UriKind.Relative), form, Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "The request could not be read."), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
    }

    [Fact]
    public async Task Others_get_a_plain_sentence()
    {
        using var answer = await _app.GetTestClient().GetAsync(new Uri("/broken", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("Something went wrong on our side. Nothing that was answered is lost. Please try again.", await answer.Content.ReadAsStringAsync(Cancel));
    }
}
