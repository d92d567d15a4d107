using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Commands;

/// <summary>Looks whether channels take all that the content can make the bot say. What is too large still goes out, in a plainer form; authors should know.</summary>
internal static class ChannelBudgets
{
    private const string Settings = "appsettings.json";

    // A long name, and all that can be told before a visit is confirmed.
    private const string Details = "My name is Maximiliana Featherstonehaugh-Papadopoulos, 312 555 0137, maximiliana.featherstonehaugh@mail.example, my back hurts since the move and I would like to know what can be done about it";

    /// <summary>One defect for each reply that is too large.</summary>
    public static ImmutableArray<ContentProblem> Check(BotContent content, IEnumerable<Sayable> said)
    {
        var teams = new TeamsCheck(content.Clinic, new Pages(content), () => content.Words);
        return [.. said.Select(said => Problem(said, teams.LargestOf(said.Reply))).OfType<ContentProblem>().Distinct()];
    }

    /// <summary>Every whole reply that the content, the clinic's visits and its staff can lead to.</summary>
    public static async Task<IEnumerable<Sayable>> SaidAsync(BotContent content, DateTimeOffset now) => [.. EverythingSaid.Whole(content, now), .. await BookingAsync(content, now), .. await HandOffAsync(content, now)];

    private static ContentProblem? Problem(Sayable said, int bytes) => bytes <= TeamsCheck.MostBytes ? null : new(
        said.Path, said.Line,
        string.Create(CultureInfo.InvariantCulture, $"{said.What} takes {bytes:N0} bytes in Teams, which shows {TeamsCheck.MostBytes:N0} as a card."),
        "Shorten it, or have fewer choices.");

    /// <summary>What is said on the way to each kind of visit, when it is booked, reminded of, moved and cancelled, and on the way onto the waiting list.</summary>
    private static async Task<IEnumerable<Sayable>> BookingAsync(BotContent content, DateTimeOffset now)
    {
        var replies = new List<Sayable>();
        foreach (var visit in content.Clinic.Visits)
        {
            var (talk, what) = (new ScratchTalk(content, now), $"'Clinic:Visits:{visit.Id}'");
            replies.AddRange((await talk.SayAsync("book a visit", visit.Name, "1", Details, "yes")).Select(Said(what)));
            if (talk.State.Booking?.Booked is { } booked)
                replies.AddRange((await talk.HearAsync(new Input.ReminderDue(booked))).Select(Said(what)));
            replies.AddRange((await talk.SayAsync("move my visit", "2", "yes", "cancel my visit", "yes")).Select(Said(what)));
            replies.AddRange((await talk.HearAsync(Picks(ChoiceAction.Booking("wait")), Picks(ChoiceAction.Booking($"visit:{visit.Id}")), new Input.Said("any time"))).Select(Said(what)));
        }

        return replies;
    }

    /// <summary>What is said on the way to a person, by day and at night, until they come, leave and close, or do not come.</summary>
    private static async Task<IEnumerable<Sayable>> HandOffAsync(BotContent content, DateTimeOffset now)
    {
        var (person, replies) = (new StaffPerson("Maximiliana", "staff"), new List<Reply>());
        foreach (var at in new[] { now, now.AddHours(12) })
        {
            var talk = new ScratchTalk(content, at);
            replies.AddRange(await talk.HearAsync(
                Picks(ChoiceAction.Staff), Picks(ChoiceAction.Staff), new Input.Said(Details), new Input.StaffTook(person), new Input.StaffReturned(), new Input.StaffTook(person), new Input.StaffClosed(),
                Picks(ChoiceAction.Staff), new Input.StaffReturned()));
        }

        return replies.Select(Said("'Staff:Hours'"));
    }

    private static Input.Said Picks(string action) => new("", action);

    private static Func<Reply, Sayable> Said(string what) => reply => new(Settings, 0, what, reply);

    private sealed class Pages(BotContent content) : IArticlePages
    {
        public ArticlePage? Find(string id) => ArticlePages.Of(content, id);
    }
}
