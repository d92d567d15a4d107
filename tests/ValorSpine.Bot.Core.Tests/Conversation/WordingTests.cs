using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

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
        if (key.StartsWith("conversation.bare-", StringComparison.Ordinal))
            yield return key["conversation.bare-".Length..];
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
