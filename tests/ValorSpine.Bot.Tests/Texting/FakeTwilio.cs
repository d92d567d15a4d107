using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Tests.Texting;

/// <summary>A text that Twilio took.</summary>
internal sealed record TakenText(string Sid, string To, string From, string Body, string? StatusCallback, DateTimeOffset At);

/// <summary>Twilio's messages on a real socket, as its documentation describes them.</summary>
internal sealed class FakeTwilio : IAsyncDisposable
{
    public const string Account = "AC00000000000000000000000000000001", Token = "0123456789abcdef0123456789abcdef", Number = "+15035550100";

    private readonly Lock _gate = new();
    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeTwilio(WebApplication app, TimeProvider time) => (_app, _time) = (app, time);

    public Uri Url => new(_app.Urls.First());

    public ImmutableArray<TakenText> Taken { get; private set; } = [];

    /// <summary>How many sends came in, whatever became of them.</summary>
    public int Tries { get; private set; }

    /// <summary>Answers a send in another way: before it is taken (gives true), or after (gives false and has answered).</summary>
    public Func<HttpContext, IFormCollection, int, Task<Answer>> Meddle { get; set; } = (_, _, _) => Task.FromResult(Answer.Take);

    public enum Answer
    {
        Take,
        TakeAndAnswered,
        Answered,
    }

    public static async Task<FakeTwilio> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var twilio = new FakeTwilio(app, time ?? TimeProvider.System);
        app.MapPost("/2010-04-01/Accounts/{account}/Messages.json", twilio.TakeAsync);
        app.MapGet("/2010-04-01/Accounts/{account}/Messages.json", twilio.ListAsync);
        await app.StartAsync();
        return twilio;
    }

    /// <summary>Answers with an error as Twilio does.</summary>
    public static async Task<Answer> FailAsync(HttpContext context, int status, int code)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new JsonObject { ["code"] = code, ["message"] = "The number +1 312 555 0137 said something", ["status"] = status });
        return Answer.Answered;
    }

    /// <summary>The texts from one on, once there are so many.</summary>
    public async Task<ImmutableArray<TakenText>> TakenAsync(int count, CancellationToken cancel, int from = 0)
    {
        while (true)
        {
            var changed = _changed.Task;
            if (Taken.Length >= from + count)
                return Taken[from..];
            await changed.WaitAsync(TimeSpan.FromSeconds(90), cancel);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (!IsOurs(context))
        {
            await FailAsync(context, 401, 20003);
            return;
        }

        var form = await context.Request.ReadFormAsync();
        var answer = await Meddle(context, form, ++Tries);
        if (answer == Answer.Answered)
            return;
        var text = new TakenText(
            string.Create(CultureInfo.InvariantCulture, $"SM{Taken.Length + 1:x32}"), form["To"].ToString(), form["From"].ToString(), form["Body"].ToString(), form["StatusCallback"].ToString(), _time.GetUtcNow());
        lock (_gate)
        {
            Taken = Taken.Add(text);
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (answer == Answer.TakeAndAnswered)
            return;
        context.Response.StatusCode = 201;
        await context.Response.WriteAsJsonAsync(new JsonObject { ["sid"] = text.Sid, ["status"] = "queued", ["body"] = text.Body });
    }

    private async Task ListAsync(HttpContext context)
    {
        if (!IsOurs(context))
        {
            await FailAsync(context, 401, 20003);
            return;
        }

        var to = context.Request.Query["To"].ToString();
        await context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["messages"] = new JsonArray([.. Taken.Where(text => text.To == to).Reverse().Select(text => (JsonNode)new JsonObject
            {
                ["sid"] = text.Sid,
                ["body"] = text.Body,
                ["to"] = text.To,
                ["status"] = "sent",
                ["direction"] = "outbound-api",
                ["date_created"] = text.At.ToString("r", CultureInfo.InvariantCulture),
            })]),
        });
    }

    private static bool IsOurs(HttpContext context) =>
        context.Request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}"))}" && (string?)context.GetRouteValue("account") == Account;
}
