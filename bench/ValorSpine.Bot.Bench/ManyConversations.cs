using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Bench;

/// <summary>Fills a store with conversations that were never held: rows as turns write them, encrypted with a key each, many in a transaction.</summary>
internal sealed class ManyConversations(IServiceProvider services, int conversations, int messages)
{
    private const int AtATime = 500;

    /// <summary>A word that stands in one conversation of <see cref="RareEvery"/>.</summary>
    public const string RareWord = "xylophone";

    /// <summary>See <see cref="RareWord"/>.</summary>
    public const int RareEvery = 10_000;

    private static readonly string[] s_questions =
    [
        "How long does relief last after the injection", "What does it cost and does my insurance pay", "I have had back pain since my fall in spring", "Is decompression safe with a bulging disc at L5",
        "can I drive home afterwards or does my wife have to come", "my leg tingles when I sit for long", "Who does the procedure and how often have they done it", "ok thanks", "do you have something on a Tuesday morning",
        "I was told that surgery is the only way left for me", "what is fibrin made of", "How many sessions on the table do I need",
    ];

    private static readonly string[] s_answers =
    [
        "Relief differs from person to person. In one study most people who felt better still did so after a year.\n\n- Some feel better within weeks\n- Some need months\n\nThis is general information, not advice about you.",
        "I have no reviewed answer to that. Our staff can help. Would you like me to pass it on?",
        "Spinal decompression is done on a table that gently stretches the spine. A session often takes about half an hour.",
    ];

    private static readonly string[] s_topics = ["fibrin-duration", "cost", "decompression-safety", "after-the-visit", "fibrin-what", "decompression-sessions"];
    private static readonly string[] s_channels = ["webchat", "webchat", "webchat", "twilio-sms", "msteams"];

    private readonly DataStore _store = services.GetRequiredService<DataStore>();
    private readonly SearchIndex _index = services.GetRequiredService<SearchIndex>();
    private static readonly DateTimeOffset s_from = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number:x8}-{number * 2654435761u:x8}");

    /// <summary>About when the last of them began.</summary>
    public static DateTimeOffset LastAt(int conversations) => s_from.AddMinutes(5.0 * (conversations - 1));

    public async Task WriteAsync(CancellationToken cancel)
    {
        await _index.PrepareAsync(cancel);
        await _store.WriteAsync(session => session.Execute("PRAGMA cache_size = -200000"), cancel);
        var writing = Task.CompletedTask;
        for (var from = 0; from < conversations; from += AtATime)
        {
            var made = ParallelEnumerable.Range(from, Math.Min(AtATime, conversations - from)).AsOrdered().Select(Make).ToList();
            await writing;
            writing = _store.WriteAsync(session => made.Sum(one => Write(session, one)), cancel).AsTask();
        }

        await writing;
    }

    private Made Make(int number)
    {
        var random = new Random(number);
        var id = Id(number);
        var (cipher, key) = _store.MasterKey.CreateKey(id);
        var entries = ImmutableArray.CreateBuilder<LogEntry>(messages);
        var at = s_from.AddMinutes(5.0 * number);
        var found = ReviewReasons.None;
        for (var sequence = 1; sequence <= messages; sequence++)
        {
            var bot = sequence % 2 == 1;
            var outcome = !bot ? (Outcome?)null : random.Next(400) switch { 0 => Outcome.Emergency, 1 => Outcome.Crisis, < 6 => Outcome.Advice, < 24 => Outcome.Abstain, < 60 => Outcome.Screening, _ => Outcome.Answer };
            if (outcome is { } amounted)
                found |= TurnReview.Of(new TurnResult { State = new(), Replies = [], Outcome = amounted }).Found;
            var text = s_questions[random.Next(s_questions.Length)] + (number % RareEvery == RareEvery / 2 && sequence == 4 ? $" and I play the {RareWord}" : $" {Name(random)} {Name(random)}");
            var topic = s_topics[random.Next(s_topics.Length)];
            entries.Add(new()
            {
                ConversationId = id,
                Sequence = sequence,
                At = at = at.AddSeconds(7),
                FromBot = bot,
                Text = bot ? "" : text,
                ActivityJson = bot ? null : $$"""{"type":"message","from":{"id":"patient"},"text":"{{text}}","locale":"en-US","channelId":"webchat"}""",
                ReplyTo = bot && sequence > 1 ? sequence - 1 : null,
                Outcome = outcome,
                Why = bot ? new() { DecidedBy = "answering", Note = "one article is clearly ahead", Topics = [topic], Considered = [new(topic, topic, 0.91), new("cost", "cost", 0.2), new("fibrin-what", "fibrin-what", 0.1)] } : null,
                Reply = bot ? new() { Text = s_answers[random.Next(s_answers.Length)], Choices = [new("Tell me more", "more"), new("Book a visit", "book")], Citations = [new(topic, "short-answer", topic, "How long does relief last?", ["VS-18", "EV-51"])] } : null,
                KnowledgeVersion = bot ? "9f2c41d07ab3" : null,
            });
        }

        var log = entries.MoveToImmutable();
        return new(
            id, s_channels[number % s_channels.Length], key, cipher.Encrypt(StoredJson.Write(new ConversationState { Greeted = true }), id, RowKind.State), log,
            [.. log.Select(entry => cipher.Encrypt(StoredJson.Write(new LogBody(entry.FromBot ? null : entry.Text, entry.ActivityJson, entry.Reply, entry.Why, entry.KnowledgeVersion)), id, RowKind.Log, entry.Sequence))],
            _index.HashesOf(log), MarksOf(log, random), new(found, ReviewReasons.None), number);
    }

    // Words as patients have them beside the common ones: names, places, numbers.
    private static string Name(Random random) => $"w{random.Next(20_000)}";

    private static int Write(StoreSession session, Made made)
    {
        var (first, last) = (made.Log[0].At.UtcTicks, made.Log[^1].At.UtcTicks);
        session.Execute(
            """
            INSERT INTO Conversations (Id, Channel, UserId, Locale, StartedAt, LastAt, Entries, Version, State, WrappedKey, HasAlert, AlertKinds, Screened, Booked)
            VALUES ($1, $2, $3, 'en-US', $4, $5, $6, $6, $7, $8, $9, $10, 0, 0)
            """,
            made.Id, made.Channel, "patient-" + made.Id, first, last, (long)made.Log.Length, made.State, made.Key,
            made.Review.Found.HasFlag(ReviewReasons.Emergency), made.Review.Found.HasFlag(ReviewReasons.Emergency) ? "emergency" : "");
        for (var i = 0; i < made.Log.Length; i++)
        {
            var entry = made.Log[i];
            session.Execute(
                "INSERT INTO Log (ConversationId, Sequence, At, FromBot, ReplyTo, Key, Outcome, Body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                made.Id, entry.Sequence, entry.At.UtcTicks, entry.FromBot, entry.ReplyTo, entry.FromBot ? null : string.Create(CultureInfo.InvariantCulture, $"k{i}"), entry.Outcome?.ToString(), made.Bodies[i]);
        }

        var review = ReviewRows.Write(session, made.Id, made.Channel, last, made.Review, byPatient: true);
        SearchIndex.Write(session, review, made.Terms);
        foreach (var mark in made.Marks)
        {
            session.Execute(
                "INSERT INTO Marks (ConversationId, Day, Name, Channel, Count) VALUES ($1, $2, $3, $4, $5)",
                made.Id, (long)DateOnly.FromDateTime(made.Log[^1].At.DateTime).DayNumber, mark.Name, made.Channel, mark.Count);
        }

        // Staff have been at work: a few of the newest are left.
        if (made.Number % 20 != 0)
            session.Execute("UPDATE Reviews SET State = 2, Assignee = 'ann@clinic.example' WHERE Number = $1", review);
        return 1;
    }

    /// <summary>What its turns were counted by: outcomes as they were, and for some a person, a check and a visit.</summary>
    private static ImmutableArray<TurnMark> MarksOf(IReadOnlyList<LogEntry> log, Random random)
    {
        IEnumerable<TurnMark> marks =
        [
            new(TurnMarks.Said, log.Count(entry => !entry.FromBot)),
            .. log.Where(entry => entry.Outcome is not (null or Outcome.Screening)).GroupBy(entry => TurnMarks.Of(entry.Outcome!.Value)).Select(outcome => new TurnMark(outcome.Key, outcome.Count())),
        ];
        if (random.Next(10) == 0)
            marks = marks.Append(new(TurnMarks.Person)).Append(new(TurnMarks.Taken)).Append(new(TurnMarks.Waited, random.Next(600)));
        if (random.Next(5) == 0)
            marks = marks.Append(new(TurnMarks.CheckBegun)).Concat(Enumerable.Range(1, random.Next(1, 12)).Select(question => new TurnMark($"{TurnMarks.CheckAt}q{question}")));
        if (random.Next(8) == 0)
            marks = marks.Append(new(TurnMarks.BookingBegun)).Append(new(TurnMarks.Booked));
        return [.. marks];
    }

    private sealed record Made(
        string Id, string Channel, byte[] Key, byte[] State, ImmutableArray<LogEntry> Log, ImmutableArray<byte[]> Bodies, long[] Terms, ImmutableArray<TurnMark> Marks, TurnReview Review, int Number);
}
