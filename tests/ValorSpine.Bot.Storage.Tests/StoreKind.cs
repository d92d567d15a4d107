namespace ValorSpine.Bot.Storage.Tests;

/// <summary>The kinds of databases that the store can be in. What is said of the store is said of each.</summary>
public enum StoreKind
{
    Sqlite,
    PostgreSql,
}
