using System.Collections.Immutable;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Evaluation;

/// <summary>What the bot did with one message.</summary>
/// <param name="Split">Of the set.</param>
/// <param name="Turn">1 for a message that stands alone; its place in the conversation otherwise.</param>
/// <param name="Alone">Whether the conversation is this one message.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Outcome">In lower case.</param>
/// <param name="Topics">Topics that the reply rests on or offers.</param>
/// <param name="Ranked">Topics that were considered with their probability, most probable first.</param>
internal sealed record Judged(string Split, int Turn, bool Alone, Expectation Expected, string Outcome, ImmutableArray<string> Topics, ImmutableArray<(string Topic, double Probability)> Ranked)
{
    /// <summary>Whether the outcome is right, whatever the topic.</summary>
    public bool OutcomeRight => Expected.Outcomes.Contains(Outcome);

    /// <summary>Whether the outcome is right, and where it is an answer the topic too.</summary>
    public bool Right => OutcomeRight && (Outcome != "answer" || TopicRight);

    /// <summary>Whether the reply rests on the right topic: all of them where both questions must be answered.</summary>
    public bool TopicRight => Expected.Both ? Expected.Topics.All(Topics.Contains) : Topics is [var first, ..] && Expected.Topics.Contains(first);

    /// <summary>Whether the message has an answer in the knowledge.</summary>
    public bool HasAnswer => Expected.Outcomes is ["answer"];

    /// <summary>Whether it has none and should be declined.</summary>
    public bool HasNone => Expected.Outcomes is ["abstain"];

    /// <summary>One line for a comparison of runs.</summary>
    public string Got => $"{Outcome} {string.Join(',', Topics)}".TrimEnd();
}

/// <summary>Plays the conversations of a set, each from its beginning, as a patient would see them.</summary>
internal static class EvaluationRun
{
    /// <summary>What the bot did, in the order of the set.</summary>
    /// <param name="content">What is asked.</param>
    /// <param name="talks">The conversations.</param>
    /// <param name="now">When they are had.</param>
    /// <param name="atOnce">How many at a time at most, or null for as many as the machine takes.</param>
    /// <param name="model">A language model that helps, or null.</param>
    /// <param name="played">Is called after each conversation.</param>
    public static async Task<ImmutableArray<Judged>> PlayAsync(BotContent content, IEnumerable<EvaluationTalk> talks, DateTimeOffset now, int? atOnce = null, ModelRun? model = null, Action? played = null)
    {
        var all = talks.ToArray();
        var results = new List<Judged>[all.Length];
        await Parallel.ForAsync(0, all.Length, new ParallelOptions { MaxDegreeOfParallelism = atOnce ?? Environment.ProcessorCount }, async (at, _) =>
        {
            results[at] = await PlayAsync(content, all[at], now, model);
            played?.Invoke();
        });
        return [.. results.SelectMany(judged => judged)];
    }

    private static async Task<List<Judged>> PlayAsync(BotContent content, EvaluationTalk talk, DateTimeOffset now, ModelRun? model)
    {
        var schedule = new ScratchSchedule(content.Clinic, now);
        var (opened, _) = await Deciding.DecideAsync(content, new(), new Input.Started(), now, schedule.PerformAsync);
        var state = opened.State;
        var judged = new List<Judged>();
        foreach (var expected in talk.Turns)
        {
            var (turn, _) = await Deciding.DecideAsync(content, state, new Input.Said(expected.Text), now, schedule.PerformAsync, model: model is null ? null : model.ForTurn(content));
            state = turn.State;
            model?.Note(turn);
            judged.Add(new(
                talk.Split, judged.Count + 1, talk.Turns.Length == 1, expected, turn.Outcome.ToString().ToLowerInvariant(), turn.Why.Topics,
                turn.Why.Considered.All(candidate => candidate.Topic.Length == 0) ? [.. turn.Why.Topics.Select(topic => (topic, 1.0))] :
                [
                    .. turn.Why.Considered.Where(candidate => candidate.Topic.Length > 0).GroupBy(candidate => candidate.Topic)
                        .Select(topic => (topic.Key, topic.Sum(candidate => candidate.Confidence))).OrderByDescending(topic => topic.Item2),
                ]));
        }

        return judged;
    }
}
