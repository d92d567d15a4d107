using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Fixing;
using ValorSpine.Bot.Staff.Fixing;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.Fixing;

/// <summary>A draft is tried on a copy in memory, and published only over the file that it was begun on.</summary>
public sealed class KnowledgeDeskTests : IDisposable
{
    private const string Question = "will the goo in my disk ever dry out like old putty";

    private readonly ContentCopy _copy = new();
    private readonly KnowledgeDesk _desk;

    public KnowledgeDeskTests()
    {
        var time = new FakeTimeProvider(new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero));
        var (plain, texts) = (new ReplyRenderer(ContentCopy.Original.Clinic), new SmsText(ContentCopy.Original.Clinic));
        Directory.CreateDirectory(_copy.PathOf("questions/tuned"));
        File.WriteAllLines(
            _copy.PathOf("questions/tuned/few.jsonl"),
            [$$"""{"text": "{{Question}}", "outcome": "answer", "topics": ["fibrin-what"]}""", """{"text": "what is fibrin", "outcome": "answer", "topics": ["fibrin-what"]}"""]);
        _desk = new(
            _copy.Root, new KnowledgeSettings { Questions = "questions", Conversations = "kept" }, new LiveContent(ContentCopy.Original, time, NullLogger<LiveContent>.Instance),
            new ChannelPreviews(new ChannelRenderers([new SmsRenderer(texts, plain)], plain), texts), time, NullLogger<KnowledgeDesk>.Instance);
    }

    [Fact]
    public async Task A_phrasing_is_tried_and_what_it_gains_is_named()
    {
        var trial = await TriedAsync(Drafted(new KnowledgeEdit.AddPhrasing(ContentCopy.Article, Question)));

        Assert.Equal(TrialState.Done, trial.State);
        Assert.Equal((true, 100), _desk.ProgressOf(1, 1));
        Assert.Empty(trial.Problems);
        Assert.NotEqual("What is biologic disc repair?", trial.Before!.Article);
        Assert.Equal((Outcome.Answer, "What is biologic disc repair?"), (trial.After!.Outcome, trial.After.Article));
        Assert.Equal(2, trial.Evaluation!.Questions);
        Assert.Equal(Question, Assert.Single(trial.Evaluation.Gains).Text);
        Assert.Empty(trial.Evaluation.Regressions);
        Assert.Equal(["msteams", "twilio-sms", "webchat"], trial.Previews.Select(preview => preview.Channel).Distinct().Order());
    }

    [Fact]
    public async Task A_defect_is_named_with_file_line_and_remedy_and_keeps_it_from_being_published()
    {
        var draft = Drafted(new KnowledgeEdit.EditSection(ContentCopy.Article, "short-answer", "This always cures you. [EV-51]"));
        var problem = (await TriedAsync(draft)).Problems[0];

        Assert.Equal(ContentCopy.Article, problem.Path);
        Assert.True(problem.Line > 0);
        Assert.NotEmpty(problem.Remedy);
        Assert.IsType<Publishing.Defects>(await _desk.CheckAsync(draft));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_published_differs_from_the_file_in_its_line_alone(bool isMarked)
    {
        var file = _copy.PathOf(ContentCopy.Article);
        if (isMarked)
            File.WriteAllBytes(file, [.. Encoding.UTF8.Preamble, .. File.ReadAllBytes(file)]);
        var before = File.ReadAllBytes(file);

        Assert.IsType<Publishing.Done>(_desk.Publish(Drafted(new KnowledgeEdit.AddPhrasing(ContentCopy.Article, Question))));
        var after = File.ReadAllBytes(file);
        var line = Encoding.UTF8.GetBytes($"  - {Question}\n");
        var at = after.AsSpan().IndexOf(line);
        Assert.Equal(before, after[..at].Concat(after[(at + line.Length)..]).ToArray());
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*fibrin-what.md*"));
    }

    [Fact]
    public async Task A_file_that_somebody_changed_meanwhile_is_left_as_it_is_and_the_difference_is_shown()
    {
        var draft = Drafted(new KnowledgeEdit.AddPhrasing(ContentCopy.Article, Question));
        _copy.Change(ContentCopy.Article, "places fibrin", "puts fibrin");
        var changed = File.ReadAllText(_copy.PathOf(ContentCopy.Article));

        Assert.Contains("+Biologic disc repair puts fibrin", Assert.IsType<Publishing.ChangedMeanwhile>(await _desk.CheckAsync(draft)).Difference, StringComparison.Ordinal);
        Assert.IsType<Publishing.ChangedMeanwhile>(_desk.Publish(draft));
        Assert.Equal(changed, File.ReadAllText(_copy.PathOf(ContentCopy.Article)));
    }

    [Fact]
    public void What_stands_in_the_files_already_is_published()
    {
        var draft = Drafted(new KnowledgeEdit.AddPhrasing(ContentCopy.Article, Question));
        File.WriteAllText(_copy.PathOf(ContentCopy.Article), draft.Result.Text);
        Assert.IsType<Publishing.Done>(_desk.Publish(draft));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_plainly_and_nothing_is_changed()
    {
        // A folder in the place of what is written beside the file: the system refuses to write there, whoever asks.
        Directory.CreateDirectory(_copy.PathOf("knowledge/articles/.fibrin-what.md.new"));
        var before = File.ReadAllText(_copy.PathOf(ContentCopy.Article));

        Assert.IsType<Publishing.NotWritable>(_desk.Publish(Drafted(new KnowledgeEdit.AddPhrasing(ContentCopy.Article, Question))));
        Assert.Equal(before, File.ReadAllText(_copy.PathOf(ContentCopy.Article)));
    }

    [Fact]
    public void A_new_article_never_replaces_a_file()
    {
        var edit = new KnowledgeEdit.NewDeclined("other-joints", "Joints", "own-doctor", ["my knee"], "I have no answer. [-]");
        Assert.IsType<Publishing.ChangedMeanwhile>(_desk.Publish(Drafted(edit)));
    }

    [Fact]
    public async Task A_kept_conversation_is_masked_and_goes_as_written_right_after()
    {
        ImmutableArray<LogEntry> log = [Said(1, "I am Maria Lopez, is the\nfibrin shot safe?"), Said(3, "tell me more"), Said(5, "call me at 312 555 0142"), Said(7, "what is the capital of france")];
        var said = ConversationFile.SaidIn(log, null);
        var text = await _desk.PlayAsync("Kept from a chat.", said, TestContext.Current.CancellationToken);
        var kept = await _desk.KeepConversationAsync("chat.txt", text, TestContext.Current.CancellationToken);

        Assert.Equal("kept/chat.txt", kept);
        Assert.DoesNotContain("Lopez", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0142", text, StringComparison.Ordinal);
        Assert.Contains("< answer: fibrin-safety", text, StringComparison.Ordinal);
        await new WholeConversationsTests().Goes_as_written(_copy.PathOf(kept!));
    }

    public void Dispose()
    {
        _desk.Dispose();
        _copy.Dispose();
    }

    private Draft Drafted(KnowledgeEdit edit) => new(
        1, new("c", 1), DraftState.Approved, 1, "ann", ["ann"], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "ben", new(edit, edit.IsNewFile ? null : _desk.TextOf(edit.Path)));

    private async Task<DraftTrial> TriedAsync(Draft draft)
    {
        ImmutableArray<LogEntry> log = [Said(1, Question)];
        var trial = _desk.Try(draft, log);
        while (trial.State == TrialState.Running)
        {
            await _desk.TriedAsync();
            trial = _desk.Try(draft, log);
        }

        return trial;
    }

    private static LogEntry Said(long sequence, string text) => new() { ConversationId = "c", Sequence = sequence, At = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero), FromBot = false, Text = text };
}
