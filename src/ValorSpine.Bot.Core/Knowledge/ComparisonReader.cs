using System.Collections.Frozen;
using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>Reads <c>knowledge/comparison.yml</c>. Terms that stand in <c>knowledge/concepts.yml</c> are taken from there.</summary>
internal sealed class ComparisonReader
{
    private readonly YamlReader _yaml;
    private readonly Concepts _concepts;

    private ComparisonReader(YamlReader yaml, Concepts concepts) => (_yaml, _concepts) = (yaml, concepts);

    /// <summary>The treatments side by side; empty where the file is missing or broken.</summary>
    public static Comparison Load(ContentFiles files, Concepts concepts, ICollection<ContentProblem> problems) =>
        YamlReader.Open(files, KnowledgeBase.ComparisonPath, problems) is { } file ? new ComparisonReader(file.Reader, concepts).Read(file.Root) : Comparison.Empty;

    private Comparison Read(YamlMappingNode root)
    {
        _yaml.Expect(root, "the-two", "aspects", "subjects", "others", "pairs", "asking");
        ImmutableArray<ComparedAspect> aspects = [.. Entries(root, "aspects").Select(entry => Aspect(entry.Id, entry.Map)).OfType<ComparedAspect>()];
        var known = aspects.Select(aspect => aspect.Id).ToArray();
        var own = Entries(root, "subjects").SelectMany(entry => List(entry.Map, "terms")).ToHashSet();
        ImmutableArray<ComparedSubject> subjects = [.. Entries(root, "subjects").Select(entry => Subject(entry.Id, entry.Map, known, own)).OfType<ComparedSubject>()];
        var ids = subjects.Select(subject => subject.Id).ToArray();
        var theTwo = Ids(root, "the-two", ids);
        if (theTwo.Length != 2)
            _yaml.Report(root, "'the-two' does not name two subjects.", "Write 'the-two: [one, other]' with ids of subjects.");
        return new(subjects, aspects, Pairs(root, ids), theTwo, Asking(root));
    }

    private ComparedAspect? Aspect(string id, YamlMappingNode map)
    {
        _yaml.Expect(map, "name", "frame", "concept", "conditions", "topic", "terms", "note");
        return _yaml.Text(map, "name") is { } name && _yaml.Text(map, "topic") is { } topic
            ? new(id, name, _yaml.Text(map, "frame", required: false) ?? id, topic, Terms(map, _concepts.Aspects, []), [.. OfConcepts(map, "conditions")], Note(map, required: false), _yaml.LineOf(map))
            : null;
    }

    /// <param name="id">Its key.</param>
    /// <param name="map">What stands below it.</param>
    /// <param name="aspects">Known ids.</param>
    /// <param name="own">Terms that are a subject's own: where a concept has them as well, the concept's count less. "Fusion" is one of "surgery", and a subject of its own.</param>
    private ComparedSubject? Subject(string id, YamlMappingNode map, string[] aspects, HashSet<string> own)
    {
        _yaml.Expect(map, "name", "concept", "except", "terms", "topic", "cells");
        var cells = new Dictionary<string, Sourced>(StringComparer.Ordinal);
        foreach (var (key, cell) in _yaml.Map(map, "cells") ?? new YamlMappingNode())
        {
            if (!aspects.Contains(key.ToString()))
                _yaml.Report(key, $"The aspect '{key}' is not known.", $"Use one of: {string.Join(", ", aspects)}.");
            cells[key.ToString()] = Sourced.Read(cell.ToString().Trim(), _yaml.LineOf(cell));
        }

        return _yaml.Text(map, "name") is { } name && _yaml.Text(map, "topic") is { } topic
            ? new(id, name, topic, Terms(map, _concepts.Subjects, own), cells.ToFrozenDictionary(), _yaml.LineOf(map))
            : null;
    }

    private ImmutableArray<ComparedPair> Pairs(YamlMappingNode root, string[] subjects)
    {
        var pairs = ImmutableArray.CreateBuilder<ComparedPair>();
        if (root.Children.TryGetValue(new YamlScalarNode("pairs"), out var node) && node is YamlSequenceNode items)
        {
            foreach (var pair in items.OfType<YamlMappingNode>())
            {
                _yaml.Expect(pair, "of", "with", "topic", "by-aspect", "note");
                var (of, with) = (Ids(pair, "of", subjects), Ids(pair, "with", subjects));
                if (of.Length != 2 && with.IsEmpty)
                    _yaml.Report(pair, "The rule is for no pair.", "Write 'of: [one, other]' for just these two, or 'with: [one]' for every pair that holds it.");
                if (_yaml.Text(pair, "topic") is { } topic && Note(pair, required: true) is { } note)
                    pairs.Add(new(of, with, topic, _yaml.Text(pair, "by-aspect", required: false) == "true", note, _yaml.LineOf(pair)));
            }
        }

        return pairs.ToImmutable();
    }

    private ComparisonAsking Asking(YamlMappingNode root)
    {
        if (_yaml.Map(root, "asking") is not { } asking)
        {
            _yaml.Report(root, "'asking' is missing.", "Restore it from the last version that worked: it says when a message compares.");
            return ComparisonAsking.Nothing;
        }

        _yaml.Expect(asking, "cues", "not-cues", "aside-before", "aside-after", "between", "not", "about", "light", "both");
        var others = _yaml.Map(root, "others") ?? new YamlMappingNode();
        _yaml.Expect(others, "concepts", "terms");
        return new(
            List(asking, "cues"), List(asking, "not-cues"), List(asking, "aside-before"), List(asking, "aside-after"), List(asking, "between"), List(asking, "not"),
            [.. OfConcepts(asking, "about")], List(asking, "light"), List(asking, "both"), [.. List(others, "terms"), .. OfConcepts(others, "concepts")]);
    }

    /// <summary>Terms of its own, then those of a concept but for some.</summary>
    private ImmutableArray<string> Terms(YamlMappingNode map, FrozenDictionary<string, ImmutableArray<string>> concepts, HashSet<string> taken)
    {
        var own = List(map, "terms");
        if (_yaml.Text(map, "concept", required: false) is not { } concept)
            return own;
        if (concepts.TryGetValue(concept, out var terms))
            return [.. own, .. terms.Except(List(map, "except")).Except(taken)];
        _yaml.Report(map, $"The concept '{concept}' is not known.", $"Use an id of {Concepts.Path}.");
        return own;
    }

    private IEnumerable<string> OfConcepts(YamlMappingNode map, string key)
    {
        foreach (var (id, line) in _yaml.List(map, key))
        {
            if (!_concepts.Subjects.TryGetValue(id, out var terms) && !_concepts.Synonyms.TryGetValue(id, out terms))
            {
                _yaml.Report(map, $"The concept '{id}' is not known.", $"Use an id of {Concepts.Path}.");
                continue;
            }

            foreach (var term in terms)
                yield return term;
        }
    }

    private ImmutableArray<string> Ids(YamlMappingNode map, string key, string[] subjects)
    {
        foreach (var (id, _) in _yaml.List(map, key).Where(item => !subjects.Contains(item.Text)))
            _yaml.Report(map, $"The subject '{id}' is not known.", $"Use one of: {string.Join(", ", subjects)}.");
        return List(map, key);
    }

    private Sourced? Note(YamlMappingNode map, bool required) => _yaml.Text(map, "note", required) is { } note ? Sourced.Read(note, _yaml.LineOf(map.Children[new YamlScalarNode("note")])) : null;

    private ImmutableArray<string> List(YamlMappingNode map, string key) => [.. _yaml.List(map, key).Select(item => item.Text)];

    private IEnumerable<(string Id, YamlMappingNode Map)> Entries(YamlMappingNode root, string key)
    {
        if (_yaml.Map(root, key) is not { } entries)
        {
            _yaml.Report(root, $"'{key}' is missing.", $"Write '{key}:' and below it one entry a line.");
            yield break;
        }

        foreach (var (id, _) in entries)
        {
            if (_yaml.Map(entries, id.ToString()) is { } map)
                yield return (id.ToString(), map);
        }
    }
}
