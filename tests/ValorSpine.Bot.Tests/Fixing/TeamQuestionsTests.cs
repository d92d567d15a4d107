using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Fixing;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.Fixing;

/// <summary>A draft changes little of what the team's questions get: that alone is found out for each.</summary>
public sealed class TeamQuestionsTests : IDisposable
{
    private readonly ContentCopy _copy = new();
    private readonly FakeTimeProvider _time = new(new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero));
    private readonly TeamQuestions _questions;

    public TeamQuestionsTests()
    {
        Directory.CreateDirectory(_copy.PathOf("questions/tuned"));
        File.WriteAllLines(_copy.PathOf("questions/tuned/few.jsonl"), ["""{"text": "what is fibrin made of then", "outcome": "answer", "topics": ["fibrin-what"]}"""]);
        _questions = new(_copy.PathOf("questions"), _time);
    }

    [Fact]
    public async Task What_is_served_is_asked_while_a_draft_is_being_written_and_not_once_more()
    {
        _questions.GetReady(ContentCopy.Original);
        await _questions.AskedAsync();
        var kept = _questions.Kept;
        var progress = new TrialProgress();
        var difference = await _questions.CompareAsync(ContentCopy.Original, Drafted("is it a glue that dries up in there"), progress);

        Assert.NotEqual(0, kept);
        Assert.Equal((1, 100), (difference!.Questions, progress.Percent));
        // The questions mean what they meant.
        Assert.Equal(kept, _questions.Kept);
    }

    [Fact]
    public async Task What_a_draft_said_is_known_once_it_is_published()
    {
        var drafted = Drafted("is it a glue that dries up in there");
        var before = await _questions.CompareAsync(ContentCopy.Original, drafted, new());
        // No file of a question is left that could be asked.
        File.WriteAllText(_copy.PathOf("questions/tuned/few.jsonl"), "");
        var after = await _questions.CompareAsync(drafted, ContentCopy.Original, new());

        Assert.Equal((1, 1), (before!.Questions, after!.Questions));
    }

    [Fact]
    public async Task Nothing_is_kept_where_nobody_has_drafted_for_a_working_day()
    {
        await _questions.CompareAsync(ContentCopy.Original, ContentCopy.Original, new());
        Assert.NotEqual(0, _questions.Kept);
        _time.Advance(TimeSpan.FromHours(8));
        Assert.Equal(0, _questions.Kept);
    }

    public void Dispose()
    {
        _questions.Dispose();
        _copy.Dispose();
    }

    private BotContent Drafted(string phrasing)
    {
        var files = Bot.Content.ContentFolder.Read(_copy.Root);
        var text = _copy.Changed(ContentCopy.Article, "phrasings:\n", $"phrasings:\n  - {phrasing}\n");
        var (content, problems) = ContentCopy.Original.Reload(new([.. files.Under("knowledge"), .. files.Under("dialogs"), new ContentFile(ContentCopy.Article, text)]));
        Assert.Empty(problems);
        return content!;
    }
}
