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
    public void Every_mistake_is_named_with_its_remedy()
    {
        var error = Assert.Throws<BadSettingsException>(() => Read(("Knowledge:ServeUnreviewed", "no"), ("Knowledge:ServeUnreveiwed", "false")));

        Assert.Equal(
            [
                "appsettings.json: Knowledge:ServeUnreveiwed means nothing here. Remove it, or correct its name to Knowledge:ServeUnreviewed, Knowledge:Questions or Knowledge:Conversations.",
                "appsettings.json: Knowledge:ServeUnreviewed is 'no'. Write true or false.",
            ],
            error.Message.Split('\n'));
    }

    private static KnowledgeSettings Read(params (string Name, string? Value)[] settings) =>
        KnowledgeSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build());
}
