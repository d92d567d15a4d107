using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Conversations;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.TakeOver;

/// <summary>What pages that stand open ask for: how many patients wait, and whether a conversation has something new. Neither shows what was said.</summary>
internal static class WaitingCount
{
    public static async Task<IResult> CountAsync(IHeldConversations held, Presence presence, HttpContext http)
    {
        presence.See(Reader.Of(http));
        return Results.Json(new { open = await held.CountWaitingAsync(http.RequestAborted) });
    }

    public static async Task<IResult> NewestAsync(string key, IHeldConversations held, Presence presence, HttpContext http)
    {
        if (ConversationPath.IdOf(key) is not { } conversation)
            return Results.NotFound();
        presence.See(Reader.Of(http), conversation);
        return Results.Json(new { newest = await held.LastSequenceAsync(conversation, http.RequestAborted), others = presence.Others(conversation, Reader.Of(http)) });
    }
}
