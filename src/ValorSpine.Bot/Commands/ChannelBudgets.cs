using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Commands;

/// <summary>Looks whether channels take all that the content can make the bot say. What is too large still goes out, in a plainer form; authors should know.</summary>
internal static class ChannelBudgets
{
    private const string Settings = "appsettings.json";

    // A long name, and all that can be told before a visit is confirmed.
    private const string Details = "My name is Maximiliana Featherstonehaugh-Papadopoulos, 312 555 0137, maximiliana.featherstonehaugh@mail.example, my back hurts since the move and I would like to know what can be done about it";

    /// <summary>One defect for each reply that is too large.</summary>
    public static async Task<ImmutableArray<ContentProblem>> CheckAsync(BotContent content, DateTimeOffset now)
    {
        var teams = new TeamsCheck(content.Clinic, new Pages(content), () => content.Words);
        return [.. (await SaidAsync(content, now)).Select(said => Problem(said, teams.LargestOf(said.Reply))).OfType<ContentProblem>().Distinct()];
    }

    /// <summary>Every whole reply that the content, and the clinic's visits, can lead to.</summary>
    public static async Task<IEnumerable<Sayable>> SaidAsync(BotContent content, DateTimeOffset now) => EverythingSaid.Whole(content, now).Concat(await BookingAsync(content, now));

    private static ContentProblem? Problem(Sayable said, int bytes) => bytes <= TeamsCheck.MostBytes ? null : new(
        said.Path, said.Line,
        string.Create(CultureInfo.InvariantCulture, $"{said.What} takes {bytes:N0} bytes in Teams, which shows {TeamsCheck.MostBytes:N0} as a card."),
        "Shorten it, or have fewer choices.");

    /// <summary>What is said on the way to each kind of visit, and when it is booked, moved and cancelled.</summary>
    private static async Task<IEnumerable<Sayable>> BookingAsync(BotContent content, DateTimeOffset now)
    {
        var replies = new List<Sayable>();
        foreach (var visit in content.Clinic.Visits)
        {
            var schedule = new ScratchSchedule(content.Clinic, now);
            var state = new ConversationState();
            foreach (var text in new[] { "book a visit", visit.Name, "1", Details, "yes", "move my visit", "2", "yes", "cancel my visit", "yes" })
            {
                var (turn, _) = await Deciding.DecideAsync(content, state, new Input.Said(text), now, schedule.PerformAsync);
                state = turn.State;
                replies.AddRange(turn.Replies.Select(reply => new Sayable(Settings, 0, $"'Clinic:Visits:{visit.Id}'", reply)));
            }
        }

        return replies;
    }

    private sealed class Pages(BotContent content) : IArticlePages
    {
        public ArticlePage? Find(string id) => ArticlePages.Of(content, id);
    }
}
