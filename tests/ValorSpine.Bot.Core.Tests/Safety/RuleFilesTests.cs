using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

public sealed class RuleFilesTests
{
    [Fact]
    public void The_rules_of_the_repository_pass_their_own_examples()
    {
        var problems = new List<ContentProblem>();
        SafetyRules.Load(Content.Files, problems);
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Fact]
    public void Every_red_flag_has_at_least_twelve_examples_and_eight_counter_examples()
    {
        foreach (var rule in Content.Bot.Safety.Rules)
        {
            Assert.True(rule.Examples.Length >= 12, $"{rule.Id} has {rule.Examples.Length} examples.");
            Assert.True(rule.CounterExamples.Length >= 8, $"{rule.Id} has {rule.CounterExamples.Length} counter-examples.");
        }

        foreach (var limit in Content.Bot.Safety.Limits)
        {
            Assert.True(limit.Examples.Length >= 12, $"{limit.Id} has {limit.Examples.Length} examples.");
            Assert.True(limit.CounterExamples.Length >= 8, $"{limit.Id} has {limit.CounterExamples.Length} counter-examples.");
        }
    }

    [Fact]
    public void Every_rule_says_what_the_patient_is_told_at_each_tier_that_stops_the_chat()
    {
        foreach (var rule in Content.Bot.Safety.Rules)
        {
            foreach (var tier in rule.Combinations.Select(combination => combination.Tier).Distinct())
                Assert.True(tier == SafetyTier.TellClinic ? rule.Mention is not null : rule.Messages.ContainsKey(tier), $"{rule.Id} has no message for {tier}.");
        }
    }

    [Theory]
    [InlineData("knowledge/safety/red-flags.yml", "\"cant feel when i wipe\", \"numb down there\"", "\"my shoelace is blue\", \"numb down there\"", "RF-CES misses its example 'my shoelace is blue'")]
    [InlineData("knowledge/safety/red-flags.yml", "\"numb with boredom\",", "\"my crotch is numb\",", "RF-CES fires on its counter-example 'my crotch is numb'")]
    [InlineData("knowledge/safety/limits.yml", "\"are blood thinners a problem with fibrin\"", "\"should i stop my eliquis\"", "stop-medicine applies to the counter-example")]
    [InlineData("knowledge/safety/red-flags.yml", "saddle-numb, bladder-loss, bowel-loss, sex-loss", "sadle-numb, bladder-loss, bowel-loss, sex-loss", "There is no sign 'sadle-numb'.")]
    [InlineData("knowledge/safety/red-flags.yml", "    SameDay: [both-legs-pain, legs-numb]", "    Someday: [both-legs-pain, legs-numb]", "'Someday' is no tier.")]
    [InlineData("knowledge/safety/red-flags.yml", "<numb> .. <saddle>, <saddle> .. <numb>", "<numb> .. <sadle>, <saddle> .. <numb>", "There is no group '<sadle>'.")]
    [InlineData("knowledge/safety/crisis.yml", "  meaning: Common in long-lasting pain.", "  meening: Common in long-lasting pain.", "'meening' is not known here.")]
    public void A_mistake_in_a_rule_is_reported_with_file_line_and_remedy(string path, string from, string to, string expected)
    {
        var line = 0;
        var files = Content.Files.Under("knowledge").Select(file =>
        {
            if (file.Path != path)
                return file;
            var at = file.Text.IndexOf(from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{from}' is no longer in {path}.");
            line = file.Text[..at].Count(c => c == '\n') + 1;
            return file with { Text = file.Text[..at] + to + file.Text[(at + from.Length)..] };
        }).ToList();

        var problems = new List<ContentProblem>();
        SafetyRules.Load(new ContentFiles(files), problems);

        var problem = Assert.Single(problems, problem => problem.What.Contains(expected, StringComparison.Ordinal));
        Assert.Equal((path, line), (problem.Path, problem.Line));
        Assert.NotEmpty(problem.Remedy);
    }

    [Fact]
    public void A_file_that_is_no_YAML_or_missing_is_reported_and_nothing_throws()
    {
        var problems = new List<ContentProblem>();
        var rules = SafetyRules.Load(new ContentFiles(Content.Files.Under("knowledge")
            .Where(file => file.Path != "knowledge/safety/limits.yml")
            .Select(file => file.Path == "knowledge/safety/crisis.yml" ? file with { Text = "rules:\n- id: [\n" } : file)), problems);

        Assert.Contains(problems, problem => problem.Path == "knowledge/safety/crisis.yml" && problem.Line > 1);
        Assert.Contains(problems, problem => problem is { Path: "knowledge/safety/limits.yml", Line: 0 });
        Assert.Equal(SafetyTier.Emergency, rules.ByRules("i cant feel my crotch").Tier);
    }
}
