using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>A patient's message without who they are, on one line.</summary>
internal static class MaskedQuestion
{
    public static string Of(string text, ConversationState? state) => Masked.Of(text, state ?? new()).Text.Trim();
}
