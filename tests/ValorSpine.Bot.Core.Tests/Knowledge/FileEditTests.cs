using CsCheck;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Fixing;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

/// <summary>What an author drafted stands in the file afterwards, and everything else is as it was, to the letter.</summary>
public sealed class FileEditTests
{
    private const string Path = "knowledge/articles/a-thing.md";

    private static readonly Gen<string> s_newLine = One("\n", "\r\n");

    // Anything that people type, and whatever YAML could take for something else.
    private static readonly Gen<string> s_typed = Gen.OneOf(
        Gen.String[Gen.Char["abc xyz 019 '\":#-?!,.[]{}&*|>%@`~\\üé🙂"], 1, 40],
        One("null", "true", "no", "12", "1.5", "- item", "a: b", "# not a comment", "'quoted'", "\"quoted\"", "what's up?", "{clinic}", "[x]", "@me", "~", "a #b", "ends with:", "yes"))
        .Select(text => text.Trim()).Where(text => text.Length > 0 && text.EnumerateRunes().All(rune => rune.Value != 0xFFFD) && text is not ("null" or "~"));

    private static readonly Gen<string> s_sentences = Gen.String[Gen.Char["abc xyz.,'{}"], 1, 60].Select(text => text.Trim()).Where(text => text.Length > 0 && !text.StartsWith("- ", StringComparison.Ordinal)).Array[1, 4]
        .Select(lines => string.Join('\n', lines.Select(line => $"{line} [EV-1]")));

    [Fact]
    public void New_article_that_is_handed_in_again_unchanged_is_the_same()
    {
        Assert.Equal(Article("more"), Article("more"));
        Assert.NotEqual(Article("more"), Article("less"));
        Assert.Equal(Declined("price"), Declined("price"));
        Assert.NotEqual(Declined("price"), Declined("cost"));

        static KnowledgeEdit Article(string followUp) => new KnowledgeEdit.NewArticle("a", "t", "A", ["one", "two"], [followUp], "Short.", "");
        static KnowledgeEdit Declined(string phrasing) => new KnowledgeEdit.NewDeclined("a", "A", "staff", [phrasing], "Says.");
    }

    [Fact]
    public void A_phrasing_that_was_added_is_read_back_and_nothing_else_changes() => Gen.Select(s_typed, s_typed.Array[1, 4], s_newLine, Gen.Bool).Sample((added, others, newLine, hasFollowUps) =>
    {
        var before = File(others, newLine, hasFollowUps);
        var after = FileEdit.Apply(before, new KnowledgeEdit.AddPhrasing(Path, added)).Text!;

        Assert.Equal([.. Read(before).Phrasings, added], Read(after).Phrasings);
        Assert.Equal(before, Without(after, before));
    });

    [Fact]
    public void Other_words_for_a_section_are_read_back_and_the_rest_of_the_file_stays() => Gen.Select(s_sentences, s_newLine, One("short-answer", "more")).Sample((text, newLine, section) =>
    {
        var before = File(["one", "two"], newLine, hasFollowUps: true);
        var after = FileEdit.Apply(before, new KnowledgeEdit.EditSection(Path, section, text)).Text!;

        Assert.Equal(text, FileEdit.SectionIn(after, section));
        var (other, mark) = section == "more" ? ("short-answer", "## More") : ("more", "## Short answer");
        Assert.Equal(FileEdit.SectionIn(before, other), FileEdit.SectionIn(after, other));
        Assert.StartsWith(before[..(before.IndexOf(mark, StringComparison.Ordinal) + mark.Length)], after, StringComparison.Ordinal);
        Assert.Equal(newLine == "\r\n", after.Replace("\r\n", "", StringComparison.Ordinal).Contains('\n', StringComparison.Ordinal) is false && after.Contains('\r', StringComparison.Ordinal));
        Assert.Equal(before, FileEdit.Apply(after, new KnowledgeEdit.EditSection(Path, section, FileEdit.SectionIn(before, section))).Text);
    });

    [Fact]
    public void Other_words_for_a_section_need_another_review_and_a_phrasing_does_not()
    {
        var before = File(["one"], "\n", hasFollowUps: true).Replace("by: null, on: null, due: null", "by: Dr. Example, on: 2026-11-01, due: 2027-11-01", StringComparison.Ordinal);

        Assert.True(Read(FileEdit.Apply(before, new KnowledgeEdit.AddPhrasing(Path, "two")).Text!).Review.IsDone);
        Assert.False(Read(FileEdit.Apply(before, new KnowledgeEdit.EditSection(Path, "more", "It is less. [EV-1]")).Text!).Review.IsDone);
    }

    [Fact]
    public void A_section_that_is_not_there_yet_comes_at_the_end() => Gen.Select(s_sentences, s_newLine).Sample((text, newLine) =>
    {
        var before = File(["one"], newLine, hasFollowUps: true).Split($"{newLine}## More")[0];
        var after = FileEdit.Apply(before, new KnowledgeEdit.EditSection(Path, "more", text)).Text!;

        Assert.StartsWith(before, after, StringComparison.Ordinal);
        Assert.Equal(text, FileEdit.SectionIn(after, "more"));
    });

    [Fact]
    public void A_new_article_is_read_back_as_it_was_drafted() => Gen.Select(s_typed, s_typed.Array[1, 5], s_sentences, s_sentences).Sample((title, phrasings, shortAnswer, more) =>
    {
        var edit = new KnowledgeEdit.NewArticle("a-thing", "fibrin-what", title, [.. phrasings], ["fibrin-how"], shortAnswer, more);
        var file = FileEdit.Apply(null, edit).Text!;
        var article = Read(file);

        Assert.Equal((title, "fibrin-what"), (article.Title, article.Topic));
        Assert.Equal(phrasings, article.Phrasings);
        Assert.Equal(["fibrin-how"], article.FollowUps);
        Assert.Equal((shortAnswer, more), (FileEdit.SectionIn(file, "short-answer"), FileEdit.SectionIn(file, "more")));
        Assert.False(article.Review.IsDone);
    });

    [Fact]
    public void What_is_not_answered_is_read_back_with_whom_it_goes_to()
    {
        var file = FileEdit.Apply(null, new KnowledgeEdit.NewDeclined("other-things", "Other: things", "own-doctor", ["my knee?"], "I have no answer on it. [-]")).Text!;
        var problems = new List<ContentProblem>();
        var declined = ArticleReader.ReadDeclined(new("knowledge/declined/other-things.md", file), problems);

        Assert.Empty(problems);
        Assert.Equal(("Other: things", "own-doctor", "I have no answer on it."), (declined!.Title, declined.GoesTo, declined.Says.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("my name is [name 1]")]
    [InlineData(" spaced ")]
    [InlineData("~")]
    public void A_phrasing_that_no_patient_types_is_refused_with_a_remedy(string text)
    {
        var (after, problem) = FileEdit.Apply(File(["one"], "\n", hasFollowUps: true), new KnowledgeEdit.AddPhrasing(Path, text));

        Assert.Null(after);
        Assert.NotEmpty(problem!.Remedy);
    }

    [Theory]
    [InlineData("knowledge/safety/rules.yml")]
    [InlineData("knowledge/articles/../../etc/passwd.md")]
    [InlineData("knowledge/articles/.hidden.md")]
    [InlineData("/etc/passwd")]
    public void No_edit_leads_to_another_file(string path) => Assert.NotNull(FileEdit.Apply("---\n", new KnowledgeEdit.AddPhrasing(path, "hello")).Problem);

    [Fact]
    public void A_heading_in_a_section_is_refused() =>
        Assert.NotNull(FileEdit.Apply(File(["one"], "\n", hasFollowUps: true), new KnowledgeEdit.EditSection(Path, "more", "Text. [-]\n## Short answer\nOther. [-]")).Problem);

    [Fact]
    public void A_patch_takes_one_text_to_the_other() => Gen.Select(s_typed.Array[0, 12], s_typed.Array[0, 12], Gen.Bool, Gen.Bool).Sample((old, now, oldEnds, nowEnds) =>
    {
        var (before, after) = (Text(old, oldEnds), Text(now, nowEnds));
        Assert.Equal(after, Patched(before, FileDiff.Of(Path, before, after)));

        static string Text(string[] lines, bool ends) => lines.Length == 0 ? "" : string.Join('\n', lines) + (ends ? "\n" : "");
    });

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);

    private static string File(string[] phrasings, string newLine, bool hasFollowUps)
    {
        string[] quoted = [.. phrasings.Select(phrasing => $"  - \"{phrasing.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"")];
        string[] lines =
        [
            "---", "id: a-thing", "topic: fibrin-what", "title:   What is a thing?", "review: { by: null, on: null, due: null } # nobody yet", "phrasings:", .. quoted,
            .. hasFollowUps ? ["follow-ups: [fibrin-how]"] : Array.Empty<string>(), "---", "## Short answer", "It is a thing. [EV-1]", "", "## More", "It is more. [EV-1]", "- an item [-]", "",
        ];
        return string.Join(newLine, lines);
    }

    private static Article Read(string text)
    {
        var problems = new List<ContentProblem>();
        var article = ArticleReader.Read(new(Path, text), problems);
        Assert.Empty(problems);
        return article!;
    }

    /// <summary>The later text without the one stretch by which it is longer.</summary>
    private static string Without(string after, string before)
    {
        var same = 0;
        while (same < before.Length && before[same] == after[same])
            same++;
        return after.Remove(same, after.Length - before.Length);
    }

    /// <summary>Applies a patch of one stretch as its format says.</summary>
    private static string Patched(string before, string patch)
    {
        if (patch.Length == 0)
            return before;
        var lines = patch.Split('\n')[..^1];
        var hunk = Array.FindIndex(lines, line => line.StartsWith("@@", StringComparison.Ordinal));
        var range = lines[hunk].Split(' ')[1][1..].Split(',').Select(int.Parse).ToArray();
        var old = System.Text.RegularExpressions.Regex.Matches(before, "[^\n]*\n|[^\n]+$").Select(match => match.Value).ToArray();
        var start = range[1] == 0 ? range[0] : range[0] - 1;
        var made = new List<string>(old[..start]);
        foreach (var line in lines[(hunk + 1)..])
        {
            if (line.StartsWith('\\'))
                made[^1] = made[^1].TrimEnd('\n');
            else if (line[0] is ' ' or '+')
                made.Add(line[1..] + "\n");
            else
                made.Add("");
        }

        return string.Concat(made) + string.Concat(old[(start + range[1])..]);
    }
}
