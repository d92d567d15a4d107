using System.Globalization;
using System.Text.Json;

namespace ValorSpine.Bot.Evaluation;

/// <summary>What the last run did with each message, kept in <c>data/evaluation.json</c> so that the next one can say what changed.</summary>
internal static class LastRun
{
    /// <summary>One message of the last run.</summary>
    internal sealed record Entry(string Got, bool Right);

    /// <summary>Names a message of the set across runs.</summary>
    public static string KeyOf(Judged judged) => string.Create(CultureInfo.InvariantCulture, $"{judged.Split}/{judged.Turn}/{judged.Expected.Text}");

    /// <summary>The last run; empty where there was none or its file cannot be read.</summary>
    public static Dictionary<string, Entry> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, Entry>>(File.ReadAllText(path)) ?? [] : [];
        }
        catch (JsonException)
        {
            // It is only a memory of the last run: without it nothing is compared.
            return [];
        }
    }

    /// <summary>Keeps this run for the next one.</summary>
    public static void Write(string path, IEnumerable<Judged> judged)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(judged.DistinctBy(KeyOf).ToDictionary(KeyOf, one => new Entry(one.Got, one.Right))));
    }
}
