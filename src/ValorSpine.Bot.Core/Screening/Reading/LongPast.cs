namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Finds that something is told of a time long ago, or as nothing new: "a bad fall, but that was in 2009". To a question about now, that is no plain yes.</summary>
internal static class LongPast
{
    private const int LongDays = 365;

    /// <summary>Whether the sentence of a mention says so.</summary>
    public static bool In(SaidText said, Mention mention, DateTimeOffset now)
    {
        var sentence = said.Sentences[mention.At];
        var first = said.Sentences.IndexOf(sentence);
        var last = said.Sentences.LastIndexOf(sentence);
        var told = said.From(first).Until(last - first + 1);
        for (var at = 0; at < told.Words.Length; at++)
        {
            var next = at + 1 < told.Words.Length ? told.Words[at + 1] : "";
            if ((told.Words[at], next) is ("nothing" or "not", "new") or ("long", "gone") or ("long", "ago") or ("years" or "yrs" or "decades", "ago"))
                return true;
        }

        var from = said.Clauses.IndexOf(said.Clauses[mention.At]);
        var to = Enumerable.Range(from, said.Words.Length - from).TakeWhile(at => said.Clauses[at] <= said.Clauses[mention.At] + 1 && said.Sentences[at] == sentence).Last();
        told = said.From(from).Until(to - from + 1);
        return TimeReader.PlainSpans(told, now) is { Length: > 0 } spans && spans.All(span => span.From > LongDays) && told.Words.Any(word => word is "was" or "in" or "ago" or "back" or "had");
    }
}
