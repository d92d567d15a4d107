using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>What <c>POST /api/messages</c> does: it answers once the turn is committed, and before anything is sent.</summary>
internal sealed partial class ConnectorServer(
    ITurns turns, IConversationLog log, IReplyMarks marks, IChannelConversations addresses, ConnectorAuthentication authentication, ServiceHosts hosts, ChannelConversationIds ids, ReplyActivities replies,
    GroupCalls groups, TypingSignal typing, NotTakenNotice notTaken, IEnumerable<IInvokeHandler> invokes, IEnumerable<IEventTaker> events, IEnumerable<ICardPickReader> picks, Origins origins, IOptions<ConnectorOptions> options, ILogger<ConnectorServer> logger,
    TextWishes? wishes = null, SmsReactions? reactions = null)
{
    private const string BotAccountPrefix = "28:";
    private const int MaxLocaleLength = 35;

    /// <summary>Takes one activity.</summary>
    public async Task PostAsync(HttpContext context)
    {
        if (!options.Value.IsOn)
            throw ConnectorException.Off();
        var received = await ReceivedActivity.ReadAsync(context, options.Value.MaxActivityBytes);
        var caller = await VerifyAsync(context, received);
        received = received with { Activity = received.Activity with { CallerId = caller.CallerId } };
        var reference = Reference(received, origins.BaseUrl(context));
        try
        {
            await TakeAsync(context, received, caller, reference);
        }
        catch (NotNowException reason) when (NotTakenNotice.IsWanted(received, reason) && !IsOwn(received.Activity))
        {
            await notTaken.SendAsync(reference, reason);
            throw;
        }
    }

    private async Task TakeAsync(HttpContext context, ReceivedActivity received, VerifiedCaller caller, ConversationReference reference)
    {
        var incoming = new ReceivedInConversation(received, await ConversationAsync(received), new(caller.IsAuthenticated, reference.ToJson()), reference);

        if (received.Type == ConnectorActivityTypes.Invoke)
        {
            await AnswerInvokeAsync(context, incoming);
            return;
        }

        // A channel that gives up waiting must not cut its own turn off: it would repeat the activity and find half of it done.
        var entries = await (IsGroup(received.Activity) ? TakeInGroupAsync(incoming) : TakeAsync(incoming));
        context.Response.StatusCode = StatusCodes.Status200OK;
        if (received.ExpectsReplies)
            await context.Response.WriteAsJsonAsync(Expected(incoming, entries), ConnectorJson.Default.ExpectedReplies, cancellationToken: context.RequestAborted);
    }

    private async Task<VerifiedCaller> VerifyAsync(HttpContext context, ReceivedActivity received)
    {
        try
        {
            var caller = await authentication.AuthenticateAsync(context, received.Activity);
            return hosts.Allow(received.ServiceUrl) ? caller : throw ConnectorException.Forbidden("Replies are not sent to that service URL.");
        }
        catch (ConnectorException refusal)
        {
            LogRefused(logger, refusal.Status, refusal.Message);
            throw;
        }
    }

    private async Task<ImmutableArray<LogEntry>> TakeAsync(ReceivedInConversation incoming)
    {
        switch (incoming.Received.Type)
        {
            case ActivityTypes.Message:
                return IsOwn(incoming.Received.Activity) ? [] : await TakeMessageAsync(incoming);
            case ConnectorActivityTypes.MessageUpdate:
                return IsOwn(incoming.Received.Activity) ? [] : await TakeEditAsync(incoming);
            case ActivityTypes.Typing:
                return [];
            case ActivityTypes.ConversationUpdate when LosesBot(incoming.Received.Activity):
                await CloseAsync(incoming);
                return [];
            case ActivityTypes.ConversationUpdate when Greets(incoming.Received.Activity):
            case ActivityTypes.Event when incoming.Received.Activity.Name == DirectLine.IncomingActivity.JoinEvent:
                var greeting = await GreetAsync(incoming);
                await KeepAsync(incoming);
                return greeting;
            case ConnectorActivityTypes.InstallationUpdate:
                return await TakeInstallationAsync(incoming);
            case ConnectorActivityTypes.MessageReaction:
                await KeepAsync(incoming);
                await TakeReactionAsync(incoming);
                return [];
            case ActivityTypes.Event:
                await KeepAsync(incoming);
                if (events.FirstOrDefault(handler => handler.Name == incoming.Received.Activity.Name) is { } taker && await log.FindAsync(incoming.Conversation.Id, CancellationToken.None) is { } known)
                    await taker.TakeAsync(new(known, incoming.Received.Key, incoming.Received.Activity, known.UserId == incoming.Conversation.UserId), CancellationToken.None);
                return [];
            default:
                await KeepAsync(incoming);
                return [];
        }
    }

    // Whoever writes first is greeted first, as the greeting says who reads along; not every channel tells that somebody has joined.
    private async Task<ImmutableArray<LogEntry>> TakeMessageAsync(ReceivedInConversation incoming)
    {
        if (reactions is not null && incoming.Received is { Channel: ChannelIds.AzureSms, Activity.Text: { } text } && await reactions.TakeAsync(incoming.Conversation.Id, text, CancellationToken.None))
        {
            await KeepAsync(incoming);
            return [];
        }

        var said = incoming.Received.Said() with { Reach = await WishAsync(incoming) };
        if (said.Reach != Reach.Open)
        {
            await OpenAsync(incoming);
            return await SaidAsync(incoming, incoming.Received.Key, said);
        }

        var greeting = await GreetAsync(incoming);
        var picked = await PickedAsync(incoming);
        return [.. greeting, .. await SaidAsync(incoming, picked?.Key ?? incoming.Received.Key, picked?.Said ?? said)];
    }

    /// <summary>What the sender of a text message wishes about being texted. Elsewhere people leave a chat by leaving it.</summary>
    private async ValueTask<Reach> WishAsync(ReceivedInConversation incoming) =>
        wishes is not null && incoming.Received is { Channel: ChannelIds.AzureSms, Activity: { From.Id: { Length: > 0 } number } activity }
            ? await wishes.TakeAsync(number, activity.Text ?? "", carrier: null, incoming.Received.Key, CancellationToken.None)
            : Reach.Open;

    /// <summary>An edit that changes the words is said anew. One of a message that never came here is that message.</summary>
    private async Task<ImmutableArray<LogEntry>> TakeEditAsync(ReceivedInConversation incoming)
    {
        var said = incoming.Received.Said();
        var greeting = await GreetAsync(incoming);
        var before = await BeforeEditAsync(incoming);
        return before == said.Text ? greeting
            : [.. greeting, .. await SaidAsync(incoming, incoming.Received.EditKey, said with { IsEdit = before is not null })];
    }

    /// <summary>What the message said last, or null where it is not known.</summary>
    private async Task<string?> BeforeEditAsync(ReceivedInConversation incoming)
    {
        if (incoming.Received.Activity.Id is not { Length: > 0 } id)
            return null;
        var entries = await log.ReadAsync(incoming.Conversation.Id, after: 0, CancellationToken.None);
        return entries.LastOrDefault(entry => entry.ActivityJson is { } json && JsonSerializer.Deserialize(json, ActivityJson.Default.Activity)?.Id == id)?.Text;
    }

    private async Task<PickedOnCard?> PickedAsync(ReceivedInConversation incoming)
    {
        foreach (var reader in picks)
        {
            if (await reader.ReadAsync(incoming.Conversation.Id, incoming.Received.Activity, CancellationToken.None) is { } picked)
                return picked;
        }

        return null;
    }

    private async Task<ImmutableArray<LogEntry>> SaidAsync(ReceivedInConversation incoming, string key, Input.Said said)
    {
        var message = new InboundMessage(incoming.Conversation.Id, key, said, incoming.Received.Json)
        {
            IsAnsweredInResponse = incoming.Received.ExpectsReplies,
            TextedFrom = incoming.Received.Channel == ChannelIds.AzureSms ? incoming.Received.Activity.From?.Id : null,
        };
        return (await typing.WhileAsync(incoming, turns.TakeAsync(message, CancellationToken.None))).Entries;
    }

    private async Task TakeReactionAsync(ReceivedInConversation incoming)
    {
        if (Reactions.Read(incoming.Received.Activity) is (var helpful, IsMark: true) && incoming.Received.Activity.ReplyToId is { Length: > 0 } remote
            && await marks.FindReplyAsync(incoming.Conversation.Id, remote, CancellationToken.None) is { } sequence)
        {
            await marks.MarkAsync(incoming.Conversation.Id, sequence, helpful, CancellationToken.None);
        }
    }

    /// <summary>Where others read along: nothing of what is said there is kept there.</summary>
    private async Task<ImmutableArray<LogEntry>> TakeInGroupAsync(ReceivedInConversation incoming)
    {
        switch (incoming.Received.Type)
        {
            case ActivityTypes.Message or ConnectorActivityTypes.MessageUpdate when !IsOwn(incoming.Received.Activity):
                return await groups.CalledAsync(incoming);
            case ActivityTypes.ConversationUpdate when Greets(incoming.Received.Activity):
                return await groups.JoinedAsync(incoming);
            case ActivityTypes.ConversationUpdate when LosesBot(incoming.Received.Activity):
            case ConnectorActivityTypes.InstallationUpdate when ActionOf(incoming.Received.Activity) is "remove" or "remove-upgrade":
                await addresses.CloseAsync(incoming.Conversation.Id, CancellationToken.None);
                return [];
            default:
                return [];
        }
    }

    private async Task<ImmutableArray<LogEntry>> TakeInstallationAsync(ReceivedInConversation incoming)
    {
        switch (ActionOf(incoming.Received.Activity))
        {
            case "remove" or "remove-upgrade":
                await CloseAsync(incoming);
                return [];
            case "add" or "add-upgrade" when IsPersonal(incoming.Received.Activity):
                var greeting = await GreetAsync(incoming);
                await KeepAsync(incoming);
                return greeting;
            default:
                await KeepAsync(incoming);
                return [];
        }
    }

    /// <summary>The bot was taken out: nothing more is sent until the patient brings it back or writes.</summary>
    private async Task CloseAsync(ReceivedInConversation incoming)
    {
        await KeepAsync(incoming);
        await addresses.CloseAsync(incoming.Conversation.Id, CancellationToken.None);
    }

    /// <summary>Greets a conversation once, opening it where it is new. Gives what was said, or nothing where it was said before.</summary>
    private async Task<ImmutableArray<LogEntry>> GreetAsync(ReceivedInConversation incoming)
    {
        await OpenAsync(incoming);
        var turn = await turns.TakeAsync(
            new(incoming.Conversation.Id, DirectLineServer.StartedKey, new Input.Started(), ActivityJson: null) { IsAnsweredInResponse = incoming.Received.ExpectsReplies }, CancellationToken.None);
        return turn.Repeated ? [] : turn.Entries;
    }

    private async Task OpenAsync(ReceivedInConversation incoming)
    {
        await turns.OpenAsync(incoming.Conversation, CancellationToken.None);
        await addresses.KeepAsync(incoming.Conversation.Id, incoming.Address, CancellationToken.None);
    }

    /// <summary>Keeps what is no message. What comes before the first message of a conversation opens none: it would stand empty in the lists of staff.</summary>
    private async Task KeepAsync(ReceivedInConversation incoming)
    {
        if (await log.FindAsync(incoming.Conversation.Id, CancellationToken.None) is not null)
            await addresses.KeepActivityAsync(incoming.Conversation.Id, incoming.Received.Key, incoming.Received.Type, incoming.Received.Json, CancellationToken.None);
    }

    private async Task AnswerInvokeAsync(HttpContext context, ReceivedInConversation incoming)
    {
        if (string.IsNullOrEmpty(incoming.Received.Activity.Name))
            throw ConnectorException.BadSyntax("The invoke has no 'name'.");
        if (invokes.FirstOrDefault(handler => handler.Name == incoming.Received.Activity.Name) is not { } handler)
        {
            context.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }

        if (await log.FindAsync(incoming.Conversation.Id, CancellationToken.None) is not null)
            await addresses.KeepAsync(incoming.Conversation.Id, incoming.Address, CancellationToken.None);
        var answer = await handler.AnswerAsync(new(incoming.Conversation.Id, incoming.Received.Activity, incoming.Reference.PublicUrl), CancellationToken.None);
        context.Response.StatusCode = answer.Status;
        if (answer.Body is { } body)
            await context.Response.WriteAsJsonAsync(body, ActivityJson.Default.JsonElement, cancellationToken: context.RequestAborted);
    }

    private ExpectedReplies Expected(ReceivedInConversation incoming, ImmutableArray<LogEntry> entries) => new(
    [
        .. entries.Where(entry => entry.FromBot).SelectMany(entry => replies.Of(
            entry, incoming.Conversation, incoming.Address.Reference, entry.ReplyTo is null ? null : incoming.Received.Json)),
    ]);

    private async Task<NewConversation> ConversationAsync(ReceivedActivity received)
    {
        var (channel, locale) = (received.Channel, received.Activity.Locale);
        var id = await addresses.CurrentAsync(ids.Conversation(channel, received.ConversationId), CancellationToken.None);
        return new(id, channel, ids.User(channel, received.Activity.From?.Id), locale is { Length: > 0 and <= MaxLocaleLength } ? locale : null);
    }

    private static ConversationReference Reference(ReceivedActivity received, string publicUrl) => new()
    {
        ChannelId = received.Activity.ChannelId!,
        ServiceUrl = received.ServiceUrl,
        Conversation = new() { Id = received.ConversationId, TenantId = received.Activity.Conversation!.TenantId },
        Bot = received.Activity.Recipient,
        User = received.Activity.From,
        Locale = received.Activity.Locale,
        PublicUrl = publicUrl,
    };

    // Some channels tell first that the bot has joined and later that the patient has, some never name the bot. In a group only the bot's own coming is a reason to speak.
    private bool Greets(Activity update)
    {
        ChannelAccount[] members = [.. (update.MembersAdded ?? []).OfType<ChannelAccount>()];
        var joined = members.Any(member => IsBot(update, member));
        return IsGroup(update) || (IsPersonal(update) && joined) ? joined : members.Any(member => !IsBot(update, member));
    }

    private bool LosesBot(Activity update) => (update.MembersRemoved ?? []).Any(member => IsBot(update, member));

    // A list may hold nothing where somebody should be.
    private bool IsBot(Activity update, ChannelAccount? member) =>
        member?.Id is { Length: > 0 } id && (id == update.Recipient?.Id || id == options.Value.AppId || id == BotAccountPrefix + options.Value.AppId);

    private static string? ActionOf(Activity installation) =>
        installation.More is { } more && more.TryGetValue("action", out var value) && value.ValueKind == JsonValueKind.String ? value.Text() : null;

    private static bool IsGroup(Activity activity) => activity.Conversation is { IsGroup: true } or { ConversationType: "channel" or "groupChat" };

    private static bool IsPersonal(Activity activity) => activity.Conversation?.ConversationType == "personal";

    // What a channel echoes of the bot's own words.
    private static bool IsOwn(Activity activity) => activity.From?.Id is { Length: > 0 } from && from == activity.Recipient?.Id;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "An activity was refused with {Status}: {Reason}")]
    private static partial void LogRefused(ILogger logger, int status, string reason);
}
