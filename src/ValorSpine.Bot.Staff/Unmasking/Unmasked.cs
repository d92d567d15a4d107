using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Unmasking;

/// <summary>Who sees which conversation with names and contacts for now, having stated why. The audit trail says so itself: nobody sees them without an entry, and every process knows it.</summary>
internal sealed class Unmasked(IAuditTrail trail, ITranscripts transcripts, TimeProvider time)
{
    /// <summary>What stands on the trail: a reason was stated, to see names and contacts, or to open a conversation that the role does not open.</summary>
    public const string Action = "transcript.unmask", BreakGlass = "break-glass.open";

    /// <summary>How long it lasts. Then it has to be stated anew.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>Whether somebody sees it all: for a stated reason, or because they have the conversation and speak with the patient.</summary>
    public async ValueTask<bool> IsForAsync(HttpContext reader, Transcript transcript) =>
        (transcript.Owner is Owner.Person { By: var by } && by.Account == Reader.Of(reader))
        || (reader.User.May(Right.Unmask) && await HasStatedWhyAsync(Action, reader, transcript.Row.Id))
        || (reader.User.May(Right.BreakGlass) && await HasStatedWhyAsync(BreakGlass, reader, transcript.Row.Id));

    /// <summary>Puts on the trail why somebody is to see it all: of the conversation, and of those that the patient continued from it or in it, which are shown with it.</summary>
    public async Task StateAsync(string action, HttpContext reader, string conversationId, string reason)
    {
        var shown = await transcripts.RefreshAsync(conversationId, Reader.Of(reader), reader.RequestAborted);
        foreach (var id in (string[])[conversationId, .. shown?.Linked.Select(linked => linked.Row.Id) ?? []])
            await trail.RecordAsync(Reader.Of(reader), action, id, reason, reader.RequestAborted);
    }

    private async ValueTask<bool> HasStatedWhyAsync(string action, HttpContext reader, string conversationId)
    {
        var filter = new AuditFilter { Actor = Reader.Of(reader), Action = action, ConversationId = conversationId, From = time.GetUtcNow() - Lasts };
        return !(await trail.ListAsync(filter, before: null, take: 1, reader.RequestAborted)).IsEmpty;
    }
}
