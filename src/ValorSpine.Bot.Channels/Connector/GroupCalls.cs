using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>
/// Takes what is said to the bot where others read along: a channel or a group chat. It is answered in a private chat, which the bot opens; the group gets one short reply that says so. What was said is
/// kept with the private chat alone, and nowhere where that cannot be opened.
/// </summary>
internal sealed partial class GroupCalls(
    ITurns turns, IChannelConversations addresses, ChannelConversationIds ids, ConnectorClient client, TimeProvider time, ILogger<GroupCalls> logger)
{
    private const string GroupSuffix = ":group";

    // The channel waits ten to fifteen seconds in all.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(6);

    /// <summary>Somebody called the bot, or changed what they had said to it. Gives what is said in the group.</summary>
    public async Task<ImmutableArray<LogEntry>> CalledAsync(ReceivedInConversation incoming)
    {
        // An app with more rights gets every message of a channel; what does not name the bot is not for it.
        if (incoming.Received.Channel == ChannelIds.Teams && !Mentions.HasBot(incoming.Received.Activity))
            return [];
        var isEdit = incoming.Received.Type == ConnectorActivityTypes.MessageUpdate;
        var said = incoming.Received.Said();
        // Nothing of it is kept here to compare an edit with: the same message with the same words is the same call, edited or not.
        var key = ids.Call(incoming.Received.Channel, incoming.Received.Key, said.Text);
        var isContinued = said.Text.Length > 0 && await ContinueAsync(incoming, key, said with { IsEdit = isEdit });
        return await SayAsync(incoming, key, new Input.CalledInGroup(said.Text, isContinued, Link(incoming)));
    }

    /// <summary>The bot was brought to the group: it says once what it does there.</summary>
    public Task<ImmutableArray<LogEntry>> JoinedAsync(ReceivedInConversation incoming) => SayAsync(incoming, DirectLineServer.StartedKey, new Input.CalledInGroup(""));

    private async Task<ImmutableArray<LogEntry>> SayAsync(ReceivedInConversation incoming, string key, Input.CalledInGroup called)
    {
        var group = incoming.Conversation with { Channel = incoming.Conversation.Channel + GroupSuffix };
        await turns.OpenAsync(group, CancellationToken.None);
        await addresses.KeepAsync(group.Id, incoming.Address, CancellationToken.None);
        // Without the activity: it holds what was said.
        return (await turns.TakeAsync(new(group.Id, key, called, ActivityJson: null) { IsAnsweredInResponse = incoming.Received.ExpectsReplies }, CancellationToken.None)).Entries;
    }

    /// <summary>Goes on in private; gives whether that could be.</summary>
    private async Task<bool> ContinueAsync(ReceivedInConversation incoming, string key, Input.Said said)
    {
        if (await OpenPrivateAsync(incoming) is not { } reference)
            return false;
        var channel = incoming.Received.Channel;
        var conversation = new NewConversation(await addresses.CurrentAsync(ids.Conversation(channel, reference.Conversation.Id!), CancellationToken.None), channel, ids.User(channel, reference.User?.Id), incoming.Conversation.Locale);
        await turns.OpenAsync(conversation, CancellationToken.None);
        await addresses.KeepAsync(conversation.Id, new(incoming.Address.IsAuthenticated, reference.ToJson()), CancellationToken.None);
        await turns.TakeAsync(new(conversation.Id, DirectLineServer.StartedKey, new Input.Started(), ActivityJson: null), CancellationToken.None);
        // Without the activity: its id means nothing in the private chat.
        await turns.TakeAsync(new(conversation.Id, key, said, ActivityJson: null), CancellationToken.None);
        return true;
    }

    // Opening it again gives the same one, so a repeat does no harm.
    private async Task<ConversationReference?> OpenPrivateAsync(ReceivedInConversation incoming)
    {
        if (incoming.Received.Channel != ChannelIds.Teams || incoming.Reference is not { User.Id.Length: > 0, Bot.Id.Length: > 0 } reference)
            return null;
        var tenant = TenantOf(incoming.Received.Activity);
        var wanted = new NewChannelConversation
        {
            IsGroup = false,
            Bot = new() { Id = reference.Bot.Id, Name = reference.Bot.Name },
            Members = [new() { Id = reference.User.Id, Name = reference.User.Name, AadObjectId = reference.User.AadObjectId }],
            TenantId = tenant,
            ChannelData = tenant is null ? null : JsonSerializer.SerializeToElement(new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant } }, ActivityJson.Default.JsonObject),
        };
        using var patience = new CancellationTokenSource(s_patience, time);
        try
        {
            switch (await client.CreateConversationAsync(reference.ServiceUrl, wanted, patience.Token))
            {
                case ConnectorResult.Done { Id: { Length: > 0 } id }:
                    return reference with { Conversation = new() { Id = id, TenantId = tenant } };
                case var failed:
                    NotOpened(failed.GetType().Name);
                    return null;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            NotOpened("no answer in time");
            return null;
        }
    }

    private static string? TenantOf(Activity activity) =>
        activity.Conversation!.TenantId
        ?? (activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("tenant", out var tenant) && tenant.ValueKind == JsonValueKind.Object
            && tenant.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.Text() : null);

    private static string? Link(ReceivedInConversation incoming) =>
        incoming.Received.Channel == ChannelIds.Teams && incoming.Reference.Bot?.Id is { Length: > 0 } bot ? TeamsChannel.ChatLink + Uri.EscapeDataString(bot) : null;

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Somebody called the bot in a group, and no private chat could be opened with them: {Problem}. They were asked to open one.")]
    private partial void NotOpened(string problem);
}
