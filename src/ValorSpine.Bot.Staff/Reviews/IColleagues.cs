using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff.Reviews;

/// <summary>Who can be given a conversation or named in a note. The host implements it.</summary>
public interface IColleagues
{
    /// <summary>Accounts as they sign in, in alphabetical order.</summary>
    ValueTask<ImmutableArray<string>> AccountsAsync(CancellationToken cancel);
}
