using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using static ValorSpine.Bot.Tests.Leaks.Marks;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>A full run of a served clinic in which everything that can be typed is marked, what is refused and what fails included.</summary>
internal sealed partial class MarkedRun : IDisposable
{
    /// <summary>The name of a patient whose booking fails where the service is set up to fail.</summary>
    public const string FailingName = $"{Typed}fails Smith";

    /// <summary>What a patient says whose conversation cannot be read where the service is set up to fail.</summary>
    public const string Unreadable = $"{Typed}unreadable";

    /// <summary>A path that fails after its answer has begun where the service is set up to fail.</summary>
    public const string LatePath = "late";

    private static readonly string[] s_staffPages = ["staff", "staff/alerts", "staff/waiting", "staff/outbox", "staff/audit", "staff/drafts", "staff/suggestions", "staff/judging", "staff/figures", "staff/export", "staff/people", "staff/account"];

    private const int MostQuestions = 60;

    private readonly Uri _address;
    private readonly CancellationToken _cancel;
    private readonly Witness _witness = new();
    private readonly HttpClient _http;
    private readonly List<string> _conversations = [];
    private string _checked = "";

    private MarkedRun(Uri address, CancellationToken cancel) => (_address, _cancel, _http) = (address, cancel, new(_witness) { BaseAddress = address });

    /// <summary>All that was asked and answered.</summary>
    public IReadOnlyCollection<Exchange> Exchanges => _witness.Exchanges;

    /// <summary>Plays it against a service.</summary>
    /// <param name="address">Where it serves.</param>
    /// <param name="dataFile">Its data, which another program keeps locked for a while.</param>
    /// <param name="email">A staff account.</param>
    /// <param name="password">Its password.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<MarkedRun> PlayAsync(Uri address, string dataFile, string email, string password, CancellationToken cancel)
    {
        var run = new MarkedRun(address, cancel);
        await run.ChatAsync();
        await run.ScreenAsync();
        await run.BookAsync();
        await run.SendWhatIsRefusedAsync();
        await run.MakeUpAddressesAsync();
        await run.FailAsync(dataFile);
        await run.ReadAsStaffAsync(email, password);
        return run;
    }

    public void Dispose() => _http.Dispose();

    private async Task ChatAsync()
    {
        var patient = await OpenAsync();
        await patient.SayAsync(
            _cancel,
            $"my back hurts {Typed}pain, how long does relief last?",
            $"what is {Typed}question",
            $"should i stop my {Typed}advice blood thinner",
            $"can i talk to {Typed}staff a person",
            $"{new string('a', 50_000)} {Typed}long",
            $"\0\u0001\u001b[2J\u202e {Typed}control \r\n\t",
            $"{{\"{Typed}json\": <script>{Typed}script</script> %7B{Typed}percent%7D {{0}} {{{Typed}Template}}");
        await patient.PostAsync(new JsonObject { ["type"] = "message", ["value"] = new JsonObject { ["action"] = $"{Typed}action" } }, _cancel);
        await patient.PostAsync(
            new JsonObject
            {
                ["type"] = "message",
                ["text"] = $"{Typed}label",
                ["value"] = new JsonObject { ["action"] = $"{Typed}button", ["note"] = $"{Typed}value" },
                ["from"] = new JsonObject { ["id"] = $"{Typed}id", ["name"] = $"{Typed}sender" },
                ["locale"] = $"{Typed}locale",
                ["channelData"] = new JsonObject { ["clientActivityID"] = $"{Typed}key", ["more"] = $"{Typed}data" },
            },
            _cancel);
        await patient.PostAsync(new JsonObject { ["type"] = "typing", ["text"] = $"{Typed}typing" }, _cancel);
        await patient.PostAsync(new JsonObject { ["type"] = "event", ["name"] = "webchat/join", ["value"] = $"{Typed}joined" }, _cancel);
        Assert.Equal("", await patient.ListenAsync($"{Typed}frame", _cancel));

        Assert.Contains("911", await (await OpenAsync()).SayAsync(_cancel, $"i cant pee and my crotch is numb {Typed}emergency", $"{Typed}after ok"), StringComparison.Ordinal);
        Assert.Contains("988", await (await OpenAsync()).SayAsync(_cancel, $"i dont want to live anymore {Typed}crisis", $"jk {Typed}jk"), StringComparison.Ordinal);
    }

    private async Task ScreenAsync()
    {
        var patient = await OpenAsync();
        _checked = patient.ConversationId;
        var said = await patient.SayAsync(_cancel, "start the screening", $"{Typed}answer my neighbour said", "none of these", $"it started two years ago {Typed}since");
        for (var question = 0; question < MostQuestions && !said.Contains("/summary/", StringComparison.Ordinal); question++)
            said = await patient.SayAsync(_cancel, Answer(said));
        Assert.Contains("/summary/", said, StringComparison.Ordinal);
        Assert.Contains("911", await (await OpenAsync()).SayAsync(_cancel, "start the screening", $"i have numbness in my groin {Typed}sign"), StringComparison.Ordinal);
    }

    /// <summary>What denies most of what was asked last, or else the first that was offered.</summary>
    private static string Answer(string said)
    {
        var offered = JsonNode.Parse(said)!["activities"]!.AsArray().Select(activity => activity!["suggestedActions"]?["actions"]?.AsArray()).LastOrDefault(actions => actions is not null);
        string[] choices = [.. (offered ?? []).Select(choice => (string)choice!["title"]!)];
        return choices.FirstOrDefault(choice => choice is "No" or "None of these") ?? choices.FirstOrDefault() ?? "45";
    }

    private async Task BookAsync()
    {
        var patient = await OpenAsync();
        var said = await patient.SayAsync(
            _cancel, "book an evaluation", $"tuesday morning because of {Typed}reason", "tuesday morning", "1", $"my name is {Typed}name Smith", $"{Phone} {Typed}phone", Phone, $"{Typed}mail@example.org", "yes");
        Assert.Contains("VS-", said, StringComparison.Ordinal);
        await GetAsync(Calendar().Match(said).Value);

        var reference = Reference().Match(said).Value;
        await (await OpenAsync()).SayAsync(_cancel, $"cancel my {Typed}appointment", reference, $"{Phone} {Typed}check", Phone, "yes");
    }

    private async Task SendWhatIsRefusedAsync()
    {
        var patient = await OpenAsync();
        foreach (var body in (string[])
        [
            $"{{\"type\":\"message\",\"text\":\"{Typed}malformed",
            $"{{\"{Typed}property\": ",
            $"{{\"type\":{{\"{Typed}object\":1}}}}",
            $"\"{Typed}bare\"",
            $"{Typed}nojson",
            $"{{\"type\":\"message\",\"text\":\"\\ud800 {Typed}surrogate\"}}",
            $"{{\"type\":\"{Typed}type\",\"text\":\"{Typed}unknown\"}}",
            $"{{\"type\":\"event\",\"name\":\"{Typed}event\",\"value\":\"{Typed}eventvalue\"}}",
            $"{{\"text\":\"{Typed}notype\"}}",
            $"{{\"type\":\"message\",\"text\":\"{Typed}toolong {new string('a', 120_000)}\"}}",
            $"{{\"type\":\"message\",\"text\":\"{Typed}toolarge {new string('a', 1_100_000)}\"}}",
        ])
        {
            await patient.PostAsync(body, _cancel);
        }

        await patient.PostAsync($"{Typed}plain", _cancel, "text/plain");
        using var form = new MultipartFormDataContent { { new StringContent($"{Typed}file"), $"{Typed}field", $"{Typed}file.txt" } };
        await patient.SendAsync(HttpMethod.Post, $"v3/directline/conversations/{patient.ConversationId}/upload", form, _cancel);

        var start = "v3/directline/conversations";
        await patient.SendAsync(HttpMethod.Post, start, new StringContent($"{{\"user\":{{\"id\":\"{Typed}user\"}},\"locale\":\"{Typed}lo cale\"}}"), _cancel);
        await patient.SendAsync(HttpMethod.Post, start, new StringContent($"{{{Typed}start"), _cancel);
        await patient.SendAsync(HttpMethod.Post, start, null, _cancel, credential: $"{Typed}token");
        await patient.SendAsync(HttpMethod.Post, start, null, _cancel, scheme: "Basic", credential: Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Typed}:{Typed}basic")));
        using var resumed = await _http.PostAsJsonAsync("webchat/token", new { resume = $"{Typed}resume" }, _cancel);
        using var broken = await _http.PostAsync(new Uri("webchat/token", UriKind.Relative), new StringContent($"{{\"resume\":{Typed}broken"), _cancel);
        await SpillAsync();
    }

    /// <summary>A body that is longer than it says: what is left over is taken for the next request.</summary>
    private async Task SpillAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_address.Host, _address.Port, _cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /webchat/token HTTP/1.1\r\nHost: {_address.Authority}\r\nContent-Length: 2\r\n\r\n{{}}my back {Typed}spilled hurts\r\nand {Typed}header too\r\n\r\n"), _cancel);
        using var reader = new StreamReader(stream);
        var answers = await reader.ReadToEndAsync(_cancel);
        var refused = answers.IndexOf("HTTP/1.1 400", StringComparison.Ordinal);
        Assert.True(refused > 0, answers);
        _witness.Add(new("POST", "/webchat/token", HttpStatusCode.BadRequest, "", answers[refused..]));
    }

    private async Task MakeUpAddressesAsync()
    {
        var patient = await OpenAsync();
        await patient.SendAsync(HttpMethod.Get, $"v3/directline/conversations/{Address}conversation/activities?watermark={Address}mark", null, _cancel);
        await patient.SendAsync(HttpMethod.Get, $"{patient.Activities}?watermark={Address}watermark", null, _cancel);
        await patient.SendAsync(HttpMethod.Get, $"v3/directline/conversations/{patient.ConversationId}/stream?t={Address}token", null, _cancel);
        foreach (var path in MadeUp)
            await GetAsync(path);
    }

    private static string[] MadeUp =>
    [
        $"{Address}page", $"chat?q={Address}query", $"knowledge/{Address}article", $"calendar/{Address}key.ics", $"summary/{Address}key", $"health/{Address}probe", $"staff/{Address}page", $"staff/sign-in?from=/staff/{Address}from",
        $"staff?channel={Address}channel&alert={Address}alert&page={Address}number", $"staff/conversations/{Address}id", $"staff/conversations/~{Convert.ToBase64String(Encoding.UTF8.GetBytes(Address))}",
        $"staff/conversations/{Address}id/screening/{Address}number.json", $"staff/conversations/{Address}id/screening/1.json",
    ];

    private async Task FailAsync(string dataFile)
    {
        var failing = await OpenAsync();
        await failing.SayAsync(_cancel, "book an evaluation", "tuesday morning", "1", FailingName, Phone, $"{Typed}failing@example.org", "yes");

        var unreadable = await OpenAsync();
        await unreadable.SayAsync(_cancel, $"my back hurts {Unreadable}");
        await unreadable.ListenAsync($"{Typed}unheard", _cancel);
        await GetAsync(LatePath);

        var locked = await OpenAsync();
        await using (var other = new SqliteConnection($"Data Source={dataFile};Pooling=False"))
        {
            await other.OpenAsync(_cancel);
            await using var transaction = other.BeginTransaction();
            await locked.SayAsync(_cancel, $"my back hurts {Typed}locked");
        }

        await locked.SayAsync(_cancel, $"my back hurts {Typed}unlocked");
    }

    private async Task ReadAsStaffAsync(string email, string password)
    {
        await SignInAsync($"{Typed}member@clinic.example", $"{Typed}password");
        await SignInAsync($"{Typed}nomail", $"{Typed}password");
        await SignInAsync(email, $"{Typed}wrong");
        await SendAsync("staff/sign-in", new FormUrlEncodedContent([new("_handler", "sign-in"), new("Email", $"{Typed}untrusted"), new("Password", $"{Typed}password")]));
        await SendAsync("staff/sign-in", new FormUrlEncodedContent([new("_handler", $"{Typed}handler"), new($"{Typed}name", $"{Typed}value")]));
        await SendAsync("staff/sign-in", new StringContent($"{{\"Email\":\"{Typed}mail\"}}", Encoding.UTF8, "application/json"));
        await SendAsync("staff/sign-in", new FormUrlEncodedContent([new($"{Typed}{new string('n', 10_000)}", "value")]));
        Assert.Equal(HttpStatusCode.Found, await SignInAsync(email, password));

        await TakeOverAsync(_conversations[0]);
        await ReviewAsync(_conversations[0]);
        await SettleAsync(_conversations[1]);
        await SearchAsync();
        await GetAsync("staff");
        await GetAsync("staff?channel=webchat&alert=any&page=2");
        foreach (var page in s_staffPages)
            await FollowAsync(page);
        foreach (var conversation in _conversations)
        {
            await UnmaskAsync(conversation);
            await FollowAsync($"staff/conversations/{conversation}");
        }

        await GetAsync($"staff/conversations/{_checked}/screening/1.json");

        foreach (var path in MadeUp)
            await GetAsync(path);
        await SendAsync("staff/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", $"{Typed}forged")]));
    }

    /// <summary>Opens a page and what it leads to, one of each kind.</summary>
    private async Task FollowAsync(string path)
    {
        using var page = await _http.GetAsync(new Uri(path, UriKind.Relative), _cancel);
        foreach (var link in StaffLink().Matches(await page.Content.ReadAsStringAsync(_cancel)).Select(link => WebUtility.HtmlDecode(link.Groups["path"].Value)).Where(link => link != "/staff/sign-out").DistinctBy(link => Number().Replace(link, "*")))
            await GetAsync(link.TrimStart('/'));
    }

    private async Task UnmaskAsync(string conversation)
    {
        var path = $"staff/conversations/{conversation}";
        using var page = await _http.GetAsync(new Uri(path, UriKind.Relative), _cancel);
        // What cannot be read has no form.
        if (HiddenField().Matches(await page.Content.ReadAsStringAsync(_cancel)).FirstOrDefault(field => field.Groups["name"].Value == "__RequestVerificationToken") is { } token)
            await SendAsync($"{path}/unmask", new FormUrlEncodedContent([new("__RequestVerificationToken", WebUtility.HtmlDecode(token.Groups["value"].Value)), new("reason", $"{Typed}calling back")]));
    }

    /// <summary>Takes a conversation over, writes in it and gives it back; what is refused there is marked too.</summary>
    private async Task TakeOverAsync(string conversation)
    {
        await StepAsync(conversation, ("Step", "take"), ("Name", $"{Typed}{new string('n', 70)}"));
        await StepAsync(conversation, ("Step", "take"), ("Name", $"{Typed}reviewer"));
        await StepAsync(conversation, ("Step", "say"), ("Text", $"{Typed}written to you"));
        await StepAsync(conversation, ("Step", "say"), ("Text", $"{Typed}late"), ("Seen", "1"));
        await StepAsync(conversation, ("Step", "say"), ("Text", $"{Typed}{new string('t', 2500)}"));
        await StepAsync(conversation, ("Step", $"{Typed}step"), ("Seen", $"{Typed}seen"), ("Key", $"{Typed}key"));
        await StepAsync(conversation, ("Step", "return"));
    }

    /// <summary>Leaves a tag, a note and a draft for a colleague with a conversation.</summary>
    private async Task ReviewAsync(string conversation)
    {
        foreach (var (step, field, word) in (IEnumerable<(string, string, string)>)[("tag", "tag", "tag"), ("note", "note", "note"), ("whisper", "note", "whisper"), (Typed, "note", "unknown")])
            await PostFormAsync($"staff/conversations/{conversation}", "/review", to: null, ("step", step), (field, Typed + word));
    }

    /// <summary>Says what was done about an alert.</summary>
    private async Task SettleAsync(string conversation)
    {
        await PostFormAsync($"staff/conversations/{conversation}", "/seen", to: null);
        await PostFormAsync($"staff/conversations/{conversation}", "/resolved", to: null, ("note", $"{Typed}settled"));
    }

    /// <summary>Looks for something and keeps that.</summary>
    private async Task SearchAsync()
    {
        await PostFormAsync("staff", "/staff/search", to: null, ("query", $"{Typed}pain"));
        await PostFormAsync("staff", "/staff/search", to: null, ("query", $"{Typed}colour:red"));
        await PostFormAsync("staff", "/staff/search", to: "staff/views", ("query", $"{Typed}pain"), ("name", $"{Typed}view"));
    }

    /// <summary>Sends the first form of a page whose address ends so, with other values in it, there or to another address.</summary>
    private async Task PostFormAsync(string path, string addressEnd, string? to, params (string Name, string Value)[] typed)
    {
        using var page = await _http.GetAsync(new Uri(path, UriKind.Relative), _cancel);
        var form = (await page.Content.ReadAsStringAsync(_cancel)).Split("<form").Select(text => text.Split("</form>", 2)[0]).First(text => FormAddress().Match(text).Groups["address"].Value.EndsWith(addressEnd, StringComparison.Ordinal));
        var fields = HiddenField().Matches(form).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value));
        foreach (var (name, value) in typed)
            fields[name] = value;
        await SendAsync(to ?? FormAddress().Match(form).Groups["address"].Value.TrimStart('/'), new FormUrlEncodedContent(fields));
    }

    private async Task StepAsync(string conversation, params (string Name, string Value)[] typed)
    {
        var path = $"staff/conversations/{conversation}";
        using var page = await _http.GetAsync(new Uri(path, UriKind.Relative), _cancel);
        var panel = (await page.Content.ReadAsStringAsync(_cancel)).Split("id=\"take-over\"", 2)[1].Split("</form>", 2)[0];
        var fields = HiddenField().Matches(panel).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value));
        foreach (var (name, value) in typed)
            fields[name] = value;
        await SendAsync(path, new FormUrlEncodedContent(fields));
    }

    private async Task<HttpStatusCode> SignInAsync(string email, string password)
    {
        using var page = await _http.GetAsync(new Uri("staff/sign-in", UriKind.Relative), _cancel);
        var fields = HiddenField().Matches(await page.Content.ReadAsStringAsync(_cancel)).Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));
        return await SendAsync("staff/sign-in", new FormUrlEncodedContent([.. fields, new("Email", email), new("Password", password)]));
    }

    private async Task<HttpStatusCode> SendAsync(string path, HttpContent body)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), body, _cancel);
        return response.StatusCode;
    }

    private async Task GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await _http.SendAsync(request, _cancel);
    }

    private async Task<MarkedPatient> OpenAsync()
    {
        var patient = await MarkedPatient.OpenAsync(_http, _cancel);
        _conversations.Add(patient.ConversationId);
        return patient;
    }

    [GeneratedRegex("href=\"(?<path>/staff[^\"#?]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex StaffLink();

    [GeneratedRegex("/[^/]*[0-9][^/]*", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex("action=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex FormAddress();

    [GeneratedRegex(@"/calendar/[^""\\)]+\.ics", RegexOptions.ExplicitCapture)]
    private static partial Regex Calendar();

    [GeneratedRegex(@"VS-[A-Z0-9-]+", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex HiddenField();
}
