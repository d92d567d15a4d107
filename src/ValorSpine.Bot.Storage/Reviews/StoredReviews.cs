using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>The staff's work on conversations. What became of an erased one is not shown.</summary>
internal sealed class StoredReviews(DataStore store, StoredConversations conversations, SearchIndex index, AuditTrail audit, ClinicFacts clinic, TimeProvider time) : IReviews
{
    /// <summary>After so long without a word a check counts as left.</summary>
    private static readonly TimeSpan s_leftAfter = TimeSpan.FromMinutes(30);

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    private DateTimeOffset LeftBefore => time.GetUtcNow() - s_leftAfter;

    /// <inheritdoc/>
    public async ValueTask<ReviewPage> ListAsync(ReviewQuery query, ReviewCursor? after, int take, string reader, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 200);
        await index.PrepareAsync(cancel);
        // On the trail before anything of what was written is shown.
        if (!query.Terms.IsEmpty || query.Counted is not null)
            await audit.RecordAsync(reader, "search.run", null, cancel);
        var leftBefore = LeftBefore;
        var (found, total) = store.Read(session =>
        {
            var listing = new ReviewListing(session, query, index, _zone, leftBefore);
            return listing.IsEmpty ? ([], 0) : (listing.Page(session, after, take + 1), listing.Total(session));
        });
        var page = found.Take(take).ToList();
        var next = found.Count > take ? new ReviewCursor((int)page[^1].Reasons, page[^1].At, page[^1].Number) : null;
        return new([.. page.Where(row => !row.IsErased).Select(row => Row(row, query.Words, leftBefore))], next, total);
    }

    /// <inheritdoc/>
    public ValueTask<(int Open, long Changed)> PulseAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(store.Read(session => (
            session.Query(
                $"SELECT count(*) FROM (SELECT 1 FROM Reviews WHERE State < 2 AND Reasons > 0 AND (Reasons <> {(int)ReviewReasons.LeftScreening} OR At < $1) LIMIT {ReviewPage.CountedAtMost}) AS counted",
                row => row.GetInt32(0), LeftBefore.UtcTicks),
            session.Query("SELECT COALESCE(max(Touched), 0) FROM Reviews", row => row.GetInt64(0)))));
    }

    /// <inheritdoc/>
    public ValueTask<ReviewDetails?> FindAsync(string conversationId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(Find(conversationId));
    }

    /// <inheritdoc/>
    public async ValueTask<ReviewChange> TakeAsync(ReviewStep step, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(step.By);
        if (conversations.FindCipher(step.ConversationId) is not { } cipher)
            return new(Done: false, Now: null);
        await index.PrepareAsync(cancel);
        var now = time.GetUtcNow().UtcTicks;
        var done = await store.WriteAsync(
            session =>
            {
                var number = session.Query("SELECT Number FROM Reviews WHERE ConversationId = $1", row => row.GetInt64(0), step.ConversationId);
                if (number == 0 || !Write(session, step, number, cipher, now))
                    return false;
                session.Execute("UPDATE Reviews SET Version = Version + 1, Touched = $2, ChangedBy = $3, ChangedAt = $2 WHERE Number = $1", number, now, step.By);
                SearchIndex.Write(session, number, [index.HashOf(SearchTerms.Reviewer(step.By))]);
                AuditTrail.Write(session, now, step.By, ActionOf(step.What), step.ConversationId);
                return true;
            },
            cancel);
        return new(done, Find(step.ConversationId));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<SavedView>> ViewsAsync(string account, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var rows = store.Read(session => session.List("SELECT Body FROM SavedViews WHERE Account = $1", row => row.Bytes(0), account));
        return new([.. rows.Select(body => StoredJson.Read<SavedView>(store.MasterKey.Decrypt(body, account, RowKind.SavedView))).OrderBy(view => view.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <inheritdoc/>
    public async ValueTask KeepViewAsync(string account, SavedView view, CancellationToken cancel)
    {
        await index.PrepareAsync(cancel);
        var (key, now) = (index.HashOf($"view:{view.Name}"), time.GetUtcNow().UtcTicks);
        var body = store.MasterKey.Encrypt(JsonSerializer.SerializeToUtf8Bytes(view, JsonSerializerOptions.Web), account, RowKind.SavedView);
        await store.WriteAsync(
            session =>
            {
                AuditTrail.Write(session, now, account, view.Query.Length == 0 ? "view.forgotten" : "view.kept", null);
                return view.Query.Length == 0
                    ? session.Execute("DELETE FROM SavedViews WHERE Account = $1 AND Key = $2", account, key)
                    : session.Execute("INSERT INTO SavedViews (Account, Key, At, Body) VALUES ($1, $2, $3, $4) ON CONFLICT (Account, Key) DO UPDATE SET Body = excluded.Body", account, key, now, body);
            },
            cancel);
    }

    private static string ActionOf(ReviewAction action) => action switch
    {
        ReviewAction.Move { To: ReviewState.New } => "review.reopened",
        ReviewAction.Move { To: ReviewState.InReview } => "review.begun",
        ReviewAction.Move => "review.resolved",
        ReviewAction.Assign => "review.assigned",
        ReviewAction.AddTag => "review.tagged",
        ReviewAction.RemoveTag => "review.untagged",
        ReviewAction.AddNote { IsDraft: true } => "review.whispered",
        _ => "review.noted",
    };

    private static ReviewReasons Shown(ReviewReasons reasons, DateTimeOffset lastAt, DateTimeOffset leftBefore) => lastAt < leftBefore ? reasons : reasons & ~ReviewReasons.LeftScreening;

    private static ImmutableArray<string> Tags(byte[]? tags, string conversationId, ContentCipher cipher) =>
        tags is null ? [] : [.. StoredJson.Read<string[]>(cipher.Decrypt(tags, conversationId, RowKind.ReviewTags))];

    private bool Write(StoreSession session, ReviewStep step, long number, ContentCipher cipher, long now)
    {
        switch (step.What)
        {
            case ReviewAction.Move move:
                return session.Execute(
                    "UPDATE Reviews SET State = $2, Assignee = CASE WHEN $2 = 1 THEN COALESCE(Assignee, $3) ELSE Assignee END WHERE Number = $1 AND Version = $4", number, (long)move.To, step.By, step.Seen) == 1;
            case ReviewAction.Assign assign:
                return session.Execute("UPDATE Reviews SET Assignee = $2 WHERE Number = $1 AND Version = $3", number, assign.To, step.Seen) == 1;
            case ReviewAction.AddTag { Tag: var tag }:
                ChangeTags(session, step.ConversationId, number, cipher, tags => tags.Contains(tag, StringComparer.OrdinalIgnoreCase) ? tags : tags.Add(tag));
                SearchIndex.Write(session, number, [index.HashOf(SearchTerms.Tag(tag))]);
                return true;
            case ReviewAction.RemoveTag { Tag: var tag }:
                ChangeTags(session, step.ConversationId, number, cipher, tags => tags.RemoveAll(one => string.Equals(one, tag, StringComparison.OrdinalIgnoreCase)));
                SearchIndex.Remove(session, number, index.HashOf(SearchTerms.Tag(tag)));
                return true;
            case ReviewAction.AddNote note:
                var body = cipher.Encrypt(Encoding.UTF8.GetBytes(note.Text), step.ConversationId, RowKind.ReviewNote);
                session.Execute("INSERT INTO ReviewNotes (ConversationId, At, \"by\", IsDraft, Body) VALUES ($1, $2, $3, $4, $5)", step.ConversationId, now, step.By, note.IsDraft, body);
                SearchIndex.Write(session, number, [.. note.Mentions.Select(account => index.HashOf(SearchTerms.Mention(account)))]);
                return true;
            default:
                throw new InvalidOperationException("A step of review is not known here.");
        }
    }

    private static void ChangeTags(StoreSession session, string conversationId, long number, ContentCipher cipher, Func<ImmutableArray<string>, ImmutableArray<string>> change)
    {
        var before = session.Query("SELECT Tags FROM Reviews WHERE Number = $1", row => row.BytesOrNull(0), number);
        var after = change(Tags(before, conversationId, cipher));
        session.Execute(
            "UPDATE Reviews SET Tags = $2 WHERE Number = $1",
            number, after.IsEmpty ? null : cipher.Encrypt(JsonSerializer.SerializeToUtf8Bytes(after.ToArray(), JsonSerializerOptions.Web), conversationId, RowKind.ReviewTags));
    }

    private ReviewRow Row(ReviewListing.Found found, ImmutableArray<string> words, DateTimeOffset leftBefore)
    {
        var (tags, snippet) = Read(found, words);
        return new(found.Conversation, Shown(found.Reasons, found.Conversation.LastAt, leftBefore), found.State, found.Assignee, tags) { Snippet = snippet };
    }

    // A conversation that cannot be read keeps its place without them: whoever opens it is told.
    private (ImmutableArray<string> Tags, ReviewSnippet? Snippet) Read(ReviewListing.Found found, ImmutableArray<string> words)
    {
        var id = found.Conversation.Id;
        try
        {
            var cipher = found.Tags is null ? null : conversations.FindCipher(id);
            return (cipher is null ? [] : Tags(found.Tags, id, cipher), words.IsEmpty ? null : SnippetOf(id, words));
        }
        catch (Exception error) when (UnreadableException.Is(error))
        {
            store.Status.NoteUnreadable(StoredConversations.Conversations, id, error);
            return ([], null);
        }
    }

    /// <summary>The message that has most of the words, masked in the light of what the conversation knows of its patient.</summary>
    private ReviewSnippet? SnippetOf(string id, ImmutableArray<string> words)
    {
        if (conversations.Find(id) is not { Loaded.State: var state })
            return null;
        var (best, hits) = ((LogEntry?)null, 0);
        foreach (var entry in conversations.Written(id))
        {
            var count = Snippet.Hits(TextOf(entry), words);
            if (count > hits)
                (best, hits) = (entry, count);
            if (hits == words.Length)
                break;
        }

        return best is null ? null : new(best.Sequence, best.Speaker, Snippet.Of(Masked.Of(TextOf(best), state).Text, words));
    }

    private static string TextOf(LogEntry entry) => entry.Reply?.Text ?? entry.Text;

    private ReviewDetails? Find(string id)
    {
        if (conversations.FindCipher(id) is not { } cipher)
            return null;
        return store.Read(session =>
        {
            var details = session.Query(
                "SELECT Reasons, State, Assignee, Version, At, ChangedBy, ChangedAt, Tags FROM Reviews WHERE ConversationId = $1",
                row => new ReviewDetails(Shown((ReviewReasons)row.GetInt32(0), row.Time(4), LeftBefore), (ReviewState)row.GetInt32(1), row.TextOrNull(2), row.GetInt64(3), row.Time(4))
                {
                    Changed = row.TextOrNull(5) is { } by ? new(by, row.Time(6)) : null,
                    Tags = Tags(row.BytesOrNull(7), id, cipher),
                },
                id);
            return details is null ? null : details with
            {
                Notes = [.. session.List(
                    "SELECT \"by\", At, Body, IsDraft FROM ReviewNotes WHERE ConversationId = $1 ORDER BY Id",
                    row => new ReviewNote(row.GetString(0), row.Time(1), Encoding.UTF8.GetString(cipher.Decrypt(row.Bytes(2), id, RowKind.ReviewNote)), row.GetBoolean(3)), id)],
                Marks = session.List("SELECT Sequence, Helpful FROM ReplyMarks WHERE ConversationId = $1", row => KeyValuePair.Create(row.GetInt64(0), row.GetBoolean(1)), id).ToImmutableDictionary(),
            };
        });
    }
}
