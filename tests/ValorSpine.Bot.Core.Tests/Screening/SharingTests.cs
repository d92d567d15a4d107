using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening.Sharing;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Consent: asked once in plain words, kept with the words that were shown, and taken back at any time.</summary>
public sealed class SharingTests
{
    [Fact]
    public void Patient_is_asked_once_in_the_words_of_the_consent_file()
    {
        var talk = Finished();
        Assert.Equal(1, talk.Last.Replies.Count(reply => reply.Text.Contains("If you agree", StringComparison.Ordinal)));
        Assert.Equal(Content.Bot.Clinic.Fill(Content.Bot.Consent.Share), talk.Last.Replies[^1].Text);
        Assert.Null(talk.Last.Consent);
    }

    [Theory]
    [InlineData("Book and share my answers", ConsentDecision.Agreed)]
    [InlineData("Book without sharing", ConsentDecision.Declined)]
    public void Answer_is_kept_with_version_hash_and_the_words_as_shown(string label, ConsentDecision decision)
    {
        var asked = Finished();
        var shown = asked.Last.Replies[^1].Text;
        var consent = asked.Says(label).Last.Consent!;

        Assert.Equal((decision, label), (consent.Decision, consent.Answer));
        Assert.Equal(new ConsentAsked(Content.Bot.Consent.Version, Content.Bot.Consent.Hash, shown), consent.Asked);
        Assert.Matches("^[0-9a-f]{64}$", consent.Asked!.Hash);
    }

    [Fact]
    public void Not_now_is_no_answer() => Assert.Null(Finished().Says("Not now").Last.Consent);

    [Fact]
    public void Agreement_is_for_one_visit()
    {
        var talk = Booked(Finished().Says("Book and share my answers"));
        Assert.False(talk.State.Screening!.PendingSummaryShare);
    }

    [Fact]
    public void Withdrawing_is_kept_in_the_patients_words_with_the_question_that_it_answers()
    {
        var talk = Booked(Finished().Says("Book and share my answers")).Says("Please don't share my answers.");

        Assert.Contains("Your summary does not go with your visit", talk.Text, StringComparison.Ordinal);
        Assert.Equal((ConsentDecision.Withdrawn, "Please don't share my answers."), (talk.Last.Consent!.Decision, talk.Last.Consent.Answer));
        Assert.NotNull(talk.Last.Consent.Asked);
    }

    [Fact]
    public void Withdrawing_before_the_visit_is_booked_books_it_without_the_summary()
    {
        var talk = Finished().Says("Book and share my answers").Says("dont share my summary");
        Assert.Contains("will not go with your visit", talk.Text, StringComparison.Ordinal);
        Assert.False(talk.State.Screening!.PendingSummaryShare);
        Assert.Equal(Core.Conversation.ActiveDialog.Booking, talk.State.Active);
    }

    [Fact]
    public void Withdrawing_where_nothing_was_shared_says_so_and_keeps_nothing()
    {
        var talk = new Talk().Says("do not share my answers");
        Assert.Contains("does not go with any visit", talk.Text, StringComparison.Ordinal);
        Assert.Null(talk.Last.Consent);
    }

    [Fact]
    public void Question_is_easy_to_read()
    {
        var sentences = Content.Bot.Consent.Share.Split(". ");
        Assert.InRange(ReadingGrade.Of(sentences, []), 0, 7);
    }

    [Theory]
    [InlineData("version: \"1\"\n", "'share' is missing")]
    [InlineData("share: May we?\n", "'version' is missing")]
    [InlineData("version: 1\nshare: May we?\nask: x\n", "'ask' is not known here")]
    public void Defect_of_the_consent_file_is_named(string text, string expected)
    {
        var problems = new List<ContentProblem>();
        ConsentText.Load(new ContentFiles([new(ConsentText.Path, text)]), problems);
        Assert.Contains(expected, Assert.Single(problems).What, StringComparison.Ordinal);
    }

    private static Talk Finished()
    {
        var talk = new Talk().Says("check what may fit");
        foreach (var answer in (string[])["none of these", "none", "16"])
            talk.Says(answer);
        return talk;
    }

    private static Talk Booked(Talk talk)
    {
        for (var turns = 0; talk.State.Booking?.Booked is null; turns++)
        {
            Assert.InRange(turns, 0, 6);
            talk.Says(talk.Text.Contains("name", StringComparison.Ordinal) && !talk.Labels.Contains("Yes, book it") ? "Jo Smith, 312 555 0142" : talk.Labels[0]);
        }

        return talk;
    }
}
