using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Judging;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Storage.Ownership;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>Keeps conversations. What it says is committed has reached the disk.</summary>
public sealed class ConversationStore
{
    private readonly DataStore _store;
    private readonly StoredConversations _conversations;
    private readonly LogSignals _signals;
    private readonly AlertOutbox _outbox;
    private readonly NoticeOutbox _notices;
    private readonly HeldConversations _held;
    private readonly DeliveryOutbox _deliveries;
    private readonly SearchIndex _index;
    private readonly SaidSections _sections;
    private readonly TimeProvider _time;

    internal ConversationStore(
        DataStore store, StoredConversations conversations, LogSignals signals, AlertOutbox outbox, NoticeOutbox notices, HeldConversations held, DeliveryOutbox deliveries, SearchIndex index, SaidSections sections, TimeProvider time) =>
        (_store, _conversations, _signals, _outbox, _notices, _held, _deliveries, _index, _sections, _time) = (store, conversations, signals, outbox, notices, held, deliveries, index, sections, time);

    /// <summary>Opens a conversation. Opening it again changes nothing.</summary>
    public async ValueTask OpenAsync(NewConversation conversation, CancellationToken cancel)
    {
        if (_conversations.FindCipher(conversation.Id) is not null)
            return;
        var (cipher, wrappedKey) = _store.MasterKey.CreateKey(conversation.Id);
        var state = cipher.Encrypt(StoredJson.Write(new ConversationState()), conversation.Id, RowKind.State);
        var now = _time.GetUtcNow().UtcTicks;
        await _store.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO Conversations (Id, Channel, UserId, Locale, StartedAt, LastAt, Entries, Version, State, WrappedKey, HasAlert, AlertKinds, Screened, Booked)
                VALUES ($1, $2, $3, $4, $5, $5, 0, 0, $6, $7, FALSE, '', FALSE, FALSE)
                ON CONFLICT (Id) DO NOTHING
                """,
                conversation.Id, conversation.Channel, conversation.UserId, conversation.Locale, now, state, wrappedKey),
            cancel);
    }

    /// <summary>The conversation as it stands, or null where it was never opened or its content was erased.</summary>
    public ValueTask<LoadedConversation?> LoadAsync(string id, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(_conversations.Find(id)?.Loaded);
    }

    /// <summary>What was committed for the message with this key, or null. Its <see cref="CommittedTurn.Repeated"/> is true.</summary>
    public ValueTask<CommittedTurn?> FindByKeyAsync(string conversationId, string key, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(_conversations.FindTurn(conversationId, key));
    }

    /// <summary>Makes ready what writing and reading a turn needs when it is first done. Nothing is stored.</summary>
    public static void Rehearse(TurnResult turn, Facts facts)
    {
        StoredJson.Read<ConversationState>(StoredJson.Write(turn.State));
        foreach (var reply in turn.Replies)
            StoredJson.Read<LogBody>(StoredJson.Write(new LogBody(null, null, reply, turn.Why, null, facts)));
    }

    /// <summary>Commits message, replies with their deliveries, state, alerts with the incident that they open, notices and a finished screening together, or nothing. Completes once that is on disk.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before it was written; nothing changed.</exception>
    public async ValueTask<CommitResult> CommitAsync(TurnToCommit turn, CancellationToken cancel)
    {
        var id = turn.Message.ConversationId;
        if (turn.Loaded.Conversation.Id != id)
            throw new ArgumentException("The message belongs to another conversation than the one it was decided on.", nameof(turn));
        var cipher = _conversations.FindCipher(id) ?? throw new InvalidOperationException("The conversation was never opened or its content was erased.");
        await _index.PrepareAsync(cancel);
        var prepared = PreparedTurn.From(turn, cipher, _time.GetUtcNow(), [.. turn.Decided.Notices.Select(notice => PreparedNotice.Of(notice, id, _store, _conversations)).OfType<PreparedNotice>()], _index);
        prepared.Said = await _sections.OfAsync(prepared.Entries, cancel);

        switch (await _store.WriteAsync(session => prepared.Write(session, _outbox.IsUsed), cancel))
        {
            case PreparedTurn.Written.Yes:
                _conversations.Cache.Keep(new(prepared.After, cipher, prepared.Entries));
                _signals.Raise(id);
                if (prepared.OpenedIncident)
                    _outbox.Signal.Wake();
                if (prepared.HasNotices)
                    _notices.Signal.Wake();
                if (prepared.OwnerChanged)
                    _held.Signal.Wake();
                if (prepared.HasDeliveries)
                    _deliveries.Signal.Wake();
                return new CommitResult.Committed(new(prepared.Entries, Repeated: false), prepared.After);
            case PreparedTurn.Written.KeyKnown:
                _conversations.Cache.Drop(id, turn.Loaded.Version);
                return new CommitResult.AlreadyTaken(_conversations.FindTurn(id, turn.Message.Key)!);
            default:
                _conversations.Cache.Drop(id, turn.Loaded.Version);
                return new CommitResult.VersionChanged();
        }
    }
}
