namespace ValorSpine.Bot.Fixing;

/// <summary>How far the trial of a draft is. Safe to tell from many threads.</summary>
internal sealed class TrialProgress
{
    private int _expected, _had;
    private TrialProgress? _before;

    /// <summary>Of a hundred; 0 while it waits for another draft, or is only checked.</summary>
    public int Percent
    {
        get
        {
            var before = Volatile.Read(ref _before);
            long expected = Volatile.Read(ref _expected) + (before is null ? 0 : Volatile.Read(ref before._expected)), had = Volatile.Read(ref _had) + (before is null ? 0 : Volatile.Read(ref before._had));
            return expected > 0 ? (int)(100 * had / expected) : 0;
        }
    }

    /// <summary>So many conversations more are to be had.</summary>
    public void Expect(int conversations) => Interlocked.Add(ref _expected, conversations);

    /// <summary>Something else has to be had first, which others may wait for too.</summary>
    public void After(TrialProgress other) => Volatile.Write(ref _before, other);

    /// <summary>One was had.</summary>
    public void Advance() => Interlocked.Increment(ref _had);
}
