using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>One kind of personal medical advice that the bot does not give.</summary>
/// <param name="Id">Stable id in kebab-case: <c>stop-medicine</c>.</param>
/// <param name="Line">Line of the id.</param>
/// <param name="Phrases">What patients ask.</param>
/// <param name="Exclusions">Phrases that are general questions.</param>
/// <param name="Message">What is said instead.</param>
/// <param name="Examples">Texts that it must apply to.</param>
/// <param name="CounterExamples">Texts that it must not apply to.</param>
internal sealed record Limit(
    string Id, int Line, ImmutableArray<Line> Phrases, ImmutableArray<Line> Exclusions, string Message, ImmutableArray<Line> Examples, ImmutableArray<Line> CounterExamples)
{
    /// <summary>Where the limits stand.</summary>
    public const string Path = "knowledge/safety/limits.yml";

    /// <summary>Reads the limits of advice.</summary>
    public static ImmutableArray<Limit> Load(ContentFiles files, Language language, ICollection<ContentProblem> problems)
    {
        if (ContentReader.Open(files, Path, problems) is not var (reader, root))
            return [];
        reader.ExpectKeys(root, "review", "groups", "limits");
        language.AddGroups(reader, root);
        var limits = new List<Limit>();
        foreach (var entry in reader.Maps(root, "limits"))
        {
            reader.ExpectKeys(entry, "id", "phrases", "exclude", "message", "examples", "counter-examples");
            if (reader.Text(entry, "id", true) is not { } id || reader.Text(entry, "message", true) is not { } message)
                continue;
            limits.Add(new(id.Text, id.Number, reader.List(entry, "phrases"), reader.List(entry, "exclude"), message.Text, reader.List(entry, "examples"), reader.List(entry, "counter-examples")));
        }

        return [.. limits];
    }
}
