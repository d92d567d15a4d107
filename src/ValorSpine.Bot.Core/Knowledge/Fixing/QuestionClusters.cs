using System.Collections.Immutable;
using System.Numerics.Tensors;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>A question that was not answered, or that its patient asked again in other words.</summary>
/// <param name="ConversationId">Where.</param>
/// <param name="Sequence">Number of the message.</param>
/// <param name="Text">Masked.</param>
/// <param name="Rephrased">Whether it was answered and asked again.</param>
public sealed record OpenQuestion(string ConversationId, long Sequence, string Text, bool Rephrased);

/// <summary>Questions that mean about the same.</summary>
/// <param name="Example">The one in their middle.</param>
/// <param name="Questions">All of them.</param>
public sealed record QuestionCluster(string Example, ImmutableArray<OpenQuestion> Questions)
{
    /// <summary>The conversations that they stand in, each once: patients affected.</summary>
    public ImmutableArray<string> Conversations => [.. Questions.Select(question => question.ConversationId).Distinct(StringComparer.Ordinal)];
}

/// <summary>Finds what several patients ask in vain. The same questions give the same clusters, in whatever order they come.</summary>
public static class QuestionClusters
{
    // From here on two questions are about the same by their meaning alone, or by meaning and words together.
    private const float Same = 0.86f, Near = 0.3f, Again = 0.8f;
    private const double SharedWords = 0.5;
    private const int FewestWords = 3, ShortestTerm = 3, Everyday = 118;

    // Words that every other message holds tell nothing of what it is about.
    private static readonly ImmutableHashSet<string> s_everyday = [.. CommonWords.All.Where(word => word.Commonness >= Everyday).Select(word => word.Word)];

    /// <summary>The open questions of one conversation.</summary>
    /// <param name="log">All that was said.</param>
    /// <param name="state">What is known of the patient, to hide it by.</param>
    public static IEnumerable<OpenQuestion> In(ImmutableArray<LogEntry> log, ConversationState? state)
    {
        var asked = log.Where(entry => entry is { FromBot: false, Text.Length: > 0 }).ToArray();
        for (var at = 0; at < asked.Length; at++)
        {
            var replies = log.Where(entry => entry.ReplyTo == asked[at].Sequence && entry.Speaker == Speaker.Bot).ToArray();
            var unanswered = replies.Any(reply => reply.Outcome is Outcome.Abstain or Outcome.Clarify && reply.Why is { DecidedBy: "answering", NoAnswer: not NoAnswer.DeliberatelyNotAnswered });
            var rephrased = !unanswered && at + 1 < asked.Length && replies.Any(reply => reply.Outcome == Outcome.Answer) && SaysAgain(asked[at].Text, asked[at + 1].Text);
            if (unanswered || rephrased)
                yield return new(asked[at].ConversationId, asked[at].Sequence, Masked.Of(asked[at].Text, state ?? new()).Text.Trim(), rephrased);
        }
    }

    /// <summary>The clusters, those with the most patients first.</summary>
    public static ImmutableArray<QuestionCluster> Of(IEnumerable<OpenQuestion> questions)
    {
        var found = new List<Growing>();
        var ordered = questions.OrderBy(question => question.Text, StringComparer.Ordinal).ThenBy(question => question.ConversationId, StringComparer.Ordinal).ThenBy(question => question.Sequence);
        foreach (var same in ordered.GroupBy(question => string.Join(' ', Words.Split(question.Text))).Where(same => same.Key.Length > 0))
        {
            var (direction, terms) = (MessageEncoder.Shared.Encode(same.First().Text), TermsOf(same.Key));
            var nearest = found.MaxBy(cluster => TensorPrimitives.Dot<float>(cluster.Middle, direction));
            if (nearest is null || !nearest.Holds(direction, terms))
                nearest = found.FirstOrDefault(cluster => cluster.Holds(direction, terms));
            if (nearest is null)
                found.Add(nearest = new());
            nearest.Take(same, direction, terms);
        }

        return
        [
            .. found.Select(cluster => cluster.Done()).OrderByDescending(cluster => cluster.Conversations.Length).ThenByDescending(cluster => cluster.Questions.Length)
                .ThenBy(cluster => cluster.Example, StringComparer.Ordinal),
        ];
    }

    private static bool SaysAgain(string first, string second) =>
        Words.Split(first).Count >= FewestWords && Words.Split(second).Count >= FewestWords && !first.Equals(second, StringComparison.OrdinalIgnoreCase)
        && TensorPrimitives.Dot<float>(MessageEncoder.Shared.Encode(first), MessageEncoder.Shared.Encode(second)) >= Again;

    private static ImmutableHashSet<string> TermsOf(string words) => [.. words.Split(' ').Where(word => word.Length >= ShortestTerm && !s_everyday.Contains(word))];

    private sealed class Growing
    {
        private readonly List<(OpenQuestion[] Same, float[] Direction)> _members = [];
        private readonly float[] _sum = new float[MessageEncoder.Dimensions];
        private ImmutableHashSet<string> _terms = [];

        public float[] Middle { get; } = new float[MessageEncoder.Dimensions];

        public bool Holds(float[] direction, ImmutableHashSet<string> terms) =>
            TensorPrimitives.Dot<float>(Middle, direction) is var near
            && (near >= Same || (near >= Near && terms.Count > 0 && _terms.Count > 0 && (double)terms.Count(_terms.Contains) / Math.Min(terms.Count, _terms.Count) >= SharedWords));

        public void Take(IEnumerable<OpenQuestion> same, float[] direction, ImmutableHashSet<string> terms)
        {
            _members.Add(([.. same], direction));
            // Words of the first stay its words: a cluster that takes in ever more words would hold everything in the end.
            if (_terms.Count == 0)
                _terms = terms;
            TensorPrimitives.Add<float>(_sum, direction, _sum);
            TensorPrimitives.Divide<float>(_sum, Math.Max(TensorPrimitives.Norm<float>(_sum), float.Epsilon), Middle);
        }

        public QuestionCluster Done() => new(
            _members.OrderByDescending(member => TensorPrimitives.Dot<float>(member.Direction, Middle)).ThenBy(member => member.Same[0].Text, StringComparer.Ordinal).First().Same[0].Text,
            [.. _members.SelectMany(member => member.Same)]);
    }
}
