using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>Tells before a reply is ever said whether Teams takes it whole.</summary>
/// <param name="clinic">What only the clinic knows.</param>
/// <param name="articles">What citations lead to.</param>
/// <param name="words">The wording.</param>
public sealed class TeamsCheck(ClinicFacts clinic, IArticlePages articles, CurrentWording words)
{
    /// <summary>Largest activity that Teams is given, in bytes.</summary>
    public const int MostBytes = TeamsBudget.Bytes;

    // Longer than those that will come.
    private const string PublicUrl = "https://assistant.the-name-of-a-clinic-that-is-long.example.org";
    private static readonly NewConversation s_conversation = new("ch-0123456789012345678901", ChannelIds.Teams, $"29:{new string('u', 80)}", "en-US");

    private readonly ReplyRenderer _plain = new(clinic);
    private readonly TeamsRenderer _teams = new(new(clinic), new(articles), words);

    /// <summary>Size of the largest activity of a reply, in bytes with all that is sent with it.</summary>
    public int LargestOf(Reply reply)
    {
        var entry = new LogEntry { ConversationId = s_conversation.Id, Sequence = 99_999, At = DateTimeOffset.UnixEpoch, FromBot = true, Reply = reply, ReplyTo = 99_998 };
        Activity frame = _plain.Render(entry, s_conversation, PublicUrl) with { Attachments = null, SuggestedActions = null, Entities = null };
        return _teams.Whole(entry, frame, s_conversation.UserId, PublicUrl).Max(TeamsBudget.SizeOf) + TeamsBudget.Envelope;
    }
}
