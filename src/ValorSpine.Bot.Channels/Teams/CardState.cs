using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>Whether a card still waits for an answer.</summary>
internal abstract record CardState
{
    private CardState()
    {
    }

    /// <summary>Nothing was said since, or what it offers stands whatever was said.</summary>
    public sealed record Open : CardState;

    /// <summary>One of its choices was picked, on it or in words.</summary>
    public sealed record Answered(string Label) : CardState;

    /// <summary>Something else was said since.</summary>
    public sealed record Overtaken : CardState;

    /// <summary>As the log tells it.</summary>
    /// <param name="card">The reply that the card shows.</param>
    /// <param name="log">The whole log.</param>
    public static CardState Of(LogEntry card, ImmutableArray<LogEntry> log)
    {
        var since = log.Where(entry => entry.Sequence > card.Sequence && !entry.FromBot).ToList();
        if (since.Find(entry => PickOf(entry)?.IsOn(card) == true) is { } picked)
            return new Answered(picked.Text);
        if (since is [] || !card.Reply!.Choices.Any(IsAnswer))
            return new Open();
        var said = since[0].Text.Trim();
        return card.Reply.Choices.FirstOrDefault(choice => choice.Label.Equals(said, StringComparison.OrdinalIgnoreCase)) is { } choice ? new Answered(choice.Label) : new Overtaken();
    }

    /// <summary>What stands on the card in place of its choices.</summary>
    public static string Line(LogEntry card, CardState state, Wording words) => state switch
    {
        Answered answered => CardWords.Chosen(words, answered.Label),
        _ => card.Reply!.Choices.Any(choice => choice.Action == ChoiceAction.Happening) ? CardWords.OvertakenSafety(words) : CardWords.Overtaken(words),
    };

    /// <summary>Whether a choice answers something that was asked, and so means nothing once something else was said. "Book a visit" means the same next week.</summary>
    public static bool IsAnswer(Choice choice) => ChoiceAction.Verb(choice.Action) is ChoiceAction.ScreeningVerb or ChoiceAction.BookingVerb or ChoiceAction.Happening or ChoiceAction.NotHappening;

    private static CardPick? PickOf(LogEntry entry) =>
        entry.ActivityJson is { } json && JsonSerializer.Deserialize(json, ActivityJson.Default.Activity) is { } activity ? CardPick.Of(activity) : null;
}
