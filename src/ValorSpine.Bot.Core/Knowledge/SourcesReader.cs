using System.Collections.Frozen;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>Reads <c>knowledge/sources.yml</c>.</summary>
internal static class SourcesReader
{
    /// <summary>A label stands in a list below an answer, on a phone too.</summary>
    private const int MostInLabel = 40;

    /// <summary>The sources by key; what is wrong with one is reported at its line.</summary>
    public static FrozenDictionary<string, Source> Read(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var sources = new Dictionary<string, Source>(StringComparer.Ordinal);
        var byLabel = new Dictionary<string, Source>(StringComparer.Ordinal);
        if (YamlReader.Open(files, KnowledgeBase.SourcesPath, problems) is (var reader, var root))
        {
            foreach (var key in root.Children.Keys.Select(key => key.ToString()))
            {
                if (reader.Map(root, key) is not { } map || Read(reader, map, key) is not { } source)
                    continue;
                sources[key] = source;
                // To a patient a label is one thing, and so it leads to one place.
                if (byLabel.TryGetValue(source.Label, out var same) && same.Url != source.Url)
                    reader.Report(map, $"'{source.Label}' has another address at {same.Key}.", "Give both the same 'url', or each a label of its own.");
                byLabel.TryAdd(source.Label, source);
            }
        }

        return sources.ToFrozenDictionary();
    }

    private static Source? Read(YamlReader reader, YamlMappingNode map, string key)
    {
        reader.Expect(map, "kind", "short", "title", "by", "year", "url", "read");
        var (kind, label, title) = (reader.Text(map, "kind"), reader.Text(map, "short"), reader.Text(map, "title"));
        if (kind is null || label is null || title is null)
            return null;
        if (kind is not ("clinic" or "evidence" or "safety"))
            reader.Report(map, $"The kind '{kind}' is not known.", "Use clinic, evidence or safety.");
        if (label.Length > MostInLabel)
            reader.Report(map, string.Create(CultureInfo.InvariantCulture, $"The label '{label}' has {label.Length} characters."), string.Create(CultureInfo.InvariantCulture, $"Shorten 'short' to at most {MostInLabel}: what it is, and the year."));
        var url = reader.Text(map, "url", required: false);
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
            reader.Report(map, $"'{url}' is not an https address.", "Write the whole address, such as https://doi.org/10.1111/pme.12249, or leave 'url' out.");
        return new(key, kind, label, title, reader.Text(map, "by", required: false), reader.Text(map, "year", required: false), url);
    }
}
