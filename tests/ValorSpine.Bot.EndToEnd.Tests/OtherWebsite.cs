using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>Somebody's website that shows the chat by the tag and under the policy that the docs give.</summary>
internal sealed partial class OtherWebsite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private string _tag = "", _policy = "", _chat = "";

    private OtherWebsite(WebApplication app) => _app = app;

    /// <summary>Its address: another host than the chat's.</summary>
    public string Address => $"http://localhost:{Port}";

    /// <summary>The same pages at an address that is another one for browsers.</summary>
    public string Stranger => $"http://127.0.0.1:{Port}";

    private int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Serves its pages.</summary>
    public static async Task<OtherWebsite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var website = new OtherWebsite(app);
        app.MapGet("/", context => website.SendAsync(context, website._tag));
        app.MapGet("/settings", context => website.SendAsync(context, website._tag.Replace(
            " async", " async data-label=\"Ask the spine team\" data-side=\"left\" data-colour=\"#ffcc00\" data-language=\"de\" data-open=\"true\"", StringComparison.Ordinal)));
        app.MapGet("/style.css", () => Results.Text("* { font-family: cursive !important; } button { background: red !important; } iframe { display: none; }", "text/css"));
        app.MapGet("/favicon.ico", () => Results.NoContent());
        await app.StartAsync();
        return website;
    }

    /// <summary>Puts the chat on its pages.</summary>
    public void Embed(string chat)
    {
        var guide = File.ReadAllText(Path.Combine(BotProcess.Repository, "docs", "website-chat.md")).Replace("https://chat.example.org", chat, StringComparison.Ordinal);
        (_chat, _tag, _policy) = (chat, Tag().Match(guide).Value, Policy().Match(guide).Groups["policy"].Value);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task SendAsync(HttpContext context, string tag)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = _policy;
        return context.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><title>Somebody</title><link rel=\"stylesheet\" href=\"/style.css\"><h1>Somebody's page</h1><p>Words.</p><a href=\"{_chat}/chat\" data-chat-open>Write to us</a>{tag}</html>");
    }

    [GeneratedRegex("<script src=\"[^\"]*/launcher\\.js\" async></script>")]
    private static partial Regex Tag();

    [GeneratedRegex("Content-Security-Policy: (?<policy>[^\\n]*)")]
    private static partial Regex Policy();
}
