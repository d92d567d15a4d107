using ValorSpine.Bot.Core.Safety.Context;
using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>How the signs of one message were meant, where no harmless phrase takes their words.</summary>
internal sealed class SignMeanings(Message message, Language language, FoundPhrases found)
{
    private readonly MeaningReader _reader = new(message, language, found.Cues());
    private readonly Coverage? _idioms = Coverage.Of(message, found.Of(PhraseUse.Idiom, ""));
    private readonly Dictionary<Match, Meaning> _read = [];

    /// <summary>The places where a sign is told as happening now, among those that were read so far.</summary>
    public Match[] Told => Meant(Meaning.Now);

    /// <summary>The places where a sign is denied, among those that were read so far.</summary>
    public Match[] Denied => Meant(Meaning.Negated);

    /// <summary>What matters most of all that was said of a sign.</summary>
    /// <param name="sign">The sign.</param>
    /// <param name="excluded">What its rule does not take for a sign.</param>
    public Meaning Of(Sign sign, Coverage? excluded)
    {
        var most = Meaning.Absent;
        foreach (var match in found.Of(PhraseUse.Sign, sign.Name))
        {
            if (_idioms?.Takes(match) == true || excluded?.Takes(match) == true)
                continue;
            if (!_read.TryGetValue(match, out var meaning))
                _read[match] = meaning = _reader.Of(match, sign.Kind);
            if (meaning > most)
                most = meaning;
        }

        return most;
    }

    /// <summary>Whether a sign is denied wherever it is said.</summary>
    public bool IsDenied(Sign sign) => Of(sign, null) == Meaning.Negated;

    /// <summary>What a message says without the signs that are denied.</summary>
    public string Undenied()
    {
        var left = new bool[message.Tokens.Length];
        foreach (var (start, end) in Denied.Select(_reader.DenialOf).OfType<(int Start, int End)>())
            left.AsSpan(start, end - start).Fill(true);
        return message.Without(left);
    }

    private Match[] Meant(Meaning meaning) => [.. _read.Where(pair => pair.Value == meaning).Select(pair => pair.Key)];
}
