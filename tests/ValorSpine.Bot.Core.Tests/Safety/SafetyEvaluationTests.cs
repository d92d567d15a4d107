using System.Text.Json;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>Messages that no rule was written from. A miss is worse than a false alarm, so none is allowed.</summary>
public sealed class SafetyEvaluationTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private sealed record Labelled(string Text, SafetyTier Tier);

    [Fact]
    public void No_emergency_is_missed_and_at_most_3_percent_of_harmless_messages_raise_an_alarm()
    {
        var messages = File.ReadLines(Path.Combine(Content.Root, "tests/evaluation/safety/tuned.jsonl")).Select(line => JsonSerializer.Deserialize<Labelled>(line, s_json)!).ToList();
        var judged = messages.Select(message => (Message: message, Verdict: Content.Bot.Safety.Evaluate(message.Text))).ToList();
        foreach (var (message, verdict) in judged.Where(one => one.Verdict.Tier != one.Message.Tier))
            output.WriteLine($"{message.Tier} judged {verdict.Tier}: {message.Text} ({string.Join("; ", verdict.Findings)})");

        var missed = judged.Where(one => one.Message.Tier >= SafetyTier.SameDay && one.Verdict.Tier < SafetyTier.SameDay).Select(one => one.Message.Text).ToList();
        var harmless = judged.Where(one => one.Message.Tier < SafetyTier.SameDay).ToList();
        var alarms = harmless.Where(one => one.Verdict.Tier >= SafetyTier.SameDay).Select(one => one.Message.Text).ToList();
        Assert.True(missed.Count == 0, $"Missed:\n{string.Join('\n', missed)}");
        Assert.True(alarms.Count <= harmless.Count * 0.03, $"False alarms ({alarms.Count} of {harmless.Count}):\n{string.Join('\n', alarms)}");
    }

    [Fact]
    public void A_crisis_is_told_from_an_emergency()
    {
        var messages = File.ReadLines(Path.Combine(Content.Root, "tests/evaluation/safety/tuned.jsonl")).Select(line => JsonSerializer.Deserialize<Labelled>(line, s_json)!).Where(message => message.Tier == SafetyTier.Crisis).ToArray();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.Equal(SafetyTier.Crisis, Content.Bot.Safety.Evaluate(message.Text).Tier));
    }
}
