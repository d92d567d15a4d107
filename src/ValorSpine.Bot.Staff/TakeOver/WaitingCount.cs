using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;

namespace ValorSpine.Bot.Staff.TakeOver;

/// <summary>What pages that stand open ask for: how many patients wait, and whether a conversation has something new. Neither shows what was said.</summary>
internal static class WaitingCount
{
    public static async Task<IResult> CountAsync(IHeldConversations held, HttpContext http) => Results.Json(new { open = await held.CountWaitingAsync(http.RequestAborted) });

    public static async Task<IResult> NewestAsync(string key, IHeldConversations held, HttpContext http) =>
        ConversationPath.IdOf(key) is { } conversation ? Results.Json(new { newest = await held.LastSequenceAsync(conversation, http.RequestAborted) }) : Results.NotFound();
}
