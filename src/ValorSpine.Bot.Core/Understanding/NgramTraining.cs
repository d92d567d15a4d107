using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Text;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>
/// Learns an <see cref="NgramClassifier"/>, in some ten seconds and with the same result each time: stochastic gradient steps by AdaGrad (J. Duchi and others, 2011) with one rate for each row. Every other pass reads the
/// messages with letters made wrong, so that much of a misspelled word is still known by its runs of letters.
/// </summary>
internal static class NgramTraining
{
    private const int Passes = 12, LettersForOneSlip = 25;
    private const uint Seed = 7;
    private const float Rate = 0.1f, RateOfBias = 0.05f, Start = 2, FewestSquares = 1e-4f, TooLittle = 1e-4f;
    private const string Letters = "qwertyuiopasdfghjklzxcvbnm";

    /// <summary>Learns from all messages.</summary>
    /// <param name="classes">The classes that are told.</param>
    /// <param name="lessons">Messages of these classes; others are passed over.</param>
    public static NgramClassifier Learn(ImmutableArray<string> classes, IEnumerable<Lesson> lessons)
    {
        var places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        Lesson[] known = [.. lessons.Where(lesson => places.ContainsKey(lesson.Class))];
        var random = new Sequence(Seed);
        var learner = new Learner(classes.Length, random);
        var ngrams = known.AsParallel().AsOrdered().Select(lesson => Ngrams.Of(lesson.Text)).ToArray();
        var order = Enumerable.Range(0, known.Length).ToArray();
        for (var pass = 0; pass < Passes; pass++)
        {
            Shuffle(order, random);
            for (var step = 0; step < order.Length; step++)
            {
                var lesson = known[order[step]];
                var (rows, shares) = pass % 2 == 0 ? ngrams[order[step]] : Ngrams.Of(Misspelled(lesson.Text, random));
                learner.Step(rows, shares, places[lesson.Class], Rate * (1 - ((pass + ((float)step / order.Length)) / Passes)));
            }
        }

        return learner.Learned(classes, known.Select(lesson => lesson.Hash));
    }

    /// <summary>A letter left out, doubled, changed with its neighbour or mistaken, once or more in a text.</summary>
    private static string Misspelled(string text, Sequence random)
    {
        var letters = new StringBuilder(text);
        var slips = 1 + random.Below(Math.Max(1, text.Length / LettersForOneSlip));
        for (var slip = 0; slip < slips && letters.Length > 3; slip++)
        {
            var at = random.Below(letters.Length - 1);
            if (!char.IsLetter(letters[at]))
                continue;
            switch (random.Below(4))
            {
                case 0:
                    letters.Remove(at, 1);
                    break;
                case 1:
                    letters.Insert(at, letters[at]);
                    break;
                case 2:
                    (letters[at], letters[at + 1]) = (letters[at + 1], letters[at]);
                    break;
                default:
                    letters[at] = Letters[random.Below(Letters.Length)];
                    break;
            }
        }

        return letters.ToString();
    }

    private static void Shuffle(int[] order, Sequence random)
    {
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = random.Below(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
    }

    /// <summary>Numbers without a visible order, the same ones each time (G. Marsaglia, "Xorshift RNGs", 2003): nothing here is left to chance.</summary>
    private sealed class Sequence(uint seed)
    {
        private uint _last = seed;

        /// <summary>From 0 to below a number.</summary>
        public int Below(int most) => (int)(Next() % (uint)most);

        /// <summary>From 0 to below 1.</summary>
        public float Share() => (Next() >> 8) / (float)(1 << 24);

        private uint Next()
        {
            _last ^= _last << 13;
            _last ^= _last >> 17;
            return _last ^= _last << 5;
        }
    }

    private sealed class Learner(int classes, Sequence random)
    {
        private readonly float[][] _rows = [.. Enumerable.Range(0, Ngrams.Rows).Select(_ => Enumerable.Range(0, NgramClassifier.Numbers).Select(_ => (random.Share() - 0.5f) * Start / MathF.Sqrt(NgramClassifier.Numbers)).ToArray())];
        private readonly float[] _squaresOfRows = [.. Enumerable.Repeat(FewestSquares, Ngrams.Rows)];
        private readonly float[][] _weights = [.. Enumerable.Range(0, classes).Select(_ => new float[NgramClassifier.Numbers])];
        private readonly float[] _squaresOfWeights = [.. Enumerable.Repeat(FewestSquares, classes)];
        private readonly float[] _biases = new float[classes], _slope = new float[classes], _sum = new float[NgramClassifier.Numbers], _back = new float[NgramClassifier.Numbers];

        /// <summary>One step towards what one message should be told to be.</summary>
        public void Step(int[] rows, float[] shares, int place, float rate)
        {
            Array.Clear(_sum);
            for (var at = 0; at < rows.Length; at++)
                TensorPrimitives.MultiplyAdd<float>(_rows[rows[at]], shares[at], _sum, _sum);
            for (var other = 0; other < classes; other++)
                _slope[other] = TensorPrimitives.Dot<float>(_weights[other], _sum) + _biases[other];
            TensorPrimitives.SoftMax<float>(_slope, _slope);
            _slope[place] -= 1;
            StepOfClasses(rate);
            var square = TensorPrimitives.SumOfSquares<float>(_back) / NgramClassifier.Numbers;
            for (var at = 0; at < rows.Length; at++)
            {
                var squares = _squaresOfRows[rows[at]] += square * shares[at] * shares[at];
                TensorPrimitives.MultiplyAdd<float>(_back, -rate * shares[at] / MathF.Sqrt(squares), _rows[rows[at]], _rows[rows[at]]);
            }
        }

        /// <summary>What was learned.</summary>
        public NgramClassifier Learned(ImmutableArray<string> names, IEnumerable<uint> lessons) => NgramClassifier.Of(names, lessons, _rows, _weights, _biases);

        private void StepOfClasses(float rate)
        {
            Array.Clear(_back);
            var square = TensorPrimitives.SumOfSquares<float>(_sum) / NgramClassifier.Numbers;
            for (var other = 0; other < classes; other++)
            {
                var slope = _slope[other];
                if (Math.Abs(slope) < TooLittle)
                    continue;
                TensorPrimitives.MultiplyAdd<float>(_weights[other], slope, _back, _back);
                var squares = _squaresOfWeights[other] += slope * slope * square;
                TensorPrimitives.MultiplyAdd<float>(_sum, -rate * slope / MathF.Sqrt(squares), _weights[other], _weights[other]);
                _biases[other] -= rate * RateOfBias * slope;
            }
        }
    }
}
