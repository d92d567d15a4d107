using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>A message and the class that it belongs to.</summary>
/// <param name="Text">As written.</param>
/// <param name="Class">Name of the class.</param>
internal sealed record Lesson(string Text, string Class)
{
    /// <summary>Names the example across processes (FNV-1a).</summary>
    public uint Hash => Add(Add(Add(2166136261u, Text), "\0"), Class);

    private static uint Add(uint hash, string text)
    {
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619u;
        return hash;
    }
}

/// <summary>
/// Tells from a message's direction which class it belongs to (multinomial logistic regression). Learned together with <see cref="MessageEncoder"/> by
/// <c>eng/encoder</c>; examples written since then are learned when they are first seen.
/// </summary>
internal sealed class Classifier
{
    private const int Passes = 30;
    private const float Rate = 0.5f, Learned = 0.75f, Kept = 1f;
    private readonly Dictionary<string, int> _places;
    private readonly HashSet<uint> _learned;
    private readonly float[][] _weights;
    private readonly float[] _biases;

    private Classifier(ImmutableArray<string> classes, HashSet<uint> learned, float[][] weights, float[] biases)
    {
        (Classes, _learned, _weights, _biases) = (classes, learned, weights, biases);
        _places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
    }

    /// <summary>Knows no class.</summary>
    public static Classifier Blank { get; } = new([], [], [], []);

    /// <summary>The classes, in the order of what is told.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>Place of a class, or -1.</summary>
    public int PlaceOf(string name) => _places.GetValueOrDefault(name, -1);

    /// <summary>The probability of each class.</summary>
    /// <param name="direction">Of the message.</param>
    /// <param name="temperature">Above 1 the probabilities are evened out, below 1 they are sharpened.</param>
    public float[] Tell(ReadOnlySpan<float> direction, float temperature = 1)
    {
        var told = new float[Classes.Length];
        for (var place = 0; place < told.Length; place++)
            told[place] = (TensorPrimitives.Dot(_weights[place], direction) + _biases[place]) / temperature;
        if (told.Length > 0)
            TensorPrimitives.SoftMax<float>(told, told);
        return told;
    }

    /// <summary>Which examples it has not learned.</summary>
    public IEnumerable<Lesson> NewOf(IEnumerable<Lesson> examples) => examples.Where(example => !_learned.Contains(example.Hash));

    /// <summary>Learns what is new among others that it knows, so that it does not forget these over those.</summary>
    /// <param name="examples">All that there are now.</param>
    /// <param name="most">How many known ones are repeated at most.</param>
    /// <param name="encode">Gives the direction of a text.</param>
    public Classifier With(IReadOnlyList<Lesson> examples, int most, Func<string, float[]> encode)
    {
        var fresh = NewOf(examples).ToArray();
        if (fresh.Length == 0)
            return this;
        var known = examples.Where(example => _learned.Contains(example.Hash)).ToArray();
        var every = Math.Max(1, known.Length / most);
        var shares = fresh.CountBy(example => example.Text).ToDictionary(StringComparer.Ordinal);
        var lessons = fresh.Concat(known.Where((_, at) => at % every == 0)).AsParallel().AsOrdered()
            .Select(example => TaskOf(example, encode(example.Text), Learned / shares.GetValueOrDefault(example.Text, 1))).ToArray();
        ImmutableArray<string> classes = [.. Classes, .. fresh.Select(example => example.Class).Distinct().Where(name => !_places.ContainsKey(name))];
        var usual = _weights.Length == 0 ? 1 : _weights.Average(row => TensorPrimitives.Norm<float>(row));
        float[][] weights = [.. _weights.Select(row => (float[])row.Clone()), .. classes.Skip(Classes.Length).Select(StartOf)];
        var learner = new Classifier(classes, [.. _learned, .. fresh.Select(example => example.Hash)], weights, [.. _biases, .. classes.Skip(Classes.Length).Select(_ => _biases.Length == 0 ? 0 : _biases.Average())]);
        learner.Study(lessons);
        return learner;

        // A new class begins in the middle of its examples, as steep as the others.
        float[] StartOf(string name)
        {
            var middle = new float[MessageEncoder.Dimensions];
            foreach (var (_, direction, _) in lessons.Where(example => example.Class == name))
                TensorPrimitives.Add<float>(middle, direction, middle);
            TensorPrimitives.Multiply<float>(middle, usual / Math.Max(TensorPrimitives.Norm<float>(middle), float.Epsilon), middle);
            return middle;
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Classifier Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            throw new FormatException("It is empty.");
        var hashes = MemoryMarshal.Cast<byte, uint>(Convert.FromBase64String(lines[0]));
        var rows = lines.Skip(1).Select(line => line.Split('\t')).ToArray();
        if (rows.Any(row => row.Length != 3))
            throw new FormatException("A line has not three parts.");
        return new(
            [.. rows.Select(row => row[0])], [.. hashes], [.. rows.Select(row => WeightsOf(row[2]))],
            [.. rows.Select(row => float.Parse(row[1], CultureInfo.InvariantCulture))]);
    }

    /// <summary>The hashes of what was learned, then a line a class: its name, its bias and its weights as half-precision numbers in base 64, little-endian.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        var hashes = new byte[_learned.Count * sizeof(uint)];
        foreach (var (hash, at) in _learned.Order().Select((hash, at) => (hash, at)))
            BinaryPrimitives.WriteUInt32LittleEndian(hashes.AsSpan(at * sizeof(uint)), hash);
        text.Append(Convert.ToBase64String(hashes)).Append('\n');
        for (var place = 0; place < Classes.Length; place++)
        {
            var halves = new byte[MessageEncoder.Dimensions * 2];
            for (var at = 0; at < MessageEncoder.Dimensions; at++)
                BinaryPrimitives.WriteHalfLittleEndian(halves.AsSpan(at * 2), (Half)_weights[place][at]);
            text.Append(CultureInfo.InvariantCulture, $"{Classes[place]}\t{_biases[place]:0.#####}\t{Convert.ToBase64String(halves)}\n");
        }

        return text.ToString();
    }

    private static float[] WeightsOf(string written)
    {
        var bytes = Convert.FromBase64String(written);
        if (bytes.Length != MessageEncoder.Dimensions * 2)
            throw new FormatException("A class has not the weights that it should have.");
        var weights = new float[MessageEncoder.Dimensions];
        for (var at = 0; at < weights.Length; at++)
            weights[at] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(at * 2));
        return weights;
    }

    /// <summary>Of what is new, this much has to be told; of what is known, as much as before: learning a few must not wear down what was learned of all.</summary>
    private (string Class, float[] Direction, float Enough) TaskOf(Lesson example, float[] direction, float enough) =>
        (example.Class, direction, _learned.Contains(example.Hash) && PlaceOf(example.Class) is >= 0 and var place ? Math.Min(Learned, Tell(direction)[place] * Kept) : enough);

    /// <summary>Stochastic gradient steps, in an order that is always the same.</summary>
    private void Study((string Class, float[] Direction, float Enough)[] lesson)
    {
        var order = Enumerable.Range(0, lesson.Length).OrderBy(at => unchecked((uint)at * 2654435761u)).ToArray();
        for (var pass = 0; pass < Passes; pass++)
        {
            var rate = Rate * (1 - ((float)pass / Passes));
            foreach (var at in order)
            {
                var (name, direction, enough) = lesson[at];
                var slope = Tell(direction);
                if (slope[_places[name]] >= enough)
                    continue;
                slope[_places[name]] -= 1;
                for (var place = 0; place < slope.Length; place++)
                {
                    if (Math.Abs(slope[place]) > 1e-4f)
                        TensorPrimitives.MultiplyAdd<float>(direction, -rate * slope[place], _weights[place], _weights[place]);
                }
            }
        }
    }
}
