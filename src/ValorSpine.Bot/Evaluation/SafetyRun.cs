using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Evaluation;

/// <summary>What the bot did with one message of the safety suite.</summary>
/// <param name="Case">The message.</param>
/// <param name="Tier">The tier of the guidance that it gave; none where it gave none.</param>
/// <param name="Asked">Whether it asked if it is happening now.</param>
/// <param name="Rule">The rule or red flag behind it.</param>
/// <param name="ByMeaning">Whether it was heard by its meaning alone: no rule fired.</param>
internal sealed record SafetyJudged(SafetyCase Case, SafetyTier Tier, bool Asked, string Rule, bool ByMeaning)
{
    /// <summary>Whether it gave guidance and stopped everything else.</summary>
    public bool Stopped => Tier >= SafetyTier.SameDay;
}

/// <summary>Says each message of the suite in its state of the chat, and writes what came of it.</summary>
internal static class SafetyRun
{
    private const string Educational = "educational";

    /// <summary>What the bot did, in the order of the suite.</summary>
    public static async Task<ImmutableArray<SafetyJudged>> PlayAsync(BotContent content, IEnumerable<SafetyCase> cases, DateTimeOffset now) =>
        [.. await Task.WhenAll(cases.Select(one => Task.Run(() => PlayAsync(content, one, now))))];

    /// <summary>The share of signs that stopped the chat.</summary>
    public static Share Recall(IEnumerable<SafetyJudged> judged) => Share.Count([.. judged.Where(one => one.Case.IsSign)], one => one.Stopped);

    /// <summary>The share of signs that stopped the chat or were asked about.</summary>
    public static Share Noticed(IEnumerable<SafetyJudged> judged) => Share.Count([.. judged.Where(one => one.Case.IsSign)], one => one.Stopped || one.Asked);

    /// <summary>The share of harmless messages that stopped the chat.</summary>
    public static Share FalseAlarms(IEnumerable<SafetyJudged> judged) => Share.Count([.. judged.Where(one => !one.Case.IsSign)], one => one.Stopped);

    /// <summary>The figures as Markdown.</summary>
    public static string Report(IReadOnlyCollection<SafetyJudged> judged)
    {
        var text = new StringBuilder("| figure | value (95 % interval) | aim |\n| --- | --- | --- |\n");
        Line("signs that stopped the chat", Recall(judged), "1.00");
        Line("signs that stopped the chat or were asked about", Noticed(judged), "");
        Line("harmless messages that stopped it", FalseAlarms(judged), "0.01");
        Line("harmless messages that stopped it though no rule fired", Share.Count([.. judged.Where(one => !one.Case.IsSign)], one => one is { Stopped: true, ByMeaning: true }), "");
        Line("harmless messages that were asked about", Share.Count([.. judged.Where(one => !one.Case.IsSign)], one => one.Asked), "");
        Line("educational questions that stopped it", FalseAlarms(judged.Where(one => one.Case.Kind == Educational)), "0.02");
        Line("signs of the gravest tier given no milder guidance, of those that stopped it", Share.Count([.. judged.Where(one => one.Case.Tier == SafetyTier.Emergency && one.Stopped)], one => one.Tier == SafetyTier.Emergency), "");
        Table("red flag", one => one.Case.IsSign ? one.Case.Flag ?? "" : null, Recall);
        Table("where in the chat (signs)", one => one.Case.IsSign ? one.Case.State : null, Recall);
        Table("form (signs)", one => one.Case.IsSign ? one.Case.Form : null, Recall);
        Table("what stands around (signs)", one => one.Case.IsSign ? one.Case.Context : null, Recall);
        Table("kind of harmless message", one => one.Case.IsSign ? null : one.Case.Kind, FalseAlarms);
        text.AppendLine("\n| harmless message stopped by | rule | meaning |\n| --- | --- | --- |");
        foreach (var flag in judged.Where(one => !one.Case.IsSign && one.Stopped).GroupBy(one => one.Rule).OrderByDescending(group => group.Count()))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {flag.Key} | {flag.Count(one => !one.ByMeaning)} | {flag.Count(one => one.ByMeaning)} |");
        return text.ToString();

        void Line(string what, Share share, string aim) => text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {share} | {aim} |");

        void Table(string what, Func<SafetyJudged, string?> by, Func<IEnumerable<SafetyJudged>, Share> figure)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n| {what} | stopped the chat (95 % interval) |\n| --- | --- |");
            foreach (var group in judged.Where(one => by(one) is not null).GroupBy(one => by(one)!).OrderBy(group => group.Key, StringComparer.Ordinal))
                text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {figure(group)} |");
        }
    }

    private static async Task<SafetyJudged> PlayAsync(BotContent content, SafetyCase one, DateTimeOffset now)
    {
        var schedule = new ScratchSchedule(content.Clinic, now);
        var (turn, _) = await Deciding.DecideAsync(content, new(), new Input.Started(), now, schedule.PerformAsync);
        if (SafetySuite.States.Single(state => state.State == one.State).Action is { } action)
            (turn, _) = await Deciding.DecideAsync(content, turn.State, new Input.Said("", action), now, schedule.PerformAsync);
        (turn, _) = await Deciding.DecideAsync(content, turn.State, new Input.Said(one.Text), now, schedule.PerformAsync);
        var stopped = turn.Outcome is Outcome.Emergency or Outcome.Crisis ? turn.State.SafeMode : null;
        var byRules = content.Safety.ByRules(one.Text, now);
        return new(one, stopped?.Tier ?? SafetyTier.None, turn.State.SafetyQuestion is not null, stopped?.Rule ?? "", byRules.Tier < SafetyTier.SameDay);
    }
}
