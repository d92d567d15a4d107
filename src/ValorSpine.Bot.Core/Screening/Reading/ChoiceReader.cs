using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads the answer to a choice: by number, by ordinal, by the words of an option, by the span of time that an option stands for.</summary>
internal static class ChoiceReader
{
    private static readonly ImmutableHashSet<string> s_fillers = ImmutableHashSet.Create(
        "i", "im", "ive", "id", "have", "had", "has", "its", "it", "is", "was", "were", "been", "the", "a", "an", "my", "mostly", "mainly", "just", "only", "think", "guess", "probably", "about", "um", "uh", "well", "oh",
        "ok", "okay", "would", "say", "got", "for", "in", "please", "thats", "that", "this", "yes", "yeah", "yep", "yup", "so", "definitely", "actually", "really", "also", "me", "too", "some");

    private static readonly ImmutableHashSet<string> s_pickWords = ImmutableHashSet.Create(
        "and", "the", "one", "ones", "option", "options", "number", "numbers", "num", "no", "answer", "choice", "plus", "also", "both", "it", "is", "its", "ill", "go", "with", "pick", "choose", "i", "id", "say", "please", "would", "take", "that", "to", "or", "um", "uh", "a");

    private static readonly ImmutableHashSet<string> s_negators = ImmutableHashSet.Create(
        "no", "not", "never", "without", "dont", "didnt", "havent", "hasnt", "isnt", "wasnt", "arent", "neither", "nor", "nope", "non");

    private static readonly ImmutableHashSet<string> s_noneWords = ImmutableHashSet.Create(
        "no", "nope", "nah", "none", "not", "any", "nothing", "never", "neither", "zero", "zilch", "nada", "negative", "of", "these", "those", "them", "this", "that", "the", "above", "all", "to", "like", "know", "i", "im", "aware",
        "yet", "thank", "god", "goodness", "thankfully", "luckily", "fortunately", "sir", "maam", "thanks", "it", "applies", "apply", "me", "really", "at", "far", "so", "have", "had", "dont", "havent", "list", "on", "and", "just", "n", "a");

    private static readonly ImmutableHashSet<string> s_noneHeads = ImmutableHashSet.Create("no", "nope", "nah", "none", "nothing", "never", "neither", "zero", "zilch", "nada", "negative", "not", "n");

    /// <summary>What is certain without looking inside longer sentences; null otherwise.</summary>
    public static AnswerReading? Exact(Question question, SaidText said)
    {
        var words = Trim(said.Words);
        if (words.Length == 0)
            return null;
        var whole = question.Options.Where(option => option.Phrases.Any(phrase => Same(phrase, said.Words) || Same(Trim(phrase), words))).ToImmutableArray();
        if (whole.Length > 0)
            return Chosen(question, whole);
        if (Picked(question, said.Words) is { IsDefaultOrEmpty: false } picked)
            return Chosen(question, picked);
        if (said.Words.All(s_noneWords.Contains) && said.Words.Any(s_noneHeads.Contains) && question.Options.Where(option => option.IsNone).ToImmutableArray() is [var none])
            return new AnswerReading.Understood([none.Value]);
        return question.Repeats && said.Words is ["both"] or ["both", "of", _] ? Both(question)
            : question.Repeats && said.Words is ["all"] or ["all", "of", _] or ["all", "of", "the", "above"] or ["everything"] ? Chosen(question, [.. Plain(question)])
            : null;
    }

    /// <summary>Options named anywhere in the message, spans of time, and what a yes, no or "not sure" means here; null where there is nothing of it.</summary>
    public static AnswerReading? Within(Question question, SaidText said, DateTimeOffset now)
    {
        var mentioned = Mentioned(question, said);
        var certain = mentioned.Where(option => !option.IsUnknown && !option.IsDeclined).ToImmutableArray();
        if (certain.Length > 0)
            return Chosen(question, certain);
        if (question.Options.Any(option => option.Range is not null) && InRange(question, said, now) is { IsDefaultOrEmpty: false } inRange)
            return Chosen(question, inRange);
        if (mentioned.Length > 0)
            return Chosen(question, mentioned);
        return YesNo.Read(said) switch
        {
            Consent.Yes when Meaning(question, "yes") is { } yes => new AnswerReading.Understood([yes.Value]),
            Consent.No when said.Words.Length <= 6 && Meaning(question, "no") is { } no => new AnswerReading.Understood([no.Value]),
            Consent.Unsure when question.Options.FirstOrDefault(option => option.IsUnknown) is { } unknown => new AnswerReading.Understood([unknown.Value]),
            Consent.Declined when question.Options.FirstOrDefault(option => option.IsDeclined) is { } declined => new AnswerReading.Understood([declined.Value]),
            Consent.Declined when question.Options.FirstOrDefault(option => option.IsUnknown) is { } unknown && !question.IsRedFlag => new AnswerReading.Understood([unknown.Value]),
            Consent.Unsure => new AnswerReading.Unsure(),
            Consent.Declined => new AnswerReading.Declined(),
            Consent.Yes when question.SafetyRule is not null && said.Words.Length <= 6 && !OpensWithSpan(said.Words) => new AnswerReading.Agreed(),
            _ => null,
        };
    }

    /// <summary>"About three years I guess" answers how long, not whether.</summary>
    private static bool OpensWithSpan(ImmutableArray<string> words)
    {
        var at = 0;
        while (at < words.Length && words[at] is "about" or "around" or "roughly" or "almost" or "over" or "like" or "for" or "its" or "been" or "maybe")
            at++;
        return at < words.Length && Numbers.At(words, at) is { } number && at + number.Length < words.Length && Durations.UnitOf(words[at + number.Length]) is not null;
    }

    private static AnswerReading Chosen(Question question, ImmutableArray<AnswerOption> options)
    {
        // "None, except physical therapy" means physical therapy.
        if (options.Length > 1 && options.Any(option => !option.Exclusive))
            options = [.. options.Where(option => !option.Exclusive)];
        if (options.Length > 1 && (!question.Repeats || options.All(option => option.Exclusive)))
            return new AnswerReading.Unclear(options);
        return new AnswerReading.Understood([.. question.Options.Where(options.Contains).Select(option => (AnswerValue)option.Value)]);
    }

    /// <summary>The one option that "yes" or "no" is a synonym of.</summary>
    private static AnswerOption? Meaning(Question question, string word) =>
        question.Options.Where(option => option.Phrases.Any(phrase => phrase is [var only] && only == word)).ToArray() is [var one] ? one : null;

    private static AnswerReading? Both(Question question) =>
        Plain(question).ToImmutableArray() is { Length: 2 } two ? Chosen(question, two) : null;

    private static IEnumerable<AnswerOption> Plain(Question question) => question.Options.Where(option => !option.Exclusive && !option.IsUnknown && !option.IsDeclined);

    /// <summary>"2", "#2", "the second one", "1 and 3", "1-3", "the last one".</summary>
    private static ImmutableArray<AnswerOption> Picked(Question question, ImmutableArray<string> words)
    {
        if (words.Length > 12)
            return [];
        var numbers = new List<int>();
        for (var at = 0; at < words.Length; at++)
        {
            var word = words[at];
            if (Numbers.Ordinal(word) is { } ordinal)
                numbers.Add(ordinal);
            else if (word is "last")
                numbers.Add(question.Options.Length);
            else if (word is "one" && numbers.Count > 0 && words[at - 1] is not ("and" or "or" or "to"))
                continue;
            else if (word is "to" && numbers.Count > 0 && at + 1 < words.Length && Numbers.At(words, at + 1) is { } end && end.Value > numbers[^1] && end.Value <= question.Options.Length)
                numbers.AddRange(Enumerable.Range(numbers[^1] + 1, (int)end.Value - numbers[^1] - 1));
            else if (Numbers.At(words, at) is { Length: 1 } number && number.Value == decimal.Truncate(number.Value) && number.Value < 100)
                numbers.Add((int)number.Value);
            else if (!s_pickWords.Contains(word))
                return [];
        }

        return numbers.All(number => number >= 1 && number <= question.Options.Length) ? [.. numbers.Distinct().Select(number => question.Options[number - 1])] : [];
    }

    /// <summary>The longest phrases win over those inside them; what is denied in its clause does not count.</summary>
    private static ImmutableArray<AnswerOption> Mentioned(Question question, SaidText said)
    {
        var matches =
            from option in question.Options
            from phrase in option.Phrases
                // "No" inside a sentence denies something; it is an option only on its own.
            where !phrase.All(word => s_noneWords.Contains(word) || s_fillers.Contains(word))
            from at in Enumerable.Range(0, Math.Max(0, said.Words.Length - phrase.Length + 1))
            where said.Has(phrase.AsSpan(), at)
            orderby phrase.Length descending
            select (Option: option, At: at, phrase.Length);
        var taken = new AnswerOption?[said.Words.Length];
        var kept = new List<(AnswerOption Option, int At, int Length)>();
        foreach (var match in matches)
        {
            if (Enumerable.Range(match.At, match.Length).All(at => taken[at] is null))
            {
                kept.Add(match);
                Array.Fill(taken, match.Option, match.At, match.Length);
            }
            else if (kept.Any(other => other.At == match.At && other.Length == match.Length && other.Option != match.Option))
            {
                kept.Add(match);
            }
        }

        return [.. kept.Where(match => match.Option.Exclusive || !IsDenied(match.At, match.Length)).Select(match => match.Option).Distinct()];

        bool IsDenied(int at, int length)
        {
            for (var i = at - 1; i >= 0 && said.Clauses[i] == said.Clauses[at]; i--)
            {
                if (taken[i] is null && s_negators.Contains(said.Words[i]))
                    return true;
            }

            var after = at + length;
            return after < said.Words.Length && said.Clauses[after] == said.Clauses[at] && taken[after] is null && s_negators.Contains(said.Words[after])
                && (after + 1 == said.Words.Length || said.Clauses[after + 1] != said.Clauses[after]);
        }
    }

    private static ImmutableArray<AnswerOption> InRange(Question question, SaidText said, DateTimeOffset now)
    {
        var isTime = question.Options.Any(option => option.Range is { IsTime: true });
        var span = isTime ? TimeReader.Ago(said, now) : Numbers.In(said.Words) is [var one] ? new Span(one.Value, one.Value) : null;
        if (span is not { } found)
            return [];
        return [.. question.Options.Where(option => option.Range is { } range && (range.Holds(found.From) || range.Holds(found.To)))];
    }

    private static ImmutableArray<string> Trim(ImmutableArray<string> words)
    {
        var (start, end) = (0, words.Length);
        while (start < end && s_fillers.Contains(words[start]))
            start++;
        while (end > start && s_fillers.Contains(words[end - 1]))
            end--;
        return words[start..end];
    }

    private static bool Same(ImmutableArray<string> phrase, ImmutableArray<string> words) =>
        phrase.Length > 0 && phrase.Length == words.Length && phrase.Zip(words).All(pair => Spelling.Same(pair.Second, pair.First));
}
