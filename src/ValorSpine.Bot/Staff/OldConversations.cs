using ValorSpine.Bot.Storage.Reviews;

namespace ValorSpine.Bot.Staff;

/// <summary>After a start, makes conversations that are older than the queue and the search part of both. It steps back for patients, and goes on where it was after the next start.</summary>
internal sealed partial class OldConversations(ReviewBackfill backfill, TimeProvider time, ILogger<OldConversations> log) : BackgroundService
{
    private const int AtATime = 50;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            var taken = 0;
            while (await backfill.TakeUpAsync(AtATime, stoppingToken) is var piece)
            {
                taken += piece.TakenUp;
                foreach (var error in piece.Unreadable)
                    Unreadable(error);
                if (piece.IsEnded)
                    break;
                await Task.Delay(s_pause, time, stoppingToken);
            }

            if (taken > 0)
                TakenUp(taken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            NotTakenUp(error);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} older conversations are in the queue and can be searched now.")]
    private partial void TakenUp(int count);

    [LoggerMessage(LogLevel.Error, "An older conversation cannot be read, and so is not part of the queue and the search.")]
    private partial void Unreadable(Exception error);

    [LoggerMessage(LogLevel.Error, "Older conversations could not all be made part of the queue and the search; the next start goes on with them.")]
    private partial void NotTakenUp(Exception error);
}
