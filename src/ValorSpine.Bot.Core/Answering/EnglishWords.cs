using System.Collections.Frozen;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>
/// What common English words mean and how common they are. A word is a vector of <see cref="Dimensions"/> numbers: the sum of a sentence's vectors points where a
/// sentence model says that the sentence points, and sentences of near meaning point in near directions. Made by <c>eng/ValorSpine.Bot.WordVectors</c> from a public
/// sentence model and a public count of words in film subtitles.
/// </summary>
internal sealed class EnglishWords
{
    private const string Resource = "WordVectors.bin";

    private readonly FrozenDictionary<string, int> _places;
    private readonly byte[] _commonness;
    private readonly float[] _vectors;

    private EnglishWords(BinaryReader file)
    {
        Dimensions = file.ReadInt32();
        var count = file.ReadInt32();
        var words = Encoding.ASCII.GetString(file.ReadBytes(file.ReadInt32())).Split('\n');
        _places = words.Select((word, place) => (word, place)).ToFrozenDictionary(pair => pair.word, pair => pair.place, StringComparer.Ordinal);
        _commonness = file.ReadBytes(count);
        _vectors = new float[count * Dimensions];
        for (var word = 0; word < count; word++)
        {
            var largest = file.ReadSingle();
            var numbers = MemoryMarshal.Cast<byte, sbyte>(file.ReadBytes(Dimensions));
            for (var at = 0; at < Dimensions; at++)
                _vectors[(word * Dimensions) + at] = largest * numbers[at] / sbyte.MaxValue;
        }
    }

    /// <summary>The one list there is.</summary>
    public static EnglishWords All { get; } = Load();

    /// <summary>How many numbers a word's vector has.</summary>
    public int Dimensions { get; }

    /// <summary>Whether it is a common English word in this spelling.</summary>
    public bool Has(string word) => _places.ContainsKey(word);

    /// <summary>All words with how often each is met, for spelling: 0 and more, growing by 8 with each doubling.</summary>
    public IEnumerable<(string Word, int Commonness)> Words => _places.Select(pair => (pair.Key, (int)_commonness[pair.Value]));

    /// <summary>The vector of a word, the longer the more the word says; empty where it is not known.</summary>
    public ReadOnlySpan<float> VectorOf(string word) =>
        _places.TryGetValue(word, out var place) ? _vectors.AsSpan(place * Dimensions, Dimensions) : default;

    /// <summary>Makes a direction of length 1, unless it is all zero.</summary>
    public static void Normalize(Span<float> direction)
    {
        var length = TensorPrimitives.Norm<float>(direction);
        if (length > 0)
            TensorPrimitives.Divide(direction, length, direction);
    }

    private static EnglishWords Load()
    {
        using var stream = typeof(EnglishWords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The assembly was built without its word vectors.");
        using var reader = new BinaryReader(stream);
        return new(reader);
    }
}
