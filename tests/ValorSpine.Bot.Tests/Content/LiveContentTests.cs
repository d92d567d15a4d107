using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Tests.Content;

public sealed class LiveContentTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);
    private readonly ContentCopy _copy = new();
    private readonly FakeTimeProvider _time = new(s_start);
    private readonly FakeLogger<LiveContent> _log = new();
    private readonly LiveContent _live;

    public LiveContentTests() => _live = new(ContentCopy.Original, _time, _log);

    [Fact]
    public void A_change_is_served_whole_and_named_in_the_log()
    {
        var before = _live.Current;
        var files = Changed("places fibrin", "puts fibrin");
        _time.Advance(TimeSpan.FromMinutes(1));

        _live.Offer(files);

        Assert.Equal(files.Version, _live.Current.Version);
        Assert.Contains("puts fibrin", _live.Current.Knowledge.Find("fibrin-what")!.ShortAnswer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("puts fibrin", before.Knowledge.Find("fibrin-what")!.ShortAnswer.Text, StringComparison.Ordinal);
        Assert.Equal(s_start.AddMinutes(1), _live.Status.Since);
        Assert.Null(_live.Status.Rejected);
        Assert.Equal([(LogLevel.Information, $"Knowledge version {files.Version} is served now.")], Logged());
    }

    [Fact]
    public void The_same_files_again_change_nothing()
    {
        _live.Offer(ContentFolder.Read(_copy.Root));

        Assert.Same(ContentCopy.Original, _live.Current);
        Assert.Empty(Logged());
    }

    [Fact]
    public void A_defect_leaves_what_is_served_and_is_named_once_with_file_line_and_remedy()
    {
        var broken = Changed("topic: fibrin-what", "topic: fibrin-wat");
        _live.Offer(broken);
        _live.Offer(broken);
        // Another change elsewhere leaves the defect what it is.
        _live.Offer(Changed("What is biologic disc repair?", "What is it?"));

        Assert.Same(ContentCopy.Original, _live.Current);
        Assert.Equal(s_start, _live.Status.Since);
        var problem = _live.Status.Rejected!.Problems[0].ToString();
        Assert.Equal("knowledge/articles/fibrin-what.md:3: The topic 'fibrin-wat' is not known. Use an id of knowledge/topics.yml, or add it there first.", problem);
        var (level, message) = Assert.Single(Logged());
        Assert.Equal(LogLevel.Error, level);
        Assert.StartsWith($"The changed knowledge is not served, version {ContentCopy.Original.Version} goes on:\n{problem}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_defect_is_named_again()
    {
        _live.Offer(Changed("topic: fibrin-what", "topic: fibrin-wat"));
        _live.Offer(Changed("topic: fibrin-wat", "topic: fibrin-wot"));

        Assert.Equal(2, Logged().Count);
        Assert.Contains("'fibrin-wot'", _live.Status.Rejected!.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_that_is_put_right_ends_it()
    {
        _live.Offer(Changed("topic: fibrin-what", "topic: fibrin-wat"));
        _copy.Change(ContentCopy.Article, "topic: fibrin-wat", "topic: fibrin-what");
        var files = Changed("places fibrin", "puts fibrin");

        _live.Offer(files);

        Assert.Equal(files.Version, _live.Current.Version);
        Assert.Null(_live.Status.Rejected);
        Assert.Equal((LogLevel.Information, $"Knowledge version {files.Version} is served now."), Logged()[^1]);
    }

    [Fact]
    public void A_defect_that_is_taken_back_ends_it_with_the_version_that_was_served_all_along()
    {
        _live.Offer(Changed("topic: fibrin-what", "topic: fibrin-wat"));
        _live.Offer(Changed("topic: fibrin-wat", "topic: fibrin-what"));

        Assert.Same(ContentCopy.Original, _live.Current);
        Assert.Equal(s_start, _live.Status.Since);
        Assert.Null(_live.Status.Rejected);
        Assert.Equal((LogLevel.Information, $"Knowledge version {ContentCopy.Original.Version} is served now."), Logged()[^1]);
    }

    [Fact]
    public void A_copied_article_whatever_the_checks_make_of_it_leaves_what_is_served()
    {
        File.Copy(_copy.PathOf(ContentCopy.Article), _copy.PathOf("knowledge/articles/fibrin-what-copy.md"));

        _live.Offer(ContentFolder.Read(_copy.Root));

        Assert.Same(ContentCopy.Original, _live.Current);
        Assert.NotEmpty(_live.Status.Rejected!.Problems);
        Assert.Equal(LogLevel.Error, Assert.Single(Logged()).Level);
    }

    public void Dispose() => _copy.Dispose();

    private ContentFiles Changed(string before, string after)
    {
        _copy.Change(ContentCopy.Article, before, after);
        return ContentFolder.Read(_copy.Root);
    }

    private List<(LogLevel Level, string Message)> Logged() => [.. _log.Collector.GetSnapshot().Select(record => (record.Level, record.Message))];
}
