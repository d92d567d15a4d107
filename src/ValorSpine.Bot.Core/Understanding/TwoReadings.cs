using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>Puts together what <see cref="Classifier"/> tells of a message's meaning and <see cref="NgramClassifier"/> of what it is written with: the weighted geometric mean of the probabilities.</summary>
internal sealed class TwoReadings
{
    private const float Least = 1e-6f;
    private readonly Classifier _meaning;
    private readonly NgramClassifier _writing;
    private readonly float _share;
    private readonly int[] _places;

    /// <param name="meaning">Its classes are told.</param>
    /// <param name="writing">A class that it does not know is told by the other alone.</param>
    /// <param name="share">How much the second counts, from 0 to 1.</param>
    public TwoReadings(Classifier meaning, NgramClassifier writing, float share)
    {
        (_meaning, _writing, _share) = (meaning, writing, share);
        _places = [.. meaning.Classes.Select(writing.PlaceOf)];
    }

    /// <summary>The classes, in the order of what is told.</summary>
    public ImmutableArray<string> Classes => _meaning.Classes;

    /// <summary>Place of a class, or -1.</summary>
    public int PlaceOf(string name) => _meaning.PlaceOf(name);

    /// <summary>The probability of each class.</summary>
    /// <param name="text">The message.</param>
    /// <param name="temperature">Above 1 the probabilities are evened out, below 1 they are sharpened.</param>
    public float[] Tell(string text, float temperature = 1)
    {
        var (told, written) = (_meaning.Tell(MessageEncoder.Shared.Encode(text)), _writing.Tell(text));
        for (var place = 0; place < told.Length; place++)
        {
            var meant = MathF.Log(told[place] + Least);
            told[place] = (_places[place] < 0 ? meant : ((1 - _share) * meant) + (_share * MathF.Log(written[_places[place]] + Least))) / temperature;
        }

        if (told.Length > 0)
            TensorPrimitives.SoftMax<float>(told, told);
        return told;
    }
}
