namespace ValorSpine.Bot.Core.Safety;

/// <summary>A red flag that was told of or spoken of.</summary>
/// <param name="Tier">How urgent it is.</param>
/// <param name="Rule">Which.</param>
public sealed record OpenSign(SafetyTier Tier, string Rule);
