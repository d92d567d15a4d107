using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

/// <summary>Six things that an honest answer on these treatments must get right, each said in so many words.</summary>
public sealed class HonestyTests
{
    private static readonly KnowledgeBase s_knowledge = Content.Bot.Knowledge;

    // 1: the only large controlled trial of fibrin failed, and the good figures come from studies without a placebo group.
    [Theory]
    [InlineData("fibrin-evidence", "short-answer", "EV-51", "ended early, as fibrin did not help enough against salt water")]
    [InlineData("fibrin-evidence", "short-answer", "EV-54", "with no placebo group")]
    [InlineData("fibrin-evidence", "more", "EV-51", "one product in one disc, which is not the clinic's exact method")]
    [InlineData("fibrin-what", "short-answer", "EV-51", "ended early, as fibrin did not help enough")]
    // 2: no approved use.
    [InlineData("fibrin-evidence-approval", "short-answer", "EV-59", "no FDA approval")]
    [InlineData("fibrin-evidence-approval", "short-answer", "EV-57", "not to inject")]
    [InlineData("fibrin-evidence-approval", "more", "EV-50", "which is not approval")]
    // 3: guidelines advise against routine traction.
    [InlineData("decompression-evidence", "more", "EV-32", "advise against routine traction")]
    [InlineData("decompression-evidence", "short-answer", "EV-30", "little or no difference")]
    [InlineData("decompression-evidence", "short-answer", "EV-36", "short-term help")]
    // 4: it was tested in the people whom the clinic has in mind, and added nothing.
    [InlineData("decompression-candidates", "short-answer", "EV-34", "made no difference")]
    [InlineData("decompression-candidates", "more", "EV-34", "ordinary face-down traction, and most of the pain was recent")]
    // 5: a tear on a scan does not prove that it hurts.
    [InlineData("annular-tear", "more", "EV-08", "2 in 10 at age 20")]
    [InlineData("annular-tear", "more", "EV-53", "cannot prove that a tear causes the pain")]
    // 6: many herniated discs shrink, and half of sciatica settles soon; disc pain is more stubborn.
    [InlineData("bulging-herniated-disc", "more", "EV-13", "6 to 7 in 10")]
    [InlineData("bulging-herniated-disc-sciatica", "short-answer", "EV-14", "half of people recover within 6 weeks")]
    [InlineData("discogenic-pain-how-long", "more", "EV-12", "2 in 3 felt the same")]
    public void It_is_said_with_its_source(string article, string section, string key, string words)
    {
        var sentences = s_knowledge.Find(article)!.Sections.Single(one => one.Id == section).Sentences;
        Assert.Contains(sentences, sentence => sentence.Sources.Contains(key) && sentence.Text.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fact-1")]
    [InlineData("fact-2")]
    [InlineData("fact-3")]
    [InlineData("fact-4")]
    [InlineData("fact-5")]
    [InlineData("fact-6")]
    public void A_rule_guards_it(string fact) => Assert.Contains(Required.Load(s_knowledge, Content.Files, []), rule => rule.Id == fact);
}
