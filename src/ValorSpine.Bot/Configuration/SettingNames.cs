using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Channels.Sms;

namespace ValorSpine.Bot.Configuration;

/// <summary>
/// The names of all settings. One that is misspelt would be as good as none, and nobody would know: conversations that were to be erased would stay. So whoever misspells one is told at the start.
/// </summary>
internal static class SettingNames
{
    private const string Shipped = "appsettings.json";

    // What stands in the shipped file is known by that. These are the settings that it leaves out, because hardly anybody needs them.
    private static readonly string[] s_more =
    [
        .. Of<DirectLineOptions>("DirectLine"), .. Of<ConnectorOptions>("Connector"), .. Of<TwilioOptions>("Twilio"), .. Of<KeyVaultSettings>("Storage:KeyVault"),
        "Teams:Id", "Teams:Developer", "Teams:ShortName", "Teams:FullName", "Teams:ShortDescription", "Teams:FullDescription", "Teams:AccentColor", "Teams:ValidDomains",
        "Clinic:Visits:*:MinutesBefore", "Clinic:Visits:*:MinutesAfter", "Clinic:Visits:*:Bring",
    ];

    // Names in there are the clinic's own, or are judged by who reads them.
    private static readonly string[] s_free = ["Clinic:Visits", "Clinic:Hours"];

    // Sections of the framework that may stand in our files.
    private static readonly string[] s_others = ["Logging", "Kestrel", "AllowedHosts", "ConnectionStrings", "OTEL", "urls", "environment", "contentRoot", "$schema"];

    private static readonly Lazy<Known> s_known = new(Load);

    /// <summary>Throws where a section of ours, or what is nearly one, holds a name that means nothing.</summary>
    /// <exception cref="BadSettingsException">One line for each.</exception>
    public static void Check(IConfiguration configuration)
    {
        var problems = new List<string>();
        foreach (var section in configuration.GetChildren())
        {
            if (s_known.Value.Find(section.Key) is { } known)
                Look(section, known, (IConfigurationRoot)configuration, problems);
            else if (IsMeant(section, (IConfigurationRoot)configuration))
                problems.Add(Problem(section, s_known.Value, (IConfigurationRoot)configuration));
        }

        if (problems.Count > 0)
            throw new BadSettingsException(string.Join('\n', problems));
    }

    private static void Look(IConfigurationSection section, Known known, IConfigurationRoot root, List<string> problems)
    {
        // What has no names below it is a value, a list or a table of the clinic's own.
        if (known.IsValue)
            return;
        foreach (var child in section.GetChildren())
        {
            if (known.Find(child.Key) is { } next)
                Look(child, next, root, problems);
            else
                problems.Add(Problem(child, known, root));
        }
    }

    /// <summary>Whether an unknown section is meant for us. Everything in our files is; an environment has many variables that are for others, so that one is only where all else of its name is right.</summary>
    private static bool IsMeant(IConfigurationSection section, IConfigurationRoot root)
    {
        var leaf = Leaf(section);
        return ProviderOf(leaf, root) is JsonConfigurationProvider
            ? !s_others.Contains(section.Key, StringComparer.OrdinalIgnoreCase)
            : leaf.Path.Split(':') is [_, .. { Length: > 0 } rest] && s_known.Value.Nearest(section.Key) is { } name && s_known.Value.Find(name)!.Has(rest);
    }

    private static string Problem(IConfigurationSection unknown, Known beside, IConfigurationRoot root)
    {
        var leaf = Leaf(unknown);
        var parent = unknown.Path[..^unknown.Key.Length];
        var (place, separator) = ProviderOf(leaf, root) switch
        {
            JsonConfigurationProvider file => (file.Source.Path ?? Shipped, ":"),
            EnvironmentVariablesConfigurationProvider => ("environment variable", "__"),
            CommandLineConfigurationProvider => ("command line", ":"),
            _ => (Shipped, ":"),
        };
        var remedy = beside.Nearest(unknown.Key) is { } right ? $"correct its name to {Written(parent + right)}" : $"use one of {string.Join(", ", beside.Names)}";
        return $"{place}: {Written(unknown.Path)} means nothing here. Remove it, or {remedy}.";

        string Written(string path) => path.Replace(":", separator, StringComparison.Ordinal);
    }

    /// <summary>Something in a section that was given a value: a section alone stands in no file.</summary>
    private static IConfigurationSection Leaf(IConfigurationSection section) => section.Value is null && section.GetChildren().FirstOrDefault() is { } child ? Leaf(child) : section;

    private static IConfigurationProvider? ProviderOf(IConfigurationSection leaf, IConfigurationRoot root) => root.Providers.LastOrDefault(provider => provider.TryGet(leaf.Path, out _));

    private static IEnumerable<string> Of<T>(string section) => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{section}:{property.Name}");

    private static Known Load()
    {
        using var file = typeof(SettingNames).Assembly.GetManifestResourceStream(Shipped) ?? throw new InvalidOperationException("The assembly was built without the names of its settings.");
        var known = new Known();
        foreach (var (path, _) in new ConfigurationBuilder().AddJsonStream(file).Build().AsEnumerable().Where(setting => !s_others.Contains(setting.Key.Split(':')[0])))
            known.Add(path.Split(':'));
        foreach (var path in s_more)
            known.Add(path.Split(':'));
        return known;
    }

    /// <summary>A section, or a value: a section without names.</summary>
    private sealed class Known(string path = "")
    {
        private const string Any = "*";
        private const int Far = 3;
        private readonly SortedDictionary<string, Known> _names = new(StringComparer.OrdinalIgnoreCase);

        public bool IsValue => _names.Count == 0;

        public IEnumerable<string> Names => _names.Keys;

        public Known? Find(string name) => _names.GetValueOrDefault(name) ?? _names.GetValueOrDefault(Any);

        public bool Has(ReadOnlySpan<string> rest) => rest is not [var first, .. var more] || IsValue || Find(first)?.Has(more) == true;

        public void Add(ReadOnlySpan<string> rest)
        {
            // Places in a list are no names.
            if (rest is not [var first, .. var more] || char.IsAsciiDigit(first[0]))
                return;
            var name = s_free.Contains(path) ? Any : first;
            if (!_names.TryGetValue(name, out var known))
                _names[name] = known = new(path.Length == 0 ? name : $"{path}:{name}");
            known.Add(more);
        }

        /// <summary>The name that was probably meant, or null.</summary>
        public string? Nearest(string misspelt) => _names.Keys.Where(name => name != Any).Select(name => (Name: name, Away: Distance(misspelt, name))).Where(near => near.Away < Math.Min(Far, near.Name.Length / 2 + 1)).OrderBy(near => near.Away).Select(near => near.Name).FirstOrDefault();

        private static int Distance(string one, string other)
        {
            var row = Enumerable.Range(0, other.Length + 1).ToArray();
            for (var i = 1; i <= one.Length; i++)
            {
                var (corner, _) = (row[0], row[0] = i);
                for (var j = 1; j <= other.Length; j++)
                    (corner, row[j]) = (row[j], Math.Min(corner + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1));
            }

            return row[^1];
        }
    }
}
