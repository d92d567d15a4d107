using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage;

/// <summary>Whether the store answers.</summary>
public sealed class StoreStatus
{
    private readonly DataStore _store;

    internal StoreStatus(DataStore store) => _store = store;

    /// <summary>One plain line about why the store cannot be used now, or null.</summary>
    public async ValueTask<string?> ProblemAsync(CancellationToken cancel)
    {
        try
        {
            // A database that is away keeps its caller waiting, and not one of the few threads that serve requests.
            return await Task.Run(() => _store.Read(session => session.Query("SELECT 1 FROM Secrets", _ => (string?)null)), cancel);
        }
        catch (Exception error) when (_store.Engine.Explain(error) is { } problem)
        {
            return problem;
        }
    }
}
