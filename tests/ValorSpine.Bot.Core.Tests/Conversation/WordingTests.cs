using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Conversation;

public sealed partial class WordingTests
{
    [Theory]
    [InlineData("  stop: Stop", "  stopp: Stop", "'choices.stop' is missing.", "'choices.stopp' is not known here.")]
    [InlineData("  stop: Stop", "  stop: []", "'choices.stop' has no words.")]
    [InlineData("  stop: Stop", "  stop:", "'choices.stop' has no words.")]
    [InlineData("choices:", "choices: none\nelse:", "'choices' is not a section with keys.", "'choices.stop' is missing.")]
    public void A_wording_that_would_be_missed_in_a_chat_is_a_defect(string before, string after, params string[] expected)
    {
        var (content, problems) = BotContent.Load(Content.With(Wording.Path, text => text.Replace(before, after, StringComparison.Ordinal)), Content.Clinic);
        Assert.Null(content);
        Assert.All(expected, what => Assert.Contains(problems, problem => problem.Path == Wording.Path && problem.What == what && problem.Line > 0));
    }

    [Fact]
    public void What_the_code_says_is_in_the_file_and_nothing_else_is()
    {
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(Content.Root, "src", "ValorSpine.Bot.Core"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var keys = Keys().ToHashSet();

        Assert.DoesNotContain(Literal().Matches(code).Select(match => match.Groups[1].Value), key => !keys.Contains(key));
        Assert.DoesNotContain(keys, key => !SaidAs(key).Any(form => code.Contains($"\"{form}\"", StringComparison.Ordinal)));
    }

    // What is said after guidance is worded for each tier, and a question has its own word for yes.
    private static readonly string[] s_tiers = ["-same-day", "-crisis", "-yes"];

    // Some are put together: a choice by its name, a label by its command, the answer to a bare "yes" or "no".
    private static IEnumerable<string> SaidAs(string key)
    {
        yield return key;
        if (key.StartsWith("choices.", StringComparison.Ordinal))
            yield return key["choices.".Length..];
        if (key.StartsWith("booking.choice-", StringComparison.Ordinal))
            yield return key["booking.choice-".Length..];
        if (key.StartsWith("screening.", StringComparison.Ordinal) && key.EndsWith("-label", StringComparison.Ordinal))
            yield return key["screening.".Length..^"-label".Length];
        foreach (var tier in s_tiers.Where(tier => key.StartsWith("safety.", StringComparison.Ordinal) && key.EndsWith(tier, StringComparison.Ordinal)))
            yield return key[..^tier.Length];
        if (key.StartsWith("conversation.bare-", StringComparison.Ordinal))
            yield return key["conversation.bare-".Length..];
    }

    [Theory]
    [InlineData("  answer-is-english:", "  answer-is-in-english:", "'language.answer-is-english' is missing.", "'language.answer-is-in-english' is not known here.")]
    [InlineData("  more: Dígame más", "  more: \"\"", "'choices.more' has no words.")]
    public void What_is_wrong_with_the_Spanish_wording_is_named(string before, string after, params string[] expected)
    {
        var problems = new List<ContentProblem>();
        Wording.Load(Content.With(Wording.SpanishPath, text => text.Replace(before, after, StringComparison.Ordinal)), Content.Clinic, problems);

        Assert.All(problems, problem => Assert.True(problem.Path == Wording.SpanishPath && problem.Line > 0));
        Assert.Equal(expected.Order(StringComparer.Ordinal), problems.Select(problem => problem.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_the_file_nothing_is_said_in_Spanish_and_nothing_is_wrong()
    {
        var problems = new List<ContentProblem>();
        var words = Wording.Load(new(Content.Files.Under("dialogs").Where(file => file.Path != Wording.SpanishPath)), Content.Clinic, problems);

        Assert.Empty(problems);
        Assert.Same(words, words.In("es"));
    }

    private static IEnumerable<string> Keys()
    {
        var section = "";
        foreach (var line in File.ReadLines(Path.Combine(Content.Root, Wording.Path)))
        {
            if (Section().Match(line) is { Success: true } top)
                section = top.Groups[1].Value;
            else if (Key().Match(line) is { Success: true } key)
                yield return $"{section}.{key.Groups[1].Value}";
        }
    }

    [GeneratedRegex("^([a-z-]+):$")]
    private static partial Regex Section();

    [GeneratedRegex("^  ([a-z0-9-]+):")]
    private static partial Regex Key();

    [GeneratedRegex("\"((?:conversation|choices|hand-off|safety|answering|screening|booking)\\.[a-z0-9-]*[a-z0-9])\"")]
    private static partial Regex Literal();
}
