using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Records.Export;

/// <summary>A file for each conversation: the array of its activities, as the Bot Framework Emulator opens it. What the channel showed is rendered anew.</summary>
internal sealed class BotFrameworkForm(ChannelRenderers renderers) : IExportForm
{
    private const string Patient = "patient", NoAddress = "";

    private int _written;

    /// <inheritdoc/>
    public ValueTask BeginAsync(ExportFiles files, CancellationToken cancel) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask AddAsync(ExportFiles files, Transcript transcript, CancellationToken cancel)
    {
        var conversation = new NewConversation(transcript.Row.Id, transcript.Row.Channel, Patient, "en-US");
        var activities = transcript.Log.SelectMany(entry => entry.FromBot ? renderers.Render(entry, conversation, NoAddress) : [Said(entry, conversation)]);
        var array = new JsonArray([.. activities.Select(activity => JsonSerializer.SerializeToNode(activity, ActivityJson.Default.Activity))]);
        await files.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"transcripts/{++_written:000000}.transcript"), cancel);
        await files.WriteAsync(Encoding.UTF8.GetBytes(array.ToJsonString()), cancel);
        await files.CloseAsync();
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(ExportFiles files, CancellationToken cancel) => ValueTask.CompletedTask;

    private static Activity Said(LogEntry entry, NewConversation conversation) => new()
    {
        Type = ActivityTypes.Message,
        Id = string.Create(CultureInfo.InvariantCulture, $"{entry.ConversationId}|{entry.Sequence:0000000}"),
        Timestamp = entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ChannelId = conversation.Channel,
        From = new() { Id = Patient, Role = "user" },
        Recipient = new() { Id = ReplyRenderer.BotId, Role = "bot" },
        Conversation = new() { Id = entry.ConversationId },
        Locale = conversation.Locale,
        Text = entry.Text,
        TextFormat = "plain",
    };
}
