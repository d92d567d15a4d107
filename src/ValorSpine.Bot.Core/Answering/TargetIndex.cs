using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>The phrasings of all targets, by term and by meaning: says for each target that is near a question what speaks for it.</summary>
internal sealed class TargetIndex
{
    private const double AspectShare = 0.7, TurnWeight = 0.5;
    private const int MostByLikeness = 30, MostByField = 12, Best = 3;
    private const float UsualFrom = 3, NearInMeaning = 0.35f;

    private readonly ImmutableArray<Target> _targets;
    private readonly Dictionary<string, int> _terms = new(StringComparer.Ordinal);
    private readonly List<float> _weights = [];
    private readonly float[] _termShare;
    private readonly int[][] _phrasingsByTerm;
    private readonly int[] _first;
    private readonly int[][] _termsOf;
    private readonly float[] _weightOf;
    private readonly float[] _meanings;
    private readonly float[] _fields;
    private readonly Dictionary<int, int>[] _uses;
    private readonly HashSet<int>[] _held;
    private readonly bool[] _heldByAnswers;
    private readonly string?[] _treatments;
    private readonly float _unknownWeight;
    private readonly Discriminant _discriminant;
    private readonly string[] _group;
    private readonly int _dimensions = EnglishWords.All.Dimensions;

    /// <param name="targets">What can be meant.</param>
    /// <param name="read">Takes a text apart.</param>
    public TargetIndex(ImmutableArray<Target> targets, Func<string, Question> read)
    {
        _targets = targets;
        var phrasings = new List<(int Target, int[] Terms, float[] Meaning)>();
        var questions = new List<(Question Question, int Target)>();
        _first = new int[targets.Length + 1];
        var subjects = new List<string>[targets.Length];
        for (var target = 0; target < targets.Length; target++)
        {
            _first[target] = phrasings.Count;
            subjects[target] = [];
            foreach (var question in targets[target].Phrasings.Select(read).Where(question => question.Terms.Length > 0))
            {
                questions.Add((question, target));
                phrasings.Add((target, [.. question.Terms.Select(NumberOf)], question.Meaning));
                subjects[target].Add(question.Subjects is [var only] ? only : "");
            }
        }

        _first[^1] = phrasings.Count;
        _discriminant = new(questions, targets.Length);
        _group = [.. targets.Select(target => target is Target.Answer { Article.Topic: var topic } ? topic : "")];
        _termsOf = [.. phrasings.Select(phrasing => phrasing.Terms)];
        _meanings = new float[phrasings.Count * _dimensions];
        for (var phrasing = 0; phrasing < phrasings.Count; phrasing++)
            phrasings[phrasing].Meaning.CopyTo(_meanings, phrasing * _dimensions);

        _uses = new Dictionary<int, int>[targets.Length];
        _fields = new float[targets.Length * _dimensions];
        var usedBy = new int[_terms.Count];
        for (var target = 0; target < targets.Length; target++)
        {
            _uses[target] = [];
            for (var phrasing = _first[target]; phrasing < _first[target + 1]; phrasing++)
            {
                foreach (var term in _termsOf[phrasing])
                    _uses[target][term] = _uses[target].GetValueOrDefault(term) + 1;
                TensorPrimitives.Add(FieldOf(target), MeaningOf(phrasing), FieldOf(target));
            }

            foreach (var term in _uses[target].Keys)
                usedBy[term]++;
        }

        _unknownWeight = (float)Math.Log(1 + (targets.Length / 2.0));
        foreach (var (term, number) in _terms)
            _weights[number] = (float)WeightIn(term, Math.Log(1 + ((double)targets.Length / usedBy[number])));
        _weightOf = [.. _termsOf.Select(terms => terms.Sum(term => _weights[term]))];

        var postings = new List<int>[_terms.Count];
        for (var phrasing = 0; phrasing < _termsOf.Length; phrasing++)
        {
            foreach (var term in _termsOf[phrasing])
                (postings[term] ??= []).Add(phrasing);
        }

        _phrasingsByTerm = [.. postings.Select(list => list?.ToArray() ?? [])];
        _termShare = [.. _phrasingsByTerm.Select(list => list.Length / (float)Math.Max(1, phrasings.Count))];
        _held = [.. targets.Select(target => HeldBy(target, read))];
        _heldByAnswers = new bool[_terms.Count];
        for (var target = 0; target < targets.Length; target++)
        {
            if (targets[target] is Target.Answer)
            {
                foreach (var term in _uses[target].Keys.Concat(_held[target]))
                    _heldByAnswers[term] = true;
            }
        }

        _treatments = [.. subjects.Select((named, target) => TreatmentOf(targets[target], named))];
    }

    /// <summary>How many phrasings there are.</summary>
    public int Phrasings => _termsOf.Length;

    /// <summary>Which target a phrasing belongs to.</summary>
    public int TargetOf(int phrasing)
    {
        var place = Array.BinarySearch(_first, phrasing);
        if (place < 0)
            return ~place - 1;
        // Targets without phrasings share their start with the next one.
        while (place + 1 < _targets.Length && _first[place + 1] == phrasing)
            place++;
        return place;
    }

    /// <summary>The one treatment that a target is about ("fibrin", "decompression"), or null.</summary>
    public string? TreatmentOf(int target) => _treatments[target];

    /// <summary>What speaks for the targets near a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="without">A phrasing to leave out, as if it had never been written, or -1.</param>
    /// <param name="withoutTarget">A target to leave out, or -1.</param>
    public Evidence Weigh(Question question, int without = -1, int withoutTarget = -1)
    {
        var asked = question.Terms.Select(term => (Name: term, Number: _terms.GetValueOrDefault(term, -1))).ToArray();
        var weights = Array.ConvertAll(asked, term => term.Number < 0 ? (float)WeightIn(term.Name, _unknownWeight) : _weights[term.Number]);
        var total = Math.Max(weights.Sum(), 1e-6f);
        var shared = new Dictionary<int, float>();
        for (var at = 0; at < asked.Length; at++)
        {
            if (asked[at].Number < 0)
                continue;
            foreach (var phrasing in _phrasingsByTerm[asked[at].Number])
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(shared, phrasing, out _) += weights[at];
            }
        }

        var told = _discriminant.Tell(question, without < 0 ? -1 : TargetOf(without));
        var near = Near(question, shared, told, total, without, withoutTarget);
        var byGroup = new Dictionary<string, float>();
        for (var target = 0; target < told.Length; target++)
            byGroup[_group[target]] = byGroup.GetValueOrDefault(_group[target]) + told[target];
        var foreign = Foreign(question, asked);
        var scored = near.Select(target => new Scored(target, SignsOf(target, question, asked, weights, total, shared, foreign, without))).ToArray();
        foreach (var (target, signs) in scored)
        {
            signs[(int)Sign.Told] = told[target];
            signs[(int)Sign.TopicTold] = byGroup[_group[target]];
            if (_targets[target] is not Target.Answer)
                (signs[(int)Sign.ToldOutside], signs[(int)Sign.TopicToldOutside]) = (signs[(int)Sign.Told], signs[(int)Sign.TopicTold]);
        }

        return new(scored, NoneSigns(question, asked, weights, total, scored));
    }

    private HashSet<int> Near(Question question, Dictionary<int, float> shared, float[] told, float total, int without, int withoutTarget)
    {
        var likeness = new Dictionary<int, float>();
        foreach (var (phrasing, weight) in shared)
        {
            if (phrasing == without)
                continue;
            var target = TargetOf(phrasing);
            var like = 2 * weight / (total + _weightOf[phrasing]);
            if (like > likeness.GetValueOrDefault(target))
                likeness[target] = like;
        }

        var byTold = Enumerable.Range(0, told.Length).OrderByDescending(target => told[target]).Take(MostByField);
        var near = likeness.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostByLikeness).Select(pair => pair.Key).Concat(byTold).ToHashSet();
        near.Remove(withoutTarget);
        return near;
    }

    private float[] SignsOf(
        int target, Question question, (string Name, int Number)[] asked, float[] weights, float total, Dictionary<int, float> shared, List<(int At, string Word)> foreign, int without)
    {
        var signs = new float[Enum.GetValues<Sign>().Length];
        Span<float> best = stackalloc float[Best];
        best.Clear();
        var count = 0;
        for (var phrasing = _first[target]; phrasing < _first[target + 1]; phrasing++)
        {
            if (phrasing == without)
                continue;
            count++;
            var like = shared.TryGetValue(phrasing, out var weight) ? 2 * weight / (total + _weightOf[phrasing]) : 0;
            var mean = TensorPrimitives.Dot(MeaningOf(phrasing), question.Meaning);
            var both = (like + mean) / 2;
            signs[(int)Sign.Likeness] = Math.Max(signs[(int)Sign.Likeness], like);
            signs[(int)Sign.Meaning] = Math.Max(signs[(int)Sign.Meaning], mean);
            Keep(best, both);
        }

        signs[(int)Sign.Nearest] = best[0];
        signs[(int)Sign.NearestThree] = TensorPrimitives.Sum<float>(best) / Best;

        var left = without >= _first[target] && without < _first[target + 1] ? _termsOf[without] : [];
        float usual = 0, telling = 0, covered = 0;
        for (var at = 0; at < asked.Length; at++)
        {
            var number = asked[at].Number;
            var uses = number < 0 ? 0 : _uses[target].GetValueOrDefault(number) - (left.Contains(number) ? 1 : 0);
            var share = uses / (float)Math.Max(1, count);
            usual += weights[at] * Math.Min(1, UsualFrom * share);
            telling += weights[at] * MathF.Log((share + 0.02f) / ((number < 0 ? 0 : _termShare[number]) + 0.02f));
            if (uses > 0 || (number >= 0 && _held[target].Contains(number)))
                covered += weights[at];
        }

        signs[(int)Sign.Usual] = usual / total;
        signs[(int)Sign.Telling] = telling / total / 4;
        signs[(int)Sign.Covered] = covered / total;
        var field = FieldOf(target).ToArray();
        if (left.Length > 0)
            TensorPrimitives.Subtract(field, MeaningOf(without), field);
        EnglishWords.Normalize(field);
        signs[(int)Sign.Field] = TensorPrimitives.Dot<float>(field, question.Meaning);

        var strange = 0f;
        foreach (var (at, word) in foreign)
        {
            if (!_held[target].Contains(asked[at].Number) && _uses[target].GetValueOrDefault(asked[at].Number) == 0)
                strange += weights[at] * (1 - Math.Clamp(TensorPrimitives.CosineSimilarity(EnglishWords.All.VectorOf(word), field) / NearInMeaning, 0, 1));
        }

        signs[(int)Sign.Foreign] = strange / total;
        AddFrame(signs, target, question);
        return signs;
    }

    private void AddFrame(float[] signs, int target, Question question)
    {
        if (_targets[target] is Target.Answer answer)
        {
            var treatments = question.Subjects.Where(subject => subject is "fibrin" or "decompression" or "other").ToArray();
            signs[(int)Sign.OtherTreatment] = treatments.Length > 0 && _treatments[target] is { } about && !treatments.Contains(about) ? 1 : 0;
            signs[(int)Sign.Subject] = answer.Topic?.Subject is { } subject && question.Subjects.Contains(subject) ? 1 : 0;
            signs[(int)Sign.Aspect] = answer.Topic?.Aspect is { } aspect && question.Aspects.Contains(aspect) ? 1 : 0;
            signs[(int)Sign.OtherAspect] = question.Aspects.Length > 0 && !question.Aspects.Any(asked => _terms.TryGetValue($"a:{asked}", out var term) && _uses[target].ContainsKey(term)) ? 1 : 0;
            signs[(int)Sign.General] = answer.IsGeneral ? 1 : 0;
            return;
        }

        signs[(int)(_targets[target] is Target.Decline ? Sign.Decline : Sign.Elsewhere)] = 1;
        signs[(int)Sign.NearestOutside] = signs[(int)Sign.Nearest];
        signs[(int)Sign.FieldOutside] = signs[(int)Sign.Field];
        signs[(int)Sign.UsualOutside] = signs[(int)Sign.Usual];
        signs[(int)Sign.TellingOutside] = signs[(int)Sign.Telling];
        signs[(int)Sign.MeaningOutside] = signs[(int)Sign.Meaning];
    }

    private float[] NoneSigns(Question question, (string Name, int Number)[] asked, float[] weights, float total, Scored[] scored)
    {
        var signs = new float[Enum.GetValues<NoneSign>().Length];
        var answers = scored.Where(near => _targets[near.Target] is Target.Answer).ToArray();
        signs[(int)NoneSign.Always] = 1;
        for (var at = 0; at < asked.Length; at++)
        {
            if (asked[at].Number < 0 || !_heldByAnswers[asked[at].Number])
                signs[(int)NoneSign.Unknown] += weights[at] / total;
        }

        signs[(int)NoneSign.NamesSubject] = question.Subjects.Length > 0 ? 1 : 0;
        signs[(int)NoneSign.NamesAspect] = question.Aspects.Length > 0 ? 1 : 0;
        signs[(int)NoneSign.NamesThing] = asked.Any(term => term.Name.StartsWith("y:", StringComparison.Ordinal)) ? 1 : 0;
        signs[(int)NoneSign.OneTerm] = asked.Length < 2 ? 1 : 0;
        signs[(int)NoneSign.Length] = Math.Min(1, (asked.Length - 1) / 9f);
        signs[(int)NoneSign.NearestAnswer] = answers.Select(near => near.Signs[(int)Sign.Nearest]).DefaultIfEmpty().Max();
        signs[(int)NoneSign.BestCovered] = answers.Select(near => near.Signs[(int)Sign.Covered]).DefaultIfEmpty().Max();
        return signs;
    }

    /// <summary>The words of a question that are terms of their own and have a meaning.</summary>
    private static List<(int At, string Word)> Foreign(Question question, (string Name, int Number)[] asked)
    {
        var words = new List<(int, string)>();
        for (var at = 0; at < asked.Length; at++)
        {
            if (question.Stems.TryGetValue(asked[at].Name, out var word) && EnglishWords.All.Has(word))
                words.Add((at, word));
        }

        return words;
    }

    private static void Keep(Span<float> best, float value)
    {
        for (var at = 0; at < best.Length; at++)
        {
            if (value <= best[at])
                continue;
            for (var to = best.Length - 1; to > at; to--)
                best[to] = best[to - 1];
            best[at] = value;
            return;
        }
    }

    private HashSet<int> HeldBy(Target target, Func<string, Question> read) => target is Target.Answer { Article: var article }
        ? [.. article.Sections.SelectMany(section => read(section.Text).Terms).Select(term => _terms.GetValueOrDefault(term, -1)).Where(term => term >= 0)]
        : [];

    private static string? TreatmentOf(Target target, List<string> named)
    {
        if (target is not Target.Answer answer)
            return null;
        if (answer.Topic?.Subject is "fibrin" or "decompression" or "other")
            return answer.Topic.Subject;
        var most = named.Where(subject => subject is "fibrin" or "decompression").CountBy(subject => subject).OrderByDescending(pair => pair.Value).FirstOrDefault();
        return most.Key is not null && most.Value > named.Count * 0.7 ? most.Key : null;
    }

    private int NumberOf(string term)
    {
        if (!_terms.TryGetValue(term, out var number))
        {
            _terms[term] = number = _terms.Count;
            _weights.Add(0);
        }

        return number;
    }

    /// <summary>How much a term says: rare terms more than common ones, a side less than its words, "who" and "not" little.</summary>
    private static double WeightIn(string term, double rarity) => term[..Math.Min(2, term.Length)] switch
    {
        "t:" => TurnWeight,
        "a:" => AspectShare * rarity,
        _ => rarity,
    };

    private Span<float> MeaningOf(int phrasing) => _meanings.AsSpan(phrasing * _dimensions, _dimensions);

    private Span<float> FieldOf(int target) => _fields.AsSpan(target * _dimensions, _dimensions);
}
