using System.Globalization;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.LanguageModel;

/// <summary>One row a day. Whatever process takes of it has the only writer meanwhile, so that two never take the same.</summary>
internal sealed class StoredModelSpending(DataStore store) : IModelSpending
{
    private const decimal PerUnit = 1_000_000;

    /// <inheritdoc/>
    public ValueTask<ModelAmount> TakeAsync(DateOnly day, ModelAmount owed, ModelAmount wanted, ModelAmount most, CancellationToken cancel) => store.WriteAsync(
        session =>
        {
            var share = wanted.AtMost(most - TakenOf(session, day) - owed);
            Add(session, day, owed + share);
            return share;
        },
        cancel);

    /// <inheritdoc/>
    public async ValueTask GiveBackAsync(DateOnly day, ModelAmount unspent, CancellationToken cancel) =>
        await store.WriteAsync(session => Add(session, day, default(ModelAmount) - unspent), cancel);

    /// <inheritdoc/>
    public ModelAmount TakenOf(DateOnly day) => store.Read(session => TakenOf(session, day));

    private static ModelAmount TakenOf(StoreSession session, DateOnly day) =>
        session.Query("SELECT Tokens, Cost FROM ModelSpending WHERE Day = $1", row => new ModelAmount(row.GetInt64(0), row.GetInt64(1) / PerUnit), Name(day));

    private static int Add(StoreSession session, DateOnly day, ModelAmount amount) => session.Execute(
        "INSERT INTO ModelSpending (Day, Tokens, Cost) VALUES ($1, $2, $3) ON CONFLICT (Day) DO UPDATE SET Tokens = ModelSpending.Tokens + excluded.Tokens, Cost = ModelSpending.Cost + excluded.Cost",
        Name(day), amount.Tokens, (long)Math.Round(amount.Cost * PerUnit));

    private static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
