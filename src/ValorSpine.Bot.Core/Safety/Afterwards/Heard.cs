using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>What a message says of what was told before.</summary>
/// <param name="Said">What it says.</param>
/// <param name="Denied">What it says is not so.</param>
internal readonly record struct Heard(ImmutableHashSet<Afterward> Said, ImmutableHashSet<Afterward> Denied)
{
    /// <summary>Nothing of it.</summary>
    public static Heard Nothing { get; } = new([], []);

    /// <summary>What the message of a turn says.</summary>
    public static Heard In(Turn turn) => turn.Content.Safety.Afterwards.Of(turn.Text);

    /// <summary>Whether it says one of some.</summary>
    public bool Says(params ReadOnlySpan<Afterward> any)
    {
        foreach (var one in any)
        {
            if (Said.Contains(one))
                return true;
        }

        return false;
    }

    /// <summary>Whether it goes on by these words, so that nothing beside them ends guidance.</summary>
    public bool GoesOn => Says(Afterward.GoesOn, Afterward.NotSeen) || !Denied.IsEmpty;
}
