using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Conversation;

public sealed class BotContentTests
{
    private const string Article = "knowledge/articles/fibrin-what.md";

    /// <summary>Every file, of pages that are all read alike one.</summary>
    public static TheoryData<string> OneOfEachKind =>
        [.. Content.Files.Under("knowledge").Concat(Content.Files.Under("dialogs")).Select(file => file.Path).GroupBy(path => path.EndsWith(".md", StringComparison.Ordinal) ? Path.GetDirectoryName(path) : path).Select(alike => alike.First())];

    // Loading everything anew takes longer than all else here.
    public static TheoryData<string> OneOfEachPlace =>
        [.. Content.Files.Under("knowledge").Concat(Content.Files.Under("dialogs")).Select(file => file.Path).GroupBy(path => (Path.GetDirectoryName(path), Path.GetExtension(path))).Select(alike => alike.First())];

    [Fact]
    public void Reloading_reads_what_changed_and_takes_over_the_rest()
    {
        var files = Content.With(Article, text => text.Replace("title: ", "title: Now, ", StringComparison.Ordinal));

        var (content, problems) = Content.Bot.Reload(files);

        Assert.Empty(problems);
        Assert.Equal(files.Version, content!.Version);
        Assert.NotEqual(Content.Bot.Version, content.Version);
        Assert.StartsWith("Now, ", content.Knowledge.Find("fibrin-what")!.Title, StringComparison.Ordinal);
        Assert.NotSame(Content.Bot.Answering, content.Answering);
        Assert.Same(Content.Bot.Safety, content.Safety);
        Assert.Same(Content.Bot.Screening, content.Screening);
        Assert.Same(Content.Bot.Words, content.Words);
        Assert.Same(Content.Bot.Intents, content.Intents);
    }

    // A file that no part is shown could change, and be broken, without anybody noticing.
    [Theory]
    [MemberData(nameof(OneOfEachKind))]
    public void A_defect_is_found_by_reloading_whatever_file_it_is_in(string path)
    {
        var files = Content.With(path, _ => "[");

        var (content, problems) = Content.Bot.Reload(files);

        Assert.Null(content);
        Assert.Contains(problems, problem => problem.Path == path);
    }

    [Theory]
    [MemberData(nameof(OneOfEachPlace))]
    public void Reloading_finds_the_same_defects_as_loading(string path)
    {
        var files = Content.With(path, _ => "[");

        Assert.Equal(BotContent.Load(files, Content.Clinic).Problems, Content.Bot.Reload(files).Problems);
    }
}
