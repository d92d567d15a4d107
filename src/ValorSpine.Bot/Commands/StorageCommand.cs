using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Storage.Moving;

namespace ValorSpine.Bot.Commands;

/// <summary>Works on the store as a whole.</summary>
internal static class StorageCommand
{
    /// <summary>Moves the store into a PostgreSQL database.</summary>
    public static async Task<int> MoveAsync(string contentRoot, string to, TextWriter output, CancellationToken cancel)
    {
        await StoreMove.RunAsync(HostConfiguration.Read(contentRoot).GetSection("Storage"), contentRoot, to, output.WriteLine, cancel);
        await output.WriteLineAsync("All of it is there and the same. Set Storage:Provider to PostgreSql and Storage:ConnectionString to the database, keep Storage:KeyFile, and start the service.".AsMemory(), cancel);
        await output.WriteLineAsync("The SQLite file is as it was. Once the service runs well, keep it as a backup or delete it: it does not change any more.".AsMemory(), cancel);
        return 0;
    }
}
