using System.Globalization;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Commands;

/// <summary>Works on the master keys.</summary>
internal static class KeysCommand
{
    /// <summary>Lists the keys and how much each has wrapped.</summary>
    public static async Task<int> ListAsync(string contentRoot, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        foreach (var key in records.GetRequiredService<KeyRotation>().List())
            await output.WriteLineAsync(Line(key).AsMemory(), cancel);
        return 0;
    }

    /// <summary>Adds a key and wraps all by it, or goes on with a change that was interrupted.</summary>
    public static async Task<int> RotateAsync(string contentRoot, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        var newest = await records.GetRequiredService<KeyRotation>().RotateAsync(OpenedRecords.Actor, new Told(output), cancel);
        await output.WriteLineAsync(Line(newest).AsMemory(), cancel);
        await output.WriteLineAsync("Copy the key file to where its backup is, now. The key before stays for backups of the data; 'keys retire NUMBER' takes it away.".AsMemory(), cancel);
        return 0;
    }

    /// <summary>Takes a key away for good.</summary>
    public static async Task<int> RetireAsync(string contentRoot, int number, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        await records.GetRequiredService<KeyRotation>().RetireAsync(number, OpenedRecords.Actor, cancel);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Master key {number} is gone.").AsMemory(), cancel);
        return 0;
    }

    private static string Line(KeyUse key) => string.Create(
        CultureInfo.InvariantCulture, $"{key.Number,3}  {key.MadeAt?.ToString("u", CultureInfo.InvariantCulture) ?? "made by an older version"}  wraps {key.Wrapped}{(key.IsNewest ? "  newest" : "")}{(key.VaultKey is { } vault ? $"  wrapped by {vault}" : "")}");

    private sealed class Told(TextWriter output) : IProgress<long>
    {
        public void Report(long value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} keys of conversations wrapped anew"));
    }
}
