using System.Net;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Staff;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>Keeps cookies and sends forms with their token; follows no redirect by itself.</summary>
internal sealed partial class StaffBrowser(HttpClient client) : IDisposable
{
    private const string Token = "__RequestVerificationToken";

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await GetAsync(path);
        return answer.StatusCode;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The token of the forms of a page.</summary>
    public async Task<string> TokenAsync(string path) => WebUtility.HtmlDecode(TokenField().Match(await ReadAsync(path)).Groups["value"].Value);

    /// <summary>Sends a form as it stands, without a token unless there is one among the fields.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, (string Name, string Value)[] fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a form of a page with its token.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string form, params (string Name, string Value)[] fields)
    {
        var token = await TokenAsync(page);
        return await SendAsync(page, [("_handler", form), (Token, token), .. fields]);
    }

    /// <summary>Signs in with a password, and expects to be led on.</summary>
    public async Task<string> SignInAsync(string email, string password)
    {
        using var answer = await SubmitAsync(StaffConsole.SignInPath, "sign-in", ("Email", email), ("Password", password));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex TokenField();
}
