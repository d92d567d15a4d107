using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests;

public sealed class ContentFilesTests
{
    [Fact]
    public void Version_changes_with_any_file() =>
        Assert.NotEqual(new ContentFiles([new("a", "1")]).Version, new ContentFiles([new("a", "2")]).Version);
}
