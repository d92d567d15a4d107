using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>
/// Reads what a statement tells of questions that were not asked: "I've had back pain for 3 years, MRI showed a tear". Takes only what stands there in words of one question alone and is in
/// no doubt. Warning signs are never read so, nor what decides whether they are asked.
/// </summary>
internal static class Statements
{
    private const int FewestWords = 2, EnoughToBeOwn = 3, LongestRequest = 12, YoungestOfAge = 40, ShortestTelling = 5;

    private static readonly FrozenSet<string> s_own = FrozenSet.Create("i", "im", "ive", "my", "me", "mine", "id");

    private static readonly FrozenSet<string> s_supposing = FrozenSet.Create("if", "read", "heard", "wonder", "wondering", "suppose", "imagine", "what", "should", "would", "curious");

    private static readonly FrozenSet<string> s_lasting = FrozenSet.Create("pain", "pains", "hurt", "hurts", "hurting", "ache", "aches", "aching", "suffering", "suffered", "bothering", "bothered", "had", "problem", "problems", "trouble", "sciatica", "dealing", "started", "began");

    private static readonly FrozenSet<string> s_beforeSpan = FrozenSet.Create("for", "since", "about", "over", "around", "past", "last", "almost", "nearly", "a", "its", "been", "maybe", "like", "roughly", "the", "of", "with", "least", "than", "more", "now", "just", "under", "at", "i", "have", "this");

    /// <summary>Whether a question may be answered without being asked.</summary>
    public static bool MayTell(ScreeningDefinition definition, Question question) =>
        !question.Required && question.SafetyRule is null && (question.Type is QuestionType.Choice || question.IsAge) && !definition.Questions.Any(other => other is { IsRedFlag: true, Required: true } && other.Enabled.Tests.Any(test => test.LinkId == question.LinkId));

    /// <summary>What a message tells, in the order of the questionnaire.</summary>
    /// <param name="definition">The questionnaire.</param>
    /// <param name="text">The message.</param>
    /// <param name="now">When it is said.</param>
    /// <param name="asked">The question that it answers, which is left out; null where none was asked: then it must be about the patient themselves.</param>
    public static ImmutableArray<ScreeningAnswer> Read(ScreeningDefinition definition, string text, DateTimeOffset now, Question? asked = null)
    {
        var said = SaidText.Of(text);
        if (asked is null)
            said = Telling(said);
        if (said.Words.Length < FewestWords)
            return [];
        var told = Told(definition, said, now, whole: true, question => question != asked && !(asked is null && question.AskedOnly) && MayTell(definition, question));
        // Who tells so much without an "I" tells of themselves: "Female, 59. Low back pain 4 years."
        return asked is null && !said.Words.Any(s_own.Contains) && told.Length < EnoughToBeOwn ? [] : told;
    }

    /// <summary>
    /// What a message tells besides to lists that were answered before: "45, and I'm on blood thinners". Facts alone: they are added, so that none of them is lost and no answer is taken away.
    /// </summary>
    /// <param name="definition">The questionnaire.</param>
    /// <param name="text">The message.</param>
    /// <param name="now">When it is said.</param>
    /// <param name="asked">The question that it answers, which is left out; null where none was asked.</param>
    public static ImmutableArray<ScreeningAnswer> Besides(ScreeningDefinition definition, string text, DateTimeOffset now, Question? asked) =>
        Told(definition, SaidText.Of(text), now, whole: false, question => question != asked && question is { Repeats: true, Type: QuestionType.Choice, SafetyRule: null, IsOfWishes: false, ToldBy.IsEmpty: false });

    /// <summary>Whether a message has a word that tells of a question.</summary>
    public static bool IsOf(Question question, SaidText said)
    {
        var stems = said.Words.Select(OptionPhrase.StemOf).ToImmutableArray();
        return question.ToldBy.IsEmpty || question.ToldBy.Any(phrase => Enumerable.Range(0, said.Words.Length).Any(at => !phrase.At(said, stems, at).IsEmpty));
    }

    /// <summary>The sentences that tell something, without those that ask, suppose or begin the check: "I'm 45, MRI shows a tear. Check what may fit". Nothing where any but the last of them does.</summary>
    private static SaidText Telling(SaidText said)
    {
        var last = Enumerable.Range(0, said.Words.Length).LastOrDefault(at => at == 0 || said.Sentences[at] != said.Sentences[at - 1]);
        if (last > 0 && said.Words[last] is "check" or "please" or "can" or "could" or "start" or "run" or "do" or "see" && said.Words.Length - last <= LongestRequest)
            said = said.Until(last);
        return said.Words.Any(s_supposing.Contains) ? said.Until(0) : said;
    }

    private static ImmutableArray<ScreeningAnswer> Told(ScreeningDefinition definition, SaidText said, DateTimeOffset now, bool whole, Func<Question, bool> may)
    {
        if (Asking.AsksAnywhere(said) || SelfRepair.Start(said) > 0)
            return [];
        var (kept, shared) = Unambiguous(definition, said);
        return
        [
            .. definition.Questions.Where(question => may(question) && IsOf(question, said))
                // Of a list that is half in doubt, no half is taken: it would not be asked for again.
                .Where(question => !(whole && question.Repeats && shared.Contains(question)))
                .Select(question => AnswerTold(question, said, kept, now)).OfType<ScreeningAnswer>(),
        ];
    }

    /// <summary>
    /// The words of each question, and the questions that share some. What names options of two questions alike belongs to neither: "shots" were tried, or are a procedure.
    /// </summary>
    private static (ImmutableArray<(Question Question, Mention Mention)> Kept, HashSet<Question> Sharing) Unambiguous(ScreeningDefinition definition, SaidText said)
    {
        // Of two that share words, that one is first which they are asked for by.
        // What only looks like an answer to one question may well be one to another: "tried PT" is none to a pregnancy.
        var found = definition.Questions.SelectMany(question => question.Phrases.In(question.Phrases.Corrected(said)).Where(mention => mention.Option is not null).Select(mention => (question, mention)))
            .OrderByDescending(one => one.mention.Places.Length).ThenByDescending(one => IsAskedFor(one.question, said, one.mention)).ThenByDescending(one => one.mention.Exact).ToArray();
        var taken = new (Question Question, Mention Mention)?[said.Words.Length];
        var kept = ImmutableArray.CreateBuilder<(Question, Mention)>();
        var shared = new HashSet<Mention>(ReferenceEqualityComparer.Instance);
        var sharing = new HashSet<Question>(ReferenceEqualityComparer.Instance);
        foreach (var one in found)
        {
            var holders = one.mention.Places.Select(place => taken[place]).Where(holder => holder is not null).Select(holder => holder!.Value).ToArray();
            if (holders.Any(holder => holder.Question != one.question))
            {
                // "Tried PT and shots": what was tried is asked for by that word.
                foreach (var holder in holders.Where(holder => holder.Mention.Places.Length == one.mention.Places.Length && !IsAskedFor(holder.Question, said, holder.Mention)))
                {
                    shared.Add(holder.Mention);
                    sharing.UnionWith([holder.Question, one.question]);
                }

                continue;
            }

            foreach (var place in one.mention.Places)
                taken[place] = one;
            kept.Add(one);
        }

        return ([.. kept.Where(one => !shared.Contains(one.Item2))], sharing);
    }

    /// <summary>Whether a word of the question itself stands in the clause of a mention.</summary>
    private static bool IsAskedFor(Question question, SaidText said, Mention mention) =>
        SaidText.WordsOf(question.Text).Any(word => word.Length >= ShortestTelling && word is not "least" && Durations.UnitOf(word) is null && said.Words.Index().Any(one => one.Item == word && said.Clauses[one.Index] == said.Clauses[mention.At]));

    private static ScreeningAnswer? AnswerTold(Question question, SaidText said, ImmutableArray<(Question Question, Mention Mention)> kept, DateTimeOffset now)
    {
        if (question.IsAge)
            return AgeReader.Told(said, now) is { } age && AnswerBounds.Holds(question, new AnswerValue.Whole(age)) ? new(question.LinkId, AnswerStatus.Given, [new AnswerValue.Whole(age)]) : null;
        ImmutableArray<Mention> own = [.. kept.Where(one => one.Question == question).Select(one => one.Mention)];
        var denials = new Denials(said, own, question);
        AnswerOption[] options = [.. own.Where(mention => mention is { Option: { Exclusive: false, IsUnknown: false, IsDeclined: false }, IsDoubtful: false } && denials.Of(mention) is Meant.Said).Select(mention => mention.Option!).Distinct()];
        if (own.Any(mention => mention.Option?.SafetyRule is not null))
            return null;
        if (options.Any(option => !option.Yields))
            options = [.. options.Where(option => !option.Yields)];
        if (question.AllRanges && options.All(option => option.Range is not null))
            options = Lasting(question, said, kept, now);
        else if (options is [{ Range: not null } ranged])
            options = InTime(question, ranged, said, own, now) is { } timed ? [timed] : [];
        // A mention that is denied or in doubt leaves the rest in doubt too.
        if (options.Length == 0 || (!question.Repeats && options.Length > 1))
            return null;
        return new(question.LinkId, AnswerStatus.Given, [.. question.Options.Where(options.Contains).Select(option => (AnswerValue)option.Value)]);
    }

    /// <summary>The option of the same kind into which the time falls that is told with it: "MRI in 2023". Null where none is told, or several.</summary>
    private static AnswerOption? InTime(Question question, AnswerOption option, SaidText said, ImmutableArray<Mention> own, DateTimeOffset now)
    {
        var clause = said.Clauses[own.First(mention => mention.Option == option).At];
        var spans = TimeReader.PlainSpans(Clause(said, clause), now);
        var held = question.Options.Where(other => other.Range is { } range && spans.Length > 0 && spans.All(span => range.Touches(span.From, span.To))).ToArray();
        return held.Contains(option) ? option : held is [var only] ? only : null;
    }

    /// <summary>How long it has lasted: a span in a clause about pain, or in one of its own. "MRI 2 years ago" is another matter.</summary>
    private static AnswerOption[] Lasting(Question question, SaidText said, ImmutableArray<(Question Question, Mention Mention)> kept, DateTimeOffset now)
    {
        var spans = new List<Span>();
        // What was named last: in "leukemia as a child, 30 yrs ago" the years are of that, in "low back, 3 years" of the pain.
        var isOfPain = true;
        foreach (var clause in said.Clauses.Distinct())
        {
            var part = Clause(said, clause);
            var others = kept.Where(one => one.Question != question && said.Clauses[one.Mention.At] == clause).ToArray();
            var isAbout = part.Words.Any(s_lasting.Contains) && !OtherDurations.IsOfEvent(part.Words) && others.All(one => IsOfPain(one.Question));
            if ((isAbout || (isOfPain && others.Length == 0 && IsBare(part) && part.Words.Length < said.Words.Length && !IsOfYears(part))) && !part.Words.Contains("old"))
                spans.AddRange(TimeReader.PlainSpans(part, now));
            if (others.Length > 0)
                isOfPain = others.All(one => IsOfPain(one.Question));
        }


        var held = question.Options.Where(option => option.Range is { } range && spans.Any(span => range.Touches(span.From, span.To))).ToArray();
        return held.Length == 1 ? held : [];
    }

    private static bool IsOfPain(Question question) => question is { Repeats: false, HasRanges: false };

    /// <summary>"67 yrs": rather an age.</summary>
    private static bool IsOfYears(SaidText part) => part.Words.Length == 2 && Numbers.In(part.Words) is [{ Value: >= YoungestOfAge }] && Durations.UnitOf(part.Words[1]) == "a";

    /// <summary>"About 2 years": nothing but a span.</summary>
    private static bool IsBare(SaidText part) =>
        part.Words.All(word => s_beforeSpan.Contains(word) || Durations.UnitOf(word) is not null || word is "and" or "half" or "couple" or "few" or "several" or "to" or "or" or "years" or "ago" || Numbers.At([word], 0) is not null) && part.Words.Any(word => Durations.UnitOf(word) is not null);

    private static SaidText Clause(SaidText said, int clause)
    {
        var from = said.Clauses.IndexOf(clause);
        var to = said.Clauses.LastIndexOf(clause) + 1;
        return said.Until(to).From(from);
    }
}
