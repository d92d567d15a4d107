using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.Website.Look;

namespace ValorSpine.Bot.Channels.Tests.Website;

public sealed class LookTests : IDisposable
{
    // What letters stand on, by the names of the style sheets.
    private static readonly (string Letters, string[] On)[] s_pairs =
    [
        ("ink", ["page", "raised", "tint", "tint-strong", "sand"]),
        ("soft", ["page", "raised", "tint"]),
        ("accent", ["page", "raised", "tint", "sand"]),
        ("accent-strong", ["page", "tint", "tint-strong"]),
        ("on-accent", ["accent", "accent-strong"]),
        ("heading", ["page", "tint", "tint-strong"]),
        ("warn-ink", ["warn"]), ("warn-link", ["warn"]), ("sand-ink", ["sand"]), ("alarm-ink", ["alarm"]),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-look-").FullName;

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#767676", "#ffffff", 4.54)]
    public void Contrast_is_that_of_the_guidelines(string one, string two, double contrast) => Assert.Equal(contrast, Of(one).Against(Of(two)), 0.01);

    [Theory]
    [InlineData("#0b6570", "#12475a")]
    [InlineData("#000000", "#000000")]
    [InlineData("#b00020", "#5a0010")]
    [InlineData("#6a1b9a", "#311b92")]
    [InlineData("#007a33", "#003d1a")]
    [InlineData("#0057b8", "#002b5c")]
    public void Colours_that_are_accepted_can_be_read_everywhere_by_day_and_by_night(string colour, string dark)
    {
        var look = new WebsiteLook { Colour = Of(colour), DarkColour = Of(dark) };
        Assert.Empty(look.TooPale());
        var palette = new Palette(look.Colour, look.DarkColour);

        foreach (var shades in new[] { palette.Day(), palette.Night() })
        {
            var all = shades.ToDictionary(shade => shade.Name, shade => shade.Colour);
            foreach (var (letters, backgrounds) in s_pairs)
                Assert.All(backgrounds, background => Assert.True(all[letters].Against(all[background]) >= Palette.ForLetters, $"{letters} on {background}: {all[letters].Against(all[background]):0.00}"));
            foreach (var white in new[] { "head", "head-deep", "head-light", "said" })
                Assert.True(all[white].Against(Colour.White) >= Palette.ForLetters, $"white on {white}");
        }
    }

    [Theory]
    [InlineData("#7fc8d0", "#12475a", "Colour")]
    [InlineData("#0b6570", "#5f8a9a", "DarkColour")]
    [InlineData("#777777", "#12475a", "Colour")]
    public void A_colour_that_is_too_pale_is_named_with_one_that_is_not(string colour, string dark, string setting)
    {
        var pale = Assert.Single(new WebsiteLook { Colour = Of(colour), DarkColour = Of(dark) }.TooPale());

        Assert.Equal(setting, pale.Setting);
        Assert.True(pale.Contrast < pale.Needed);
        Assert.Empty((setting == "Colour" ? new WebsiteLook { Colour = pale.Nearest } : new WebsiteLook { DarkColour = pale.Nearest }).TooPale());
    }

    [Fact]
    public async Task The_clinics_colours_and_logo_are_on_every_page()
    {
        var look = new WebsiteLook { Colour = Of("#6a1b9a"), DarkColour = Of("#311b92"), Logo = Logo("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 100\"/>") };
        await using var host = await WebsiteHost.StartAsync(configure: services => services.AddSingleton(look));

        Assert.Contains("--accent: #6a1b9a;", Encoding.UTF8.GetString(await host.BytesAsync("/theme.css")), StringComparison.Ordinal);
        Assert.Contains("'#6a1b9a'", Encoding.UTF8.GetString(await host.BytesAsync("/launcher.js")), StringComparison.Ordinal);
        foreach (var (page, size) in new[] { ("/", "width=\"108\" height=\"36\""), ("/chat", "width=\"78\" height=\"26\""), ("/nowhere", "width=\"108\" height=\"36\"") })
        {
            var html = await host.PageAsync(page);
            Assert.Contains("/theme.css?v=", html, StringComparison.Ordinal);
            Assert.Matches($"<img class=\"logo\" src=\"/logo\\.svg\\?v=[0-9a-f]+\" alt=\"\" {size}>", html);
        }
    }

    [Theory]
    [InlineData("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40px\" height=\"20px\"/>", 2.0)]
    [InlineData("logo.svg", "<!DOCTYPE svg [<!ENTITY x \"y\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0,0,10,20\"/>", 0.5)]
    [InlineData("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", null)]
    [InlineData("logo.svg", "<html/>", null)]
    [InlineData("logo.svg", "no markup", null)]
    [InlineData("logo.png", "no picture", null)]
    [InlineData("logo.jpg", "no picture", null)]
    public void A_logo_says_how_wide_it_is_or_is_none(string name, string content, double? ratio) => Assert.Equal(ratio, Logo(name, content)?.Ratio);

    [Fact]
    public void A_png_says_how_wide_it_is()
    {
        var path = Path.Combine(_folder, "logo.png");
        File.WriteAllBytes(path, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 0, 90, 0, 0, 0, 30]);

        Assert.Equal(3, WebsiteLogo.Read(path)!.Ratio);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Colour Of(string text) => Colour.TryParse(text, out var colour) ? colour : throw new ArgumentException(text);

    private WebsiteLogo? Logo(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return WebsiteLogo.Read(path);
    }
}
