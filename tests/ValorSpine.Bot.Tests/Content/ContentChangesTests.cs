using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Tests.Content;

public sealed class ContentChangesTests : IDisposable
{
    private readonly ContentCopy _copy = new();
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero));
    private readonly FakeLogger<LiveContent> _log = new();
    private readonly LiveContent _live;
    private readonly ContentChanges _changes;

    public ContentChangesTests()
    {
        _live = new(ContentCopy.Original, _time, _log);
        _changes = new(_copy.Root, _live, _time);
        LookUntilOffered();
    }

    [Fact]
    public void Files_that_stay_as_they_are_are_looked_at_and_not_read()
    {
        using var held = new FileStream(_copy.PathOf(ContentCopy.Article), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        for (var look = 0; look < 20; look++)
        {
            _time.Advance(ContentChanges.Interval);
            Assert.Equal((ContentChanges.Interval, false), _changes.Look());
        }
    }

    [Fact]
    public void A_change_that_nobody_tells_of_is_served_within_a_second_and_not_before_it_is_quiet()
    {
        _copy.Change(ContentCopy.Article, "places fibrin", "puts some fibrin");
        _time.Advance(ContentChanges.Interval);
        Assert.Equal((ContentChanges.Quiet, false), _changes.Look());

        var almost = ContentChanges.Quiet - TimeSpan.FromMilliseconds(1);
        _time.Advance(almost);
        Assert.Equal((TimeSpan.FromMilliseconds(1), false), _changes.Look());
        Assert.Same(ContentCopy.Original, _live.Current);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((ContentChanges.Interval, true), _changes.Look());
        Assert.Contains("puts some fibrin", _live.Current.Knowledge.Find("fibrin-what")!.ShortAnswer.Text, StringComparison.Ordinal);
        Assert.True(ContentChanges.Interval + ContentChanges.Quiet <= TimeSpan.FromMilliseconds(500), "Half of the second is left for reading.");
    }

    [Fact]
    public void A_burst_of_changes_is_served_once_and_whole()
    {
        // Half of it would be a defect: the article names a topic that is not there yet.
        _copy.Change(ContentCopy.Article, "topic: fibrin-what", "topic: fibrin-meaning");
        foreach (var file in Directory.EnumerateFiles(_copy.Root, "*", SearchOption.AllDirectories).Where(file => file != _copy.PathOf(ContentCopy.Article)))
        {
            _time.Advance(ContentChanges.Quiet / 2);
            Assert.False(_changes.Look().Offered);
            File.AppendAllText(file, "\n");
            File.WriteAllText(file, Regex.Replace(File.ReadAllText(file), @"\bfibrin-what(?!-)", "fibrin-meaning"));
        }

        File.Move(_copy.PathOf(ContentCopy.Article), _copy.PathOf("knowledge/articles/fibrin-meaning.md"));
        File.Move(_copy.PathOf("knowledge/es/fibrin-what.md"), _copy.PathOf("knowledge/es/fibrin-meaning.md"));
        _copy.Change("knowledge/articles/fibrin-meaning.md", "id: fibrin-what", "id: fibrin-meaning");
        _copy.Change("knowledge/articles/fibrin-meaning.md", "places fibrin", "puts fibrin");
        LookUntilOffered();

        Assert.StartsWith("Knowledge version", Assert.Single(_log.Collector.GetSnapshot()).Message, StringComparison.Ordinal);
        Assert.Null(_live.Current.Knowledge.Find("fibrin-what"));
        Assert.NotNull(_live.Current.Knowledge.Find("fibrin-meaning"));
    }

    [Fact]
    public void A_change_that_shows_in_neither_size_nor_time_is_served_where_the_system_tells_of_it()
    {
        var file = _copy.PathOf(ContentCopy.Article);
        var written = File.GetLastWriteTimeUtc(file);
        _copy.Change(ContentCopy.Article, "places fibrin", "places FIBRIN");
        File.SetLastWriteTimeUtc(file, written);
        Assert.Equal((ContentChanges.Interval, false), _changes.Look());

        _changes.Touch();
        LookUntilOffered();

        Assert.Contains("places FIBRIN", _live.Current.Knowledge.Find("fibrin-what")!.ShortAnswer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_behind_a_link_is_noticed()
    {
        var elsewhere = _copy.PathOf("elsewhere.md");
        File.Move(_copy.PathOf(ContentCopy.Article), elsewhere);
        File.CreateSymbolicLink(_copy.PathOf(ContentCopy.Article), elsewhere);
        Assert.Equal((ContentChanges.Interval, false), _changes.Look());

        _copy.Change("elsewhere.md", "places fibrin", "puts fibrin");
        LookUntilOffered();

        Assert.Contains("puts fibrin", _live.Current.Knowledge.Find("fibrin-what")!.ShortAnswer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_being_written_is_waited_for()
    {
        var whole = _copy.Changed(ContentCopy.Article, "places fibrin", "puts fibrin");
        using (var writing = new StreamWriter(new FileStream(_copy.PathOf(ContentCopy.Article), FileMode.Create, FileAccess.Write, FileShare.None)))
        {
            writing.Write(whole[..200]);
            writing.Flush();
            for (var look = 0; look < 4; look++)
            {
                Assert.Equal((ContentChanges.Quiet, false), _changes.Look());
                _time.Advance(ContentChanges.Quiet);
            }

            writing.Write(whole[200..]);
        }

        LookUntilOffered();

        Assert.Contains("puts fibrin", _live.Current.Knowledge.Find("fibrin-what")!.ShortAnswer.Text, StringComparison.Ordinal);
        Assert.Single(_log.Collector.GetSnapshot());
    }

    [Fact]
    public void Files_that_cannot_be_read_for_long_are_reported_without_their_full_path_and_read_when_they_can_be()
    {
        Directory.Move(_copy.PathOf("knowledge"), _copy.PathOf("away"));
        for (var waited = TimeSpan.Zero; waited < ContentChanges.Patience; waited += ContentChanges.Quiet)
        {
            _changes.Look();
            Assert.Null(_live.Status.Rejected);
            _time.Advance(ContentChanges.Quiet);
        }

        _changes.Look();
        var problem = Assert.Single(_live.Status.Rejected!.Problems).ToString();
        Assert.Contains("'knowledge'", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(_copy.Root, problem, StringComparison.Ordinal);
        Assert.Same(ContentCopy.Original, _live.Current);

        Directory.Move(_copy.PathOf("away"), _copy.PathOf("knowledge"));
        LookUntilOffered();
        Assert.Null(_live.Status.Rejected);
    }

    [Fact]
    public void The_files_that_editors_and_systems_keep_for_themselves_are_no_content()
    {
        File.CreateSymbolicLink(_copy.PathOf("knowledge/articles/.#fibrin-what.md"), "jo@desk.1234");
        Directory.CreateDirectory(_copy.PathOf("knowledge/.obsidian"));
        File.WriteAllText(_copy.PathOf("knowledge/.obsidian/app.json"), "{}");
        _changes.Touch();
        LookUntilOffered();

        Assert.Same(ContentCopy.Original, _live.Current);
        Assert.Null(_live.Status.Rejected);
    }

    public void Dispose() => _copy.Dispose();

    /// <summary>Looks when it is time to, as the watcher does.</summary>
    private void LookUntilOffered()
    {
        for (var looks = 0; looks < 100; looks++)
        {
            var (next, offered) = _changes.Look();
            if (offered)
                return;
            _time.Advance(next);
        }

        Assert.Fail("The files were not offered.");
    }
}
