namespace ValorSpine.Bot.Core.Safety.Phrases;

/// <summary>A phrase that was found.</summary>
/// <param name="Pattern">Number of what it belongs to.</param>
/// <param name="Start">First token.</param>
/// <param name="End">One past the last token.</param>
/// <param name="Used">Bit n is set where the token at Start + n is a word of the phrase, not one that it passes over.</param>
internal readonly record struct Match(int Pattern, int Start, int End, ulong Used)
{
    /// <summary>Whether a token is a word of the phrase.</summary>
    public bool Uses(int token) => token >= Start && token < End && (Used >> (token - Start) & 1) != 0;
}
