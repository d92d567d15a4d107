using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>
/// Tells from what a message is written with which class it belongs to, where <see cref="MessageEncoder"/> goes by what it means: the two err on different messages. The rows of
/// its <see cref="Ngrams"/> are summed up, and a multinomial logistic regression tells from the sum (A. Joulin and others, "Bag of Tricks for Efficient Text Classification", 2017).
/// Learned by <see cref="NgramTraining"/>.
/// </summary>
internal sealed class NgramClassifier
{
    /// <summary>Numbers in a row.</summary>
    public const int Numbers = 48;

    // A number of a row is a whole one from -7 to 7 times the row's scale: half a byte each loses nothing that could be measured.
    private const int Most = 7, Packed = Numbers / 2;

    private readonly sbyte[] _rows;
    private readonly float[] _scales, _biases;
    private readonly float[][] _weights;
    private readonly HashSet<uint> _learned;
    private readonly Dictionary<string, int> _places;

    private NgramClassifier(ImmutableArray<string> classes, HashSet<uint> learned, sbyte[] rows, float[] scales, float[][] weights, float[] biases)
    {
        (Classes, _learned, _rows, _scales, _weights, _biases) = (classes, learned, rows, scales, weights, biases);
        _places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
    }

    /// <summary>Knows no class.</summary>
    public static NgramClassifier Blank { get; } = new([], [], [], [], [], []);

    /// <summary>The classes, in the order of what is told.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>Of weights that were learned.</summary>
    /// <param name="classes">Their names.</param>
    /// <param name="learned">Hashes of what they were learned from.</param>
    /// <param name="rows">One for each of <see cref="Ngrams.Rows"/>, <see cref="Numbers"/> long.</param>
    /// <param name="weights">One row for each class, as long.</param>
    /// <param name="biases">One for each class.</param>
    public static NgramClassifier Of(ImmutableArray<string> classes, IEnumerable<uint> learned, float[][] rows, float[][] weights, float[] biases)
    {
        float[] scales = [.. rows.Select(row => (float)(Half)(TensorPrimitives.MaxMagnitude<float>(row) is var most && Math.Abs(most) > 0 ? Math.Abs(most) / Most : 0))];
        sbyte[] numbers = [.. rows.SelectMany((row, at) => row.Select(number => scales[at] > 0 ? (sbyte)Math.Clamp(MathF.Round(number / scales[at]), -Most, Most) : (sbyte)0))];
        return new(classes, [.. learned], numbers, scales, [.. weights.Select(row => row.Select(weight => (float)(Half)weight).ToArray())], [.. biases.Select(bias => MathF.Round(bias, 5))]);
    }

    /// <summary>Place of a class, or -1.</summary>
    public int PlaceOf(string name) => _places.GetValueOrDefault(name, -1);

    /// <summary>Whether it was learned from this example.</summary>
    public bool Knows(Lesson example) => _learned.Contains(example.Hash);

    /// <summary>The same weights, and it does not pass for having learned these examples.</summary>
    public NgramClassifier Without(IEnumerable<Lesson> examples) => new(Classes, [.. _learned.Except(examples.Select(example => example.Hash))], _rows, _scales, _weights, _biases);

    /// <summary>The probability of each class. Never throws for any text.</summary>
    public float[] Tell(string text)
    {
        if (Classes.IsEmpty)
            return [];
        Span<float> sum = stackalloc float[Numbers];
        var (rows, shares) = Ngrams.Of(text);
        for (var at = 0; at < rows.Length; at++)
        {
            var row = _rows.AsSpan(rows[at] * Numbers, Numbers);
            var share = shares[at] * _scales[rows[at]];
            for (var number = 0; number < Numbers; number++)
                sum[number] += row[number] * share;
        }

        var told = new float[Classes.Length];
        for (var place = 0; place < told.Length; place++)
            told[place] = TensorPrimitives.Dot<float>(_weights[place], sum) + _biases[place];
        if (told.Length > 0)
            TensorPrimitives.SoftMax<float>(told, told);
        return told;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static NgramClassifier Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 3)
            throw new FormatException("It has not the three lines that come before the classes.");
        var learned = MemoryMarshal.Cast<byte, uint>(Convert.FromBase64String(lines[0]));
        var scales = HalvesOf(lines[1], Ngrams.Rows, "The scales are not as many as there are rows.");
        var packed = Convert.FromBase64String(lines[2]);
        if (packed.Length != Ngrams.Rows * Packed)
            throw new FormatException("The rows are not as many as there should be.");
        var numbers = new sbyte[Ngrams.Rows * Numbers];
        for (var at = 0; at < packed.Length; at++)
            (numbers[2 * at], numbers[(2 * at) + 1]) = ((sbyte)((packed[at] >> 4) - Most), (sbyte)((packed[at] & 15) - Most));
        var rows = lines.Skip(3).Select(line => line.Split('\t')).ToArray();
        if (rows.Any(row => row.Length != 3))
            throw new FormatException("A line of a class has not three parts.");
        return new(
            [.. rows.Select(row => row[0])], [.. learned], numbers, scales, [.. rows.Select(row => HalvesOf(row[2], Numbers, "A class has not the weights that it should have."))],
            [.. rows.Select(row => float.Parse(row[1], CultureInfo.InvariantCulture))]);
    }

    /// <summary>
    /// The hashes of what was learned, the scales of the rows as half-precision numbers and the rows as half bytes (7 for 0), each in base 64, little-endian; then a line a class: its name, its bias and its weights as
    /// half-precision numbers in base 64.
    /// </summary>
    public string Write()
    {
        var learned = _learned.Order().ToArray();
        var packed = new byte[Ngrams.Rows * Packed];
        for (var at = 0; at < packed.Length; at++)
            packed[at] = (byte)(((_rows[2 * at] + Most) << 4) | (_rows[(2 * at) + 1] + Most));
        var text = new StringBuilder();
        text.Append(Convert.ToBase64String(MemoryMarshal.AsBytes(learned.AsSpan()))).Append('\n').Append(Written(_scales)).Append('\n').Append(Convert.ToBase64String(packed)).Append('\n');
        for (var place = 0; place < Classes.Length; place++)
            text.Append(CultureInfo.InvariantCulture, $"{Classes[place]}\t{_biases[place]:0.#####}\t{Written(_weights[place])}\n");
        return text.ToString();
    }

    private static string Written(float[] numbers)
    {
        var halves = new byte[numbers.Length * 2];
        for (var at = 0; at < numbers.Length; at++)
            BinaryPrimitives.WriteHalfLittleEndian(halves.AsSpan(at * 2), (Half)numbers[at]);
        return Convert.ToBase64String(halves);
    }

    private static float[] HalvesOf(string written, int count, string otherwise)
    {
        var bytes = Convert.FromBase64String(written);
        if (bytes.Length != count * 2)
            throw new FormatException(otherwise);
        var numbers = new float[count];
        for (var at = 0; at < count; at++)
            numbers[at] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(at * 2));
        return numbers;
    }
}
