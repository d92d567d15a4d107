using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Questionnaires;

/// <summary>Keeps the texts of questionnaires by their hash. They are the clinic's words and no patient's, so they are not encrypted.</summary>
internal sealed class StoredQuestionnaires(DataStore store, TimeProvider time) : IQuestionnaireVersions
{
    /// <inheritdoc/>
    public async ValueTask KeepAsync(IReadOnlyCollection<QuestionnaireVersion> versions, CancellationToken cancel)
    {
        var at = time.GetUtcNow().UtcTicks;
        await store.WriteAsync(
            session => versions.Sum(version => session.Execute(
                "INSERT INTO Questionnaires (Hash, Name, Questionnaire, Outcomes, At) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (Hash) DO NOTHING",
                version.Hash, version.Name, version.Questionnaire, version.Outcomes, at)),
            cancel);
    }

    /// <inheritdoc/>
    public ValueTask<QuestionnaireVersion?> FindAsync(string hash, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(store.Read(session => session.Query(
            "SELECT Name, Questionnaire, Outcomes FROM Questionnaires WHERE Hash = $1", row => new QuestionnaireVersion(row.GetString(0), row.GetString(1), row.TextOrNull(2)), hash)));
    }
}
