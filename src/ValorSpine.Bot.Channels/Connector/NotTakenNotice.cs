using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Tells a patient at once that their message could not be kept: channels show them nothing of a refusal. It is sent past the table of deliveries, as nothing can be written there; one that gets lost is not sent again.</summary>
internal sealed class NotTakenNotice(ConnectorClient client, ClinicFacts clinic, TimeProvider time)
{
    // The channel waits ten to fifteen seconds in all.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the sender would otherwise hear nothing. Where too much came, a word about each would be more of it.</summary>
    public static bool IsWanted(ReceivedActivity received, NotNowException reason) =>
        !reason.IsTooMany && MayBeTold(received) && received is { Type: ActivityTypes.Message, ExpectsReplies: false, Activity.Conversation: not ({ IsGroup: true } or { ConversationType: "channel" or "groupChat" }) };

    // Whether they want texts cannot be looked up now: only what is no wish of its own is answered.
    private static bool MayBeTold(ReceivedActivity received) =>
        received.Channel != ChannelIds.AzureSms || OptOut.Read(received.Activity.Text ?? "", null, stopped: false, answersItself: false) is { Happened: null, Reach: Reach.Open };

    /// <summary>Sends it.</summary>
    public async Task SendAsync(ConversationReference to, NotNowException reason)
    {
        using var over = new CancellationTokenSource(s_patience, time);
        try
        {
            await client.SendAsync(to, Activity(to, NotTaken.InWords(reason, clinic)), over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The channel is slow as well. What it is answered counts, and that must still come in time.
        }
    }

    private static Activity Activity(ConversationReference to, string text) => new()
    {
        Type = ActivityTypes.Message,
        ChannelId = to.ChannelId,
        From = to.Bot is null ? null : to.Bot with { Role = "bot" },
        Recipient = to.User,
        Conversation = to.Conversation,
        Text = text,
        TextFormat = "plain",
    };
}
