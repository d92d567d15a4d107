using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Turns;

/// <summary>Keeps the questionnaires that were live, so that a running screening ends on the version that it began with. The storage implements it.</summary>
public interface IQuestionnaireVersions
{
    /// <summary>Keeps versions; those that are kept already stay as they are.</summary>
    ValueTask KeepAsync(IReadOnlyCollection<QuestionnaireVersion> versions, CancellationToken cancel);

    /// <summary>The version of a hash, or null where it was never kept.</summary>
    ValueTask<QuestionnaireVersion?> FindAsync(string hash, CancellationToken cancel);
}
