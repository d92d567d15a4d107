using System.Collections.Immutable;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Fixing;
using ValorSpine.Bot.Staff.Inspecting;

namespace ValorSpine.Bot.Staff;

/// <summary>Recorded turns with the content that is served and the channels' own renderers.</summary>
internal sealed class Inspection(LiveContent live, ChannelRenderers renderers) : IInspecting
{
    // Addresses within a reply are not followed here.
    private const string Address = "";

    private static readonly string[] s_channels = [ChannelIds.WebChat, ChannelIds.Teams, ChannelIds.TwilioSms];

    /// <inheritdoc/>
    public string Version => live.Current.Version;

    /// <inheritdoc/>
    public ImmutableArray<ReplayedTurn> Replay(ImmutableArray<RecordedTurn> turns) => ConversationReplay.Run(live.Current, turns);

    /// <inheritdoc/>
    public string Understood(string question) => live.Current.Answering.Understood(question);

    /// <inheritdoc/>
    public ImmutableArray<ChannelView> Views(LogEntry reply) =>
        [.. s_channels.Select(channel => new ChannelView(channel, [.. renderers.Render(reply, new(reply.ConversationId, channel, "", null), Address).Select(Shown)]))];

    private static string Shown(Activity activity)
    {
        var shown = ChannelPreviews.MessageOf(activity);
        return shown.Buttons.IsEmpty ? shown.Text : $"{shown.Text}\n{string.Join(" ", shown.Buttons.Select(button => $"[{button}]"))}".TrimStart();
    }
}
