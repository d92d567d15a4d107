using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>What <c>knowledge/plain-language.yml</c> says of words: names that count as one short word, and medical terms with what explains them.</summary>
/// <param name="Names">Names of treatments and tests.</param>
/// <param name="Terms">Terms that are explained where they are used.</param>
internal sealed record PlainLanguage(ImmutableArray<string> Names, ImmutableArray<ExplainedTerm> Terms)
{
    public const string Path = "knowledge/plain-language.yml";

    public static PlainLanguage Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new([], []);

        var (reader, root) = file;
        reader.Expect(root, "names", "terms");
        var terms = ImmutableArray.CreateBuilder<ExplainedTerm>();
        if (root.Children.TryGetValue(new YamlScalarNode("terms"), out var node) && node is YamlSequenceNode items)
        {
            foreach (var item in items.OfType<YamlMappingNode>())
            {
                reader.Expect(item, "terms", "explained-by");
                var (words, explanations) = (reader.List(item, "terms"), reader.List(item, "explained-by"));
                if (words.IsEmpty || explanations.IsEmpty)
                    reader.Report(item, "A term or what explains it is missing.", "Write '- { terms: [fissure], explained-by: [tear] }'.");
                else
                    terms.Add(new([.. words.Select(word => word.Text)], [.. explanations.Select(words => words.Text)]));
            }
        }

        return new([.. reader.List(root, "names").Select(name => name.Text)], terms.ToImmutable());
    }
}

/// <summary>A medical term.</summary>
/// <param name="Names">Its names.</param>
/// <param name="Explanations">Everyday words, one of which stands with it.</param>
internal sealed record ExplainedTerm(ImmutableArray<string> Names, ImmutableArray<string> Explanations)
{
    private readonly ImmutableArray<string> _names = [.. Names.Select(Stems)];
    private readonly ImmutableArray<string> _explanations = [.. Explanations.Select(Stems)];

    /// <summary>The text in a form in which endings and signs do not matter.</summary>
    public static string Stems(string text) => $" {string.Join(' ', Words.Split(text).Select(Words.Stem))} ";

    /// <summary>Its first name that is used in a text, or null.</summary>
    public string? UsedIn(string stems) => Names.Zip(_names).FirstOrDefault(name => stems.Contains(name.Second, StringComparison.Ordinal)).First;

    /// <summary>Whether a text explains it.</summary>
    public bool IsExplainedIn(string stems) => _explanations.Any(words => stems.Contains(words, StringComparison.Ordinal));
}
