using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class KnowledgeSettingsTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Unreviewed_articles_are_served_unless_the_clinic_says_otherwise(string? value, bool served) =>
        Assert.Equal(served, Read(("Knowledge:ServeUnreviewed", value)).ServeUnreviewed);

    [Fact]
    public void The_shipped_settings_serve_them() =>
        Assert.True(KnowledgeSettings.Read(HostConfiguration.Read(ContentFolder.Find(null))).ServeUnreviewed);

    [Fact]
    public void What_is_neither_true_nor_false_is_refused()
    {
        var error = Assert.Throws<BadSettingsException>(() => Read(("Knowledge:ServeUnreviewed", "no")));

        Assert.Equal("appsettings.json: Knowledge:ServeUnreviewed is 'no'. Write true or false.", error.Message);
    }

    private static KnowledgeSettings Read(params (string Name, string? Value)[] settings) =>
        KnowledgeSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build());
}
