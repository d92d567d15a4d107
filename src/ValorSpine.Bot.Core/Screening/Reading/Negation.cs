namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells whether a "no", a "not", a "don't" denies what follows.</summary>
internal static class Negation
{
    /// <summary>Whether the word at a place denies. "Not sure", "no idea" and an opening "no, it's" deny nothing that follows.</summary>
    public static bool IsAt(Naming naming, int at)
    {
        var said = naming.Said;
        if (!ReadingWords.Negators.Contains(said.Words[at]))
            return false;
        var next = at + 1 < said.Words.Length && said.Clauses[at + 1] == said.Clauses[at] ? said.Words[at + 1] : "";
        return said.Words[at] switch
        {
            "not" => next is not ("sure" or "certain" or "only" or "just" or "kidding" or "gonna"),
            "no" => next is not ("idea" or "clue" or "doubt" or "its" or "it" or "im" or "i" or "ive" or "thats" or "we" or "mine" or "just" or "only" or "problem" or "lie" or "joke"),
            "cant" or "couldnt" => next is not ("tell" or "say" or "remember" or "stand" or "recall" or "believe"),
            "dont" or "didnt" or "doesnt" when naming.Question.IsOfPast && IsOfEffect(naming, at) => false,
            "dont" => next is not ("know" or "remember" or "think" or "recall"),
            "neither" => next is not ("did" or "does" or "has" or "do" or "have" or "is" or "was"),
            "never" => next is not "mind",
            _ => true,
        };
    }

    /// <summary>"Pills didn't help": they were tried.</summary>
    private static bool IsOfEffect(Naming naming, int at) =>
        naming.Words.Skip(at + 1).Take(2).Any(word => word is "help" or "helped" or "work" or "worked" or "last" or "lasted" or "touch" or "touched" or "fix");
}
