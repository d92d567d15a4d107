using System.Globalization;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Evaluation;

/// <summary>What a figure must not fall short of, and what is aimed at.</summary>
/// <param name="AtLeast">The bound for a share; a calibration error must not be above it.</param>
/// <param name="Aim">What is aimed at.</param>
internal sealed record Bound(double AtLeast, double Aim)
{
    /// <summary>Whether the figure keeps the bound.</summary>
    public bool Keeps(Figure figure) => IsError(figure) ? figure.Value <= AtLeast : figure.Value >= AtLeast;

    /// <summary>Whether the figure reaches the aim.</summary>
    public bool Reaches(Figure figure) => IsError(figure) ? figure.Value <= Aim : figure.Value >= Aim;

    /// <summary>
    /// Reads <c>bounds.txt</c> of a set: a line a figure, <c>name bound aim</c>; what follows <c>#</c> is a remark. No file, no bounds.
    /// </summary>
    /// <exception cref="BadContentException">A line cannot be read; the message names it.</exception>
    public static Dictionary<string, Bound> Read(string path)
    {
        var bounds = new Dictionary<string, Bound>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            number++;
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words is not [var name, var least, var aimed] || Number(least) is not { } atLeast || Number(aimed) is not { } aim)
                throw new BadContentException(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}: this is no bound. Write the name of a figure, its bound and its aim: 'top-1 0.9 0.95'."));
            bounds[name] = new(atLeast, aim);
        }

        return bounds;

        static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static bool IsError(Figure figure) => figure.Name.EndsWith("-error", StringComparison.Ordinal);
}
