using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.Core.Tests.LanguageModel;

public sealed class GateTests
{
    private static readonly Gate s_gate = Content.Bot.Gate;

    private static readonly Passage[] s_fibrin =
    [
        new(1, "Biologic disc repair places fibrin in the tough outer ring of a disc with a needle.", Required: false, FollowsOn: false),
        new(2, "Fibrin is a natural protein that helps blood clot and wounds heal.", Required: false, FollowsOn: false),
        new(3, "One large trial against salt water ended early, as fibrin did not help enough.", Required: true, FollowsOn: false),
        new(4, "In that trial, 6 of 10 people had less pain after 3 months.", Required: false, FollowsOn: true),
    ];

    [Fact]
    public void The_patients_own_word_for_the_same_thing_passes() =>
        Assert.Null(Only("The glue shot places fibrin in the tough annulus of a disk with a needle.", 1));

    [Fact]
    public void Sentences_may_stand_in_another_order()
    {
        var said = Pass(("One big trial against salt water ended early, as fibrin did not help enough.", [3]), ("Fibrin is a natural protein that helps blood clot and wounds heal.", [2]));

        Assert.Equal("One big trial against salt water ended early, as fibrin did not help enough. Fibrin is a natural protein that helps blood clot and wounds heal.", said.Text);
    }

    [Theory]
    [InlineData("One large trial against salt water ended early, as fibrin did help enough.", GateFinding.Negation)]
    [InlineData("One large trial against fibrin ended early, as salt water did not help enough.", GateFinding.Order)]
    [InlineData("A large trial against salt water ended early, as fibrin did not help enough.", GateFinding.Number)]
    [InlineData("One large trial ended early, as fibrin did not help enough.", GateFinding.Omitted)]
    [InlineData("One large trial against salt water ended early, as fibrin did not help enough, but it is safe.", GateFinding.Added)]
    [InlineData("You should know that one large trial against salt water ended early, as fibrin did not help enough.", GateFinding.Added)]
    [InlineData("Yes, one large trial against salt water ended early, as fibrin did not help enough.", GateFinding.Added)]
    [InlineData("One large trial against salt water ended early, as fibrin did not help enough?", GateFinding.Added)]
    public void What_states_something_else_does_not(string text, GateFinding finding) => Assert.Equal(finding, Only(text, 3));

    [Theory]
    [InlineData("No, controlled trial has shown that.", "No controlled trial has shown that.")]
    [InlineData("It does not seal the tear, and it does.", "It does not seal the tear.")]
    [InlineData("It has risks, does it?", "It has risks.")]
    [InlineData("Medicare did not cover it.", "Medicare does not cover it.")]
    [InlineData("It eased pain to 1 point.", "It eased pain by 1 point.")]
    [InlineData("It helped 2.762 people.", "It helped 2,762 people.")]
    [InlineData("It helped 3 in 4 (10 cases).", "It helped 3 in 4, 10 cases.")]
    [InlineData("Fibrin hеlps some people.", "Fibrin helps some people.")]
    [InlineData("Fibrin helps\u200b some people.", "Fibrin helps some people.")]
    [InlineData("Fibrin helps some people.\nAnd you.", "Fibrin helps some people.")]
    public void The_tricks_of_a_liar_do_not_pass(string text, string source) =>
        Assert.NotNull(s_gate.Pass([new(text, [1])], [new(1, source, Required: false, FollowsOn: false)]).Sentences[0].Finding);

    [Theory]
    [InlineData("It may make a little difference.", "It may make little difference.")]
    [InlineData("Few trials saw help.", "A few trials saw help.")]
    [InlineData("A tear is the cause of pain.", "A tear is a cause of pain.")]
    [InlineData("It does not also help.", "It does not help.")]
    [InlineData("It does not help.", "It does not also help.")]
    [InlineData("We also found no trial.", "We found no trial.")]
    [InlineData("Tell staff at once if the pull also hurts.", "Tell staff at once if the pull hurts.")]
    [InlineData("Medicare has a policy on fibrin treatment.", "Medicare has a policy on disc repair.")]
    [InlineData("Spinal decompression surgery is an operation.", "Decompression surgery is an operation.")]
    public void A_small_word_that_turns_what_is_said_is_no_small_word(string text, string source) =>
        Assert.NotNull(s_gate.Pass([new(text, [1])], [new(1, source, Required: false, FollowsOn: false)]).Sentences[0].Finding);

    [Theory]
    [InlineData("The relief may last for an annulus.", "Relief may last for the outer ring.")]
    [InlineData("It also has risks.", "It has risks.")]
    [InlineData("It says not to inject.", "It also says not to inject.")]
    [InlineData("Please talk with a nurse.", "Talk to a nurse.")]
    public void One_that_turns_nothing_comes_and_goes(string text, string source) =>
        Assert.Null(s_gate.Pass([new(text, [1])], [new(1, source, Required: false, FollowsOn: false)]).Sentences[0].Finding);

    [Theory]
    [InlineData("fibrin-candidates", "A small tear in the outer ring")]
    [InlineData("decompression-safety", "Past spine surgery")]
    [InlineData("compare-durability", "Reports without a placebo group")]
    public void What_says_something_else_where_it_stands_alone_is_said_only_where_it_stands_in_the_article(string article, string begins)
    {
        var passages = s_gate.PassagesOf(Content.Bot.Knowledge.Find(article)!, Content.Clinic.Fill);
        var alone = passages.Single(passage => passage.Text.StartsWith(begins, StringComparison.Ordinal));

        Assert.Equal(GateFinding.Order, s_gate.Pass([new(alone.Text, [alone.Number])], passages).Sentences[0].Finding);
    }

    [Theory]
    [InlineData("fibrin-evidence", "A report from one private clinic", "Its first author developed the method.")]
    [InlineData("decompression-vs-physical-therapy", "In a small trial, decompression", "That gain was about 1 point on a 10-point pain scale, and nobody looked later.")]
    public void A_good_result_comes_with_what_limits_it(string article, string begins, string limit)
    {
        var passages = s_gate.PassagesOf(Content.Bot.Knowledge.Find(article)!, Content.Clinic.Fill);
        var good = passages.Single(passage => passage.Text.StartsWith(begins, StringComparison.Ordinal));

        Assert.Contains($"{good.Text} {limit}", s_gate.Pass([new(good.Text, [good.Number])], passages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sentence_of_every_article_can_be_cited() =>
        Assert.All(Content.Bot.Knowledge.Articles, article => Assert.Equal(article.Sections.Sum(section => section.Sentences.Length), s_gate.PassagesOf(article, Content.Clinic.Fill).Length));

    [Fact]
    public void Two_sentences_are_not_joined_as_both_together_may_state_what_neither_does() =>
        Assert.Equal(GateFinding.UnknownSource, Only("Fibrin is a natural protein that helps blood clot and wounds heal and one large trial against salt water ended early, as fibrin did not help enough.", 2, 3));

    [Theory]
    [InlineData("In that trial, 7 of 10 people had less pain after 3 months.")]
    [InlineData("In that trial, 6 of 10 people had less pain after 3 weeks.")]
    [InlineData("In that trial, 10 of 6 people had less pain after 3 months.")]
    [InlineData("In that trial, 60% of people had less pain after 3 months.")]
    [InlineData("In that trial, people had less pain after 3 months.")]
    public void Figures_and_their_units_stay(string text) => Assert.NotNull(Only(text, 4));

    [Fact]
    public void A_sentence_that_cites_nothing_is_not_said() => Assert.Equal(GateFinding.NoSource, Only("Fibrin is a natural protein that helps blood clot and wounds heal."));

    [Fact]
    public void A_sentence_that_cites_another_one_is_replaced_by_what_it_cites()
    {
        var said = Pass(("Fibrin is a natural protein that helps blood clot and wounds heal.", [1]), ("One large trial against salt water ended early, as fibrin did not help enough.", [3]));

        Assert.Equal("Biologic disc repair places fibrin in the tough outer ring of a disc with a needle. One large trial against salt water ended early, as fibrin did not help enough.", said.Text);
    }

    [Fact]
    public void Of_two_sentences_shown_for_one_that_cites_both_each_can_be_followed_by_what_points_back_to_it()
    {
        Passage[] passages =
        [
            new(1, "One large trial tested fibrin.", Required: false, FollowsOn: false), new(2, "It ended early.", Required: true, FollowsOn: true),
            new(3, "Decompression is a gentle pull.", Required: false, FollowsOn: false), new(4, "Our staff can tell you more.", Required: true, FollowsOn: false),
        ];

        var said = s_gate.Pass([new("Fibrin and decompression were both tested.", [1, 3]), new("Our team can tell you more.", [4])], [.. passages]);

        Assert.Equal("One large trial tested fibrin. It ended early. Decompression is a gentle pull. Our team can tell you more.", said.Text);
        Assert.Equal(
            [("Fibrin and decompression were both tested.", GateFinding.UnknownSource, 1), ("", GateFinding.LeftOut, 2), ("", GateFinding.UnknownSource, 3), ("Our team can tell you more.", (GateFinding?)null, 4)],
            said.Sentences.Select(sentence => (sentence.Worded, sentence.Finding, Assert.Single(sentence.Says))));
    }

    [Theory]
    [InlineData("People who also take blood thinners need care.", "People who take blood thinners need care.")]
    [InlineData("Say whether you also take a blood thinner.", "Say whether you take a blood thinner.")]
    [InlineData("Ask us before you also stop a medicine.", "Ask us before you stop a medicine.")]
    [InlineData("Once it also hurts, stop.", "Once it hurts, stop.")]
    [InlineData("It failed to also help.", "It failed to help.")]
    [InlineData("It rarely also helped.", "It rarely helped.")]
    [InlineData("It is less also than a cure.", "It is less than a cure.")]
    [InlineData("Guidelines advise against also traction.", "Guidelines advise against traction.")]
    [InlineData("Avoid also exercise.", "Avoid exercise.")]
    [InlineData("Fibrin DID help some people.", "Fibrin did help some people.")]
    [InlineData("Fibrin MIGHT help.", "Fibrin may help.")]
    [InlineData("Tell US about it.", "Tell us about it.")]
    [InlineData("You might not eat.", "You may not eat.")]
    [InlineData("You might stop.", "You may stop.")]
    [InlineData("It eased all pain.", "It eased all the pain.")]
    [InlineData("It eased half pain.", "It eased half the pain.")]
    [InlineData("Many patients without pain have a tear.", "Many people without pain have a tear.")]
    [InlineData("Scans of patients without pain show tears.", "Scans of people without pain show tears.")]
    [InlineData("Fibrin (helps) some people.", "Fibrin helps some people.")]
    [InlineData("Fibrin \"helps\" some people.", "Fibrin helps some people.")]
    [InlineData("**Fibrin helps** some people.", "Fibrin helps some people.")]
    [InlineData("Fibrin helps some people...", "Fibrin helps some people.")]
    [InlineData("Fibrin helps - some people.", "Fibrin helps some people.")]
    [InlineData("Fibrin helps some peoples.", "Fibrin helps some people.")]
    [InlineData("Fibrin helped some people.", "Fibrin helps some people.")]
    [InlineData("Pain fell in 1 of 15 people.", "Pain fell in 1.15 people.")]
    [InlineData("It can not only help.", "It can only not help.")]
    public void What_was_thought_of_after_the_gate_does_not_pass_either(string text, string source) =>
        Assert.NotNull(s_gate.Pass([new(text, [1])], [new(1, source, Required: false, FollowsOn: false)]).Sentences[0].Finding);

    [Fact]
    public void A_harm_of_one_treatment_is_not_said_after_the_other_was_named()
    {
        var passages = s_gate.PassagesOf(Content.Bot.Knowledge.Find("compare-durability-decompression")!, Content.Clinic.Fill);
        var (fibrin, harm) = (passages.Single(passage => passage.Text.StartsWith("Fibrin, a natural protein placed", StringComparison.Ordinal)), passages.Single(passage => passage.Text == "Some people in studies had more pain."));

        Assert.Equal(GateFinding.Order, s_gate.Pass([new(fibrin.Text, [fibrin.Number]), new(harm.Text, [harm.Number])], passages).Sentences.Single(sentence => sentence.Worded == harm.Text).Finding);
    }

    [Theory]
    [InlineData("compare-mechanism", "It was stopped early because", "No controlled trial has shown that.")]
    public void What_denies_the_sentence_before_it_denies_no_other(string article, string begins, string denial)
    {
        var passages = s_gate.PassagesOf(Content.Bot.Knowledge.Find(article)!, Content.Clinic.Fill);
        var (before, denies) = (passages.Single(passage => passage.Text.StartsWith(begins, StringComparison.Ordinal)), passages.Single(passage => passage.Text == denial));

        Assert.Equal(GateFinding.Order, s_gate.Pass([new(before.Text, [before.Number]), new(denies.Text, [denies.Number])], passages).Sentences[1].Finding);
    }

    [Fact]
    public void The_evidence_is_said_where_the_model_left_it_out()
    {
        var said = Pass(("Fibrin is a natural protein that helps blood clot and wounds heal.", [2]));

        Assert.Equal(GateFinding.LeftOut, said.Sentences[^1].Finding);
        Assert.EndsWith("One large trial against salt water ended early, as fibrin did not help enough.", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_that_points_back_is_said_only_after_the_one_that_it_points_to()
    {
        var said = Pass(("In that trial, 6 of 10 people had less pain after 3 months.", [4]), ("One large trial against salt water ended early, as fibrin did not help enough.", [3]));

        Assert.Equal(GateFinding.Order, said.Sentences[0].Finding);
        Assert.Equal(s_fibrin[2].Text, said.Text);
    }

    [Fact]
    public void Where_no_sentence_passes_the_article_is_said_as_it_stands() => Assert.Equal(GateFinding.NothingPassed, Pass(("Fibrin cures your back.", [2])).Finding);

    [Fact]
    public void Nothing_is_said_twice() =>
        Assert.Equal(GateFinding.SaidTwice, Pass(("One large trial against salt water ended early, as fibrin did not help enough.", [3]), ("One large trial against salt water ended early, as fibrin did not help enough.", [3])).Sentences[1].Finding);

    [Fact]
    public void Every_article_passes_in_its_own_words()
    {
        foreach (var article in Content.Bot.Knowledge.Articles)
        {
            var passages = s_gate.PassagesOf(article, Content.Clinic.Fill);
            var own = passages.Take(article.ShortAnswer.Sentences.Length).Select(passage => new WordedSentence(passage.Text, [passage.Number]));

            Assert.Equal(string.Join(' ', article.ShortAnswer.Sentences.Select(sentence => Content.Clinic.Fill(sentence.Text))), s_gate.Pass([.. own], passages).Text);
        }
    }

    private static GateFinding? Only(string text, params int[] cites) => s_gate.Pass([new(text, [.. cites])], [.. s_fibrin]).Sentences[0].Finding;

    private static GatedAnswer Pass(params (string Text, int[] Cites)[] sentences) => s_gate.Pass([.. sentences.Select(sentence => new WordedSentence(sentence.Text, [.. sentence.Cites]))], [.. s_fibrin]);
}
