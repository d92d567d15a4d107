using System.Numerics.Tensors;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>
/// Tells targets apart by what best separates their phrasings from all others: meaning, subjects, aspects and pairs of both (ridge regression, solved once).
/// A question gets about 1 for the target it belongs to and about 0 for the others.
/// </summary>
internal sealed class Discriminant
{
    private const double Ridge = 3;
    private const float TagLength = 0.5f;
    private readonly Dictionary<string, int> _tags = new(StringComparer.Ordinal);
    private readonly int _width;
    private readonly int _targets;
    private readonly float[] _weights;
    private readonly float[] _inverse;

    /// <param name="phrasings">All phrasings with their targets.</param>
    /// <param name="targets">How many targets there are.</param>
    public Discriminant(IReadOnlyList<(Question Question, int Target)> phrasings, int targets)
    {
        foreach (var (question, _) in phrasings)
        {
            foreach (var tag in TagsOf(question))
                _tags.TryAdd(tag, _tags.Count);
        }

        _targets = targets;
        _width = EnglishWords.All.Dimensions + 1 + _tags.Count;
        var square = new float[_width * _width];
        var sums = new float[targets * _width];
        foreach (var (question, target) in phrasings)
        {
            var row = Row(question);
            for (var at = 0; at < _width; at++)
            {
                if (row[at] != 0)
                    TensorPrimitives.MultiplyAdd(row, row[at], square.AsSpan(at * _width, _width), square.AsSpan(at * _width, _width));
            }

            TensorPrimitives.Add(sums.AsSpan(target * _width, _width), row, sums.AsSpan(target * _width, _width));
        }

        _inverse = Inverse(square, _width);
        _weights = new float[targets * _width];
        for (var target = 0; target < targets; target++)
            Multiply(_inverse, sums.AsSpan(target * _width, _width), _weights.AsSpan(target * _width, _width));
    }

    /// <summary>What is told of each target.</summary>
    /// <param name="question">The question.</param>
    /// <param name="known">The target of which the question is a phrasing, to tell it as if it had not been known; or -1.</param>
    public float[] Tell(Question question, int known = -1)
    {
        var row = Row(question);
        var told = new float[_targets];
        for (var target = 0; target < _targets; target++)
            told[target] = TensorPrimitives.Dot<float>(_weights.AsSpan(target * _width, _width), row);
        if (known < 0)
            return told;

        // What the regression would say had it not seen this row: exact, without solving it again.
        var image = new float[_width];
        Multiply(_inverse, row, image);
        var leverage = Math.Min(0.95f, TensorPrimitives.Dot<float>(image, row));
        for (var target = 0; target < _targets; target++)
            told[target] = (told[target] - (target == known ? leverage : 0)) / (1 - leverage);
        return told;
    }

    private float[] Row(Question question)
    {
        var row = new float[_width];
        question.Meaning.CopyTo(row, 0);
        row[EnglishWords.All.Dimensions] = TagLength;
        foreach (var tag in TagsOf(question))
        {
            if (_tags.TryGetValue(tag, out var place))
                row[EnglishWords.All.Dimensions + 1 + place] = TagLength;
        }

        return row;
    }

    private static IEnumerable<string> TagsOf(Question question)
    {
        var tags = question.Terms.Where(term => term.Length > 1 && term[1] == ':');
        return tags.Concat(question.Subjects.SelectMany(_ => question.Aspects, (subject, aspect) => $"{subject}/{aspect}"));
    }

    private void Multiply(float[] matrix, ReadOnlySpan<float> vector, Span<float> product)
    {
        for (var at = 0; at < _width; at++)
            product[at] = TensorPrimitives.Dot(matrix.AsSpan(at * _width, _width), vector);
    }

    /// <summary>The inverse of a symmetric matrix with the ridge on its diagonal, by Cholesky's method.</summary>
    private static float[] Inverse(float[] matrix, int size)
    {
        var lower = new double[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[(row * size) + column] + (row == column ? Ridge : 0);
                for (var k = 0; k < column; k++)
                    sum -= lower[row, k] * lower[column, k];
                lower[row, column] = row == column ? Math.Sqrt(sum) : sum / lower[column, column];
            }
        }

        var inverse = new float[size * size];
        var solved = new double[size];
        for (var unit = 0; unit < size; unit++)
        {
            for (var row = 0; row < size; row++)
            {
                var sum = row == unit ? 1.0 : 0;
                for (var k = 0; k < row; k++)
                    sum -= lower[row, k] * solved[k];
                solved[row] = sum / lower[row, row];
            }

            for (var row = size - 1; row >= 0; row--)
            {
                var sum = solved[row];
                for (var k = row + 1; k < size; k++)
                    sum -= lower[k, row] * solved[k];
                solved[row] = sum / lower[row, row];
                inverse[(unit * size) + row] = (float)solved[row];
            }
        }

        return inverse;
    }
}
