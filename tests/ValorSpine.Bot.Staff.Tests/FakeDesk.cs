using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Fixing;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>A desk without articles, whose trials come to what a test says.</summary>
internal sealed class FakeDesk : IKnowledgeDesk
{
    public DraftTrial Trial { get; set; } = new(TrialState.Done);

    public KnowledgeShelf Shelf { get; } = new(Samples.Version, [], []);

    public string? TextOf(string path) => null;

    public void GetReady()
    {
    }

    public DraftTrial Try(Draft draft, ImmutableArray<LogEntry> log) => Trial;

    public (bool IsDone, int Percent) ProgressOf(long id, long revision) => (true, 100);

    public ImmutableArray<ChannelPreview> Preview(KnowledgeEdit edit) => [];

    public ValueTask<Publishing> CheckAsync(Draft draft) => new(new Publishing.Done());

    public Publishing Publish(Draft draft) => new Publishing.NotWritable();

    public ValueTask<string> PlayAsync(string title, ImmutableArray<string> said, CancellationToken cancel) => new(title);

    public ValueTask<string?> KeepConversationAsync(string name, string text, CancellationToken cancel) => new((string?)null);
}
