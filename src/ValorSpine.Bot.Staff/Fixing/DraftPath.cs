using System.Globalization;
using ValorSpine.Bot.Staff.Conversations;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>The addresses of the work on the knowledge. They hold numbers and ids of conversations alone.</summary>
internal static class DraftPath
{
    public const string List = "/staff/drafts";
    public const string ImproveRoute = "/staff/conversations/{key}/improve/{sequence:long}/begin";
    public const string StepRoute = List + "/{id:long}/{step}";
    public const string TrialRoute = List + "/{id:long}/trial";
    public const string PatchRoute = List + "/{id:long}/patch";
    public const string PreviewRoute = List + "/preview";

    /// <summary>What became of the last step, named in the address.</summary>
    public const string ResultParameter = "result";

    public static string Improve(string conversationId, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{ConversationPath.Of(conversationId)}/improve/{sequence}");

    /// <summary>Where the page on a question begins a draft: a page takes forms at its own address itself.</summary>
    public static string Begin(string conversationId, long sequence) => $"{Improve(conversationId, sequence)}/begin";

    public static string Of(long id) => string.Create(CultureInfo.InvariantCulture, $"{List}/{id}");

    public static string Step(long id, string step) => $"{Of(id)}/{step}";
}
