using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Bench.ModelServing;

/// <summary>A model with a script of its own, apart from all others on the server.</summary>
internal sealed class ModelRoom
{
    private readonly Lock _lock = new();
    private readonly Channel<JsonElement> _received = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource _halfway = new(TaskCreationOptions.RunContinuationsAsynchronously), _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Queue<Script> _scripts = new([Script.Careful]);
    private Dictionary<string, Script> _scriptsTo = [];
    private int _requests, _embedded;

    /// <summary>How many requests for an answer came.</summary>
    public int Requests => _requests;

    /// <summary>How many texts it made embeddings of.</summary>
    public int Embedded => _embedded;

    /// <summary>Whether embeddings fail.</summary>
    public bool EmbeddingsFail { get; set; }

    /// <summary>Done once half of an answer in two is sent.</summary>
    public Task Halfway => _halfway.Task;

    /// <summary>What it does with the next requests, one after the other; the last stays.</summary>
    public void Does(params IEnumerable<Script> scripts)
    {
        lock (_lock)
            (_scripts, _scriptsTo) = (new(scripts.Where(script => script.To is null)), scripts.Where(script => script.To is not null).ToDictionary(script => script.To!));
    }

    /// <summary>Lets the second half of an answer go.</summary>
    public void GoOn() => _goesOn.TrySetResult();

    /// <summary>The next request that came in.</summary>
    public ValueTask<JsonElement> ReceivedAsync(CancellationToken cancel) => _received.Reader.ReadAsync(cancel);

    /// <summary>Answers a request by the script.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        var request = (await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted)).RootElement;
        _received.Writer.TryWrite(request);
        try
        {
            await AnswerAsync(http, request, For(request));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone, which is what is looked at.
        }
    }

    /// <summary>Makes embeddings.</summary>
    public async Task EmbedAsync(HttpContext http)
    {
        if (EmbeddingsFail)
        {
            await FailAsync(http, StatusCodes.Status500InternalServerError, "error");
            return;
        }

        var input = (await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted)).RootElement.GetProperty("input");
        string[] texts = input.ValueKind == JsonValueKind.Array ? [.. input.EnumerateArray().Select(text => text.GetString()!)] : [input.GetString()!];
        Interlocked.Add(ref _embedded, texts.Length);
        await http.Response.WriteAsJsonAsync(new
        {
            @object = "list",
            model = "scripted",
            data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Convert.ToBase64String(MemoryMarshal.AsBytes(DirectionOf(text).AsSpan())) }),
            usage = new { prompt_tokens = texts.Length, total_tokens = texts.Length },
        });
    }

    private Script For(JsonElement request)
    {
        lock (_lock)
            return _scriptsTo.Count > 0 && _scriptsTo.TryGetValue(ScriptedAnswers.MessageOf(request), out var script) ? script : _scripts.Count > 1 ? _scripts.Dequeue() : _scripts.Peek();
    }

    private async Task AnswerAsync(HttpContext http, JsonElement request, Script script)
    {
        if (script.ThinksMs > 0)
            await Task.Delay(script.ThinksMs, http.RequestAborted);
        switch (script.Does)
        {
            case Doing.Careful:
                await SayAsync(http, ScriptedAnswers.Careful(request), script.Finish);
                break;
            case Doing.Say:
                await SayAsync(http, script.Text, script.Finish);
                break;
            case Doing.Obey:
                await SayAsync(http, ScriptedAnswers.Obeying(request, script.Text), script.Finish);
                break;
            case Doing.HalfLie:
                await SayAsync(http, ScriptedAnswers.HalfLying(request, script.Text), script.Finish);
                break;
            case Doing.HalfLieInTwo:
                await SayInTwoAsync(http, ScriptedAnswers.HalfLying(request, script.Text));
                break;
            case Doing.Fail:
                await FailAsync(http, script.Status, script.Text);
                break;
            case Doing.Send:
                http.Response.ContentType = "application/json";
                await http.Response.WriteAsync(script.Text);
                break;
            case Doing.Hang:
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
                break;
            case Doing.Break:
                http.Response.ContentLength = 5000;
                await http.Response.WriteAsync("{\"id\":\"chatcmpl");
                http.Abort();
                break;
            default:
                throw new InvalidOperationException($"{script.Does} is no script.");
        }
    }

    private static Task SayAsync(HttpContext http, string text, string finish) => http.Response.WriteAsJsonAsync(Completion(text, finish));

    private async Task SayInTwoAsync(HttpContext http, string text)
    {
        var whole = JsonSerializer.SerializeToUtf8Bytes(Completion(text, "stop"));
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2));
        await http.Response.Body.FlushAsync();
        _halfway.TrySetResult();
        await _goesOn.Task.WaitAsync(http.RequestAborted);
        await http.Response.Body.WriteAsync(whole.AsMemory(whole.Length / 2));
    }

    private static Task FailAsync(HttpContext http, int status, string code)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = new { message = "It did not work.", code, type = code } });
    }

    private static object Completion(string text, string finish) => new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1,
        model = "scripted",
        choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content = text } } },
        usage = new { prompt_tokens = 900, completion_tokens = 100, total_tokens = 1000 },
    };

    // Directions by the letters that stand together: near for texts of like words, as those of a real service are, and the same on every machine.
    private static float[] DirectionOf(string text)
    {
        const int numbers = 256;
        var direction = new float[numbers];
        var spelled = $" {text.ToLowerInvariant()} ";
        for (var at = 0; at + 3 <= spelled.Length; at++)
            direction[spelled.AsSpan(at, 3).ToArray().Aggregate(17, (hash, letter) => ((hash * 31) + letter) % numbers)]++;
        return direction;
    }
}
