using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Finds a warning sign, or the number of one, beside a "none": "none? my thighs tingle", "all no, 6 maybe". Such a none is asked about.</summary>
internal static class Signs
{
    private static readonly FrozenSet<string> s_signs = FrozenSet.Create(
        "numb", "numbness", "tingle", "tingles", "tingling", "tingly", "weak", "weaker", "weakness", "dragging", "drags", "fever", "feverish", "sweats", "shivers", "shivering", "shivery", "chills", "leak", "leaks", "leaking", "wet", "incontinent", "breathless", "crash", "crashed", "fell", "fallen", "suicidal", "suicide", "floppy", "collapse",
        "collapsed", "buckle", "buckles", "buckled", "wobbly", "temperature", "temp");

    /// <summary>Whether a word is one for a warning sign.</summary>
    public static bool Names(string word) => s_signs.Contains(word);

    /// <summary>Whether the message holds more than its none.</summary>
    public static bool StandBeside(Question question, SaidText said) => TellsOne(said) || NamePlace(question, said);

    /// <summary>"Nothing new, just the usual numbness": there all the same.</summary>
    public static bool AreNothingNew(SaidText said) => said.IndexOf(["nothing", "new"]) >= 0 || said.IndexOf(["not", "new"]) >= 0;

    private static bool TellsOne(SaidText said) => Enumerable.Range(0, said.Words.Length).Any(at =>
        (s_signs.Contains(said.Words[at]) && !Enumerable.Range(0, said.Words.Length).Any(other => said.Clauses[other] == said.Clauses[at] && IsDenial(said.Words[other])))
        || (said.Words[at] is "feeling" or "sensation" or "control" && at > 0 && said.Words[at - 1] is "no" or "lost"));

    private static bool IsDenial(string word) => ReadingWords.Negators.Contains(word) || ReadingWords.NoneHeads.Contains(word) || word is "fine" or "ok" or "normal" or "or";

    /// <summary>"All no, 6 maybe": whether the number of an option stands in the message.</summary>
    public static bool NamePlace(Question question, SaidText said) => Numbers.In(said.Words).Any(number => number.Value >= 1 && number.Value <= question.Options.Length && char.IsAsciiDigit(said.Words[number.At][0])
        && !(number.At > 0 && said.Words[number.At - 1] is "the" or "all" or "of" or "those" or "these" or "to") && (number.At + number.Length >= said.Words.Length || (Durations.UnitOf(said.Words[number.At + number.Length]) is null && said.Words[number.At + number.Length] is not ("x" or "times" or "kids" or "am" or "pm" or "mg"))));
}
