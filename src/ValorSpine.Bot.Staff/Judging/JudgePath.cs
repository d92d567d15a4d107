using System.Globalization;
using ValorSpine.Bot.Staff.Conversations;

namespace ValorSpine.Bot.Staff.Judging;

/// <summary>The addresses of judging.</summary>
internal static class JudgePath
{
    public const string Home = "/staff/judging";
    public const string ScoreRoute = "/staff/conversations/{key}/judge/{sequence:long}/score", RecordRoute = "/staff/conversations/{key}/judge/{sequence:long}/record", NoteRoute = Home + "/records/{id:long}/note";

    public static string Reply(string conversationId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{ConversationPath.Of(conversationId)}/judge/{sequence}");

    public static string Record(long id) => string.Create(CultureInfo.InvariantCulture, $"{Home}/records/{id}");

    public static string Week(DateOnly monday) => $"{Home}?week={monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
}
