using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>
/// Common English words and how common they are, counted in 51 million words of film subtitles (SUBTLEX-US; Brysbaert and New 2009, doi 10.3758/BRM.41.4.977). A word
/// of this list is no misspelling.
/// </summary>
internal static class CommonWords
{
    private const string Resource = "CommonWords.txt";

    /// <summary>All words with how often each is met: 8 and more, growing by 8 with each doubling.</summary>
    public static ImmutableArray<(string Word, int Commonness)> All { get; } = Load();

    /// <summary>Lines of a commonness and the words that have it.</summary>
    private static ImmutableArray<(string Word, int Commonness)> Load()
    {
        using var stream = typeof(CommonWords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The assembly was built without '{Resource}'.");
        using var reader = new StreamReader(stream);
        return
        [
            .. from line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
               let parts = line.Split(' ')
               let commonness = int.Parse(parts[0], CultureInfo.InvariantCulture)
               from word in parts.Skip(1)
               select (word, commonness),
        ];
    }
}
