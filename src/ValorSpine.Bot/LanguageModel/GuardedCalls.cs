using System.ClientModel;
using System.Text.Json;
using Azure.Identity;
using Polly;
using Polly.CircuitBreaker;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>
/// Calls to one deployment: within one time limit for all that a turn asks, tried once more where that may help, not at all while it keeps failing, while too many wait, or once the day's
/// budget is spent. A patient never waits longer, and never sees an error.
/// </summary>
internal sealed partial class GuardedCalls : IDisposable
{
    private const int Minimum = 4;
    private const double FailureRatio = 0.5;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(60), s_break = TimeSpan.FromSeconds(30), s_beforeRetry = TimeSpan.FromMilliseconds(200), s_refusalShows = TimeSpan.FromMinutes(1);

    private readonly ModelSettings _settings;
    private readonly ModelBudget _budget;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _places;
    private readonly ResiliencePipeline<Told> _circuit;
    private volatile Failing? _failing;

    /// <param name="settings">The limits.</param>
    /// <param name="budget">What is left of the day's budget; several deployments share one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told what went wrong, never of what.</param>
    public GuardedCalls(ModelSettings settings, ModelBudget budget, TimeProvider time, ILogger logger)
    {
        (_settings, _budget, _time, _logger) = (settings, budget, time, logger);
        _places = new(settings.MostConcurrent);
        _circuit = new ResiliencePipelineBuilder<Told> { TimeProvider = time }
            .AddCircuitBreaker(new() { FailureRatio = FailureRatio, MinimumThroughput = Minimum, SamplingDuration = s_window, BreakDuration = s_break, ShouldHandle = static call => new(call.Outcome.Result is { IsFailure: true }) })
            .Build();
    }

    /// <summary>Why the last call told nothing, or null where it told something. A refusal is about one text, and shows for a minute only.</summary>
    public string? Failure => _failing is { } failing && _time.GetUtcNow() < failing.Until ? failing.Why : null;

    /// <summary>What a call tells, or why there is nothing.</summary>
    public async ValueTask<ModelResult> RunAsync(ModelUse use, Func<CancellationToken, Task<Told>> call, DateTimeOffset since, CancellationToken cancel)
    {
        var left = _settings.Timeout - (_time.GetUtcNow() - since);
        if (left <= TimeSpan.Zero)
            return ModelResult.Nothing.Unsent("too slow");
        if (!await _places.WaitAsync(TimeSpan.Zero, cancel))
            return ModelResult.Nothing.Unsent("busy");
        using var limit = new CancellationTokenSource(left, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            if (await _budget.WhyNotAsync(either.Token) is { } why)
                return ModelResult.Nothing.Unsent(why);
            var told = await _circuit.ExecuteAsync(async _ => await WithinTimeAsync(use, call, limit.Token, cancel), cancel);
            _failing = told.Result is ModelResult.Nothing { Why: var failure } ? new(failure, told.IsFailure ? DateTimeOffset.MaxValue : _time.GetUtcNow() + s_refusalShows) : null;
            return told.Result;
        }
        catch (BrokenCircuitException)
        {
            return ModelResult.Nothing.Unsent("left alone");
        }
        // A call ends within its time by itself: it was the budget that was waited for.
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return ModelResult.Nothing.Unsent("too slow");
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<Told> WithinTimeAsync(ModelUse use, Func<CancellationToken, Task<Told>> call, CancellationToken limit, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit);
        try
        {
            var first = await TryAsync(use, call, either.Token);
            if (!first.MayHelpAgain)
                return first;
            await Task.Delay(s_beforeRetry, _time, either.Token);
            var second = await TryAsync(use, call, either.Token);
            return first.Result is ModelResult.Nothing { WasSent: true } ? second.Sent() : second;
        }
        catch (Exception error) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested && error is OperationCanceledException or AggregateException)
        {
            return Told.Failed("too slow");
        }
    }

    private async Task<Told> TryAsync(ModelUse use, Func<CancellationToken, Task<Told>> call, CancellationToken cancel)
    {
        try
        {
            return await call(cancel);
        }
        catch (ClientResultException error)
        {
            FailedWithStatus(error.Status, use);
            return error.Status switch
            {
                // A refusal of the service's filter is an answer about this one text.
                400 => new(new ModelResult.Nothing("refused"), IsFailure: !error.Message.Contains("content_filter", StringComparison.Ordinal), MayHelpAgain: false),
                401 or 403 => Told.Failed("the key or the role is wrong"),
                0 => NotConnected(error),
                404 => Told.Failed("no such deployment"),
                408 or 429 or >= 500 => Told.Failed($"status {error.Status}") with { MayHelpAgain = true },
                _ => Told.Failed($"status {error.Status}"),
            };
        }
        catch (JsonException)
        {
            return Told.Failed(Told.OtherForm);
        }
        // Credentials fail in ways of their own. Whatever it was, no patient waits or sees an error for it.
        catch (Exception error) when (!cancel.IsCancellationRequested && error is not OutOfMemoryException)
        {
            FailedWith(error.GetType().Name, use);
            return NotConnected(error);
        }
    }

    private static Told NotConnected(Exception error) => new(new ModelResult.Nothing("no connection", WasSent: !IsBeforeSending(error)), IsFailure: true, MayHelpAgain: true);

    // Without a token, a name or a connection, nothing of a patient has left.
    private static bool IsBeforeSending(Exception? error) =>
        error is AuthenticationFailedException or HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError }
        || (error is not null && IsBeforeSending(error.InnerException));

    private sealed record Failing(string Why, DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The language model answered {Status} to a request of kind {Use}.")]
    private partial void FailedWithStatus(int status, ModelUse use);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The language model could not be reached ({Error}) for a request of kind {Use}.")]
    private partial void FailedWith(string error, ModelUse use);
}

/// <summary>What came of one try.</summary>
/// <param name="Result">What was told, or why nothing was.</param>
/// <param name="IsFailure">Whether the service failed, rather than saying nothing of use.</param>
/// <param name="MayHelpAgain">Whether another try may help.</param>
internal sealed record Told(ModelResult Result, bool IsFailure = false, bool MayHelpAgain = false)
{
    /// <summary>Why nothing is told where the answer cannot be read.</summary>
    public const string OtherForm = "not the form that was asked for";

    /// <summary>The service failed.</summary>
    public static Told Failed(string why) => new(new ModelResult.Nothing(why), IsFailure: true);

    /// <summary>The same, where an earlier try had left the clinic.</summary>
    public Told Sent() => Result is ModelResult.Nothing nothing ? this with { Result = nothing with { WasSent = true } } : this;

    /// <summary>It said nothing of use, and is not broken for that.</summary>
    public static Told Nothing(string why) => new(new ModelResult.Nothing(why));
}
