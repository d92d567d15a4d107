using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>One message and the class that it belongs to.</summary>
/// <param name="Text">As written.</param>
/// <param name="Question">Taken apart.</param>
/// <param name="Class">A topic's id, or a class of things that are not answered.</param>
internal sealed record Example(string Text, Question Question, string Class);

/// <summary>
/// Tells from the words of a question, their pairs and its meaning which topic it is about (multinomial logistic regression). Learned from all phrasings when
/// 'knowledge calibrate' is run; phrasings written since then are learned when the knowledge is loaded, so that a new one counts at once.
/// </summary>
internal sealed class TopicModel
{
    /// <summary>Where the learned weights stand.</summary>
    public const string Path = "knowledge/topics.model.txt";

    /// <summary>What begins the name of a class that is no topic.</summary>
    public const string Outside = "-";

    private const string NearMisses = "near misses";
    private const int UsedOften = 3, Passes = 10, PassesOfNew = 3, MostFresh = 1_500, MostRepeated = 1_000, LeftOutOfFour = 1;
    private const float WordStep = 0.15f, MeaningStep = 0.08f, BiasStep = 0.05f, NewStep = 0.02f, WordShrinkage = 1e-5f, MeaningShrinkage = 1e-6f, MeaningLength = 3, Start = 1e-4f, Least = 0.08f;

    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _features = new(StringComparer.Ordinal);
    private readonly HashSet<uint> _learned = [];
    private float[][] _weights = [];
    private float[][] _slopes = [];

    private TopicModel()
    {
    }

    /// <summary>A model that has learned nothing: everything is equally likely.</summary>
    public static TopicModel Blank { get; } = new();

    /// <summary>The class of a target.</summary>
    public static string ClassOf(Target target) => target switch
    {
        Target.Answer answer => answer.Article.Topic,
        Target.Decline decline => $"{Outside}{decline.Id}",
        Target.Request request => ClassOfRequest(request.Id),
        _ => target.Id.StartsWith(NearMisses, StringComparison.Ordinal) ? $"{Outside}{NearMisses}" : $"{Outside}{target.Id}",
    };

    /// <summary>The class of messages that ask for something else than an answer.</summary>
    public static string ClassOfRequest(string kind) => $"{Outside}request {kind}";

    /// <summary>The probability of each class for a question.</summary>
    public Dictionary<string, float> Tell(Question question)
    {
        if (_classes.Count == 0)
            return [];
        var likely = Odds([.. FeaturesOf(question).Select(feature => _features.GetValueOrDefault(feature, -1)).Where(row => row >= 0)], question.Meaning);
        TensorPrimitives.SoftMax(likely, likely);
        var told = new Dictionary<string, float>(_classes.Count, StringComparer.Ordinal);
        foreach (var (name, place) in _classes)
            told[name] = likely[place];
        return told;
    }

    /// <summary>Learns from examples alone.</summary>
    public static TopicModel Learn(IReadOnlyList<Example> examples)
    {
        var model = new TopicModel();
        foreach (var (feature, _) in examples.SelectMany(example => FeaturesOf(example.Question)).CountBy(feature => feature).Where(pair => pair.Value >= UsedOften).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            model._features[feature] = model._features.Count;
        model.Reach(examples);
        model.Study(examples, Passes, slowly: false);
        return model;
    }

    /// <summary>Learns those of all present examples that are new to it, among others that it knows, so that it does not forget these over those.</summary>
    public TopicModel With(IReadOnlyList<Example> examples)
    {
        var fresh = examples.Where(example => !_learned.Contains(HashOf(example))).ToArray();
        if (fresh.Length == 0)
            return this;
        var known = examples.Where(example => _learned.Contains(HashOf(example))).ToArray();
        var every = Math.Max(1, known.Length / MostRepeated);
        Example[] lesson = [.. fresh.Take(MostFresh), .. known.Where((_, at) => at % every == 0)];
        var model = new TopicModel { _weights = [.. _weights.Select(row => (float[])row.Clone())] };
        foreach (var (name, place) in _classes)
            model._classes[name] = place;
        foreach (var (feature, row) in _features)
            model._features[feature] = row;
        model.Reach(fresh);
        model.Study(lesson, PassesOfNew, slowly: true);
        return model;
    }

    /// <summary>Reads the weights; with a problem where they cannot be read.</summary>
    public static TopicModel Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        const string remedy = "Make the file anew: 'knowledge calibrate'.";
        if (files.Find(Path) is not { } file)
        {
            problems.Add(new(Path, 0, "The file is missing.", remedy));
            return Blank;
        }

        try
        {
            return Read(file.Text.Split('\n'));
        }
        catch (Exception error) when (error is FormatException or IndexOutOfRangeException or ArgumentException)
        {
            problems.Add(new(Path, 0, "The file cannot be read.", remedy));
            return Blank;
        }
    }

    /// <summary>The file: classes, hashes of what was learned, then a line a feature with its largest weight and the classes whose weight matters.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.AppendJoin('\t', _classes.OrderBy(pair => pair.Value).Select(pair => pair.Key)).Append('\n');
        var hashes = new byte[_learned.Count * sizeof(uint)];
        foreach (var (hash, at) in _learned.Order().Select((hash, at) => (hash, at)))
            BinaryPrimitives.WriteUInt32LittleEndian(hashes.AsSpan(at * sizeof(uint)), hash);
        text.Append(Convert.ToBase64String(hashes)).Append('\n');
        var names = _features.OrderBy(pair => pair.Value).Select(pair => pair.Key).ToArray();
        for (var row = 0; row < _weights.Length; row++)
        {
            // What is added to all classes alike tells none of them apart: without it, few weights matter.
            var middle = _weights[row].Order().ElementAt(_weights[row].Length / 2);
            var weights = Array.ConvertAll(_weights[row], weight => weight - middle);
            var largest = weights.Max(Math.Abs);
            var bytes = new List<byte>();
            for (var place = 0; place < weights.Length; place++)
            {
                var level = (sbyte)Math.Round(weights[place] / Math.Max(largest, 1e-9f) * sbyte.MaxValue);
                if (Math.Abs(weights[place]) >= Least && level != 0)
                    bytes.AddRange([(byte)(place & 0xFF), (byte)(place >> 8), (byte)level]);
            }

            text.Append(CultureInfo.InvariantCulture, $"{(row < names.Length ? names[row] : "")}\t{largest:0.####}\t{Convert.ToBase64String([.. bytes])}\n");
        }

        return text.ToString();
    }

    private static TopicModel Read(string[] lines)
    {
        var model = new TopicModel();
        foreach (var name in lines[0].Split('\t'))
            model._classes[name] = model._classes.Count;
        var hashes = Convert.FromBase64String(lines[1]);
        for (var at = 0; at < hashes.Length; at += sizeof(uint))
            model._learned.Add(BinaryPrimitives.ReadUInt32LittleEndian(hashes.AsSpan(at)));
        var rows = new List<float[]>();
        foreach (var line in lines.Skip(2).Where(line => line.Length > 0))
        {
            var parts = line.Split('\t');
            if (parts[0].Length > 0)
                model._features[parts[0]] = rows.Count;
            var largest = float.Parse(parts[1], CultureInfo.InvariantCulture);
            var bytes = Convert.FromBase64String(parts[2]);
            var row = new float[model._classes.Count];
            for (var at = 0; at < bytes.Length; at += 3)
                row[bytes[at] | (bytes[at + 1] << 8)] = largest * (sbyte)bytes[at + 2] / sbyte.MaxValue;
            rows.Add(row);
        }

        model._weights = [.. rows];
        return model;
    }

    /// <summary>Makes room for the classes of these examples.</summary>
    private void Reach(IEnumerable<Example> examples)
    {
        foreach (var example in examples)
        {
            _classes.TryAdd(example.Class, _classes.Count);
            _learned.Add(HashOf(example));
        }

        var rows = _features.Count + EnglishWords.All.Dimensions + 1;
        _weights = [.. _weights.Select(Widened), .. Enumerable.Range(0, Math.Max(0, rows - _weights.Length)).Select(_ => new float[_classes.Count])];

        float[] Widened(float[] row) => row.Length == _classes.Count ? row : [.. row, .. new float[_classes.Count - row.Length]];
    }

    /// <summary>Stochastic gradient steps with a step size of its own for each weight (Adagrad), in an order that is always the same.</summary>
    private void Study(IReadOnlyList<Example> examples, int passes, bool slowly)
    {
        var rows = examples.Select(example => FeaturesOf(example.Question).Select(feature => _features.GetValueOrDefault(feature, -1)).Where(row => row >= 0).ToArray()).ToArray();
        _slopes = [.. _weights.Select(row => new float[row.Length])];
        var chance = 0x9E3779B9u;
        var order = Enumerable.Range(0, examples.Count).ToArray();
        for (var pass = 0; pass < passes; pass++)
        {
            for (var last = order.Length - 1; last > 0; last--)
            {
                var other = (int)(Next(ref chance) % (uint)(last + 1));
                (order[last], order[other]) = (order[other], order[last]);
            }

            foreach (var at in order)
            {
                // Words are left out at random, so that no single one is relied on.
                var kept = slowly ? rows[at] : Array.FindAll(rows[at], _ => Next(ref chance) % 4 >= LeftOutOfFour);
                var meaning = examples[at].Question.Meaning;
                var slope = Odds(kept, meaning);
                TensorPrimitives.SoftMax(slope, slope);
                slope[_classes[examples[at].Class]] -= 1;
                var length = 1 / MathF.Sqrt(Math.Max(1, kept.Length));
                foreach (var row in kept)
                    Step(row, length, slope, slowly ? NewStep : WordStep, WordShrinkage);
                for (var direction = 0; direction < meaning.Length; direction++)
                    Step(_features.Count + direction, meaning[direction] * MeaningLength, slope, slowly ? NewStep / 4 : MeaningStep, MeaningShrinkage);
                Step(_features.Count + meaning.Length, 1, slope, slowly ? NewStep / 4 : BiasStep, 0);
            }
        }

        _slopes = [];
    }

    private void Step(int row, float value, float[] slope, float step, float shrinkage)
    {
        var weights = _weights[row];
        var slopes = _slopes[row];
        for (var place = 0; place < weights.Length; place++)
        {
            var change = (slope[place] * value) + (shrinkage * weights[place]);
            slopes[place] += change * change;
            weights[place] -= step * change / (MathF.Sqrt(slopes[place]) + Start);
        }
    }

    private float[] Odds(int[] rows, float[] meaning)
    {
        var odds = new float[_classes.Count];
        var length = 1 / MathF.Sqrt(Math.Max(1, rows.Length));
        foreach (var row in rows)
            TensorPrimitives.MultiplyAdd(_weights[row], length, odds, odds);
        for (var direction = 0; direction < meaning.Length; direction++)
            TensorPrimitives.MultiplyAdd(_weights[_features.Count + direction], meaning[direction] * MeaningLength, odds, odds);
        TensorPrimitives.Add(odds, _weights[_features.Count + meaning.Length], odds);
        return odds;
    }

    private static IEnumerable<string> FeaturesOf(Question question)
    {
        var spoken = question.Spoken;
        return question.Terms
            .Concat(question.Subjects.SelectMany(_ => question.Aspects, (subject, aspect) => $"{subject}/{aspect}"))
            .Concat(spoken.Select(word => $"w:{word}"))
            .Concat(spoken.Zip(spoken.Skip(1), (one, next) => $"b:{one}_{next}"))
            .Distinct();
    }

    // Xorshift: the same numbers every time.
    private static uint Next(ref uint chance)
    {
        chance ^= chance << 13;
        chance ^= chance >> 17;
        chance ^= chance << 5;
        return chance;
    }

    // FNV-1a over text and class, the same in every process.
    private static uint HashOf(Example example)
    {
        var hash = 2166136261u;
        foreach (var letter in example.Text.Append('\0').Concat(example.Class))
            hash = (hash ^ letter) * 16777619u;
        return hash;
    }
}
