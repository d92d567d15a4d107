using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Tests.Languages;

public sealed class SpanishCheckTests
{
    private const string Path = "knowledge/es/small-thing.md";

    private const string English = """
        ---
        id: small-thing
        topic: small
        title: Is the small thing safe?
        review: { by: null, on: null, due: null }
        phrasings: []
        ---
        ## Short answer
        It may help 1 in 10 people. [EV-50] Call {phone} to ask. [-]

        ## More
        - One study saw it. [EV-50, EV-51]
        - It is not a cure. [VS-10]
        """;

    private const string Spanish = """
        ---
        of: small-thing
        english: HASH
        title: "¿Es segura la cosa?"
        review: { by: null, on: null, due: null }
        ---
        ## Short answer
        Puede que ayude a 1 de cada 10 personas. [EV-50] Llame al {phone} si quiere saber. [-]

        ## More
        - Un estudio lo vio. [EV-50, EV-51]
        - No es una cura. [VS-10]
        """;

    [Fact]
    public void A_text_that_says_what_the_English_says_has_no_defect() => Assert.Empty(Check(Spanish));

    [Theory]
    [InlineData("of: small-thing", "of: other-thing", "The id 'other-thing' is not the name of the file.", "of: small-thing")]
    [InlineData("## More\n- Un estudio lo vio. [EV-50, EV-51]\n- No es una cura. [VS-10]", "", "The section 'More' is missing.", "## More")]
    [InlineData(" Llame al {phone} si quiere saber. [-]", "", "'Short answer' has 1 sentences; the English has 2.", "Say each English sentence")]
    [InlineData("vio. [EV-50, EV-51]", "vio. [EV-50]", "'Un estudio lo vio.' has not the sources of its English sentence.", "[EV-50, EV-51]")]
    [InlineData("saber. [-]", "saber.", "has not the sources of its English sentence.", "[-]")]
    [InlineData("1 de cada 10", "1 de cada 100", "has not the figures of its English sentence.", "It may help 1 in 10 people.")]
    [InlineData("1 de cada 10", "una de cada diez", "has not the figures of its English sentence.", "in digits where they are in digits there")]
    [InlineData("al {phone}", "al {emergency}", "has not the placeholders of its English sentence.", "Call {phone} to ask.")]
    [InlineData("[EV-50, EV-51]\n- No", "[EV-50, EV-51] No", "The lines of 'More' are parted otherwise than in English.", "the same points of lists")]
    [InlineData("No es una cura", "Sí cura de verdad", "'cura' is not to be claimed (PL-30).", "Say it without a promise")]
    [InlineData("¿Es segura la cosa?", "¿Es un milagro la cosa?", "'milagro' is not to be claimed (PL-30).", "knowledge/claims.yml")]
    [InlineData("Un estudio lo vio.", "Un experimento universitario multidisciplinario posteriormente observó parcialmente resultados significativos.", "'More' has a reading ease of", "The hardest one is 'Un experimento")]
    [InlineData("by: null, on", "by: Dr. Who, on", "The review is half filled in.", "leave all three null")]
    [InlineData("review:", "reviewed: { }\nreview:", "'reviewed' is not known here.", "of, english, title, review")]
    public void A_defect_names_file_line_and_remedy(string from, string to, string what, string remedy)
    {
        var problem = Assert.Single(Check(Spanish.ReplaceLineEndings("\n").Replace(from, to, StringComparison.Ordinal)));

        Assert.Equal(Path, problem.Path);
        Assert.True(problem.Line > 0);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_no_article_is_a_defect()
    {
        var problems = new List<ContentProblem>();
        var text = ArticleReader.ReadSpanish(new("knowledge/es/other-thing.md", Spanish.Replace("of: small-thing", "of: other-thing", StringComparison.Ordinal)), problems)!;
        SpanishCheck.Run(new([text], []), new([], []), problems);

        Assert.Equal("knowledge/es/other-thing.md:1: There is no article 'other-thing'. Name the file and 'of' as the article is named, or delete it.", Assert.Single(problems).ToString());
    }

    [Fact]
    public void An_overdue_review_is_a_defect()
    {
        var problems = new List<ContentProblem>();
        SpanishCheck.RunReviews(new([ReadSpanish(Spanish.Replace("by: null, on: null, due: null", "by: Dr. Who, on: 2025-11-23, due: 2026-11-23", StringComparison.Ordinal), problems)!], []), new(2026, 11, 23), problems);

        Assert.Equal($"{Path}:5", string.Join(':', Assert.Single(problems).ToString().Split(':')[..2]));
    }

    [Theory]
    [InlineData("Is the small thing safe?", "Is the small thing really safe?")]
    [InlineData("may help", "might help")]
    [InlineData("[VS-10]", "[VS-11]")]
    [InlineData("## More", "## More\nOne more sentence. [-]\n")]
    public void After_a_change_of_the_English_a_text_is_of_an_older_version_and_is_not_shown_but_holds_nobody_up(string from, string to)
    {
        var problems = new List<ContentProblem>();
        var changed = EnglishOf(English.Replace(from, to, StringComparison.Ordinal));
        var texts = new SpanishTexts([ReadSpanish(Stamped(Spanish), problems)!], [changed]);
        SpanishCheck.Run(texts, Claims, problems);

        Assert.Empty(problems);
        Assert.Null(texts.Find("small-thing"));
        Assert.Equal(
            $"{Path}:3: This is the text of an older version of 'small-thing', so it is not shown: patients read the English. Bring it up to date, then write 'english: {changed.Version}'.", Assert.Single(texts.OutdatedProblems()).ToString());
    }

    [Fact]
    public void A_text_that_names_no_version_is_told_which_one_to_write() =>
        Assert.Contains($"english: {EnglishOf(English).Version}", Assert.Single(new SpanishTexts([ReadSpanish(Spanish.Replace("english: HASH\n", "", StringComparison.Ordinal), [])!], [EnglishOf(English)]).OutdatedProblems()).Remedy, StringComparison.Ordinal);

    [Fact]
    public void What_patients_do_not_read_changes_no_version() =>
        Assert.Equal(EnglishOf(English).Version, EnglishOf(English.Replace("phrasings: []", "phrasings: [is it]", StringComparison.Ordinal).Replace("by: null, on: null, due: null", "by: A, on: 2026-01-01, due: 2027-01-01", StringComparison.Ordinal)).Version);

    [Fact]
    public void Where_only_reviewed_articles_are_served_so_are_Spanish_texts()
    {
        var texts = new SpanishTexts([ReadSpanish(Stamped(Spanish), [])!], [EnglishOf(English)]);

        Assert.NotNull(texts.Find("small-thing"));
        Assert.Null(texts.Reviewed().Find("small-thing"));
    }

    [Fact]
    public void Each_Spanish_text_of_the_clinic_is_of_the_version_that_patients_read_in_English() => Assert.Empty(Content.Bot.Knowledge.InSpanish.OutdatedProblems());

    private static ClaimCheck Claims => ClaimCheck.LoadSpanish(Content.Files, []);

    private static string Stamped(string spanish) => spanish.Replace("HASH", EnglishOf(English).Version, StringComparison.Ordinal);

    private static EnglishText EnglishOf(string english) => Assert.Single(EnglishText.Of([ArticleReader.Read(new("knowledge/articles/small-thing.md", english), [])!], []));

    private static SpanishText? ReadSpanish(string spanish, ICollection<ContentProblem> problems) => ArticleReader.ReadSpanish(new(Path, spanish), problems);

    private static List<ContentProblem> Check(string spanish)
    {
        var problems = new List<ContentProblem>();
        if (ReadSpanish(Stamped(spanish), problems) is { } text)
            SpanishCheck.Run(new([text], [EnglishOf(English)]), Claims, problems);
        return problems;
    }
}
