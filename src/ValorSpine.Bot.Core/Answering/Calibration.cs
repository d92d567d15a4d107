using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>A message with what answers it.</summary>
/// <param name="Text">As a patient wrote it.</param>
/// <param name="Topics">Topics that answer it; empty where none does.</param>
public sealed record LabelledMessage(string Text, ImmutableArray<string> Topics);

/// <summary>
/// Learns phrasings that are new since the encoder was trained and what messages on signs are written with, and fits <c>knowledge/confidence.json</c> on messages of people who had no part in any phrasing.
/// </summary>
public static class Calibration
{
    private static readonly double[] s_temperatures = [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2];

    /// <summary>The files with what was learned, by path.</summary>
    /// <param name="files">All files.</param>
    /// <param name="knowledge">What they hold.</param>
    /// <param name="messages">The tuned split of the evaluation set.</param>
    /// <exception cref="InvalidOperationException">There are no learned weights to begin with.</exception>
    public static IReadOnlyDictionary<string, string> Fit(ContentFiles files, KnowledgeBase knowledge, IEnumerable<LabelledMessage> messages)
    {
        var problems = new List<ContentProblem>();
        var before = TargetModel.Load(files, problems);
        if (problems.Count > 0)
            throw new InvalidOperationException(string.Join('\n', problems));
        var targets = Target.Of(knowledge);
        var model = before.With(TargetModel.LessonsOf(knowledge, targets), int.MaxValue, MessageEncoder.Shared.Encode);
        var reader = new QuestionReader(knowledge.Concepts);
        var spelling = Answerer.SpellingOf(knowledge, reader);
        var read = messages.AsParallel().AsOrdered().Select(message => (message.Topics, Directions: DirectionsOf(message.Text, reader.Read(message.Text, spelling).Spelled))).ToImmutableArray();
        string?[] topicOf = [.. model.Classes.Select(name => knowledge.Find(name)?.Topic)];
        var temperature = s_temperatures.MinBy(candidate => read.Where(message => message.Topics.Length > 0).Sum(message => SurpriseOf(Tell(model, message.Directions, candidate), topicOf, message.Topics)));
        var told = read.Select(message => (Told: Tell(model, message.Directions, temperature).Where((_, place) => topicOf[place] is not null).Sum(share => (double)share), Answers: message.Topics.Length > 0));
        var confidence = Confidence.Fit(temperature, [.. told]);
        return new Dictionary<string, string> { [TargetModel.Path] = model.Write(), [Confidence.Path] = confidence.Write(), [SignModel.NgramsPath] = SignModel.LearnNgrams(files) };
    }

    /// <summary>As a question is judged: what is misspelled is read twice.</summary>
    private static float[][] DirectionsOf(string text, string? spelled) => [MessageEncoder.Shared.Encode(text), .. spelled is null ? Array.Empty<float[]>() : [MessageEncoder.Shared.Encode(spelled)]];

    private static float[] Tell(Classifier model, float[][] directions, double temperature)
    {
        var told = model.Tell(directions[0], (float)temperature);
        if (directions is [_, var putRight])
            Judge.Weigh(told, model.Tell(putRight, (float)temperature));
        return told;
    }

    /// <summary>How unlikely the right topics are among all topics.</summary>
    private static double SurpriseOf(float[] told, string?[] topicOf, ImmutableArray<string> topics)
    {
        double right = 1e-6, all = 2e-6;
        for (var place = 0; place < told.Length; place++)
        {
            if (topicOf[place] is not { } topic)
                continue;
            all += told[place];
            right += topics.Contains(topic) ? told[place] : 0;
        }

        return -Math.Log(right / all);
    }
}
