using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge.Fixing;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>One draft, which is being written and stays as it is.</summary>
internal sealed class FakeDrafts : IDrafts
{
    private static readonly Draft s_draft = new(
        1, new("c-journey", 2), DraftState.Open, 1, "ann@clinic.example", ["ann@clinic.example"], Samples.Start, Samples.Start, Approver: null, new(new KnowledgeEdit.AddPhrasing("knowledge/articles/a.md", "is it safe"), Base: null));

    public ValueTask<long?> AddAsync(DraftQuestion question, DraftBody body, string author, CancellationToken cancel) => new((long?)null);

    public async ValueTask<Draft?> OpenAsync(long id, string reader, CancellationToken cancel)
    {
        await Task.Yield();
        return id == s_draft.Id ? s_draft : null;
    }

    public ValueTask<ImmutableArray<DraftRow>> ListAsync(int take, CancellationToken cancel) => new([new(s_draft.Id, s_draft.State, s_draft.Author, s_draft.ChangedAt)]);

    public ValueTask<bool> SaveAsync(DraftStep step, DraftBody body, CancellationToken cancel) => new(false);

    public ValueTask<bool> SubmitAsync(DraftStep step, CancellationToken cancel) => new(false);

    public ValueTask<bool> SendBackAsync(DraftStep step, DraftBody body, CancellationToken cancel) => new(false);

    public ValueTask<bool> ApproveAsync(DraftStep step, CancellationToken cancel) => new(false);

    public ValueTask<bool> PublishedAsync(DraftStep step, CancellationToken cancel) => new(false);

    public ValueTask<bool> WithdrawAsync(DraftStep step, CancellationToken cancel) => new(false);
}
