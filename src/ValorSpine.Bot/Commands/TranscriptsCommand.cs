using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Records;
using ValorSpine.Bot.Records.Export;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Retention;

namespace ValorSpine.Bot.Commands;

/// <summary>Exports, erases, purges and holds conversations.</summary>
internal static class TranscriptsCommand
{
    /// <summary>Erases a conversation and prints the proof. 1 where it was not erased, and why.</summary>
    public static async Task<int> EraseAsync(string contentRoot, string id, string reason, FileInfo? proof, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        switch (await records.GetRequiredService<IRecords>().EraseAsync(id, new(OpenedRecords.Actor, reason), cancel))
        {
            case Erasure.Done done:
                await WriteProofAsync(proof, [done.Proof], auditEntries: 0, output, cancel);
                return 0;
            case Erasure.Held held:
                return await NotErasedAsync(output, $"it is on legal hold by {held.Hold.By} since {held.Hold.Since:u}. Release it first: transcripts release {id}", cancel);
            case Erasure.VisitToCome visit:
                return await NotErasedAsync(output, $"a visit on {visit.Start:u} was made in it. Cancel the visit first, or wait until it is over.", cancel);
            default:
                return await NotErasedAsync(output, $"there is no such conversation, or it was erased before.", cancel);
        }
    }

    /// <summary>Erases again what stands on a list of erasures and is there nevertheless.</summary>
    public static async Task<int> EraseListedAsync(string contentRoot, FileInfo list, TextWriter output, CancellationToken cancel)
    {
        if (!list.Exists)
            throw new StorageUnavailableException($"There is no list '{list.FullName}'.");
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        var erased = await records.GetRequiredService<StoredRecords>().EraseAgainAsync(ErasureList.Read(list.FullName), new(OpenedRecords.Actor, RestoreCommand.BroughtBack), cancel);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Conversations erased again: {erased}.").AsMemory(), cancel);
        return 0;
    }

    /// <summary>Erases what has had its time, or says what would go.</summary>
    public static async Task<int> PurgeAsync(string contentRoot, bool dryRun, FileInfo? proof, TextWriter output, CancellationToken cancel)
    {
        await using var opened = await OpenedRecords.OpenAsync(contentRoot, cancel);
        var records = opened.GetRequiredService<StoredRecords>();
        if (dryRun)
        {
            var plan = records.Plan();
            foreach (var conversation in plan.Conversations)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{conversation.Id}  last message {conversation.LastAt:u}").AsMemory(), cancel);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{plan.Conversations.Length} conversations and {plan.AuditEntries} entries of the audit trail would go. Nothing was changed.").AsMemory(), cancel);
            return 0;
        }

        var purge = await records.PurgeAsync(cancel);
        await WriteProofAsync(proof, purge.Proofs, purge.AuditEntries, output, cancel);
        return 0;
    }

    /// <summary>Writes an export.</summary>
    public static async Task<int> ExportAsync(string contentRoot, FileInfo file, ExportOrder order, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        file.Directory?.Create();
        Exported written;
        await using (var stream = file.Create())
            written = await records.GetRequiredService<IExports>().WriteAsync(order, stream, new Told(output), cancel);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{written.Conversations} {(written.Conversations == 1 ? "conversation" : "conversations")}, {(order.UnmaskReason is null ? "masked" : "not masked")}: {file.FullName}{LeftOut(written.Unreadable)}").AsMemory(), cancel);
        return 0;
    }

    private static string LeftOut(long unreadable) => unreadable == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({unreadable} cannot be read and {(unreadable == 1 ? "is" : "are")} not in it; the log names {(unreadable == 1 ? "it" : "them")})");

    /// <summary>Says whether an export is as this service wrote it. 1 where it is not.</summary>
    public static async Task<int> VerifyExportAsync(string contentRoot, FileInfo file, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        ImmutableArray<string> problems;
        try
        {
            await using var stream = file.OpenRead();
            problems = await ExportManifest.ProblemsAsync(stream, records.GetRequiredService<Secrets>(), cancel);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            problems = ["It cannot be read as a zip file."];
        }

        foreach (var problem in problems)
            await output.WriteLineAsync(problem.AsMemory(), cancel);
        if (problems.IsEmpty)
            await output.WriteLineAsync("The export is as this service wrote it.".AsMemory(), cancel);
        return problems.IsEmpty ? 0 : 1;
    }

    /// <summary>Puts a conversation on legal hold. 1 where it cannot be.</summary>
    public static async Task<int> HoldAsync(string contentRoot, string id, string reason, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        var held = await records.GetRequiredService<IRecords>().HoldAsync(id, new(OpenedRecords.Actor, reason), cancel);
        await output.WriteLineAsync((held ? "It is on hold, and neither erased nor purged until it is released." : "Nothing was changed: there is no such conversation, or it is on hold.").AsMemory(), cancel);
        return held ? 0 : 1;
    }

    /// <summary>Ends a legal hold. 1 where there is none.</summary>
    public static async Task<int> ReleaseAsync(string contentRoot, string id, string reason, TextWriter output, CancellationToken cancel)
    {
        await using var records = await OpenedRecords.OpenAsync(contentRoot, cancel);
        var released = await records.GetRequiredService<IRecords>().ReleaseAsync(id, new(OpenedRecords.Actor, reason), cancel);
        await output.WriteLineAsync((released ? "The hold is ended." : "Nothing was changed: it is not on hold.").AsMemory(), cancel);
        return released ? 0 : 1;
    }

    private static async Task<int> NotErasedAsync(TextWriter output, FormattableString why, CancellationToken cancel)
    {
        await output.WriteLineAsync($"Nothing was erased: {FormattableString.Invariant(why)}".AsMemory(), cancel);
        return 1;
    }

    private static async Task WriteProofAsync(FileInfo? file, IReadOnlyList<ErasureProof> proofs, long auditEntries, TextWriter output, CancellationToken cancel)
    {
        var document = ProofDocument.Of(proofs, auditEntries);
        if (file is null)
        {
            await output.WriteLineAsync(document.AsMemory(), cancel);
            return;
        }

        file.Directory?.Create();
        await File.WriteAllTextAsync(file.FullName, document + "\n", cancel);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{proofs.Count} {(proofs.Count == 1 ? "conversation" : "conversations")} erased. Proof: {file.FullName}").AsMemory(), cancel);
    }

    private sealed class Told(TextWriter output) : IProgress<long>
    {
        private const long Every = 1000;

        public void Report(long value)
        {
            if (value % Every == 0)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} conversations"));
        }
    }
}
