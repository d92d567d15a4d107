using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>One phrasing of a target.</summary>
/// <param name="Target">Place of the target.</param>
/// <param name="Example">The phrasing, taken apart.</param>
internal sealed record Phrasing(int Target, Example Example);

/// <summary>The phrasings of all targets, by term and by meaning: says for each target that is near a question what speaks for it.</summary>
internal sealed class TargetIndex
{
    private const string Outside = "";
    private const double AspectShare = 0.7, TurnWeight = 0.5;
    private const int MostByLikeness = 20, MostClasses = 6, MostNear = 45, Best = 3;
    private static readonly int s_signs = Enum.GetValues<Sign>().Length;
    private const int MostNeighbours = 15;
    private const float UsualFrom = 3, NearInMeaning = 0.35f, Sharpness = 6, Tiny = 1e-4f, LogTiny = 9.2103f;

    private readonly ImmutableArray<Target> _targets;
    private readonly Dictionary<string, int> _terms = new(StringComparer.Ordinal);
    private readonly List<float> _weights = [];
    private readonly List<string> _texts = [];
    private readonly float[] _termShare;
    private readonly int[][] _phrasingsByTerm;
    private readonly int[] _first;
    private readonly int[] _owners;
    private readonly int[][] _termsOf;
    private readonly float[] _weightOf;
    private readonly float[] _meanings;
    private readonly float[] _fields;
    private readonly float[] _directions;
    private readonly Dictionary<int, int>[] _uses;
    private readonly HashSet<int>[] _held;
    private readonly string?[] _treatments;
    private readonly float _unknownWeight;
    private readonly string[] _group;
    private readonly string[] _classes;
    private readonly int _dimensions = EnglishWords.All.Dimensions;

    /// <param name="targets">What can be meant.</param>
    /// <param name="read">Their phrasings, in the order of the targets.</param>
    /// <param name="reader">Takes a text apart.</param>
    public TargetIndex(ImmutableArray<Target> targets, ImmutableArray<Phrasing> read, Func<string, Question> reader)
    {
        _targets = targets;
        var phrasings = new List<(int Target, int[] Terms, float[] Meaning)>();
        _first = new int[targets.Length + 1];
        var subjects = new List<string>[targets.Length];
        var next = 0;
        for (var target = 0; target < targets.Length; target++)
        {
            _first[target] = phrasings.Count;
            subjects[target] = [];
            for (; next < read.Length && read[next].Target == target; next++)
            {
                var (text, question, _) = read[next].Example;
                if (question.Terms.IsEmpty)
                    continue;
                _texts.Add(text);
                phrasings.Add((target, [.. question.Terms.Select(NumberOf)], question.Meaning));
                subjects[target].Add(question.Subjects is [var only] ? only : "");
            }
        }

        _first[^1] = phrasings.Count;
        _group = [.. targets.Select(target => target is Target.Answer { Article.Topic: var topic } ? topic : Outside)];
        _classes = [.. targets.Select(TopicModel.ClassOf)];
        _owners = [.. phrasings.Select(phrasing => phrasing.Target)];
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

        _directions = (float[])_fields.Clone();
        for (var target = 0; target < targets.Length; target++)
            EnglishWords.Normalize(_directions.AsSpan(target * _dimensions, _dimensions));
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
        _held = [.. targets.Select(target => HeldBy(target, reader))];
        _treatments = [.. subjects.Select((named, target) => TreatmentOf(targets[target], named))];
    }

    /// <summary>How many phrasings there are.</summary>
    public int Phrasings => _termsOf.Length;

    /// <summary>Which target a phrasing belongs to.</summary>
    public int TargetOf(int phrasing) => _owners[phrasing];

    /// <summary>A phrasing as written.</summary>
    public string TextOf(int phrasing) => _texts[phrasing];

    /// <summary>The one treatment that a target is about ("fibrin", "decompression"), or null.</summary>
    public string? TreatmentOf(int target) => _treatments[target];

    /// <summary>What speaks for the targets near a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="told">What the topic model says of it.</param>
    /// <param name="without">A phrasing to leave out, as if it had never been written, or -1.</param>
    /// <param name="withoutTarget">A target to leave out, or -1.</param>
    public Evidence Weigh(Question question, Dictionary<string, float> told, int without = -1, int withoutTarget = -1)
    {
        var asked = question.Terms.Select(term => (Name: term, Number: _terms.GetValueOrDefault(term, -1))).ToArray();
        var weights = Array.ConvertAll(asked, term => term.Number < 0 ? (float)WeightIn(term.Name, _unknownWeight) : _weights[term.Number]);
        var total = Math.Max(weights.Sum(), 1e-6f);
        var shared = Shared(asked, weights);
        var near = Near(shared, told, total, without, withoutTarget);
        var foreign = Foreign(question, asked);
        var means = Means(near, question);
        var scored = near.Order().Select(target => new Scored(target, SignsOf(target, question, asked, weights, total, shared, means, foreign, without))).ToArray();
        var shares = SharesOf(scored, shared, means, total, without);
        foreach (var (target, signs) in scored)
        {
            signs[(int)Sign.Neighbours] = shares.GetValueOrDefault(_group[target]);
            var ofTopic = told.GetValueOrDefault(_classes[target]);
            signs[(int)Sign.Told] = ofTopic;
            signs[(int)Sign.LogTold] = 1 + (MathF.Log(ofTopic + Tiny) / LogTiny);
        }

        return new(
            question,
            [.. scored.Where(target => _targets[target.Target] is Target.Answer)],
            [.. scored.Where(target => _targets[target.Target] is not Target.Answer)],
            1 - shares.GetValueOrDefault(Outside),
            told.Where(pair => !pair.Key.StartsWith(TopicModel.Outside, StringComparison.Ordinal)).Sum(pair => pair.Value));
    }

    /// <summary>The weight that each phrasing shares with the question.</summary>
    private float[] Shared((string Name, int Number)[] asked, float[] weights)
    {
        var shared = t_shared is { } kept && kept.Length >= _owners.Length ? kept : t_shared = new float[_owners.Length];
        Array.Clear(shared);
        for (var at = 0; at < asked.Length; at++)
        {
            if (asked[at].Number < 0)
                continue;
            foreach (var phrasing in _phrasingsByTerm[asked[at].Number])
                shared[phrasing] += weights[at];
        }

        return shared;
    }

    /// <summary>The direction that each phrasing of these targets shares with the question.</summary>
    private float[] Means(HashSet<int> near, Question question)
    {
        var means = t_means is { } kept && kept.Length >= _owners.Length ? kept : t_means = new float[_owners.Length];
        foreach (var target in near)
        {
            for (var phrasing = _first[target]; phrasing < _first[target + 1]; phrasing++)
                means[phrasing] = TensorPrimitives.Dot<float>(MeaningOf(phrasing), question.Meaning);
        }

        return means;
    }

    /// <summary>The targets that are near enough to be weighed: by their likest phrasing, or by what the topic model tells.</summary>
    private HashSet<int> Near(float[] shared, Dictionary<string, float> told, float total, int without, int withoutTarget)
    {
        var likeness = new float[_targets.Length];
        for (var phrasing = 0; phrasing < _owners.Length; phrasing++)
        {
            if (shared[phrasing] == 0 || phrasing == without)
                continue;
            var like = shared[phrasing] / (total + _weightOf[phrasing]);
            if (like > likeness[_owners[phrasing]])
                likeness[_owners[phrasing]] = like;
        }

        var likely = told.OrderByDescending(pair => pair.Value).Take(MostClasses).Select(pair => pair.Key).ToHashSet();
        HashSet<int> near = [.. Highest(likeness, MostByLikeness, isAnswer: true), .. Highest(likeness, MostByLikeness / 2, isAnswer: false)];
        for (var target = 0; target < _targets.Length; target++)
        {
            if (likely.Contains(_classes[target]) && (likeness[target] > 0 || _targets[target] is not Target.Answer { IsGeneral: false }) && near.Count < MostNear)
                near.Add(target);
        }

        near.Remove(withoutTarget);
        return near;
    }

    private IEnumerable<int> Highest(float[] values, int most, bool isAnswer)
    {
        var highest = new PriorityQueue<int, (float, int)>();
        for (var at = 0; at < values.Length; at++)
        {
            if (values[at] <= 0 || _targets[at] is Target.Answer != isAnswer)
                continue;
            if (highest.Count < most)
                highest.Enqueue(at, (values[at], -at));
            else
                highest.EnqueueDequeue(at, (values[at], -at));
        }

        return highest.UnorderedItems.Select(item => item.Element);
    }

    /// <summary>Whom the nearest phrasings of all belong to: each topic's share, with one share for all that is no answer.</summary>
    private Dictionary<string, float> SharesOf(Scored[] near, float[] shared, float[] means, float total, int without)
    {
        var nearest = new PriorityQueue<int, float>();
        foreach (var (target, _) in near)
        {
            for (var phrasing = _first[target]; phrasing < _first[target + 1]; phrasing++)
            {
                if (phrasing == without)
                    continue;
                var nearness = (shared[phrasing] / (total + _weightOf[phrasing])) + (means[phrasing] / 2);
                if (nearest.Count < MostNeighbours)
                    nearest.Enqueue(phrasing, nearness);
                else if (nearest.TryPeek(out _, out var farthest) && nearness > farthest)
                    nearest.EnqueueDequeue(phrasing, nearness);
            }
        }

        var shares = new Dictionary<string, float>();
        var all = 0f;
        foreach (var (phrasing, nearness) in nearest.UnorderedItems)
        {
            var weight = MathF.Exp(nearness * Sharpness);
            all += weight;
            shares[_group[_owners[phrasing]]] = shares.GetValueOrDefault(_group[_owners[phrasing]]) + weight;
        }

        foreach (var group in shares.Keys)
            shares[group] /= all;
        return shares;
    }

    private float[] SignsOf(
        int target, Question question, (string Name, int Number)[] asked, float[] weights, float total, float[] shared, float[] means, List<(int At, string Word)> foreign, int without)
    {
        var signs = new float[s_signs];
        Span<float> best = stackalloc float[Best];
        best.Clear();
        var count = 0;
        for (var phrasing = _first[target]; phrasing < _first[target + 1]; phrasing++)
        {
            if (phrasing == without)
                continue;
            count++;
            var like = 2 * shared[phrasing] / (total + _weightOf[phrasing]);
            var mean = means[phrasing];
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
        ReadOnlySpan<float> field = _directions.AsSpan(target * _dimensions, _dimensions);
        if (left.Length > 0)
        {
            var others = FieldOf(target).ToArray();
            TensorPrimitives.Subtract(others, MeaningOf(without), others);
            EnglishWords.Normalize(others);
            field = others;
        }

        signs[(int)Sign.Field] = TensorPrimitives.Dot(field, question.Meaning);

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
        if (_targets[target] is not Target.Answer answer)
            return;
        var treatments = question.Subjects.Where(subject => subject is "fibrin" or "decompression" or "other").ToArray();
        signs[(int)Sign.OtherTreatment] = treatments.Length > 0 && _treatments[target] is { } about && !treatments.Contains(about) ? 1 : 0;
        signs[(int)Sign.Subject] = answer.Topic?.Subject is { } subject && question.Subjects.Contains(subject) ? 1 : 0;
        signs[(int)Sign.Aspect] = answer.Topic?.Aspect is { } aspect && question.Aspects.Contains(aspect) ? 1 : 0;
        signs[(int)Sign.OnlyNamed] = question.OnlyNames && answer is { IsGeneral: true, Topic.Aspect: "what" } && signs[(int)Sign.Subject] > 0 ? 1 : 0;
        signs[(int)Sign.OtherAspect] = question.Aspects.Length > 0 && !question.Aspects.Any(asked => _terms.TryGetValue($"a:{asked}", out var term) && _uses[target].ContainsKey(term)) ? 1 : 0;
        signs[(int)Sign.General] = answer.IsGeneral ? 1 : 0;
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

    [ThreadStatic]
    private static float[]? t_shared;

    [ThreadStatic]
    private static float[]? t_means;

    private static void Keep(Span<float> best, float value)
    {
        if (value <= best[^1])
            return;
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
