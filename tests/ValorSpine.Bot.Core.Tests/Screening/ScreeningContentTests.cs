using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>What the check says: easy to read, honest, and never more than orientation.</summary>
public sealed class ScreeningContentTests
{
    private const double HighestGrade = 7;
    private const int MostWordsInSentence = 20;

    private static readonly string[] s_mayNameATreatment = ["O-BOTH", "O-DECOMP", "O-FIBRIN"];

    private static readonly PlainLanguage s_language = PlainLanguage.Load(ScreeningChat.Files, []);

    private static Orientations Orientations => ScreeningChat.Definition.Orientations;

    public static TheoryData<string> Outcomes => [.. Orientations.Outcomes.Select(outcome => outcome.Id)];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Outcome_says_why_it_came_up_what_speaks_against_it_what_is_unknown_and_what_to_bring(string id)
    {
        var outcome = Orientations.Outcomes.Single(one => one.Id == id);
        Assert.NotEmpty(outcome.Rule);
        Assert.NotEmpty(outcome.Text);
        Assert.NotEmpty(outcome.Against);
        Assert.NotEmpty(outcome.Unknown);
        Assert.NotEmpty(outcome.Discuss);
        Assert.NotEmpty(outcome.Bring);
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Outcome_reads_at_grade_7_or_lower_in_short_sentences(string id)
    {
        var outcome = Orientations.Outcomes.Single(one => one.Id == id);
        AssertEasy([outcome.Title, outcome.Rule, .. TextsOf(outcome)]);
    }

    [Fact]
    public void Questions_their_help_and_their_reasons_read_at_grade_7_or_lower() =>
        Assert.All(ScreeningChat.Definition.Questions, question => AssertEasy([question.Text, question.Help ?? "", question.Why ?? ""]));

    [Fact]
    public void Notes_and_closing_read_at_grade_7_or_lower()
    {
        Assert.All(Orientations.Notes, note => AssertEasy([note.Text.Text]));
        AssertEasy([.. Orientations.Closing.Select(text => text.Text)]);
    }

    [Fact]
    public void Every_question_says_on_what_its_reason_rests() => Assert.All(ScreeningChat.Definition.Questions, question => Assert.NotEmpty(question.WhySources));

    [Fact]
    public void Nothing_that_is_banned_is_claimed()
    {
        var problems = new List<ContentProblem>();
        var claims = ClaimCheck.Load(ScreeningChat.Files, problems);
        foreach (var text in Orientations.Outcomes.SelectMany(outcome => TextsOf(outcome).Append(outcome.Title).Append(outcome.Rule)).Concat(Orientations.Notes.Select(note => note.Text.Text)))
        {
            claims.Check("dialogs", 1, text, problems);
            Assert.DoesNotContain("candidate", text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("O-DECOMP", "EV-30", "EV-32", "EV-34", "EV-35", "EV-36")]
    [InlineData("O-FIBRIN", "EV-50", "EV-51", "EV-59")]
    [InlineData("O-BOTH", "EV-30", "EV-32", "EV-34", "EV-35", "EV-36", "EV-50", "EV-51", "EV-59")]
    [InlineData("O-CONSERVATIVE", "EV-20", "EV-22")]
    public void Evidence_for_and_against_rides_along(string id, params string[] keys)
    {
        var outcome = Orientations.Outcomes.Single(one => one.Id == id);
        var cited = outcome.Text.Concat(outcome.Against).Concat(outcome.Discuss).SelectMany(text => text.Sources);
        Assert.Empty(keys.Except(cited));
    }

    [Fact]
    public void Treatment_is_named_only_by_outcomes_that_may()
    {
        string[] treatments = ["decompression", "fibrin", "biologic"];
        foreach (var outcome in Orientations.Outcomes.Where(outcome => !s_mayNameATreatment.Contains(outcome.Id)))
        {
            var notes = Orientations.Notes.Where(note => note.Only.IsEmpty || note.Only.Contains(outcome.Id)).Select(note => note.Text.Text);
            Assert.All(TextsOf(outcome).Concat(notes), text => Assert.DoesNotContain(treatments, name => text.Contains(name, StringComparison.OrdinalIgnoreCase)));
        }
    }

    [Fact]
    public void Reason_of_a_question_comes_with_its_sources_and_the_question_again()
    {
        var reply = ScreeningChat.Started("none").Say("why").Last.Replies.Single();
        Assert.Contains("change what is safe", reply.Text, StringComparison.Ordinal);
        Assert.Contains("Do any of these apply to you?", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("EV-", reply.Text, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(reply.Citations).References, reference => reference.Label == "Guideline on blood thinners, 2015");
    }

    private static IEnumerable<string> TextsOf(Orientation outcome) =>
        outcome.Text.Concat(outcome.Against).Concat(outcome.Unknown).Concat(outcome.Discuss).Concat(outcome.Bring).Select(text => text.Text);

    private static void AssertEasy(IEnumerable<string> texts)
    {
        string[] sentences = [.. texts.SelectMany(text => text.Split(". ")).Where(sentence => sentence.Length > 0)];
        Assert.All(sentences, sentence => Assert.InRange(ReadingGrade.WordsOf(sentence).Count, 1, MostWordsInSentence));
        var grade = ReadingGrade.Of([.. sentences], s_language.Names);
        Assert.True(grade <= HighestGrade, $"grade {grade:0.0}: {string.Join(" / ", sentences)}");
    }
}
