using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Of what a fact is told: the pain or something else, now or then, the back or another part, the patient or somebody else.</summary>
public sealed class WhoseFactsTests
{
    [Theory]
    [InlineData("I had a stent put in two years ago")]
    [InlineData("leukemia at ten, 30 yrs ago")]
    [InlineData("67 yrs")]
    [InlineData("had a birthday yesterday")]
    [InlineData("I had a DVT 3 yrs ago")]
    [InlineData("had a stroke in 2021")]
    [InlineData("22 weeks")]
    public void Time_of_something_else_is_not_how_long_the_pain_has_lasted(string says) => Assert.DoesNotContain("how-long", ToldBesides("health", says));

    [Theory]
    [InlineData("I'm 72, take Eliquis, pain is in my low back for 5 years", "over-6-months")]
    [InlineData("diabetes out of control, and my back has hurt for 2 months", "6-to-12-weeks")]
    public void Time_of_the_pain_is(string says, string means) =>
        Assert.Contains(Statements.Read(ScreeningChat.Definition, says, ScreeningChat.Now, ScreeningChat.Definition.Find("health")), answer => answer.LinkId == "how-long" && answer.Values is [Core.Screening.AnswerValue.Coded coded] && coded.Code == means);

    [Theory]
    [InlineData("L4-L5 bulging and L5-S1 tear")]
    [InlineData("moderate stenosis at L3-4 and broad based bulge L4-5")]
    public void Level_of_a_disc_is_no_place_of_pain(string says) => Assert.DoesNotContain("where", ToldBesides("health", says));

    [Theory]
    [InlineData("I want the fibrin thing")]
    [InlineData("is fibrin a blood product")]
    public void Fibrin_alone_is_no_allergy(string says) => Assert.Empty(Statements.Besides(ScreeningChat.Definition, says, ScreeningChat.Now, null));

    [Theory]
    [InlineData("cholesterol pills only")]
    [InlineData("i pee alot but thats my water pills")]
    [InlineData("finished pills for a UTI")]
    public void Pills_for_something_else_were_not_tried_for_the_back(string says) => Assert.DoesNotContain("tried", ToldBesides("health", says));

    [Theory]
    [InlineData("health", "none, but I'm curious about fibrin", "none")]
    [InlineData("health", "allergic to fibrin", "allergy")]
    [InlineData("health", "i dont know what fibrin is so how would i know if im allergic", "unknown")]
    [InlineData("health", "on eliquis since 2020", "blood-thinner")]
    [InlineData("health", "uti right now", "infection")]
    [InlineData("health", "depression, and prednisone every day for 2 years", "weak-bones")]
    [InlineData("health", "baby aspirin 81", "blood-thinner")]
    [InlineData("report", "tear in my disc", "tear")]
    [InlineData("procedures", "knee replacement and a fusion", "hardware")]
    [InlineData("tried", "pt in 2020 and shots", "injections,therapy")]
    [InlineData("scan", "3 mris, last one in may 2025", "recent")]
    [InlineData("cancer-pain", "not new, had it before that", "false")]
    [InlineData("urgent", "no numbness or anything else on that list", "none")]
    [InlineData("urgent", "negative across the board", "none")]
    [InlineData("urgent", "can't say I have", "none")]
    [InlineData("health", "doesnt apply", "none")]
    [InlineData("urgent", "all no's", "none")]
    [InlineData("urgent", "I don't believe any of those fit me", "none")]
    [InlineData("urgent", "just my regular old back pain", "none")]
    [InlineData("urgent", "no emergencies here", "none")]
    [InlineData("pregnancy", "done having kids", "no")]
    [InlineData("how-long", "it started as a kid", "over-6-months")]
    [InlineData("goals", "fix it so I can golf", "activity")]
    [InlineData("goals", "no pills, and no surgery", "avoid-surgery")]
    [InlineData("goals", "no drugs and no surgery", "avoid-surgery")]
    [InlineData("goals", "2nd opinion b4 my surgery in jan", "second-opinion")]
    [InlineData("goals", "anything before surgery", "avoid-surgery")]
    [InlineData("tried", "just chiro, 20 visits", "manual")]
    [InlineData("procedures", "a fusion, and a rod in my femur", "hardware")]
    [InlineData("report", "mild stenosis and an annular tear", "tear")]
    public void What_is_plain_is_taken(string question, string says, string means) => Assert.Equal(means, HeardAnswer.Of(question, says));

    [Theory]
    [InlineData("health", "I took blood thinners for 3 months after my knee replacement in 2020")]
    [InlineData("health", "sinus infection last month")]
    [InlineData("health", "prednisone 5 days last month")]
    [InlineData("health", "i was on xarelto but stopped in 2023")]
    [InlineData("health", "my husband takes eliquis, I don't take anything")]
    [InlineData("health", "blood pressure is fine, no diabetes, no cancer")]
    [InlineData("scan", "had one for kidney stones, a CT last year")]
    [InlineData("scan", "2 mris")]
    [InlineData("scan", "yes")]
    [InlineData("report", "tear in the rotator cuff")]
    [InlineData("report", "normal for my age")]
    [InlineData("procedures", "IUD implant")]
    [InlineData("procedures", "hip replacement")]
    [InlineData("tried", "PT for 6 weeks in 2019 for my shoulder, nothing for my back")]
    [InlineData("tried", "nothing worked")]
    [InlineData("pregnancy", "i gave birth 6 weeks ago")]
    [InlineData("where", "mostly low back but it shoots down past my right knee")]
    [InlineData("urgent", "no numbness, bladder is fine, no fever, didn't fall")]
    [InlineData("urgent", "not numb or anything")]
    [InlineData("urgent", "no fever")]
    [InlineData("how-long", "since I was 19")]
    [InlineData("how-long", "since my daughter was born, she's 4")]
    [InlineData("urgent", "it's more than regular back pain")]
    [InlineData("urgent", "it's not just the regular pain")]
    [InlineData("urgent", "everything works fine except my left foot")]
    [InlineData("health", "don't know about the weak bones")]
    [InlineData("health", "not sure about the cancer part")]
    [InlineData("health", "on aspirin")]
    [InlineData("health", "stroke in 2021")]
    [InlineData("pregnancy", "not done having kids")]
    [InlineData("report", "slipped disk at L5")]
    [InlineData("report", "mild stenosis")]
    [InlineData("report", "scoliosis")]
    [InlineData("goals", "no drugs")]
    [InlineData("goals", "get off oxycodone")]
    [InlineData("goals", "a cure")]
    [InlineData("goals", "fix it for good")]
    [InlineData("goals", "I want surgery")]
    [InlineData("tried", "PT, but only 3 visits")]
    [InlineData("tried", "just a couple of sessions with a chiropractor")]
    public void What_is_past_of_another_part_or_only_denied_is_asked_about(string question, string says) => Assert.Equal("asked", HeardAnswer.Of(question, says));

    [Theory]
    [InlineData("67 yrs, 5'4", "67")]
    [InlineData("I'm 5'4 and 160 pounds, 67 yrs", "67")]
    [InlineData("6'2, 210 lbs, 44", "44")]
    [InlineData("45, 20 years of pain", "45")]
    [InlineData("I was born in 1961", "asked")]
    [InlineData("sixty-six next month", "asked")]
    public void Age_is_told_apart_from_heights_and_lengths(string says, string means) => Assert.Equal(means, HeardAnswer.Of("age", says));

    [Theory]
    [InlineData("since last fall", "over-6-months", 11)]
    [InlineData("2 months, not 2 years", "6-to-12-weeks", 11)]
    [InlineData("since last fall", "3-to-6-months", 3)]
    public void Last_fall_is_that_of_last_year_while_it_is_autumn(string says, string means, int month)
    {
        var now = new DateTimeOffset(2026, month, 20, 10, 0, 0, TimeSpan.FromHours(-6));
        Assert.Equal(means, ((Core.Screening.AnswerValue.Coded)Core.Screening.AnswerUnderstanding.Read(ScreeningChat.Definition, "how-long", says, now).Values.Single()).Code);
    }

    [Fact]
    public void List_that_is_asked_for_by_its_word_is_taken_whole()
    {
        var told = Statements.Read(ScreeningChat.Definition, "52, tried PT and shots", ScreeningChat.Now, ScreeningChat.Definition.Find("age"));
        Assert.Equal(["therapy", "injections"], told.Single(answer => answer.LinkId == "tried").Values.Select(value => ((Core.Screening.AnswerValue.Coded)value).Code));
    }

    [Theory]
    [InlineData("I'm 45, male, low back pain 3 years, PT and chiropractic failed, MRI 2026 shows annular tear. Check what may fit")]
    [InlineData("Hello. Female, 59. Low back pain 4 years. MRI this August showed an annular tear at L5-S1.")]
    public void Who_tells_everything_before_the_check_is_heard(string says) =>
        Assert.Superset(new HashSet<string> { "age", "how-long", "scan", "report" }, Statements.Read(ScreeningChat.Definition, says, ScreeningChat.Now).Select(answer => answer.LinkId).ToHashSet());

    private static IEnumerable<string> ToldBesides(string asked, string says) => Statements.Read(ScreeningChat.Definition, says, ScreeningChat.Now, ScreeningChat.Definition.Find(asked)).Select(answer => answer.LinkId);
}
