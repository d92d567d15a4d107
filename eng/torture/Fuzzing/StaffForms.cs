using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Torture.Fuzzing;

/// <summary>The forms of the staff console, as somebody who is signed in sends them: with the token that shows that a page was asked for, and with fields as nobody should fill them in.</summary>
internal sealed partial class StaffForms(Uri address, string password)
{
    private const string Account = "staff@clinic.example", SignIn = "/staff/sign-in", Token = "__RequestVerificationToken";

    private static readonly string[] s_pages =
        ["/staff", "/staff/alerts", "/staff/waiting", "/staff/outbox", "/staff/audit", "/staff/drafts", "/staff/export", "/staff/figures", "/staff/judging", "/staff/search", "/staff/suggestions", "/staff/views"];

    // It ends the session that sends it. People and accounts are not among the pages: their forms take rights away, or lock the account after a few wrong passwords.
    private static readonly string[] s_ending = ["sign-out"];

    /// <summary>Signs in and gives every form that the pages show, and those of a conversation.</summary>
    public async Task<IReadOnlyList<Target>> FindAsync()
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = address };
        var signIn = FieldsOf(await http.GetStringAsync(SignIn));
        using var answer = await http.PostAsync(SignIn, new FormUrlEncodedContent([new(Token, signIn[Token]), new("_handler", signIn.GetValueOrDefault("_handler", "")), new("Email", Account), new("Password", password)]));
        if (answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith(SignIn, StringComparison.Ordinal))
            throw new InvalidOperationException("The first account could not sign in.");
        var pages = new List<string>();
        foreach (var path in s_pages)
            pages.Add(await PageAsync(http, path));
        foreach (var conversation in pages.SelectMany(page => Conversation().Matches(page)).Select(match => match.Groups["path"].Value).Distinct().Take(3).ToArray())
            pages.Add(await PageAsync(http, conversation));
        var cookie = cookies.GetCookieHeader(new(address, "/staff"));
        return [.. pages.SelectMany(page => Form().Matches(page)).Select(form => Of(form.Groups["action"].Value, form.Groups["body"].Value, cookie)).OfType<Target>().DistinctBy(target => target.Name)];
    }

    private static async Task<string> PageAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    private static Target? Of(string action, string body, string cookie)
    {
        var path = WebUtility.HtmlDecode(action);
        var fields = FieldsOf(body);
        if (!fields.Remove(Token, out var token) || s_ending.Any(part => path.Contains(part, StringComparison.Ordinal)))
            return null;
        var form = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value.Length == 0 ? "x" : field.Value)}"));
        return new($"form {Number().Replace(path.Split('?')[0], "*")}", (bytes, _) => Request(path, token, cookie, bytes), Encoding.UTF8.GetBytes(form));
    }

    private static HttpRequestMessage Request(string path, string token, string cookie, byte[] bytes)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes($"{Token}={Uri.EscapeDataString(token)}&"), .. bytes]) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return request;
    }

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

    [GeneratedRegex("""<form[^>]*action="(?<action>/staff[^"]*)"[^>]*>(?<body>.*?)</form>""", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex("<(input|select|textarea|button)[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Field();

    [GeneratedRegex("[ ]name=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("[ ]value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Value();

    [GeneratedRegex("""href="(?<path>/staff/conversations/[^"/?]+)["?]""", RegexOptions.NonBacktracking)]
    private static partial Regex Conversation();

    [GeneratedRegex("/(conversations|records|drafts|alerts|outbox|replies|improve|judge)/[^/]+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
