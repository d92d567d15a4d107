// The few types of the Bot Builder SDK 4 that the guide uses, with their names, members and signatures. Its packages cannot be restored with every package source.
#pragma warning disable IDE0130, CA1716, CA2227, CA1002, CA1724, SA1402
namespace Microsoft.Bot.Builder
{
    using Microsoft.Bot.Schema;

    public interface IBot
    {
        Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default);
    }

    public interface ITurnContext
    {
        Activity Activity { get; }

        Task<ResourceResponse> SendActivityAsync(IActivity activity, CancellationToken cancellationToken = default);
    }

    public interface IStorage
    {
        Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default);

        Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default);
    }

    public interface IStoreItem
    {
        string? ETag { get; set; }
    }
}

namespace Microsoft.Bot.Schema
{
    public interface IActivity;

    public sealed class Activity : IActivity
    {
        public string Type { get; set; } = "";

        public string? Id { get; set; }

        public string ChannelId { get; set; } = "";

        public ConversationAccount Conversation { get; set; } = new();

        public ChannelAccount Recipient { get; set; } = new();

        public IList<ChannelAccount>? MembersAdded { get; set; }

        public string? Text { get; set; }

        public string? TextFormat { get; set; }

        public SuggestedActions? SuggestedActions { get; set; }
    }

    public sealed class ConversationAccount
    {
        public string Id { get; set; } = "";
    }

    public sealed class ChannelAccount
    {
        public string Id { get; set; } = "";
    }

    public sealed class SuggestedActions
    {
        public IList<CardAction> Actions { get; set; } = [];
    }

    public sealed class CardAction
    {
        public string? Type { get; set; }

        public string? Title { get; set; }

        public object? Value { get; set; }
    }

    public sealed class ResourceResponse;

    public static class ActivityTypes
    {
        public const string Message = "message", ConversationUpdate = "conversationUpdate";
    }

    public static class ActionTypes
    {
        public const string ImBack = "imBack", OpenUrl = "openUrl";
    }

    public static class TextFormatTypes
    {
        public const string Plain = "plain";
    }
}
