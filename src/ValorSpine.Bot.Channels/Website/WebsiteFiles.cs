using System.Collections.Frozen;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>The files of the website, found once. Only what was found is ever served, so no address can reach beyond the folder.</summary>
internal sealed class WebsiteFiles
{
    private const string Page = ".html";

    private static readonly FrozenDictionary<string, string> s_contentTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, WebsiteFile> _byAddress;
    private readonly FrozenDictionary<string, PageTemplate> _pages;

    /// <summary>Takes the files below a folder.</summary>
    /// <exception cref="InvalidOperationException">The folder is missing.</exception>
    public WebsiteFiles(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidOperationException($"The website's files are missing from '{folder}': build the project again.");
        var paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToArray();
        _byAddress = paths
            .Where(path => s_contentTypes.ContainsKey(Path.GetExtension(path)))
            .Select(path => new WebsiteFile(path, Address(folder, path), s_contentTypes[Path.GetExtension(path)]))
            .ToFrozenDictionary(file => file.Address, StringComparer.Ordinal);
        _pages = paths
            .Where(path => Path.GetExtension(path) == Page)
            .ToFrozenDictionary(path => Path.GetFileName(path), path => new PageTemplate(Path.GetFileName(path), File.ReadAllText(path)), StringComparer.Ordinal);
    }

    /// <summary>All files that are served as they are.</summary>
    public IEnumerable<WebsiteFile> All => _byAddress.Values;

    /// <summary>The template of a page: <c>index.html</c>.</summary>
    public PageTemplate Template(string name) => _pages[name];

    /// <summary>Address of a file with its version, which browsers may keep for good: <c>/site.css?v=…</c>.</summary>
    public string Versioned(string address) => _byAddress.TryGetValue(address, out var file)
        ? $"{address}?v={file.Version}"
        : throw new InvalidOperationException($"The website has no file '{address}'.");

    private static string Address(string folder, string path) => "/" + Path.GetRelativePath(folder, path).Replace('\\', '/');
}
