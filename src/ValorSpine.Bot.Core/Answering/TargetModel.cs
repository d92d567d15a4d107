using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Which messages belong to which target: articles, what is declined, requests and other things are the classes of one <see cref="Classifier"/>.</summary>
internal static class TargetModel
{
    /// <summary>Where the learned weights stand.</summary>
    public const string Path = "knowledge/targets.model.txt";

    /// <summary>The class of messages that come near to an article which does not answer them.</summary>
    public const string NearMisses = "-near misses";

    private const string Outside = "-";

    /// <summary>The class of a target.</summary>
    public static string ClassOf(Target target) => target switch
    {
        Target.Answer => target.Id,
        Target.Request => ClassOfRequest(target.Id),
        Target.Elsewhere when target.Id.StartsWith(NearMisses[1..], StringComparison.Ordinal) => NearMisses,
        _ => Outside + target.Id,
    };

    /// <summary>The class of messages that ask for something else than an answer.</summary>
    public static string ClassOfRequest(string kind) => $"{Outside}request {kind}";

    /// <summary>All that is written for the targets, each message with its class; with each of its two where it asks for two.</summary>
    public static IReadOnlyList<Lesson> LessonsOf(KnowledgeBase knowledge, ImmutableArray<Target> targets)
    {
        var classes = targets.Where(target => target is Target.Answer or Target.Decline).ToDictionary(target => target.Id, ClassOf, StringComparer.Ordinal);
        return
        [
            .. targets.SelectMany(target => target.Phrasings, (target, text) => new Lesson(text, ClassOf(target))),
            .. from together in knowledge.AskedTogether
               from id in KnowledgeBase.IdsOf(together)
               where classes.ContainsKey(id)
               from text in together.Messages
               select new Lesson(text, classes[id]),
        ];
    }

    /// <summary>Reads the weights; with a problem where they cannot be read.</summary>
    public static Classifier Load(ContentFiles files, ICollection<ContentProblem> problems) =>
        Learned.Load(files, Path, problems, "Take the file from where the encoder came from, or make both anew with eng/encoder.", Classifier.Read, Classifier.Blank);
}
