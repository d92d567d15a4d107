using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Safety;

public sealed class SafetyRepliesTests
{
    private static readonly Facts s_facts = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6)), []);

    private static Turn Say(string text, ConversationState? state = null, string? action = null) =>
        new(Content.Bot, state ?? new(), text, action, s_facts, Content.Bot.Safety.Evaluate(text));

    private static ConversationState After(string text) => SafetyReplies.Urgent(Say(text)).Turn.State;

    [Fact]
    public void An_emergency_gives_the_action_and_the_number_first_and_offers_nothing_else()
    {
        var turn = SafetyReplies.Urgent(Say("i cant feel my crotch", new() { Active = ActiveDialog.Screening })).Turn;

        var reply = Assert.Single(turn.Replies);
        Assert.Contains("911", reply.Text[..60], StringComparison.Ordinal);
        Assert.Contains("Do not drive yourself.", reply.Text, StringComparison.Ordinal);
        Assert.Contains("Do not wait for a reply here", reply.Text, StringComparison.Ordinal);
        Assert.Equal(ChoiceAction.Safe, Assert.Single(reply.Choices).Action);
        Assert.Equal(["911"], reply.Calls.Select(call => call.Number));
        Assert.Empty(reply.Citations);
        Assert.Equal(Outcome.Emergency, turn.Outcome);
        Assert.Equal(ActiveDialog.None, turn.State.Active);
        Assert.Equal(new SafeMode(SafetyTier.Emergency, "RF-CES"), turn.State.SafeMode);
        Assert.Equal([new Alert("emergency", "RF-CES")], turn.Alerts);
        Assert.Equal("safety", turn.Why.DecidedBy);
        Assert.NotEmpty(turn.Why.Safety);
    }

    [Fact]
    public void A_same_day_sign_is_worded_differently_and_counts_as_an_emergency()
    {
        var turn = SafetyReplies.Urgent(Say("my foot wont lift since monday")).Turn;

        Assert.StartsWith("Be seen today", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.Contains("emergency room or urgent care", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.Equal(Outcome.Emergency, turn.Outcome);
        Assert.Equal(SafetyTier.SameDay, turn.State.SafeMode!.Tier);
    }

    [Fact]
    public void A_crisis_is_met_warmly_with_a_line_to_call_or_text()
    {
        var turn = SafetyReplies.Urgent(Say("i want to die")).Turn;

        Assert.Contains("988", turn.Replies[0].Text[..60], StringComparison.Ordinal);
        Assert.Equal([("988", false), ("988", true), ("911", false)], turn.Replies[0].Calls.Select(call => (call.Number, call.ByText)));
        Assert.Equal(Outcome.Crisis, turn.Outcome);
        Assert.Equal([new Alert("crisis", "RF-SUICIDE")], turn.Alerts);
    }

    [Theory]
    [InlineData("i took all my pills to kill myself")]
    [InlineData("i have a gun and im done")]
    [InlineData("i want to die and i cant feel my crotch")]
    public void An_emergency_with_suicidal_thoughts_names_both_numbers(string text)
    {
        var reply = SafetyReplies.Urgent(Say(text)).Turn.Replies[0];

        Assert.Contains("911", reply.Text, StringComparison.Ordinal);
        Assert.Contains("988", reply.Text, StringComparison.Ordinal);
        Assert.Contains(reply.Calls, call => call is { Number: "988", ByText: true });
    }

    [Fact]
    public void The_clinics_own_numbers_are_used()
    {
        var content = Content.For(Content.Clinic with { EmergencyNumber = "112", CrisisLine = "116123" });
        var reply = SafetyReplies.Urgent(Say("i want to die") with { Content = content }).Turn.Replies[0];

        Assert.Contains("116123", reply.Text, StringComparison.Ordinal);
        Assert.Contains("112", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("911", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_answered_in_dialogs_is_kept()
    {
        var before = new ConversationState { Screening = new ScreeningState(), HandOff = new("Ann") };
        var after = SafetyReplies.Urgent(Say("chest pain", before)).Turn.State;

        Assert.Equal((before.Screening, before.HandOff), (after.Screening, after.HandOff));
    }

    public static TheoryData<string, SafetyTier> Guidance() =>
        [.. Content.Bot.Safety.Rules.SelectMany(rule => rule.Messages.Keys.Where(tier => tier >= SafetyTier.SameDay).Select(tier => (rule.Id, tier)))];

    [Theory]
    [MemberData(nameof(Guidance))]
    public void Every_guidance_is_plain_short_and_offers_no_treatment(string rule, SafetyTier tier)
    {
        var verdict = new SafetyVerdict(tier, rule, [new(rule, tier, true, "")], false, null);
        var reply = SafetyReplies.Urgent(Say("x") with { Safety = verdict }).Turn.Replies[0];

        Assert.True(ReadingGrade.Of(reply.Text) <= 5, $"Grade {ReadingGrade.Of(reply.Text):0.0}: {reply.Text}");
        Assert.All(ReadingGrade.Sentences(reply.Text), sentence => Assert.True(sentence.Length <= 20, string.Join(' ', sentence)));
        Assert.Contains(tier == SafetyTier.Crisis ? "988" : "911", reply.Text, StringComparison.Ordinal);
        string[] action = tier == SafetyTier.SameDay ? ["today"] : ["911", "988"];
        Assert.Contains(action, word => reply.Text[..Math.Min(60, reply.Text.Length)].Contains(word, StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)book|visit|screening|fibrin|decompression|evaluation|cure|guarantee|nothing to worry|you are fine|{", reply.Text);
        Assert.All(reply.Text, c => Assert.True(c < 127, $"'{c}' makes an SMS longer."));
        Assert.All(reply.Choices, choice => Assert.Equal(ChoiceAction.Safe, choice.Action));
    }

    [Theory]
    [InlineData("my husband beats me", "1-800-799-7233")]
    [InlineData("my dad hits me im 14", "1-800-422-4453")]
    [InlineData("my son hits me and im 80", "1-800-677-1116")]
    public void Whoever_is_hurt_is_told_in_plain_words_who_helps_and_asked_for_nothing(string text, string number)
    {
        var reply = AbuseReplies.Reply(Say(text) with { Safety = Content.Bot.Safety.Evaluate(text) })!.Turn;

        Assert.True(ReadingGrade.Of(reply.Replies[0].Text) <= 6, $"Grade {ReadingGrade.Of(reply.Replies[0].Text):0.0}: {reply.Replies[0].Text}");
        Assert.Contains("911", reply.Replies[0].Text, StringComparison.Ordinal);
        Assert.Contains(number, reply.Replies[0].Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[?{]|(?i)fibrin|visit", reply.Replies[0].Text);
        Assert.Equal("abuse", Assert.Single(reply.Alerts).Kind);
        Assert.Null(reply.State.SafeMode);
    }

    [Fact]
    public void Staff_hear_of_abuse_that_is_told_to_a_person()
    {
        const string text = "my husband beats me";
        var turn = Say(text) with { Safety = Content.Bot.Safety.Evaluate(text) };

        Assert.Equal([new Alert("abuse", "RF-ABUSE")], AbuseReplies.AlertsOf(turn));
    }

    [Theory]
    [InlineData("RF-CES", SafetyTier.Emergency, Outcome.Emergency)]
    [InlineData("RF-MOTOR", SafetyTier.SameDay, Outcome.Emergency)]
    [InlineData("RF-INFECT", SafetyTier.SameDay, Outcome.Emergency)]
    [InlineData("RF-FRACT", SafetyTier.SameDay, Outcome.Emergency)]
    [InlineData("RF-CANCER", SafetyTier.SameDay, Outcome.Emergency)]
    [InlineData("RF-HEART", SafetyTier.Emergency, Outcome.Emergency)]
    [InlineData("RF-SUICIDE", SafetyTier.Crisis, Outcome.Crisis)]
    [InlineData("not-a-rule", SafetyTier.Emergency, Outcome.Emergency)]
    public void A_yes_in_the_screening_gives_the_rules_guidance(string rule, SafetyTier tier, Outcome outcome)
    {
        var turn = SafetyReplies.UrgentFromScreening(Say("yes", new() { Active = ActiveDialog.Screening }), rule).Turn;

        Assert.Equal((outcome, new SafeMode(tier, rule), ActiveDialog.None), (turn.Outcome, turn.State.SafeMode, turn.State.Active));
        Assert.Single(turn.Alerts);
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("thanks")]
    [InlineData("hmm idk")]
    [InlineData("no")]
    public void A_message_that_settles_nothing_gets_the_guidance_again_in_other_words(string text)
    {
        var first = SafetyReplies.Urgent(Say("i cant feel my crotch")).Turn;
        var again = SafetyReplies.StillUrgent(Say(text, first.State))!.Turn;
        var third = SafetyReplies.StillUrgent(Say(text, again.State))!.Turn;

        Assert.Contains("911", again.Replies[0].Text, StringComparison.Ordinal);
        Assert.Equal(3, new[] { first, again, third }.Select(turn => turn.Replies[0].Text).Distinct().Count());
        Assert.Equal(Outcome.Emergency, again.Outcome);
        Assert.Equal((1, 2), (again.State.SafeMode!.Repeats, third.State.SafeMode!.Repeats));
        Assert.Empty(again.Alerts);
    }

    [Theory]
    [InlineData("i am safe now")]
    [InlineData("sorry, i was just kidding")]
    [InlineData("i was seen at the hospital, they checked me")]
    [InlineData("its not happening")]
    public void A_plain_all_clear_ends_the_guidance(string text)
    {
        var turn = Say(text, After("i cant feel my crotch"));

        Assert.Null(SafetyReplies.StillUrgent(turn));
        Assert.True(SafetyReplies.OnlyClears(turn));
        Assert.Null(SafetyReplies.Reminder(turn));
        Assert.Null(SafetyReplies.Cleared(turn).State.SafeMode);
    }

    [Theory]
    [InlineData("im not safe")]
    [InlineData("how do i know im safe?")]
    public void What_is_no_all_clear_does_not_count_as_one(string text)
    {
        var turn = Say(text, After("i want to die"));

        Assert.False(SafetyReplies.OnlyClears(turn));
        Assert.NotNull(SafetyReplies.StillUrgent(turn));
    }

    [Theory]
    [InlineData("no im not going to the er")]
    [InlineData("i havent called 911")]
    [InlineData("i wont go to er")]
    public void Refusing_help_is_no_all_clear(string text) => Assert.False(SafetyReplies.OnlyClears(Say(text, After("i cant feel my legs and i wet myself"))));

    [Fact]
    public void The_button_ends_the_guidance()
    {
        var turn = Say("", After("i want to die"), ChoiceAction.Safe);

        Assert.Null(SafetyReplies.StillUrgent(turn));
        Assert.True(SafetyReplies.OnlyClears(turn));
    }

    [Theory]
    [InlineData("jk")]
    [InlineData("lol jk im fine")]
    [InlineData("just kidding haha")]
    [InlineData("all good")]
    public void After_a_crisis_joking_about_it_never_clears(string text)
    {
        var still = SafetyReplies.StillUrgent(Say(text, After("i want to die")));

        Assert.NotNull(still);
        Assert.Contains("988", still.Turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.Equal(Outcome.Crisis, still.Turn.Outcome);
    }

    [Theory]
    [InlineData("i am safe")]
    [InlineData("i talked to 988")]
    public void After_a_crisis_a_plain_statement_clears(string text) => Assert.Null(SafetyReplies.StillUrgent(Say(text, After("i want to die"))));

    [Fact]
    public void After_a_crisis_the_topic_is_left_only_on_the_second_question_and_the_line_stays()
    {
        var first = SafetyReplies.StillUrgent(Say("how long does relief last?", After("i want to die")))!.Turn;
        var second = Say("how long does relief last?", first.State);

        Assert.Equal(Outcome.Crisis, first.Outcome);
        Assert.Null(SafetyReplies.StillUrgent(second));
        Assert.Contains("988", SafetyReplies.Reminder(second), StringComparison.Ordinal);
        Assert.NotNull(SafetyReplies.Cleared(second).State.SafeMode);
    }

    [Fact]
    public void Advice_is_declined_kindly_with_an_evaluation_or_a_person_offered()
    {
        var turn = SafetyReplies.Advice(Say("should i stop my blood thinner")).Turn;

        Assert.Equal(Outcome.Advice, turn.Outcome);
        Assert.Contains("Do not stop or change a prescribed medicine without asking whoever prescribed it", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.Equal([ChoiceAction.Book, ChoiceAction.Staff], turn.Replies[0].Choices.Select(choice => choice.Action));
    }

    [Fact]
    public void Every_limit_is_worded_plainly()
    {
        foreach (var limit in Content.Bot.Safety.Limits)
        {
            Assert.True(ReadingGrade.Of(limit.Message) <= 8, $"{limit.Id}: grade {ReadingGrade.Of(limit.Message):0.0}");
            Assert.All(ReadingGrade.Sentences(limit.Message), sentence => Assert.True(sentence.Length <= 20, string.Join(' ', sentence)));
        }
    }

    [Fact]
    public void A_general_mention_gets_the_line_that_fits_it()
    {
        Assert.Contains("911", SafetyReplies.EmergencyLine(Say("is loss of bladder control a symptom of a herniated disc?")), StringComparison.Ordinal);
        Assert.Contains("988", SafetyReplies.EmergencyLine(Say("is suicide common with chronic pain?")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_clinician_should_hear_of_is_named()
    {
        Assert.Contains("blood thinner", SafetyReplies.MentionLine(Say("im on eliquis")), StringComparison.Ordinal);
        Assert.Null(SafetyReplies.MentionLine(Say("what is fibrin")));
    }
}

/// <summary>Flesch-Kincaid grade with a simple count of syllables.</summary>
internal static class ReadingGrade
{
    public static double Of(string text)
    {
        var sentences = Sentences(text);
        var words = sentences.Sum(sentence => sentence.Length);
        var syllables = sentences.Sum(sentence => sentence.Sum(Syllables));
        return 0.39 * words / sentences.Length + 11.8 * syllables / words - 15.59;
    }

    public static ImmutableArray<string[]> Sentences(string text) =>
    [
        .. text.Split(['.', '!', '?', ':', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(sentence => sentence.Split([' ', ',', '"', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0),
    ];

    private static int Syllables(string word)
    {
        var vowels = 0;
        var before = false;
        foreach (var c in word.ToLowerInvariant())
        {
            var vowel = "aeiouy".Contains(c, StringComparison.Ordinal);
            if (vowel && !before)
                vowels++;
            before = vowel;
        }

        return Math.Max(1, word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal) ? vowels - 1 : vowels);
    }
}
