using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Channels.Website.Look;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class WebsiteSettingsTests
{
    [Fact]
    public void As_shipped_they_are_the_usual_ones() => Assert.Equal(new WebsiteLook(), Read());

    [Theory]
    [InlineData("Website:Colour", "#7fc8d0", "Website:Colour is '#7fc8d0', too pale to be read beside white: the contrast is 1.8 to 1 and must be 4.5 or more. The nearest that can be read is ")]
    [InlineData("Website:DarkColour", "#999999", "Website:DarkColour is '#999999', too pale to be read beside white: the contrast is 2.8 to 1 and must be 7.0 or more. The nearest that can be read is ")]
    [InlineData("Website:Colour", "teal", "Website:Colour is 'teal'. Write a colour as \"#0b6570\".")]
    [InlineData("Website:Logo", "missing.svg", "Website:Logo is 'missing.svg', which is no .svg or .png file of known width and height. Paths begin beside appsettings.json.")]
    public void What_cannot_be_used_is_refused_with_the_remedy(string key, string value, string problem) =>
        Assert.StartsWith("appsettings.json: " + problem, Assert.Throws<BadSettingsException>(() => Read((key, value))).Message, StringComparison.Ordinal);

    private static WebsiteLook Read(params (string Key, string Value)[] changed) => WebsiteSettings.Read(
        new ConfigurationBuilder()
            .AddConfiguration(HostConfiguration.Read(ContentFolder.Find(null)))
            .AddInMemoryCollection(changed.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build(),
        ContentFolder.Find(null));
}
