using System.ClientModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Polly;
using Polly.CircuitBreaker;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>
/// Asks a model over its API: within one time limit for all that a turn asks, tried once more where that may help, not at all while it keeps failing, while too many wait, or once the day's
/// budget is spent. A patient never waits longer, and never sees an error.
/// </summary>
internal sealed partial class ModelCalls : ILanguageModel, IDisposable
{
    private const int MostTokensOut = 600, LongestAnswer = 16_000, Seed = 7;
    private const int Minimum = 4;
    private const double FailureRatio = 0.5;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(60), s_break = TimeSpan.FromSeconds(30), s_beforeRetry = TimeSpan.FromMilliseconds(200);

    private readonly IChatClient _client;
    private readonly ModelSettings _settings;
    private readonly ModelBudget _budget;
    private readonly TimeProvider _time;
    private readonly ILogger<ModelCalls> _logger;
    private readonly SemaphoreSlim _places;
    private readonly ResiliencePipeline<Told> _circuit;
    private volatile string? _problem;

    /// <summary>Over a client of its own.</summary>
    public ModelCalls(IChatClient client, ModelSettings settings, ModelBudget budget, TimeProvider time, ILogger<ModelCalls> logger)
    {
        (_client, _settings, _budget, _time, _logger) = (client, settings, budget, time, logger);
        _places = new(settings.MostConcurrent);
        _circuit = new ResiliencePipelineBuilder<Told> { TimeProvider = time }
            .AddCircuitBreaker(new() { FailureRatio = FailureRatio, MinimumThroughput = Minimum, SamplingDuration = s_window, BreakDuration = s_break, ShouldHandle = static call => new(call.Outcome.Result is { IsFailure: true }) })
            .Build();
    }

    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem => _budget.IsSpent ? "The language model's budget for today is spent; answers stand in the articles' own words until midnight, clinic time. Raise Model:TokensPerDay to change that." : _problem;

    /// <summary>What is left of today's budget.</summary>
    public long TokensLeft => _budget.Left;

    /// <inheritdoc/>
    public async ValueTask<ModelResult> PerformAsync(ModelRequest request, Gate gate, DateTimeOffset since, CancellationToken cancel)
    {
        var left = _settings.Timeout - (_time.GetUtcNow() - since);
        if (left <= TimeSpan.Zero)
            return new ModelResult.Nothing("too slow");
        if (_budget.IsSpent)
            return new ModelResult.Nothing("budget spent");
        if (!await _places.WaitAsync(TimeSpan.Zero, cancel))
            return new ModelResult.Nothing("busy");
        try
        {
            var told = await _circuit.ExecuteAsync(async (prompt, cancel) => await WithinTimeAsync(request, prompt, left, cancel), ModelPrompt.Of(request, gate), cancel);
            _problem = told.IsFailure ? $"The language model does not answer as it should ({((ModelResult.Nothing)told.Result).Why}); answers stand in the articles' own words meanwhile." : null;
            return told.Result;
        }
        catch (BrokenCircuitException)
        {
            return new ModelResult.Nothing("left alone");
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _places.Dispose();
        _client.Dispose();
    }

    private async Task<Told> WithinTimeAsync(ModelRequest request, ModelPrompt prompt, TimeSpan left, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(left, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var first = await TryAsync(request, prompt, either.Token);
            if (!first.MayHelpAgain)
                return first;
            await Task.Delay(s_beforeRetry, _time, either.Token);
            return await TryAsync(request, prompt, either.Token);
        }
        catch (Exception error) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested && error is OperationCanceledException or AggregateException)
        {
            return Failed("too slow");
        }
    }

    private async Task<Told> TryAsync(ModelRequest request, ModelPrompt prompt, CancellationToken cancel)
    {
        try
        {
            var answer = await _client.GetResponseAsync(
                [new(ChatRole.System, prompt.Task), new(ChatRole.User, prompt.Data)],
                new() { Temperature = 0, Seed = Seed, MaxOutputTokens = MostTokensOut, ResponseFormat = ChatResponseFormat.ForJsonSchema(prompt.Schema, request.Use.ToString()) },
                cancel);
            _budget.Spend(answer.Usage?.TotalTokenCount ?? (prompt.Task.Length + prompt.Data.Length + answer.Text.Length) / 3);
            if (answer.FinishReason == ChatFinishReason.ContentFilter)
                return new(new ModelResult.Nothing("refused"), IsFailure: false, MayHelpAgain: false);
            if (answer.FinishReason == ChatFinishReason.Length || answer.Text.Length > LongestAnswer)
                return new(new ModelResult.Nothing("cut off"), IsFailure: false, MayHelpAgain: false);
            return ModelPrompt.Read(request, answer.Text) is { } told ? new(told, IsFailure: false, MayHelpAgain: false) : Failed("not the form that was asked for");
        }
        catch (ClientResultException error)
        {
            FailedWithStatus(error.Status, request.Use);
            return error.Status switch
            {
                // A refusal of the service's filter is an answer about this one text.
                400 => new(new ModelResult.Nothing("refused"), IsFailure: !error.Message.Contains("content_filter", StringComparison.Ordinal), MayHelpAgain: false),
                401 or 403 => Failed("the key or the role is wrong"),
                0 => Failed("no connection") with { MayHelpAgain = true },
                404 => Failed("no such deployment"),
                408 or 429 or >= 500 => Failed($"status {error.Status}") with { MayHelpAgain = true },
                _ => Failed($"status {error.Status}"),
            };
        }
        catch (JsonException)
        {
            return Failed("not the form that was asked for");
        }
        // Credentials fail in ways of their own. Whatever it was, no patient waits or sees an error for it.
        catch (Exception error) when (!cancel.IsCancellationRequested && error is not OutOfMemoryException)
        {
            FailedWith(error.GetType().Name, request.Use);
            return Failed("no connection") with { MayHelpAgain = true };
        }
    }

    private static Told Failed(string why) => new(new ModelResult.Nothing(why), IsFailure: true, MayHelpAgain: false);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The language model answered {Status} to a request of kind {Use}.")]
    private partial void FailedWithStatus(int status, ModelUse use);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The language model could not be reached ({Error}) for a request of kind {Use}.")]
    private partial void FailedWith(string error, ModelUse use);

    private sealed record Told(ModelResult Result, bool IsFailure, bool MayHelpAgain);
}
