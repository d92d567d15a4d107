using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Messages of before that are heard together with the next one: a sign may be told in several.</summary>
internal static class RecentMessages
{
    private const int MostSoftSigns = 3, LongestSoftSign = 400, MostShortMessages = 3, MostWordsOfShort = 6;

    /// <summary>What may be part of a sign is kept for a while.</summary>
    public static ImmutableArray<string> SoftSigns(ConversationState state, string text, SafetyVerdict safety) =>
        safety.Tier >= SafetyTier.SameDay ? []
        : safety.IsSoftSign && text.Length <= LongestSoftSign ? [.. state.SoftSigns.TakeLast(MostSoftSigns - 1), text]
        : state.SoftSigns;

    /// <summary>Short messages in a row are heard as one sentence, too.</summary>
    public static ImmutableArray<string> ShortMessages(ConversationState state, string text, string? action, SafetyVerdict safety) =>
        safety.Tier >= SafetyTier.SameDay || action is not null || Words.Split(text).Count is 0 or > MostWordsOfShort ? [] : [.. state.ShortMessages.TakeLast(MostShortMessages - 1), text];
}
