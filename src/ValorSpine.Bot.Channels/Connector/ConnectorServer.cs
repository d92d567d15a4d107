using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>What <c>POST /api/messages</c> does: it answers once the turn is committed, and before anything is sent.</summary>
internal sealed partial class ConnectorServer(
    ITurns turns, IConversationLog log, IChannelConversations addresses, ConnectorAuthentication authentication, ServiceHosts hosts, ChannelConversationIds ids, ReplyActivities replies,
    IEnumerable<IInvokeHandler> invokes, IEnumerable<IEventTaker> events, Origins origins, IOptions<ConnectorOptions> options, ILogger<ConnectorServer> logger)
{
    private const string BotAccountPrefix = "28:";

    /// <summary>Takes one activity.</summary>
    public async Task PostAsync(HttpContext context)
    {
        if (!options.Value.IsOn)
            throw ConnectorException.Off();
        var received = await ReceivedActivity.ReadAsync(context, options.Value.MaxActivityBytes);
        var caller = await VerifyAsync(context, received);
        received = received with { Activity = received.Activity with { CallerId = caller.CallerId } };
        var incoming = new Incoming(
            received,
            await ConversationAsync(received),
            new(caller.IsAuthenticated, Reference(received, origins.BaseUrl(context)).ToJson()));

        if (received.Type == ConnectorActivityTypes.Invoke)
        {
            await AnswerInvokeAsync(context, incoming);
            return;
        }

        // A channel that gives up waiting must not cut its own turn off: it would repeat the activity and find half of it done.
        var entries = await TakeAsync(incoming);
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

    private async Task<ImmutableArray<LogEntry>> TakeAsync(Incoming incoming)
    {
        switch (incoming.Received.Type)
        {
            case ActivityTypes.Message:
                return IsOwn(incoming.Received.Activity) ? [] : await TakeMessageAsync(incoming);
            case ActivityTypes.Typing:
                return [];
            case ActivityTypes.ConversationUpdate when Greets(incoming.Received.Activity):
            case ActivityTypes.Event when incoming.Received.Activity.Name == IncomingActivity.JoinEvent:
                var greeting = await GreetAsync(incoming);
                await KeepAsync(incoming);
                return greeting;
            case ConnectorActivityTypes.InstallationUpdate:
                return await TakeInstallationAsync(incoming);
            case ActivityTypes.Event:
                await KeepAsync(incoming);
                if (events.FirstOrDefault(handler => handler.Name == incoming.Received.Activity.Name) is { } taker)
                    await taker.TakeAsync(incoming.Conversation.Id, incoming.Received.Activity, CancellationToken.None);
                return [];
            default:
                await KeepAsync(incoming);
                return [];
        }
    }

    // Whoever writes first is greeted first, as the greeting says who reads along; not every channel tells that somebody has joined.
    private async Task<ImmutableArray<LogEntry>> TakeMessageAsync(Incoming incoming)
    {
        var said = incoming.Received.Said();
        var greeting = await GreetAsync(incoming);
        var turn = await turns.TakeAsync(
            new(incoming.Conversation.Id, incoming.Received.Key, said, incoming.Received.Json) { IsAnsweredInResponse = incoming.Received.ExpectsReplies }, CancellationToken.None);
        return [.. greeting, .. turn.Entries];
    }

    private async Task<ImmutableArray<LogEntry>> TakeInstallationAsync(Incoming incoming)
    {
        var action = incoming.Received.Activity.More is { } more && more.TryGetValue("action", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        switch (action)
        {
            case "remove" or "remove-upgrade":
                await KeepAsync(incoming);
                await addresses.CloseAsync(incoming.Conversation.Id, CancellationToken.None);
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

    /// <summary>Greets a conversation once, opening it where it is new. Gives what was said, or nothing where it was said before.</summary>
    private async Task<ImmutableArray<LogEntry>> GreetAsync(Incoming incoming)
    {
        await turns.OpenAsync(incoming.Conversation, CancellationToken.None);
        await addresses.KeepAsync(incoming.Conversation.Id, incoming.Address, CancellationToken.None);
        var turn = await turns.TakeAsync(
            new(incoming.Conversation.Id, DirectLineServer.StartedKey, new Input.Started(), ActivityJson: null) { IsAnsweredInResponse = incoming.Received.ExpectsReplies }, CancellationToken.None);
        return turn.Repeated ? [] : turn.Entries;
    }

    /// <summary>Keeps what is no message. What comes before the first message of a conversation opens none: it would stand empty in the lists of staff.</summary>
    private async Task KeepAsync(Incoming incoming)
    {
        if (await log.FindAsync(incoming.Conversation.Id, CancellationToken.None) is not null)
            await addresses.KeepActivityAsync(incoming.Conversation.Id, incoming.Received.Key, incoming.Received.Type, incoming.Received.Json, CancellationToken.None);
    }

    private async Task AnswerInvokeAsync(HttpContext context, Incoming incoming)
    {
        if (string.IsNullOrEmpty(incoming.Received.Activity.Name))
            throw ConnectorException.BadSyntax("The invoke has no 'name'.");
        if (invokes.FirstOrDefault(handler => handler.Name == incoming.Received.Activity.Name) is not { } handler)
        {
            context.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }

        var answer = await handler.AnswerAsync(incoming.Conversation.Id, incoming.Received.Activity, CancellationToken.None);
        context.Response.StatusCode = answer.Status;
        if (answer.Body is { } body)
            await context.Response.WriteAsJsonAsync(body, ActivityJson.Default.JsonElement, cancellationToken: context.RequestAborted);
    }

    private ExpectedReplies Expected(Incoming incoming, ImmutableArray<LogEntry> entries) => new(
    [
        .. entries.Where(entry => entry.FromBot).SelectMany(entry => replies.Of(
            entry, incoming.Conversation, incoming.Address.Reference, entry.ReplyTo is null ? null : incoming.Received.Json)),
    ]);

    private async Task<NewConversation> ConversationAsync(ReceivedActivity received)
    {
        var (channel, locale) = (received.Channel, received.Activity.Locale);
        var id = await addresses.CurrentAsync(ids.Conversation(channel, received.ConversationId), CancellationToken.None);
        return new(id, channel, ids.User(channel, received.Activity.From?.Id), string.IsNullOrEmpty(locale) ? null : locale);
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
        var members = update.MembersAdded ?? [];
        var joined = members.Any(IsBot);
        return IsGroup(update) || (IsPersonal(update) && joined) ? joined : members.Any(member => !IsBot(member));

        bool IsBot(ChannelAccount member) => member.Id == update.Recipient?.Id || member.Id == options.Value.AppId || member.Id == BotAccountPrefix + options.Value.AppId;
    }

    private static bool IsGroup(Activity activity) => activity.Conversation is { IsGroup: true } or { ConversationType: "channel" or "groupChat" };

    private static bool IsPersonal(Activity activity) => activity.Conversation?.ConversationType == "personal";

    // What a channel echoes of the bot's own words.
    private static bool IsOwn(Activity activity) => activity.From?.Id is { Length: > 0 } from && from == activity.Recipient?.Id;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "An activity was refused with {Status}: {Reason}")]
    private static partial void LogRefused(ILogger logger, int status, string reason);

    /// <summary>An activity with what this service calls its conversation.</summary>
    private sealed record Incoming(ReceivedActivity Received, NewConversation Conversation, ReplyAddress Address);
}
