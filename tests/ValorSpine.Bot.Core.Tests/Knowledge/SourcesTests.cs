using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class SourcesTests
{
    private const string Path = KnowledgeBase.SourcesPath;
    private static readonly KnowledgeBase s_knowledge = Content.Bot.Knowledge;

    [Fact]
    public void Every_source_has_a_label_that_fits_below_an_answer() =>
        Assert.All(s_knowledge.Sources.Values, source => Assert.InRange(source.Label.Length, 5, 40));

    [Fact]
    public void The_clinics_own_account_is_one_source_to_a_patient() =>
        Assert.Single(s_knowledge.Sources.Values.Where(source => source.Kind == "clinic").Select(source => source.Label).Distinct());

    [Theory]
    [InlineData("EV-30", "https://doi.org/10.1002/14651858.CD003010.pub5")]
    [InlineData("EV-33", "https://pmc.ncbi.nlm.nih.gov/articles/PMC2899427/")]
    [InlineData("EV-17", "https://pubmed.ncbi.nlm.nih.gov/15167342/")]
    [InlineData("EV-51", "https://clinicaltrials.gov/study/NCT01011816")]
    [InlineData("EV-44", null)]
    [InlineData("VS-18", null)]
    public void A_source_leads_to_its_lasting_address_where_it_has_one(string key, string? url) => Assert.Equal(url, s_knowledge.Sources[key].Url);

    [Theory]
    [InlineData("short: \"Pilot study of fibrin, 2014\", ", "", "'short' is missing.", "Add a line 'short: …'.")]
    [InlineData("Pilot study of fibrin, 2014", "A small pilot study of fibrin in a disc, 2014", "The label 'A small pilot study of fibrin in a disc, 2014' has 45 characters.", "Shorten 'short' to at most 40")]
    [InlineData("https://doi.org/10.1111/pme.12249", "http://doi.org/10.1111/pme.12249", "'http://doi.org/10.1111/pme.12249' is not an https address.", "Write the whole address")]
    [InlineData("https://doi.org/10.1111/pme.12249", "doi.org/10.1111/pme.12249", "'doi.org/10.1111/pme.12249' is not an https address.", "or leave 'url' out")]
    [InlineData("Pilot study of fibrin, 2014", "Review of disc pain, 2013", "'Review of disc pain, 2013' has another address at EV-05.", "Give both the same 'url'")]
    public void A_defect_is_reported_with_its_line_and_remedy(string right, string wrong, string what, string remedy)
    {
        var line = 1 + Content.Files.Find(Path)!.Text.Split('\n').ToList().FindIndex(one => one.StartsWith("EV-50:", StringComparison.Ordinal));
        var problems = new List<ContentProblem>();
        KnowledgeBase.Load(Content.With(Path, text => text.Replace(right, wrong, StringComparison.Ordinal)), problems);

        Assert.Contains(problems, problem => problem.Path == Path && problem.Line == line && problem.What == what && problem.Remedy.Contains(remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void A_citation_names_each_source_once_in_the_order_of_the_sentences()
    {
        var article = s_knowledge.Find("fibrin-what")!;
        var citation = s_knowledge.Cite(article, article.ShortAnswer);

        Assert.Equal(["VS-20", "VS-19", "EV-51"], citation.Sources);
        Assert.Equal(
            [new Reference("ValorSpine's own description", null), new Reference("Trial of fibrin against salt water, 2014", "https://clinicaltrials.gov/study/NCT01011816")],
            citation.References);
        Assert.True(citation.HasPage);
    }

    [Fact]
    public void Every_sentence_of_substance_is_found_on_its_line()
    {
        foreach (var section in s_knowledge.Articles.SelectMany(article => article.Sections))
        {
            Assert.Equal(section.Text, string.Join('\n', section.Lines.Select(line => (line.IsItem ? "- " : "") + string.Join(' ', line.Sentences.Select(sentence => sentence.Text)))));
            Assert.Equal(section.Sentences, section.Lines.SelectMany(line => line.Sentences));
        }
    }
}
