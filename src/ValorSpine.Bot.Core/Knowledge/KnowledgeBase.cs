namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>The reviewed articles, their sources and the comparison table.</summary>
public sealed class KnowledgeBase
{
    /// <summary>Reads <c>knowledge/</c> and reports what is wrong with it.</summary>
    public static KnowledgeBase Load(ContentFiles files, ICollection<ContentProblem> problems) => new();
}
