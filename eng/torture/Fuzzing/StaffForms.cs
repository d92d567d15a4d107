using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Torture.Fuzzing;

/// <summary>The forms and addresses of the staff console, as somebody who is signed in sends them: with the token that shows that a page was asked for, and with fields as nobody should fill them in.</summary>
internal sealed partial class StaffForms(Uri address, string password)
{
    private const string Account = "staff@clinic.example", SignIn = "/staff/sign-in", Token = "__RequestVerificationToken";
    private const int MostPages = 48, MostOfAKind = 2;

    private static readonly string[] s_pages =
    [
        "/staff", "/staff/alerts", "/staff/waiting", "/staff/outbox", "/staff/audit", "/staff/drafts", "/staff/export", "/staff/figures", "/staff/judging", "/staff/suggestions", "/staff/people",
        "/staff?channel=webchat&alert=any&page=2", "/staff/audit?account=staff&action=read&conversation=x", "/staff/figures?from=2026-11-01&to=2026-11-30&channel=webchat",
    ];

    // It ends the session that sends it. The forms of one's own account and of one person are not among them: they take rights away, or lock the account after a few wrong passwords.
    private static readonly string[] s_left = ["/sign-out", "/staff/account", "/staff/people/"];

    /// <summary>Signs in and gives every form that the pages show, and the addresses of those pages.</summary>
    public async Task<IReadOnlyList<Target>> FindAsync()
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };
        var (signIn, before) = (await PageAsync(http, SignIn), cookies.GetCookieHeader(new(address, SignIn)));
        var fields = FieldsOf(signIn);
        using var answer = await http.PostAsync(SignIn, new FormUrlEncodedContent([new(Token, fields[Token]), new("_handler", fields.GetValueOrDefault("_handler", "")), new("Email", Account), new("Password", password)]));
        if (answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith(SignIn, StringComparison.Ordinal))
            throw new InvalidOperationException("The first account could not sign in.");
        var pages = await PagesAsync(http);
        var cookie = cookies.GetCookieHeader(new(address, "/staff"));
        return
        [
            .. FormsOf(SignIn, signIn, before),
            .. pages.SelectMany(page => FormsOf(page.Key, page.Value, cookie)).DistinctBy(target => target.Name),
            .. pages.Keys.Select(ShapeOf).Distinct().Select(shape => new Target($"page {shape}", (bytes, _) => Asked(bytes, cookie), [.. pages.Keys.Where(path => ShapeOf(path) == shape).Select(Encoding.UTF8.GetBytes)])),
        ];
    }

    /// <summary>Pages that lead from one to the other, a few of each kind.</summary>
    private static async Task<Dictionary<string, string>> PagesAsync(HttpClient http)
    {
        var (pages, kinds, waiting) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), new Queue<string>(s_pages));
        while (pages.Count < MostPages && waiting.TryDequeue(out var path))
        {
            var shape = ShapeOf(path);
            var seen = kinds.GetValueOrDefault(shape);
            // A file of the console takes nothing, and the trail leads to whatever was made up in an address before.
            if (path.Contains(".css", StringComparison.Ordinal) || path.StartsWith("/staff/audit/", StringComparison.Ordinal) || pages.ContainsKey(path) || seen >= MostOfAKind || s_left.Any(left => path.StartsWith(left, StringComparison.Ordinal)))
                continue;
            kinds[shape] = seen + 1;
            pages[path] = await PageAsync(http, path);
            foreach (Match link in Link().Matches(pages[path]))
                waiting.Enqueue(WebUtility.HtmlDecode(link.Groups["path"].Value));
        }

        return pages;
    }

    private static async Task<string> PageAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.Content.ReadAsStringAsync() : "";
    }

    private static IEnumerable<Target> FormsOf(string page, string html, string cookie) => Form().Matches(html).SelectMany(form => Of(page, form.Value, cookie));

    private static IEnumerable<Target> Of(string page, string form, string cookie)
    {
        var fields = FieldsOf(form);
        if (!fields.Remove(Token, out var token))
            return [];
        // A form without an address goes to its page, and says which of its forms it is. A script may ask for something first.
        string[] paths = [.. Address().Matches(form.Split('>')[0]).Select(given => WebUtility.HtmlDecode(given.Groups["path"].Value)).DefaultIfEmpty(page)];
        var seed = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value.Length == 0 ? "x" : field.Value)}"));
        return
        [
            .. paths.Where(path => !s_left.Any(left => path.StartsWith(left, StringComparison.Ordinal) || path.EndsWith(left, StringComparison.Ordinal)))
                .Select(path => new Target($"form {ShapeOf(path)} {fields.GetValueOrDefault("_handler") ?? fields.GetValueOrDefault("step")}".TrimEnd(), (bytes, _) => Request(path, token, cookie, bytes), Encoding.UTF8.GetBytes(seed))),
        ];
    }

    private static HttpRequestMessage Request(string path, string token, string cookie, byte[] bytes)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes($"{Token}={Uri.EscapeDataString(token)}&"), .. bytes]) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return request;
    }

    private static HttpRequestMessage Asked(byte[] path, string cookie)
    {
        var request = Target.Get(Target.Address(path));
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return request;
    }

    private static string ShapeOf(string path) => Number().Replace(path.Split('?', '#')[0], "/*");

    private static Dictionary<string, string> FieldsOf(string html)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Field().Matches(html).Select(match => match.Value))
        {
            if (Name().Match(field) is { Success: true } name)
                fields.TryAdd(WebUtility.HtmlDecode(name.Groups["value"].Value), WebUtility.HtmlDecode(Value().Match(field).Groups["value"].Value));
        }

        return fields;
    }

    [GeneratedRegex("""<form[^>]*method="post".*?</form>""", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex("[ ](action|data-passkey)=\"(?<path>/staff[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex("<(input|select|textarea|button)[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Field();

    [GeneratedRegex("[ ]name=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("[ ]value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Value();

    [GeneratedRegex("""href="(?<path>/staff[^"#]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    // A part of an address that is made of a name or a number: everything in which a digit stands.
    [GeneratedRegex("/[^/]*[0-9][^/]*")]
    private static partial Regex Number();
}
