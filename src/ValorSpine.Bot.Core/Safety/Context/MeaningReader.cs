using ValorSpine.Bot.Core.Safety.Phrases;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>
/// Reads how each sign in one message was meant. Order of the tests: denied, another person's past, past, general, supposed, old; whatever none of them
/// holds for is happening now.
/// </summary>
internal sealed class MeaningReader
{
    private readonly Negation _negation;
    private readonly Experiencer _experiencer;
    private readonly Temporality _temporality;
    private readonly Generality _generality;
    private readonly Hypotheticality _hypotheticality;

    public MeaningReader(Message message, Language language, IReadOnlyDictionary<Cue, List<Match>> found)
    {
        var bounds = new Bounds(message, language);
        var cues = new Cues(found, bounds);
        _negation = new(message, language, bounds, cues);
        _experiencer = new(bounds, cues);
        _temporality = new(message, language, bounds, cues);
        _generality = new(message, language, bounds, cues);
        _hypotheticality = new(message, language, bounds, cues);
    }

    /// <summary>How a sign was meant.</summary>
    public Meaning Of(Match sign, SignKind kind)
    {
        if (kind == SignKind.Always)
            return Meaning.Now;
        if (_negation.Of(sign) is not null)
            return Meaning.Negated;
        if (_experiencer.IsSomebodyElseBefore(sign))
            return Meaning.OtherPersonPast;
        if (kind == SignKind.History)
            return _generality.IsGeneral(sign) ? Meaning.General : Meaning.Now;
        if (_temporality.IsPast(sign))
            return Meaning.Past;
        if (_generality.IsGeneral(sign))
            return Meaning.General;
        if (_hypotheticality.IsSupposed(sign))
            return Meaning.Hypothetical;
        return _temporality.IsLongStanding(sign) ? Meaning.Old : Meaning.Now;
    }

    /// <summary>The words from the denial to the end of a sign that is denied, or null.</summary>
    public (int Start, int End)? DenialOf(Match sign) => _negation.Of(sign);
}
