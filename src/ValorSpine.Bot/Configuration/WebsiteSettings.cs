using System.Globalization;
using ValorSpine.Bot.Channels.Website.Look;

namespace ValorSpine.Bot.Configuration;

/// <summary>Reads section <c>Website</c>: the clinic's colours and logo.</summary>
internal static class WebsiteSettings
{
    private const string Section = "Website";

    /// <summary>How the website looks.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="contentRoot">The folder that the logo's path begins in.</param>
    /// <exception cref="BadSettingsException">Some are wrong, or letters in a colour could not be read; the message has one line for each.</exception>
    public static WebsiteLook Read(IConfiguration configuration, string contentRoot)
    {
        var section = configuration.GetSection(Section);
        var problems = new List<string>();
        var usual = new WebsiteLook();
        var look = new WebsiteLook
        {
            Colour = ReadColour(section, nameof(WebsiteLook.Colour), usual.Colour, problems),
            DarkColour = ReadColour(section, nameof(WebsiteLook.DarkColour), usual.DarkColour, problems),
            Logo = ReadLogo(section, contentRoot, problems),
        };
        foreach (var (setting, given, contrast, needed, nearest) in look.TooPale())
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"appsettings.json: {Section}:{setting} is '{given}', too pale to be read beside white: the contrast is {Math.Floor(contrast * 10) / 10:0.0} to 1 and must be {needed:0.0} or more. The nearest that can be read is {nearest}."));
        }

        return problems.Count == 0 ? look : throw new BadSettingsException(string.Join('\n', problems));
    }

    private static Colour ReadColour(IConfigurationSection section, string name, Colour usual, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(section[name]))
            return usual;
        if (Colour.TryParse(section[name]!.Trim(), out var colour))
            return colour;
        problems.Add($"appsettings.json: {Section}:{name} is '{section[name]}'. Write a colour as \"{usual}\".");
        return usual;
    }

    private static WebsiteLogo? ReadLogo(IConfigurationSection section, string contentRoot, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(section[nameof(WebsiteLook.Logo)]))
            return null;
        var path = Path.GetFullPath(section[nameof(WebsiteLook.Logo)]!.Trim(), contentRoot);
        var logo = File.Exists(path) ? WebsiteLogo.Read(path) : null;
        if (logo is null)
            problems.Add($"appsettings.json: {Section}:Logo is '{section[nameof(WebsiteLook.Logo)]}', which is no .svg or .png file of known width and height. Paths begin beside appsettings.json.");
        return logo;
    }
}
