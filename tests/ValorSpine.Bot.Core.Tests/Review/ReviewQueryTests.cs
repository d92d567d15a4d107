using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Review;

namespace ValorSpine.Bot.Core.Tests.Review;

public sealed class ReviewQueryTests
{
    [Fact]
    public void Words_and_fields_stand_side_by_side()
    {
        var query = Read("outcome:not-answered channel:SMS from:2026-11-01 to:2026-11-30 fibrin injections");

        Assert.Equal(["fibrin", "inject"], query.Words);
        Assert.Equal([SearchTerms.OutcomeOf(Outcome.Abstain), "word:fibrin", "word:inject"], query.Terms);
        Assert.Equal(("sms", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30)), (query.Channel, query.From, query.To));
    }

    [Fact]
    public void Quotes_keep_a_value_together()
    {
        Assert.Equal([SearchTerms.Tag("call back")], Read("tag:\"Call back\"").Terms);
    }

    [Fact]
    public void Me_is_whoever_looks()
    {
        var query = Read("assignee:me reviewer:me mentions:ben@clinic.example");

        Assert.Equal("ann@clinic.example", query.Assignee);
        Assert.Equal([SearchTerms.Reviewer("ann@clinic.example"), SearchTerms.Mention("ben@clinic.example")], query.Terms);
    }

    [Fact]
    public void The_queue_comes_by_risk_and_flags_add_up()
    {
        var query = Read("state:queue flag:emergency flag:rephrased");

        Assert.True(query is { IsQueue: true, ByRisk: true, Reasons: ReviewReasons.Emergency | ReviewReasons.Rephrased });
        Assert.False(Read("state:queue sort:newest").ByRisk);
    }

    [Fact]
    public void What_the_figures_counted_is_named_with_its_days()
    {
        Assert.Equal(new CountedMark("check.at:red-flags", new(2026, 11, 1), new(2026, 11, 30)), Read("counted:check.at:red-flags@2026-11-01..2026-11-30").Counted);
    }

    [Fact]
    public void Who_left_a_check_came_to_a_step_and_to_none_after_it()
    {
        var (query, problems) = ReviewQueryReader.Read("left:1@2026-11-01..2026-11-30", "ann@clinic.example", ["check.begun", "check.at:a", "check.at:b", "check.done"]);

        Assert.Empty(problems);
        Assert.Equal(new CountedMark("check.at:a", new(2026, 11, 1), new(2026, 11, 30)) { Without = ["check.at:b", "check.done"] }, query.Counted);
    }

    [Fact]
    public void What_was_counted_on_some_days_may_have_to_come_with_what_happened_on_any() =>
        Assert.Equal(new CountedMark("said", new(2026, 11, 1), new(2026, 11, 30)) { Ever = "person" }, Read("counted:said+person@2026-11-01..2026-11-30").Counted);

    [Fact]
    public void A_time_of_day_is_no_field()
    {
        Assert.Equal(["10", "30"], Read("10:30").Words);
    }

    [Theory]
    [InlineData("colour:red", "There is no field “colour”. Fields: flag, state, assignee, outcome, topic, channel, from, to, tag, reviewer, mentions, version, counted, left, sort. To look for the word, leave out the colon.")]
    [InlineData("flag:red", "“red” after “flag:” is not known. Known: unreached, emergency, crisis, waiting, asks-staff, sign, advice-declined, not-answered, thumbs-down, rephrased, left-check, wrote-again.")]
    [InlineData("from:yesterday", "“yesterday” after “from:” is no day. Write it as 2026-11-01.")]
    [InlineData("to:9999-12-31", "“9999-12-31” after “to:” is no day. Write it as 2026-11-30.")]
    [InlineData("from:2026-11-02 to:2026-11-01", "The day after “from” is later than the day after “to”.")]
    [InlineData("counted:advice", "“advice” after “counted:” is not known. Write it as advice@2026-11-01..2026-11-30.")]
    [InlineData("counted:advice@2026-11-02..2026-11-01", "“advice@2026-11-02..2026-11-01” after “counted:” is not known. Write it as advice@2026-11-01..2026-11-30.")]
    [InlineData("left:3@2026-11-01..2026-11-30", "“3@2026-11-01..2026-11-30” after “left:” is no step of the guided check. Write it as 3@2026-11-01..2026-11-30, with the number of the question in the figures.")]
    [InlineData("tag:", "Write a value after “tag:”.")]
    [InlineData("one two three four five six seven eight nine ten", "Use at most 8 words, topics, outcomes, tags and names at once.")]
    public void What_cannot_be_read_is_said_in_a_sentence(string text, string problem)
    {
        Assert.Equal([problem], ReviewQueryReader.Read(text, "ann@clinic.example").Problems);
    }

    [Fact]
    public void A_snippet_shows_the_words_around_the_first_hit()
    {
        var words = Read("injection").Words;
        var text = string.Join(' ', Enumerable.Range(1, 20).Select(number => $"w{number}")) + " my injections hurt " + string.Join(' ', Enumerable.Range(21, 40).Select(number => $"w{number}"));

        Assert.StartsWith("… w14 w15 w16 w17 w18 w19 w20 my injections hurt w21", Snippet.Of(text, words), StringComparison.Ordinal);
        Assert.EndsWith(" …", Snippet.Of(text, words), StringComparison.Ordinal);
        Assert.Equal("[name 1] called", Snippet.Of("[name 1] called", words));
    }

    private static ReviewQuery Read(string text)
    {
        var (query, problems) = ReviewQueryReader.Read(text, "ann@clinic.example");
        Assert.Empty(problems);
        return query;
    }
}
