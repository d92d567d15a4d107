namespace ValorSpine.Bot.Fixing;

/// <summary>How far the trial of a draft is. Safe to tell from many threads.</summary>
internal sealed class TrialProgress
{
    private int _expected, _had;

    /// <summary>Of a hundred; 0 while it waits for another draft, or is only checked.</summary>
    public int Percent => Volatile.Read(ref _expected) is var expected and > 0 ? (int)(100L * Volatile.Read(ref _had) / expected) : 0;

    /// <summary>So many conversations more are to be had.</summary>
    public void Expect(int conversations) => Interlocked.Add(ref _expected, conversations);

    /// <summary>One was had.</summary>
    public void Advance() => Interlocked.Increment(ref _had);
}
