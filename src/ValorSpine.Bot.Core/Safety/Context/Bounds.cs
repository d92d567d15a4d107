namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>Where the sentences, clauses and thoughts of a message begin and end.</summary>
internal sealed class Bounds
{
    private readonly Message _message;
    private readonly Language _language;
    private readonly int[] _sentenceStart, _sentenceEnd;

    public Bounds(Message message, Language language)
    {
        (_message, _language) = (message, language);
        var tokens = message.Tokens;
        (_sentenceStart, _sentenceEnd) = (new int[tokens.Length + 1], new int[tokens.Length + 1]);
        for (var i = 1; i < tokens.Length; i++)
            _sentenceStart[i] = tokens[i].Break == Break.Sentence ? i : _sentenceStart[i - 1];
        for (var i = tokens.Length - 1; i >= 0; i--)
            _sentenceEnd[i] = i + 1 == tokens.Length || tokens[i + 1].Break == Break.Sentence ? i + 1 : _sentenceEnd[i + 1];
    }

    /// <summary>How many words there are.</summary>
    public int Words => _message.Tokens.Length;

    /// <summary>Where the sentence of a word begins.</summary>
    public int SentenceStart(int token) => _sentenceStart[token];

    /// <summary>One past the last word of its sentence.</summary>
    public int SentenceEnd(int token) => _sentenceEnd[token];

    /// <summary>Whether a sentence, or a clause of it, begins at a word.</summary>
    public bool OpensClause(int token) => token == _sentenceStart[token] || _message.Tokens[token].Break != Break.None;

    /// <summary>Whether two words stand in different sentences.</summary>
    public bool SentenceBetween(int from, int to) => from < to && _sentenceStart[from] != _sentenceStart[to];

    /// <summary>Whether a clause ends between two places.</summary>
    public bool BreakBetween(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (_message.Tokens[i].Break != Break.None)
                return true;
        }

        return false;
    }

    /// <summary>Whether "but" or the end of a sentence stands between two places.</summary>
    public bool ScopeEndsBetween(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (_message.Tokens[i].EndsScope || (i > from && _message.Tokens[i].Break == Break.Sentence))
                return true;
        }

        return false;
    }

    /// <summary>Whether a new thought begins between two places: a break, "and", "but", a subject.</summary>
    public bool ThoughtBetween(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            ref readonly var token = ref _message.Tokens[i];
            if ((i > from && token.Break != Break.None) || token.EndsScope || _language.OpensThought(token.Text) || _language.IsSubject(token.Text))
                return true;
        }

        return to < _message.Tokens.Length && _message.Tokens[to].Break == Break.Sentence;
    }
}
