using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>The printable page of a screening, from the chat to the paper.</summary>
public sealed partial class SummaryPageTests
{
    private static readonly string[] s_screenings =
    [
        "none; none; 52; no; low back; over 6 months; PT, medicine and injections; MRI last year; tear; none; avoid surgery",
        "none; blood thinner, weak immune, allergy; 44; planning; both; comes and goes; PT, chiropractic, medicine, injections; older; tear and bulge; disc surgery; avoid needles, understand my choices, get back to work",
        "none; none; 47; no; leg; 3 to 6 months; PT and medicine; MRI last year; mild herniation; none; second opinion",
        "none; weak bones, heart; 71; both; over 6 months; PT; MRI last year; bulge and large herniation; fusion; understand my choices",
        "none; none; 60; low back; over 6 months; PT; no scan; none; skip",
        "none; skip; skip; skip; skip; skip; skip; skip; skip; skip; skip",
        "none; weight loss; 33; no; neck",
        "none; none; 29; no; low back; 3 weeks",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Summary_is_readable_accessible_and_fits_one_printed_page(int width)
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path);
        using var http = new HttpClient { BaseAddress = bot.Address };
        var urls = new List<string>();
        foreach (var answers in s_screenings)
            urls.Add(await FinishAsync(http, answers));

        await Peers.RunAsync("summary.mjs", [$"{width}", Peers.Screenshots, .. urls]);
    }

    [Fact]
    public async Task Summary_opens_with_its_key_alone_and_is_kept_nowhere()
    {
        using var data = new ScratchFolder();
        await using var bot = await BotProcess.StartAsync(data.Path);
        using var http = new HttpClient { BaseAddress = bot.Address };
        var url = await FinishAsync(http, s_screenings[0]);
        Assert.Matches(Link(), url);

        using var page = await http.GetAsync(new Uri(url), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        AssertPrivate(page);
        Assert.Contains("An evaluation for biologic disc repair may be worth talking about", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        var last = url[^1] == 'A' ? 'Q' : 'A';
        using var other = await http.GetAsync(new Uri(url[..^1] + last), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        AssertPrivate(other);
    }

    private static void AssertPrivate(HttpResponseMessage page)
    {
        Assert.Equal("no-store", page.Headers.CacheControl?.ToString());
        Assert.Equal("noindex, nofollow, noarchive", Assert.Single(page.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.Null(page.Headers.ETag);
    }

    private static string InOtherWords(string answer) => answer == "skip" ? "skip it" : "none of these";

    /// <summary>Goes through the check and gives the address on the button of its card.</summary>
    private static async Task<string> FinishAsync(HttpClient http, string answers)
    {
        var patient = await DirectLinePatient.OpenAsync(http);
        await patient.AskAsync("start the check");
        var last = "";
        foreach (var answer in answers.Split("; "))
        {
            // The same words again at once would be taken for a double tap.
            last = answer == last ? InOtherWords(answer) : answer;
            await patient.AskAsync(last);
        }

        var activities = await patient.ReadAsync();
        return activities.SelectMany(Links).LastOrDefault(link => link.Contains("/summary/", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No summary after: {activities[^1].GetProperty("text").GetString()}");
    }

    private static IEnumerable<string> Links(JsonElement activity) =>
        from attachment in activity.TryGetProperty("attachments", out var attachments) ? attachments.EnumerateArray() : []
        where attachment.GetProperty("content").TryGetProperty("actions", out _)
        from action in attachment.GetProperty("content").GetProperty("actions").EnumerateArray()
        where action.TryGetProperty("url", out _)
        select action.GetProperty("url").GetString()!;

    [GeneratedRegex("^http://[^/]+/summary/[A-Za-z0-9_-]{22}$")]
    private static partial Regex Link();
}
