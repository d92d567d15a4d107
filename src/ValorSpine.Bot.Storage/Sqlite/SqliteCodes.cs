namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>Result codes of SQLite that are told apart.</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int Interrupted = 9;
    public const int InputOutput = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int NoDatabase = 26;
}
