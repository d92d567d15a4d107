using System.Security.Cryptography;

namespace ValorSpine.Bot.Background;

/// <summary>How long is waited before something that failed is tried again: a first delay, twice as long after each further failure, up to the longest.</summary>
/// <param name="First">After the first failure.</param>
/// <param name="Longest">It grows no further.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    // More is beyond any longest delay, and would not fit.
    private const int MostDoublings = 20;

    /// <summary>The delay after so many failures in a row, the last one counted.</summary>
    public TimeSpan After(long failures)
    {
        var delay = First * Math.Pow(2, Math.Min(failures - 1, MostDoublings));
        return delay < Longest ? delay : Longest;
    }

    /// <summary>Between half and all of <see cref="After"/>, so that those who failed together do not come back together.</summary>
    public TimeSpan SpreadAfter(long failures) => After(failures) * (RandomNumberGenerator.GetInt32(50, 101) / 100.0);
}
