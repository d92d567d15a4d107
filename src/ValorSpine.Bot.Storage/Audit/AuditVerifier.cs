using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Audit;

/// <summary>Goes through the trail from its first entry to its sealed end.</summary>
internal sealed class AuditVerifier
{
    private readonly AuditHead _head;
    private byte[] _previous;
    private long _entries, _last;
    private DateTimeOffset? _from, _until;
    private AuditBreak? _broken;

    private AuditVerifier(AuditHead? head)
    {
        // Without a head, all of it is looked at, and found to have no end.
        _head = head ?? AuditHead.Empty with { Number = long.MaxValue };
        _previous = _head.PurgedHash;
    }

    /// <summary>Reads all of it in one transaction, so that what is written meanwhile does not matter.</summary>
    public static AuditVerification Verify(StoreSession session, AuditKeys keys)
    {
        AuditVerifier? verifier = null;
        session.InSnapshot(() =>
        {
            var head = AuditHead.Find(session);
            verifier = new(head);
            session.Each($"SELECT {AuditRow.Columns}, Previous, Hash FROM AuditEntries ORDER BY Id", row => verifier.Look(AuditRow.Read(row), row.BytesOrNull(6), row.BytesOrNull(7)));
            verifier.LookAtEnd(head is not null && head.IsSealed(session, keys));
        });
        return verifier!.Result();
    }

    private void Look(AuditRow row, byte[]? previous, byte[]? hash)
    {
        _entries++;
        _from ??= new(row.At, TimeSpan.Zero);
        _until = new(row.At, TimeSpan.Zero);
        _last = row.Number;
        if (_broken is not null)
            return;
        if (row.Number > _head.Number)
            _broken = new(row.Number, AuditDefect.Added);
        else if (row.Action == AuditChain.HeadMissing)
            _broken = new(row.Number, AuditDefect.SealBroken);
        else if (previous is null || hash is null || !row.HashAfter(previous).AsSpan().SequenceEqual(hash))
            _broken = new(row.Number, AuditDefect.Changed);
        else if (!previous.AsSpan().SequenceEqual(_previous))
            _broken = new(row.Number, AuditDefect.NotAfterTheOneBefore);
        else
            _previous = hash;
    }

    private void LookAtEnd(bool isSealed)
    {
        if (_broken is not null)
            return;
        if (!isSealed)
            _broken = new(_last, AuditDefect.SealBroken);
        else if (_last < _head.Number && _head.Number > _head.PurgedThrough)
            _broken = new(Math.Max(_last, _head.PurgedThrough) + 1, AuditDefect.EndMissing);
        else if (!_previous.AsSpan().SequenceEqual(_head.Hash))
            _broken = new(_last, AuditDefect.Changed);
    }

    private AuditVerification Result() => new(_entries, _from, _until, Convert.ToHexStringLower(_head.Hash)) { Broken = _broken, PurgedThrough = _head.PurgedThrough };
}
