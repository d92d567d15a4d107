using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using ValorSpine.Bot.Channels.Website.Look;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>The files of the website, found once. Only what was found is ever served, so no address can reach beyond the folder.</summary>
internal sealed class WebsiteFiles
{
    /// <summary>The clinic's colours, as properties of a style sheet.</summary>
    public const string Theme = "/theme.css";

    /// <summary>The one script by which a page gets the chat.</summary>
    public const string Launcher = "/launcher.js";

    private const string Page = ".html";
    private const string DrawnLogo = "/favicon.svg";

    private static readonly FrozenDictionary<string, string> s_contentTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, WebsiteFile> _byAddress;
    private readonly FrozenDictionary<string, PageTemplate> _pages;
    private readonly WebsiteLook _look;

    /// <summary>Takes the files below a folder, and makes those that hang on the clinic's settings.</summary>
    /// <exception cref="InvalidOperationException">The folder is missing.</exception>
    public WebsiteFiles(string folder, WebsiteLook look, string clinicName)
    {
        if (!Directory.Exists(folder))
            throw new InvalidOperationException($"The website's files are missing from '{folder}': build the project again.");
        _look = look;
        var paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToArray();
        var launcher = paths.Single(path => Address(folder, path) == Launcher);
        _byAddress = paths
            .Where(path => path != launcher && s_contentTypes.ContainsKey(Path.GetExtension(path)))
            .Select(path => WebsiteFile.At(path, Address(folder, path), s_contentTypes[Path.GetExtension(path)]))
            .Append(WebsiteFile.Of(new Palette(look.Colour, look.DarkColour).ToCss(), Theme, s_contentTypes[".css"]))
            .Append(WebsiteFile.Of(LauncherFor(File.ReadAllText(launcher), look, clinicName), Launcher, s_contentTypes[".js"]))
            .Concat(look.Logo is { } logo ? [WebsiteFile.At(logo.Path, LogoAddress, s_contentTypes[logo.IsSvg ? ".svg" : ".png"])] : Enumerable.Empty<WebsiteFile>())
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

    /// <summary>The image beside the clinic's name, so high. Its name stands in the text.</summary>
    public string Logo(int height) => string.Create(
        CultureInfo.InvariantCulture, $"<img class=\"logo\" src=\"{Versioned(LogoAddress)}\" alt=\"\" width=\"{Math.Round(height * (_look.Logo?.Ratio ?? 1))}\" height=\"{height}\">");

    private string LogoAddress => _look.Logo is not { } logo ? DrawnLogo : logo.IsSvg ? "/logo.svg" : "/logo.png";

    // Pages elsewhere name the launcher by its address alone, so what it has to know of the clinic stands in it.
    private static string LauncherFor(string script, WebsiteLook look, string clinicName) => new PageTemplate("launcher.js", script).Fill(place => place switch
    {
        "colour" => look.Colour.ToString(),
        "title" => JavaScriptEncoder.Default.Encode($"{clinicName} assistant"),
        _ => null,
    });

    private static string Address(string folder, string path) => "/" + Path.GetRelativePath(folder, path).Replace('\\', '/');
}
