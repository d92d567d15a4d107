using ValorSpine.Bot.Core.Knowledge.Fixing;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>A draft goes from its author to a second person, and each step is on the audit trail.</summary>
public abstract class DraftTests(StoreKind kind)
{
    private const string Ann = "ann_b@clinic.example", Ben = "ben@clinic.example", Word = "zanzibarquestion";

    private static readonly DraftBody s_body = new(new KnowledgeEdit.AddPhrasing("knowledge/articles/fibrin-what.md", $"what is {Word}"), "---\nphrasings:\n  - one\n---\n");

    [Fact]
    public async Task A_second_person_approves_what_the_author_handed_in()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var (drafts, id) = await BegunAsync(store);

        Assert.True(await drafts.SubmitAsync(new(id, 1, Ann), OpenedStore.Cancel));
        Assert.False(await drafts.ApproveAsync(new(id, 2, Ann), OpenedStore.Cancel));
        Assert.True(await drafts.ApproveAsync(new(id, 2, Ben), OpenedStore.Cancel));
        Assert.True(await drafts.PublishedAsync(new(id, 3, Ben), OpenedStore.Cancel));

        var draft = (await drafts.OpenAsync(id, Ben, OpenedStore.Cancel))!;
        Assert.Equal((DraftState.Published, Ben, 4), (draft.State, draft.Approver, draft.Revision));
        Assert.Equal(s_body.Edit, draft.Body.Edit);
        Assert.Contains($"what is {Word}", draft.Result.Text!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_wrote_in_it_cannot_approve_it_whatever_their_name_looks_like()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var (drafts, id) = await BegunAsync(store);
        // Looks like Ann's where an underscore stands for any letter.
        const string other = "annXb@clinic.example";
        Assert.True(await drafts.SaveAsync(new(id, 1, other), s_body, OpenedStore.Cancel));
        Assert.True(await drafts.SubmitAsync(new(id, 2, Ann), OpenedStore.Cancel));

        Assert.False(await drafts.ApproveAsync(new(id, 3, other), OpenedStore.Cancel));
        Assert.False(await drafts.ApproveAsync(new(id, 3, other.ToUpperInvariant()), OpenedStore.Cancel));
        Assert.Equal([Ann, other], (await drafts.OpenAsync(id, Ben, OpenedStore.Cancel))!.Editors);
    }

    [Fact]
    public async Task A_step_on_what_somebody_changed_meanwhile_changes_nothing()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var (drafts, id) = await BegunAsync(store);
        Assert.True(await drafts.SubmitAsync(new(id, 1, Ann), OpenedStore.Cancel));
        Assert.True(await drafts.SaveAsync(new(id, 2, Ann), s_body with { Note = "other" }, OpenedStore.Cancel));

        Assert.False(await drafts.ApproveAsync(new(id, 2, Ben), OpenedStore.Cancel));
        Assert.False(await drafts.ApproveAsync(new(id, 3, Ben), OpenedStore.Cancel));
        Assert.Equal(DraftState.Open, (await drafts.OpenAsync(id, Ben, OpenedStore.Cancel))!.State);
    }

    [Fact]
    public async Task A_conversation_is_not_erased_by_its_age_while_a_draft_is_made_of_it()
    {
        await using var store = OpenedStore.Closed(kind, ("Retention:ConversationDays", "1"));
        await store.StartAsync();
        var (drafts, id) = await BegunAsync(store);
        store.Time.Advance(TimeSpan.FromDays(2));
        var records = store.Get<Retention.StoredRecords>();

        Assert.Empty((await records.PurgeAsync(OpenedStore.Cancel)).Proofs);
        Assert.True(await drafts.WithdrawAsync(new(id, 1, Ann), OpenedStore.Cancel));
        Assert.Single((await records.PurgeAsync(OpenedStore.Cancel)).Proofs);
    }

    [Fact]
    public async Task What_it_says_is_nowhere_in_clear_text_and_gone_with_its_conversation()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var (_, id) = await BegunAsync(store);
        await EraseAsync(store, "c1");
        var drafts = store.Get<IDrafts>();
        Assert.Null(await drafts.OpenAsync(id, Ann, OpenedStore.Cancel));
        Assert.Empty(await drafts.ListAsync(10, OpenedStore.Cancel));
        Assert.False(await drafts.SubmitAsync(new(id, 1, Ann), OpenedStore.Cancel));
        await store.StopAsync();
        foreach (var file in await store.FilesAsync())
            Assert.DoesNotContain(Word, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, OpenedStore.Cancel)), StringComparison.Ordinal);
    }

    internal static async Task EraseAsync(OpenedStore store, string id)
    {
        await store.StopAsync();
        await store.RunAsync($"UPDATE Conversations SET WrappedKey = NULL WHERE Id = '{id}'");
        await store.StartAsync();
    }

    private static async Task<(IDrafts Drafts, long Id)> BegunAsync(OpenedStore store)
    {
        await store.ConversationAsync("c1");
        await store.SayAsync("c1", "hello");
        var drafts = store.Get<IDrafts>();
        return (drafts, (await drafts.AddAsync(new("c1", 1), s_body, Ann, OpenedStore.Cancel))!.Value);
    }
}

public sealed class DraftOnSqliteTests() : DraftTests(StoreKind.Sqlite);

public sealed class DraftOnPostgreSqlTests() : DraftTests(StoreKind.PostgreSql);
