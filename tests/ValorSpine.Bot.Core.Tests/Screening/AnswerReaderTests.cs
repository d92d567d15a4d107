using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Tests.Screening;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("where", "the back is maybe a 2, the leg is a 9", "leg")]
    [InlineData("where", "lumbar with a bit of tingling in my toes", "back")]
    [InlineData("where", "lower bakc", "back")]
    [InlineData("where", "5, its my ankle", "elsewhere")]
    [InlineData("scan", "MRI 2022 sorry i mean 2025", "recent")]
    [InlineData("scan", "mri during covid lockdown", "older")]
    [InlineData("scan", "dr says i dont need one so no", "none")]
    [InlineData("tried", "pills dont help shots dont help exercises dont help", "therapy,medicine,injections")]
    [InlineData("where", "1", "back")]
    [InlineData("where", "the second one", "leg")]
    [InlineData("where", "option 3 please", "both")]
    [InlineData("where", "last one", "unknown")]
    [InlineData("where", "my lower back", "back")]
    [InlineData("where", "its mostly my left leg", "leg")]
    [InlineData("where", "lowwer back", "back")]
    [InlineData("where", "sciatca down my leg", "leg")]
    [InlineData("where", "both", "both")]
    [InlineData("where", "no, not the leg, just the low back", "back")]
    [InlineData("where", "idk", "unknown")]
    [InlineData("how-long", "about a year and a half", "over-6-months")]
    [InlineData("how-long", "since last spring", "over-6-months")]
    [InlineData("how-long", "6 wks", "6-to-12-weeks")]
    [InlineData("how-long", "3wks", "under-6-weeks")]
    [InlineData("how-long", "2-3 years", "over-6-months")]
    [InlineData("how-long", "two or three months", "6-to-12-weeks")]
    [InlineData("how-long", "almost 6 months", "3-to-6-months")]
    [InlineData("how-long", "since 2019", "over-6-months")]
    [InlineData("how-long", "since October", "under-6-weeks,6-to-12-weeks")]
    [InlineData("how-long", "a couple of days", "under-6-weeks")]
    [InlineData("how-long", "4 and a half months", "3-to-6-months")]
    [InlineData("how-long", "on and off for 5 years", "comes-and-goes")]
    [InlineData("how-long", "forever", "over-6-months")]
    [InlineData("how-long", "3", "3-to-6-months")]
    [InlineData("how-long", "yesterday", "under-6-weeks")]
    [InlineData("tried", "1 and 3", "therapy,medicine")]
    [InlineData("tried", "1,2, 4", "therapy,manual,injections")]
    [InlineData("tried", "2-4", "manual,medicine,injections")]
    [InlineData("tried", "PT and shots", "therapy,injections")]
    [InlineData("tried", "physical therepy, chiro and some pills", "therapy,manual,medicine")]
    [InlineData("tried", "pills but no injections", "medicine")]
    [InlineData("tried", "none of these", "none")]
    [InlineData("tried", "nope, nothing yet", "none")]
    [InlineData("scan", "MRI yes, Xray no", "recent,older")]
    [InlineData("scan", "MRI", "recent,older")]
    [InlineData("scan", "MRI in the last 2 years", "recent")]
    [InlineData("scan", "mri 3 yrs ago and again this year", "recent")]
    [InlineData("how-long", "since forever and a day", "over-6-months")]
    [InlineData("how-long", "5ish months", "3-to-6-months")]
    [InlineData("health", "none but 5", "blood-thinner")]
    [InlineData("health", "cancer? no. thinner? no. diabetes? yes, bad", "uncontrolled")]
    [InlineData("tried", "I stopped PT because it hurt", "therapy")]
    [InlineData("urgent", "maybe 1", "saddle")]
    [InlineData("urgent", "2 or maybe not", "bladder")]
    [InlineData("urgent", "I think I might have number 2", "bladder")]
    [InlineData("urgent", "definitely not", "none")]
    [InlineData("scan", "just an x-ray", "x-ray")]
    [InlineData("scan", "no", "none")]
    [InlineData("scan", "I'm waiting for one", "waiting")]
    [InlineData("report", "annular tear and a bulging disc", "tear,bulge")]
    [InlineData("report", "I don't know", "unknown")]
    [InlineData("report", "it said large herniation", "large")]
    [InlineData("urgent", "no", "none")]
    [InlineData("urgent", "none of those thank god", "none")]
    [InlineData("urgent", "nope none of that", "none")]
    [InlineData("urgent", "not sure", "unknown")]
    [InlineData("urgent", "fever and chills", "fever")]
    [InlineData("urgent", "i dunno, maybe", "unknown")]
    [InlineData("health", "im on a blood thinner and have osteoporosis", "weak-bones,blood-thinner")]
    [InlineData("pregnancy", "no im a guy", "no")]
    [InlineData("pregnancy", "maybe", "pregnant")]
    [InlineData("goals", "avoid surgery and understand my options", "avoid-surgery,understand")]
    public void Choice_is_read_from_free_words(string linkId, string text, string codes) => Assert.Equal(codes, Codes(Read(linkId, text)));

    [Theory]
    [InlineData("where", "purple elephants")]
    [InlineData("urgent", "1 and 99")]
    [InlineData("how-long", "it hurts")]
    [InlineData("scan", "")]
    public void What_is_no_answer_is_not_read(string linkId, string text) => Assert.Null(Read(linkId, text));

    [Theory]
    [InlineData("yeah I think so", true)]
    [InlineData("yes, since last month", true)]
    [InlineData("kinda", true)]
    [InlineData("y", true)]
    [InlineData("nope", false)]
    [InlineData("I don't think so", false)]
    [InlineData("not really", false)]
    [InlineData("no not at all", false)]
    [InlineData("2", false)]
    public void Boolean_is_read_from_free_words(string text, bool expected) =>
        Assert.Equal(new AnswerValue.Flag(expected), Assert.Single(Assert.IsType<AnswerReading.Understood>(Read("cancer-pain", text)).Values));

    [Theory]
    [InlineData("not sure")]
    [InlineData("idk")]
    [InlineData("maybe")]
    [InlineData("yes and no")]
    [InlineData("hard to say")]
    public void Doubt_is_read_as_doubt(string text) => Assert.IsType<AnswerReading.Unsure>(Read("cancer-pain", text));

    [Theory]
    [InlineData("52", 52)]
    [InlineData("I'm 47", 47)]
    [InlineData("fifty two", 52)]
    [InlineData("i am 39 years old", 39)]
    [InlineData("18.", 18)]
    public void Integer_is_read_from_free_words(string text, int expected) =>
        Assert.Equal(new AnswerValue.Whole(expected), Assert.Single(Assert.IsType<AnswerReading.Understood>(Read("age", text)).Values));

    [Fact]
    public void Number_out_of_bounds_is_told_apart() => Assert.IsType<AnswerReading.OutOfBounds>(Read("age", "250"));

    [Theory]
    [InlineData("8")]
    [InlineData("five")]
    [InlineData("1971")]
    [InlineData("mid forties")]
    [InlineData("60ish")]
    [InlineData("in my 50s")]
    public void Age_that_is_about_right_or_a_childs_is_asked_for_in_other_words(string text) => Assert.IsType<AnswerReading.Vague>(Read("age", text));

    [Theory]
    [InlineData("I have one of these")]
    [InlineData("most of them")]
    [InlineData("two of these")]
    public void Sign_that_is_admitted_and_not_named_is_asked_for(string text)
    {
        var which = Assert.IsType<AnswerReading.Unclear>(Read("urgent", text)).Which;
        Assert.DoesNotContain(which, option => option.IsNone);
    }

    [Fact]
    public void All_signs_together_are_an_emergency() => Assert.IsType<AnswerReading.Agreed>(Read("urgent", "i have all of them"));

    [Theory]
    [InlineData("""{ "linkId": "q", "text": "How long?", "type": "quantity", "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": { "system": "http://unitsofmeasure.org", "code": "mo", "display": "months" } }] }""", "about a year and a half", "18 months")]
    [InlineData("""{ "linkId": "q", "text": "Weight?", "type": "quantity", "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption", "valueCoding": { "system": "http://unitsofmeasure.org", "code": "kg", "display": "kg" } }, { "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption", "valueCoding": { "system": "http://unitsofmeasure.org", "code": "[lb_av]", "display": "pounds" } }] }""", "about 180 pounds", "180 pounds")]
    [InlineData("""{ "linkId": "q", "text": "When?", "type": "date" }""", "March 3 2024", "March 3, 2024")]
    [InlineData("""{ "linkId": "q", "text": "When?", "type": "date" }""", "2024-03-03", "March 3, 2024")]
    [InlineData("""{ "linkId": "q", "text": "How much?", "type": "decimal" }""", "2.5", "2.5")]
    [InlineData("""{ "linkId": "q", "text": "What else?", "type": "text" }""", "My knee hurts too.", "My knee hurts too.")]
    [InlineData("""{ "linkId": "q", "text": "Which?", "type": "open-choice", "answerOption": [{ "valueString": "Tea" }, { "valueString": "Coffee" }] }""", "cofee", "Coffee")]
    [InlineData("""{ "linkId": "q", "text": "Which?", "type": "open-choice", "answerOption": [{ "valueString": "Tea" }, { "valueString": "Coffee" }] }""", "hot milk", "hot milk")]
    public void Any_questionnaire_runs_without_code(string item, string text, string shown)
    {
        var definition = ScreeningDefinitionTests.Load(ScreeningDefinitionTests.Small(item), ScreeningDefinitionTests.SmallOutcomes, []);
        Assert.Equal(shown, Assert.Single(Assert.IsType<AnswerReading.Understood>(Read(definition.Questions[0], text)).Values).Shown);
    }

    [Fact]
    public void Hyphenated_digits_and_long_messages_take_no_time()
    {
        Read("how-long", "since last spring");
        var started = TimeProvider.System.GetTimestamp();
        foreach (var text in new[] { string.Concat(Enumerable.Repeat("1-2-", 500)), new string('-', 4000), string.Concat(Enumerable.Repeat("since may 3 ", 400)), new string('a', 4000), string.Concat(Enumerable.Repeat("no ", 2000)) })
        {
            foreach (var question in ScreeningChat.Definition.Questions)
                Read(question, text);
        }

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    private static AnswerReading? Read(string linkId, string text) => Read(ScreeningChat.Definition.Find(linkId)!, text);

    private static AnswerReading? Read(Question question, string text)
    {
        var said = SaidText.Of(text);
        return AnswerReader.Exact(question, said, ScreeningChat.Now) ?? AnswerReader.Within(question, said, ScreeningChat.Now);
    }

    private static string Codes(AnswerReading? reading) => reading switch
    {
        AnswerReading.Understood understood => string.Join(',', understood.Values.Cast<AnswerValue.Coded>().Select(value => value.Code)),
        AnswerReading.Unclear unclear => string.Join(',', unclear.Which.Select(option => option.Value.Code)),
        _ => reading?.GetType().Name ?? "nothing",
    };
}
