using System.Globalization;
using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Commands;

/// <summary>Goes through the audit trail.</summary>
internal static class AuditCommand
{
    /// <summary>Says how many entries there are and from when to when, or which is the first that is not as it was written. 1 where there is one, else 0.</summary>
    public static async Task<int> VerifyAsync(string contentRoot, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        var verified = await records.GetRequiredService<IAuditTrail>().VerifyAsync(cancel);
        foreach (var line in Lines(verified))
            await output.WriteLineAsync(line.AsMemory(), cancel);
        return verified.Broken is null ? 0 : 1;
    }

    private static IEnumerable<string> Lines(AuditVerification verified)
    {
        if (verified.Broken is { } broken)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The audit trail is broken at entry {broken.Number}: {Words(broken.How)}");
            yield break;
        }

        yield return verified is { From: { } from, Until: { } until }
            ? string.Create(CultureInfo.InvariantCulture, $"The audit trail is whole: {verified.Entries} entries, from {from:u} to {until:u}.")
            : "The audit trail is whole: it has no entry.";
        if (verified.PurgedThrough > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"Entries up to number {verified.PurgedThrough} were removed when their time was over.");
        yield return $"Hash of the last entry: {verified.Last}. Kept elsewhere, it proves that nothing before it was rewritten.";
    }

    private static string Words(AuditDefect how) => how switch
    {
        AuditDefect.Changed => "it does not hold what it held when it was written.",
        AuditDefect.NotAfterTheOneBefore => "it does not follow the one before it, which was removed, replaced or moved.",
        AuditDefect.EndMissing => "it and all after it are missing.",
        AuditDefect.Added => "it was added past the service.",
        AuditDefect.SealBroken => "the seal on the end of the trail is missing or not of this service.",
        _ => how.ToString(),
    };
}
