namespace ValorSpine.Bot.Core.Safety;

/// <summary>How a sign was meant, from what matters least to what matters most.</summary>
internal enum Meaning
{
    /// <summary>Not said.</summary>
    Absent,

    /// <summary>Denied.</summary>
    Negated,

    /// <summary>Somebody else's, in the past.</summary>
    OtherPersonPast,

    /// <summary>Asked about in general.</summary>
    General,

    /// <summary>Feared or supposed.</summary>
    Hypothetical,

    /// <summary>Past and resolved.</summary>
    Past,

    /// <summary>Long-standing and unchanged.</summary>
    Old,

    /// <summary>The patient's, or that of someone with them, now.</summary>
    Now,
}

/// <summary>
/// Reads how each sign in one message was meant. Order of the tests: denied, another person's past, past, general, supposed, old; whatever none of them
/// holds for is happening now.
/// </summary>
internal sealed class Reading
{
    private const int NegationReach = 7, HypotheticalReach = 12, NearBefore = 3, ResolvedReach = 20, QuestionReach = 30, FewestOfQuestion = 2, MostDeniedFirst = 2;

    private readonly Message _message;
    private readonly Language _language;
    private readonly Dictionary<Cue, List<Match>> _cues;
    private readonly int[] _sentenceStart;
    private readonly int[] _sentenceEnd;
    private readonly Dictionary<(Cue, int), bool> _inSentence = [];

    public Reading(Message message, Language language, Dictionary<Cue, List<Match>> cues)
    {
        (_message, _language, _cues) = (message, language, cues);
        Mask(Cue.Negators, Cue.NotNegators);
        Mask(Cue.Hypothetical, Cue.NotHypothetical);
        Mask(Cue.New, Cue.Past);
        Mask(Cue.New, Cue.Resolved);
        Mask(Cue.New, Cue.OldAfter);
        Mask(Cue.New, Cue.Unchanged);
        var tokens = message.Tokens;
        _sentenceStart = new int[tokens.Length + 1];
        _sentenceEnd = new int[tokens.Length + 1];
        for (var i = 1; i < tokens.Length; i++)
            _sentenceStart[i] = tokens[i].Break == Break.Sentence ? i : _sentenceStart[i - 1];
        for (var i = tokens.Length - 1; i >= 0; i--)
            _sentenceEnd[i] = i + 1 == tokens.Length || tokens[i + 1].Break == Break.Sentence ? i + 1 : _sentenceEnd[i + 1];
    }

    /// <summary>How a sign was meant.</summary>
    public Meaning Of(Match sign, SignKind kind)
    {
        if (kind == SignKind.Always)
            return Meaning.Now;
        if (DenialOf(sign) is not null)
            return Meaning.Negated;
        if (BySomebodyElseBefore(sign))
            return Meaning.OtherPersonPast;
        if (kind == SignKind.History)
            return InGeneral(sign) ? Meaning.General : Meaning.Now;
        if (IsPast(sign))
            return Meaning.Past;
        if (InGeneral(sign))
            return Meaning.General;
        if (Supposed(sign))
            return Meaning.Hypothetical;
        return LongStanding(sign) ? Meaning.Old : Meaning.Now;
    }

    /// <summary>The words from the denial to the end of a sign that is denied, or null.</summary>
    public (int Start, int End)? DenialOf(Match sign)
    {
        // "numbness: none", "fever? no"
        if (Near(Cue.Negators, sign.End, sign.End + 1).FirstOrDefault(IsAlone) is { End: > 0 } alone)
            return (sign.Start, alone.End);
        // A sign that itself says "cant" or "no" is not denied by an earlier "no"; only "never lost" and the like is.
        var first = _message.Tokens[sign.Start].Text;
        if (_language.IsNegative(first))
        {
            return _language.IsPast(first) && Near(Cue.Negators, sign.Start - 3, sign.Start).FirstOrDefault(negator => negator.End == sign.Start && _message.Tokens[negator.Start].Text != "no") is { End: > 0 } never
                ? (never.Start, sign.End)
                : null;
        }

        foreach (var negator in Near(Cue.Negators, sign.Start - NegationReach - 6, sign.End))
        {
            var inside = negator.Start > sign.Start;
            if (inside ? DeniesWordInside(sign, negator) : Reaches(negator, sign.Start))
                return IsDoubled(negator) ? null : (Math.Min(negator.Start, sign.Start), sign.End);
        }

        return null;
    }

    /// <summary>A "no" that is a whole answer: the message or the sentence ends after it, or another thought begins.</summary>
    private bool IsAlone(Match negator)
    {
        if (negator.End - negator.Start != 1 || _message.Tokens[negator.Start].Text is not ("no" or "none" or "nope" or "negative" or "neg" or "absent" or "denied" or "zero"))
            return false;
        return negator.End == _message.Tokens.Length || _message.Tokens[negator.End].Break != Break.None || _message.Tokens[negator.End].EndsScope;
    }

    private bool Reaches(Match negator, int start)
    {
        if (negator.End > start)
            return false;
        var words = 0;
        for (var i = negator.End; i < start; i++)
        {
            ref readonly var token = ref _message.Tokens[i];
            // "No numbness, just a fever": what is told after "just" is not denied.
            if (token.Break == Break.Sentence || token.EndsScope || _language.IsSubject(token.Text) || (token.Text == "just" && i > negator.End) || (_language.IsNegative(token.Text) && !_language.IsPast(token.Text)))
                return false;
            // A negated verb reaches its object, not the next clause.
            if (!token.Filler && ++words > NegationReach)
                return false;
        }

        ref readonly var first = ref _message.Tokens[start];
        return first.Break != Break.Sentence && first.Text != "just" && !(first.Break == Break.Clause && IsPossessed(start)) && !(IsAlone(negator) && first.Break == Break.Clause);
    }

    /// <summary>"no fever, my legs are numb": the possessive starts a new thought.</summary>
    private bool IsPossessed(int start) => _language.IsSubject(_message.Tokens[start].Text);

    /// <summary>"legs are not numb": the negator stands right before the next word of the sign.</summary>
    private bool DeniesWordInside(Match sign, Match negator)
    {
        if (negator.End >= sign.End || sign.Uses(negator.Start))
            return false;
        var passed = 0;
        for (var i = negator.End; i < sign.End; i++)
        {
            ref readonly var token = ref _message.Tokens[i];
            // "legs are not swollen or red": what is denied first stands between.
            if (sign.Uses(i))
                return passed == 0 || _message.Tokens[i - 1].Text is "or" or "nor";
            if (token.Break != Break.None || token.EndsScope || _language.IsSubject(token.Text) || (!token.Filler && ++passed > MostDeniedFirst + 1))
                return false;
        }

        return false;
    }

    /// <summary>"I don't have no feeling". The same word twice lists ("never passed out never had a seizure"), and a "no" before a new subject answers ("no it's not getting weaker").</summary>
    private bool IsDoubled(Match negator) =>
        Near(Cue.Negators, negator.Start - 4, negator.Start).Any(other =>
            other.End <= negator.Start && other.End >= negator.Start - 2 && !HasBreak(other.End, negator.Start + 1) && _message.Tokens[negator.Start].Text != "no"
            && _message.Tokens[other.Start].Text != _message.Tokens[negator.Start].Text && !IsAnswer(other));

    private bool IsAnswer(Match negator) => _message.Tokens[negator.Start].Text == "no" && negator.End < _message.Tokens.Length && _language.IsSubject(_message.Tokens[negator.End].Text);

    private bool BySomebodyElseBefore(Match sign) =>
        Near(Cue.OtherPersonPast, sign.Start - 8, sign.End).Any(cue =>
            cue.Start <= sign.Start && (cue.End > sign.Start || (cue.End >= sign.Start - 4 && !Separated(cue.End, sign.Start))))
        && !InSentence(Cue.New, sign.Start);

    private bool IsPast(Match sign)
    {
        if (InSentence(Cue.New, sign.Start) || IsInPresentTense(sign))
            return false;
        if (Near(Cue.Resolved, sign.End, SentenceEnd(sign)).Any(cue => cue.Start >= sign.End && !EndsScopeBetween(sign.End, cue.Start)))
            return true;
        foreach (var cue in Near(Cue.Past, sign.Start - 6, sign.End + 8))
        {
            if (cue.Start >= sign.End && cue.Start - sign.End <= 4 && !Separated(sign.End, cue.Start) && !SaysPast(sign.End, cue.Start) && InNextThought(sign, cue))
                return true;
            if (cue.Start < sign.End && cue.End > sign.Start)
                return true;
            // "in 2015 i had": before the sign only where it opens the thought and a verb in the past follows.
            if (cue.End <= sign.Start && sign.Start - cue.End <= 4 && SaysPast(cue.End, sign.Start + 1) && (cue.Start == _sentenceStart[sign.Start] || _message.Tokens[cue.Start].Break != Break.None))
                return true;
        }

        return false;
    }

    private bool IsInPresentTense(Match sign)
    {
        var present = false;
        for (var i = Math.Max(_sentenceStart[sign.Start], sign.Start - 2); i < sign.End; i++)
        {
            var word = _message.Tokens[i].Text;
            if (_language.IsPast(word))
                return false;
            present |= _language.IsPresent(word);
        }

        return present;
    }

    private bool InGeneral(Match sign)
    {
        if (IsWishedToKnow(sign))
            return true;
        if (IsPersonal(sign))
            return false;
        if (InSentence(Cue.Generic, sign.Start))
            return true;
        // "does", "what": the question opens the sentence or the clause that the sign is in.
        return Near(Cue.QuestionOpeners, Math.Max(_sentenceStart[sign.Start], sign.Start - QuestionReach), sign.Start + 1).Any(opener =>
                   opener.End <= sign.Start + 1 && !StatesAfter(opener, sign) && (opener.Start == _sentenceStart[sign.Start] || _message.Tokens[opener.Start].Break != Break.None || IsGreeted(opener.Start)))
               && !InSentence(Cue.New, sign.Start);
    }

    /// <summary>"Do you take Aetna I can't feel my legs": a question that runs on into a statement, with no stop between.</summary>
    private bool StatesAfter(Match opener, Match sign)
    {
        for (var i = opener.End + FewestOfQuestion; i <= sign.Start; i++)
        {
            if (_language.IsStatement(_message.Tokens[i].Text) && !_language.IsLink(_message.Tokens[i - 1].Text))
                return true;
        }

        return false;
    }

    /// <summary>"I want to know what foot drop is", but not "I want to know why I can't pee".</summary>
    private bool IsWishedToKnow(Match sign) =>
        Near(Cue.WishToKnow, _sentenceStart[sign.Start], sign.Start).Any(wish => wish.End <= sign.Start && !Near(Cue.Personal, wish.End, sign.End).Any(person => person.Start >= wish.End))
        && !InSentence(Cue.New, sign.Start);

    private bool IsGreeted(int start) => start - _sentenceStart[start] <= 2 && _message.Tokens[_sentenceStart[start]].Text is "hi" or "hello" or "hey" or "ok" or "so" or "just" or "and" or "also" or "but";

    private bool IsPersonal(Match sign) =>
        Near(Cue.Personal, sign.Start - NearBefore - 3, sign.End).Any(cue => cue.End > sign.Start - NearBefore && !SentenceBetween(cue.Start, sign.Start));

    private bool Supposed(Match sign) =>
        Near(Cue.Hypothetical, Math.Max(_sentenceStart[sign.Start], sign.Start - HypotheticalReach), sign.End).Any(cue =>
            cue.Start <= sign.Start && sign.Start - cue.End <= HypotheticalReach && !EndsScopeBetween(cue.End, sign.Start) && !EndsSupposing(cue, sign))
        && !InSentence(Cue.New, sign.Start);

    /// <summary>"Which doctor would I see, I think I'm having a heart attack", "don't want to make a fuss, chest pain": what is told after the question or the wish is no part of it.</summary>
    private bool EndsSupposing(Match cue, Match sign)
    {
        if (_language.IsCondition(_message.Tokens[cue.Start].Text))
            return false;
        for (var i = cue.End; i <= sign.Start; i++)
        {
            ref readonly var token = ref _message.Tokens[i];
            if ((token.Break != Break.None && i > cue.End) || (_language.IsStatement(token.Text) && i > cue.End && !_language.IsLink(_message.Tokens[i - 1].Text)))
                return true;
        }

        return false;
    }

    private bool LongStanding(Match sign)
    {
        if (InSentence(Cue.New, sign.Start))
            return false;
        if (InSentence(Cue.Unchanged, sign.Start))
            return true;
        return Near(Cue.OldAfter, sign.End - 4, sign.End + 4).Any(cue => cue.End >= sign.End && cue.Start - sign.End <= 2 && !Separated(sign.End, Math.Max(sign.End, cue.Start)) && InNextThought(sign, cue))
               || Near(Cue.OldBefore, sign.Start - 5, sign.End).Any(cue => (cue.End <= sign.Start && sign.Start - cue.End <= 2 && !Separated(cue.End, sign.Start) && !SentenceBetween(cue.Start, sign.Start)) || (cue.Start > sign.Start && cue.End < sign.End));
    }

    /// <summary>"Chest pain. Years ago." is about the pain; "chest pain! my disc since last summer" is not.</summary>
    private bool InNextThought(Match sign, Match cue) => cue.Start <= sign.End || !SentenceBetween(sign.Start, cue.Start);

    private bool SaysPast(int from, int to)
    {
        for (var i = from; i < to && i < _message.Tokens.Length; i++)
        {
            if (_language.IsPast(_message.Tokens[i].Text))
                return true;
        }

        return false;
    }

    /// <summary>Whether a new thought begins between two places: a break, "and", "but", a subject.</summary>
    private bool Separated(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            ref readonly var token = ref _message.Tokens[i];
            if ((i > from && token.Break != Break.None) || token.EndsScope || token.Text is "and" or "pain" or "back" || _language.IsSubject(token.Text))
                return true;
        }

        return to < _message.Tokens.Length && _message.Tokens[to].Break == Break.Sentence;
    }

    private bool EndsScopeBetween(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (_message.Tokens[i].EndsScope || (i > from && _message.Tokens[i].Break == Break.Sentence))
                return true;
        }

        return false;
    }

    private bool SentenceBetween(int from, int to) => from < to && _sentenceStart[from] != _sentenceStart[to];

    private bool HasBreak(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (_message.Tokens[i].Break != Break.None)
                return true;
        }

        return false;
    }

    private int SentenceEnd(Match sign) => Math.Min(_sentenceEnd[sign.Start], sign.End + ResolvedReach);

    private bool InSentence(Cue cue, int token)
    {
        var key = (cue, _sentenceStart[token]);
        if (!_inSentence.TryGetValue(key, out var found))
            _inSentence[key] = found = Near(cue, _sentenceStart[token], _sentenceEnd[token]).Any();
        return found;
    }

    /// <summary>Cues that start from one place up to another, nearest to its end last; matches come in the order of their starts.</summary>
    private IEnumerable<Match> Near(Cue cue, int from, int to)
    {
        var list = _cues[cue];
        int low = 0, high = list.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].Start < from)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < list.Count && list[low].Start < to; low++)
            yield return list[low];
    }

    /// <summary>Drops the cues that are part of a longer phrase which means something else.</summary>
    private void Mask(Cue cue, Cue by)
    {
        var longer = _cues[by];
        if (longer.Count == 0 || _cues[cue].Count == 0)
            return;
        var covered = new int[_message.Tokens.Length + 1];
        foreach (var match in longer)
        {
            for (var i = match.Start; i < match.End; i++)
                covered[i] = Math.Max(covered[i], match.End - match.Start);
        }

        _cues[cue] = [.. _cues[cue].Where(match => covered[match.Start] < match.End - match.Start || covered[match.Start] == 0)];
    }
}
