using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class ComparisonTests
{
    private static readonly Comparison s_table = Content.Bot.Knowledge.SideBySide;

    public static TheoryData<string, string> Pairs =>
        [.. s_table.Subjects.SelectMany((one, at) => s_table.Subjects.Skip(at + 1).Select(other => (one.Id, other.Id)))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_table_is_the_same_whichever_is_named_first(string one, string other)
    {
        var (table, turned) = (s_table.Between(one, other)!, s_table.Between(other, one)!);
        Assert.Equal((one, other), (table.First.Id, table.Second.Id));
        Assert.Equal((one, other), (turned.First.Id, turned.Second.Id));
        Assert.Equal(table.Rows, turned.Rows);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_whole_table_has_every_row_of_either_and_rests_on_a_topic(string one, string other)
    {
        var table = s_table.Between(one, other)!;
        Assert.Equal(s_table.Aspects.Where(aspect => table.First.Cells.ContainsKey(aspect.Id) || table.Second.Cells.ContainsKey(aspect.Id)), table.Rows.Select(row => row.Aspect));
        Assert.NotNull(Content.Bot.Knowledge.FindTopic(table.Topic));
        Assert.All(table.Sources, key => Assert.True(Content.Bot.Knowledge.Sources.ContainsKey(key), key));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void No_aspect_stands_without_its_evidence(string one, string other)
    {
        foreach (var aspect in s_table.Aspects)
        {
            string[] expected = aspect.Id == Comparison.Evidence ? [aspect.Id] : [aspect.Id, Comparison.Evidence];
            var rows = s_table.Between(one, other, aspect.Id)!.Rows;
            Assert.Equal(expected, rows.Select(row => row.Aspect.Id));
            Assert.All(rows[^1].Cells, Assert.NotNull);
        }
    }

    [Theory]
    [InlineData("decompression", "fibrin", null, "compare-overview")]
    [InlineData("fibrin", "decompression", "mechanism", "compare-mechanism")]
    [InlineData("decompression", "fibrin", "target", "compare-target")]
    [InlineData("decompression", "fibrin", "durability", "compare-durability")]
    [InlineData("decompression", "fibrin", "invasiveness", "compare-invasiveness")]
    [InlineData("decompression", "fibrin", "recovery", "compare-invasiveness")]
    [InlineData("decompression", "fibrin", "choice", "compare-choice")]
    [InlineData("decompression", "fibrin", "safety", "compare-overview")]
    [InlineData("decompression", "fibrin", "evidence", "compare-overview")]
    [InlineData("exercise", "decompression", null, "decompression-vs-physical-therapy")]
    [InlineData("exercise", "decompression", "safety", "decompression-vs-physical-therapy")]
    [InlineData("fibrin", "fusion", null, "surgery-alternatives")]
    [InlineData("surgery", "prp", "safety", "surgery-alternatives")]
    [InlineData("exercise", "fusion", null, "surgery-alternatives")]
    [InlineData("fibrin", "exercise", null, "conservative-care")]
    [InlineData("fibrin", "prp", "evidence", "other-treatments")]
    [InlineData("stem-cells", "ablation", null, "other-treatments")]
    [InlineData("decompression", "steroid", null, "other-treatments")]
    [InlineData("decompression", "waiting", null, "conservative-care")]
    public void A_pair_rests_on_its_topic(string one, string other, string? aspect, string topic) => Assert.Equal(topic, s_table.Between(one, other, aspect)!.Topic);

    [Theory]
    [InlineData("fibrin", "fibrin", null)]
    [InlineData("fibrin", "magic", null)]
    [InlineData("fibrin", "fusion", "price")]
    public void What_is_not_known_has_no_table(string one, string other, string? aspect) => Assert.Null(s_table.Between(one, other, aspect));

    [Fact]
    public void The_line_on_emergencies_stands_where_just_risks_or_recovery_are_asked_for()
    {
        Assert.Equal(2, s_table.Between("fibrin", "steroid", "safety")!.Notes.Length);
        Assert.Equal(2, s_table.Between("fibrin", "fusion", "recovery")!.Notes.Length);
        Assert.Single(s_table.Between("fibrin", "fusion")!.Notes);
    }

    [Theory]
    [InlineData("[VS-10, VS-14]", "[VS-10, VS-99]", true, "'VS-99' is not known", "knowledge/sources.yml")]
    [InlineData("ease pressure for a time. [VS-10, VS-14]", "ease pressure for a time.", true, "has no source", "End it with its source keys")]
    [InlineData("It pulls gently on the spine from outside.", "It is a miracle.", true, "'miracle' is not to be claimed (PL-30)", "Say it without a promise")]
    [InlineData("It pulls gently on the spine from outside.", "Intermittent computerized axial distraction mechanically decompresses intervertebral structures.", true, "Reading grade", "shorter words")]
    [InlineData("It pulls gently on the spine from outside.", "It pulls on the back, and lets it go, and pulls on it, and lets it go, and pulls, and lets it go, and so on.", true, "words: 'It pulls on the back", "Shorten it to 25")]
    [InlineData("      mechanism: \"It pulls", "      magic: \"It pulls", true, "The aspect 'magic' is not known", "Use one of: mechanism, target")]
    [InlineData("of: [decompression, exercise]", "of: [decompression, yoga]", false, "The subject 'yoga' is not known", "Use one of: decompression, fibrin")]
    [InlineData("topic: compare-mechanism", "topic: compare-magic", false, "The topic 'compare-magic' is not known", "knowledge/topics.yml")]
    [InlineData("  - with: [waiting]", "  - with: [fusion]", false, "No rule is for 'decompression' and 'waiting'", "Add one to 'pairs'")]
    [InlineData("concept: fibrin", "concept: glue", false, "The concept 'glue' is not known", "knowledge/concepts.yml")]
    [InlineData("terms: [fusion, ", "terms: [prp, fusion, ", false, "The term 'prp' also names 'prp'", "Keep it with the treatment")]
    [InlineData("the-two: [decompression, fibrin]", "the-two: [decompression]", false, "'the-two' does not name two", "Write 'the-two:")]
    [InlineData("    name: Recovery", "    nam: Recovery", false, "'nam' is not known here", "Use one of: name")]
    [InlineData("\nasking:", "\nasked:", false, "'asking' is missing", "Restore it")]
    public void A_defect_is_reported_with_file_line_and_remedy(string right, string wrong, bool isCell, string what, string remedy)
    {
        var problems = new List<ContentProblem>();
        Assert.Contains(right, Content.Files.Find(KnowledgeBase.ComparisonPath)!.Text, StringComparison.Ordinal);
        KnowledgeBase.Load(Content.With(KnowledgeBase.ComparisonPath, text => text.Replace(right, wrong, StringComparison.Ordinal)), problems);

        Assert.Contains(problems, problem => problem.Path == KnowledgeBase.ComparisonPath && (!isCell || problem.Line == LineOf("      mechanism: \"It pulls"))
            && problem.What.Contains(what, StringComparison.Ordinal) && problem.Remedy.Contains(remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void A_treatment_without_evidence_is_reported()
    {
        var problems = new List<ContentProblem>();
        KnowledgeBase.Load(Content.With(KnowledgeBase.ComparisonPath, text => Regex.Replace(text, "      evidence: \"It probably.*\n", "", RegexOptions.None, TimeSpan.FromSeconds(1))), problems);
        Assert.Contains(problems, problem => problem.What == "'exercise' has no cell for 'evidence'.");
    }

    private static int LineOf(string start) => Array.FindIndex(Content.Files.Find(KnowledgeBase.ComparisonPath)!.Text.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal)) + 1;
}
