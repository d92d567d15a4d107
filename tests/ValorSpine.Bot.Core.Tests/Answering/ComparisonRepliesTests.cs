using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Answering;

public sealed class ComparisonRepliesTests
{
    private const int MostWords = 120;
    private static readonly Comparison s_table = Content.Bot.Knowledge.SideBySide;

    public static TheoryData<string, string> Pairs =>
        [.. s_table.Subjects.SelectMany((one, at) => s_table.Subjects.Skip(at + 1).Select(other => (one.Id, other.Id)))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_aspect_is_said_in_few_words_with_its_source(string one, string other)
    {
        foreach (var aspect in s_table.Aspects)
        {
            var reply = Compare(s_table.Between(one, other, aspect.Id)!).Replies[0];
            Assert.True(ReadingGrade.WordsOf(reply.Text).Count(word => word.Any(char.IsLetterOrDigit)) <= MostWords, $"{ReadingGrade.WordsOf(reply.Text).Count(word => word.Any(char.IsLetterOrDigit))} words: {reply.Text}");
            Assert.NotEmpty(Assert.Single(reply.Citations).Sources);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_text_says_what_the_card_shows(string one, string other)
    {
        var reply = Compare(s_table.Between(one, other)!).Replies[0];
        var card = Assert.IsType<Card.Comparison>(reply.Card);
        Assert.All(card.Rows.SelectMany(row => row.Cells.Append(row.Aspect)).Append(card.Note), shown => Assert.Contains(shown, reply.Text, StringComparison.Ordinal));
        Assert.All(card.Rows, row => Assert.Equal(card.Columns.Length, row.Cells.Length));
        Assert.DoesNotContain('{', reply.Text);
        Assert.DoesNotContain('[', reply.Text);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_to_ask_next_is_at_most_two_things_before_the_check_and_the_visit(string one, string other)
    {
        foreach (var aspect in s_table.Aspects.Select(aspect => aspect.Id).Prepend(null))
        {
            var labels = Compare(s_table.Between(one, other, aspect)!).Replies[0].Choices.Select(choice => choice.Label).ToArray();
            Assert.InRange(labels.Length, 3, 4);
            Assert.Equal(["Check what may fit", "Book a visit"], labels[^2..]);
            Assert.Equal(labels.Length, labels.Distinct().Count());
        }
    }

    [Fact]
    public void Where_there_is_little_room_studies_their_proof_and_risks_come_first_and_the_other_rows_are_named()
    {
        var reply = Compare(s_table.Between("decompression", "fibrin")!).Replies[0];
        var card = Assert.IsType<Card.Comparison>(reply.Card);
        var pieces = reply.Brief!.Split("\n\n");

        Assert.Equal("What studies show", pieces[0].Split('\n')[0]);
        Assert.Equal(card.Note, pieces[1]);
        Assert.Equal("Risks", pieces[2].Split('\n')[0]);
        Assert.InRange(pieces.Length, 4, 5);
        Assert.StartsWith("Also compared: ", pieces[^1], StringComparison.Ordinal);
        Assert.All(card.Rows, row => Assert.True(pieces[..^1].Any(piece => piece.StartsWith(row.Aspect + "\n", StringComparison.Ordinal)) != pieces[^1].Contains(row.Aspect, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Each_row_that_is_named_is_said_where_it_is_asked_for_by_its_name()
    {
        var talk = new Talk().Says("compare the two treatments");
        Assert.All(s_table.Aspects, aspect => Assert.StartsWith($"{aspect.Name}\n", talk.Fork().Says($"compare {aspect.Name.ToLowerInvariant()}").Last.Replies[0].Brief, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_one_row_is_asked_for_it_comes_first_and_its_note_next()
    {
        var reply = Compare(s_table.Between("decompression", "fibrin", "safety")!).Replies[0];
        var card = Assert.IsType<Card.Comparison>(reply.Card);
        var pieces = reply.Brief!.Split("\n\n");
        Assert.StartsWith("Risks", pieces[0], StringComparison.Ordinal);
        Assert.Equal(card.Note, pieces[1]);
        Assert.Equal(card.Rows.Length + 1, pieces.Length);
        Assert.All(card.Rows, row => Assert.Single(pieces, piece => piece.StartsWith(row.Aspect + "\n", StringComparison.Ordinal) && row.Cells.All(cell => piece.Contains(cell, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_missing_cell_says_so_and_offers_a_person()
    {
        var turn = Compare(s_table.Between("prp", "ablation", "safety")!);
        Assert.Contains("Nerve ablation: We have no written answer. Our staff can help.", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.Contains("Talk to a person", turn.Replies[0].Choices.Select(choice => choice.Label));
    }

    [Theory]
    [InlineData("decompression", "fibrin", null, "compare", "what")]
    [InlineData("decompression", "fibrin", "mechanism", "compare", "how")]
    [InlineData("decompression", "fibrin", "safety", "compare", "safety")]
    [InlineData("fibrin", "fusion", "safety", "fibrin", "safety")]
    [InlineData("decompression", "exercise", null, "decompression", "what")]
    [InlineData("prp", "stem-cells", null, "other", "what")]
    public void It_means_the_one_treatment_of_the_clinic_afterwards(string one, string other, string? aspect, string subject, string frameAspect)
    {
        var frame = Compare(s_table.Between(one, other, aspect)!).State.Frame!;
        Assert.Equal((subject, frameAspect, 0), (frame.Subject, frame.Aspect, frame.SectionsSaid));
        Assert.NotNull(Content.Bot.Knowledge.Find(frame.Article));
        Assert.Equal(new(one, other), frame.Compared);
    }

    [Theory]
    [InlineData("fibrin vs fusion", "surgery-alternatives", "Biologic disc repair and spinal fusion, side by side")]
    [InlineData("PT or decompression?", "decompression-vs-physical-therapy", "Spinal decompression and physical therapy (exercise), side by side")]
    [InlineData("fibrin or prp", "other-treatments", "Biologic disc repair and PRP (platelets), side by side")]
    [InlineData("compare fibrin with cortisone", "other-treatments", "Biologic disc repair and epidural steroid shot, side by side")]
    [InlineData("compare decompression and fibrin recovery", "compare-invasiveness", "Recovery")]
    [InlineData("which lasts longer, fibrin or decompression?", "compare-durability", "How long relief may last")]
    [InlineData("compare them", "compare-overview", "Spinal decompression and biologic disc repair, side by side")]
    public void A_question_gets_its_table(string text, string topic, string shown)
    {
        var talk = new Talk().Says(text);
        Assert.Equal((Outcome.Answer, topic), (talk.Last.Outcome, talk.Last.Why.Topics[0]));
        Assert.Contains(shown, talk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_thread_holds_after_a_comparison()
    {
        var talk = new Talk().Says("fibrin vs fusion").Says("which is safer?");
        Assert.StartsWith("Biologic disc repair and spinal fusion, side by side\n\nRisks", talk.Text, StringComparison.Ordinal);
        Assert.Equal("surgery-alternatives", talk.Says("tell me more").Last.Why.Topics[0]);
    }

    [Fact]
    public void Advice_for_one_person_is_still_declined() => Assert.Equal(Outcome.Advice, new Talk().Says("should i get fibrin or fusion").Last.Outcome);

    private static TurnResult Compare(ComparisonTable table) =>
        AnsweringReplies.Compare(new(Content.Bot, new(), "", null, new(Talk.Now, []), SafetyVerdict.Nothing), table).Turn;
}
