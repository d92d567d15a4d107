using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>One sign with what patients say for it.</summary>
/// <param name="Name">Unique among all files: <c>saddle-numb</c>.</param>
/// <param name="Phrases">What patients say.</param>
/// <param name="Kind">How its context counts.</param>
internal sealed record Sign(string Name, ImmutableArray<Line> Phrases, SignKind Kind);

/// <summary>How the context of a sign counts.</summary>
internal enum SignKind
{
    /// <summary>Counts where it is happening now.</summary>
    Present,

    /// <summary>Counts although it is past: a cancer that was.</summary>
    History,

    /// <summary>Counts however it is asked or put.</summary>
    Always,
}
