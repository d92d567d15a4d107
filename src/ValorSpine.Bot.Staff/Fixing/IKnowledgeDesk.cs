using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>The knowledge as authors work on it. The host implements it.</summary>
public interface IKnowledgeDesk
{
    /// <summary>What there is to change.</summary>
    KnowledgeShelf Shelf { get; }

    /// <summary>A file of an article as it is on disk now, or null.</summary>
    string? TextOf(string path);

    /// <summary>Somebody is about to draft: begins what a trial of any draft needs, and comes back at once.</summary>
    void GetReady();

    /// <summary>What a draft comes to. Where that is not known yet, it is being found out, and the next look may know.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="log">The conversation that it is about.</param>
    DraftTrial Try(Draft draft, ImmutableArray<LogEntry> log);

    /// <summary>Whether the next look knows, and how much of the trial is done, of a hundred.</summary>
    (bool IsDone, int Percent) ProgressOf(long id, long revision);

    /// <summary>How an edit would be shown on each channel, without trying it out: what is typed is shown while it is typed.</summary>
    ImmutableArray<ChannelPreview> Preview(KnowledgeEdit edit);

    /// <summary>Whether a draft could be published now, without writing anything: done, defects or changed meanwhile.</summary>
    ValueTask<Publishing> CheckAsync(Draft draft);

    /// <summary>Writes an approved draft, after <see cref="CheckAsync"/>, into the files, where nothing else has changed there.</summary>
    Publishing Publish(Draft draft);

    /// <summary>Has a conversation with what is served now, and writes it as a file that the tests read.</summary>
    ValueTask<string> PlayAsync(string title, ImmutableArray<string> said, CancellationToken cancel);

    /// <summary>Writes a conversation into the folder of the regression tests; null where that cannot be written, else the file's name.</summary>
    ValueTask<string?> KeepConversationAsync(string name, string text, CancellationToken cancel);
}

/// <summary>What authors choose from.</summary>
/// <param name="Version">Of the knowledge.</param>
/// <param name="Articles">Articles of either kind, by title.</param>
/// <param name="Topics">Topic ids with the question of their button, in order.</param>
public sealed record KnowledgeShelf(string Version, ImmutableArray<ShelvedArticle> Articles, ImmutableArray<(string Id, string Question)> Topics);

/// <summary>One article.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">As shown.</param>
/// <param name="Path">Its file.</param>
/// <param name="IsDeclined">Whether it only says that something is not answered.</param>
/// <param name="HasMore">Whether it has a second section.</param>
public sealed record ShelvedArticle(string Id, string Title, string Path, bool IsDeclined, bool HasMore);

/// <summary>What came of trying a draft.</summary>
/// <param name="State">How far it is.</param>
public sealed record DraftTrial(TrialState State)
{
    /// <summary>What <c>knowledge check</c> says, by file and line.</summary>
    public ImmutableArray<ContentProblem> Problems { get; init; } = [];

    /// <summary>How the transcript's question is answered by what is served now, or null.</summary>
    public ShownAnswer? Before { get; init; }

    /// <summary>How it would be answered with the draft, or null.</summary>
    public ShownAnswer? After { get; init; }

    /// <summary>What it does to the team's questions, or null where there are none here.</summary>
    public EvaluationDifference? Evaluation { get; init; }

    /// <summary>How the article would be shown.</summary>
    public ImmutableArray<ChannelPreview> Previews { get; init; } = [];

    /// <summary>How much of it is done, of a hundred, while it runs.</summary>
    public int Percent { get; init; }

    /// <summary>How many seconds it took.</summary>
    public double Seconds { get; init; }
}

/// <summary>How far a trial is.</summary>
public enum TrialState
{
    /// <summary>Not known yet.</summary>
    Running,

    /// <summary>Known.</summary>
    Done,

    /// <summary>It could not be tried, for a reason that the service's log names.</summary>
    Failed,
}

/// <summary>An answer in short.</summary>
/// <param name="Outcome">What it amounts to.</param>
/// <param name="Article">Title of the article, or null.</param>
/// <param name="Text">What is said.</param>
public sealed record ShownAnswer(Core.Conversation.Outcome Outcome, string? Article, string Text);

/// <summary>A reply on one channel.</summary>
/// <param name="Channel">Its id.</param>
/// <param name="Section">Which section is said.</param>
/// <param name="Messages">What is shown, one after the other.</param>
public sealed record ChannelPreview(string Channel, string Section, ImmutableArray<PreviewMessage> Messages);

/// <summary>One message of a preview.</summary>
/// <param name="Text">In the form of <see cref="Core.Conversation.Reply.Text"/>.</param>
/// <param name="Buttons">What can be picked.</param>
/// <param name="Note">How it travels, or null.</param>
public sealed record PreviewMessage(string Text, ImmutableArray<string> Buttons, string? Note = null);

/// <summary>What came of publishing.</summary>
public abstract record Publishing
{
    private Publishing()
    {
    }

    /// <summary>It stands in the files.</summary>
    public sealed record Done : Publishing;

    /// <summary>The check found something; nothing was written.</summary>
    public sealed record Defects(ImmutableArray<ContentProblem> Problems) : Publishing;

    /// <summary>Somebody changed the file meanwhile; nothing was written.</summary>
    public sealed record ChangedMeanwhile(string Difference) : Publishing;

    /// <summary>The folder cannot be written by the service: the patch has to be applied elsewhere.</summary>
    public sealed record NotWritable : Publishing;
}
