using CsCheck;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>How free answers are read: corrections, denials, comparisons, spans, and that any text has one reading.</summary>
public sealed class UnderstandingTests
{
    [Theory]
    [InlineData("how-long", "2 no wait 3 years", "over-6-months")]
    [InlineData("how-long", "4 months no sorry 4 weeks", "under-6-weeks")]
    [InlineData("age", "72 no sorry 73", "73")]
    [InlineData("where", "the leg. no sorry the back", "back")]
    public void What_a_patient_takes_back_does_not_count(string linkId, string text, string means) => Assert.Equal(means, Read(linkId, text));

    [Theory]
    [InlineData("scan", "no mri, just an xray", "x-ray")]
    [InlineData("tried", "havent tried PT but had 2 shots", "injections")]
    [InlineData("tried", "pills no, chiro no, only the exercises", "therapy")]
    [InlineData("tried", "they wanted to give me an epidural but i said no way, just did physical therapy", "therapy")]
    [InlineData("health", "my mother had cancer but not me. i got nothing", "none")]
    [InlineData("urgent", "no fever no numbness no accident nothing", "none")]
    public void What_is_denied_offered_or_of_somebody_else_is_not_taken(string linkId, string text, string means) => Assert.Equal(means, Read(linkId, text));

    [Theory]
    [InlineData("where", "both legs but worse left", "leg")]
    [InlineData("where", "leg is way worse than the back", "leg")]
    [InlineData("where", "low back is way worse than the leg", "back")]
    [InlineData("where", "back not leg", "back")]
    [InlineData("where", "50/50", "both")]
    public void Main_of_two_places_is_taken(string linkId, string text, string means) => Assert.Equal(means, Read(linkId, text));

    [Theory]
    [InlineData("about a year and a half", "over-6-months")]
    [InlineData("since last march", "over-6-months")]
    [InlineData("since thanksgiving", "3-to-6-months")]
    [InlineData("since christmas", "6-to-12-weeks")]
    [InlineData("started valentines day", "under-6-weeks")]
    [InlineData("halloween", "3-to-6-months")]
    [InlineData("since july 4th", "over-6-months")]
    [InlineData("month and a half", "6-to-12-weeks")]
    [InlineData("on n off since my 20s", "comes-and-goes")]
    [InlineData("dos años", "over-6-months")]
    public void Time_is_read_in_the_patients_own_words(string text, string means) => Assert.Equal(means, Read("how-long", text));

    [Theory]
    [InlineData("how-long", "6-7")]
    [InlineData("how-long", "too long")]
    [InlineData("how-long", "same as before")]
    [InlineData("how-long", "since i turned 50")]
    [InlineData("scan", "yes")]
    [InlineData("scan", "MRI in 2024")]
    [InlineData("age", "born 1961")]
    [InlineData("age", "mid 40s")]
    [InlineData("report", "herniated disc")]
    [InlineData("health", "type 2 diabetes")]
    [InlineData("goals", "the last two")]
    [InlineData("urgent", "none of these but my legs feel odd")]
    [InlineData("urgent", "no fever")]
    public void What_may_mean_several_things_is_asked_about(string linkId, string text) => Assert.Equal("asked", Read(linkId, text));

    [Theory]
    [InlineData("urgent", "why do you need to know that")]
    [InlineData("pregnancy", "is it safe to have the treatment when pregnant")]
    [InlineData("scan", "how much does an mri cost")]
    [InlineData("report", "can you read my mri")]
    [InlineData("tried", "what counts as therapy")]
    public void Question_of_the_patient_is_no_answer(string linkId, string text) => Assert.Equal("asked", Read(linkId, text));

    [Theory]
    [InlineData("goals", "all of the above", "activity,avoid-needles,avoid-surgery,second-opinion,understand")]
    [InlineData("tried", "all but the injections", "manual,medicine,program,therapy")]
    [InlineData("tried", "the first three", "manual,medicine,therapy")]
    [InlineData("report", "option b", "bulge")]
    [InlineData("cancer-pain", "👍", "true")]
    [InlineData("cancer-pain", "👎", "false")]
    [InlineData("cancer-pain", "sí", "true")]
    [InlineData("where", "idk", "unknown")]
    [InlineData("age", "would prefer to skip my age", "declined")]
    [InlineData("age", "nov 2 1958 is my birthday", "67")]
    [InlineData("age", "i'll be 50 in june so 49", "49")]
    public void Many_ways_to_say_it_are_understood(string linkId, string text, string means) => Assert.Equal(means, Read(linkId, text));

    [Theory]
    [InlineData("tried", "massage and the sauna", AnswerHeard.TakenInPart)]
    [InlineData("tried", "massage and pt", AnswerHeard.Taken)]
    [InlineData("tried", "chiro, didnt help", AnswerHeard.Taken)]
    public void Part_of_a_list_that_was_not_understood_is_asked_about(string linkId, string text, AnswerHeard heard) =>
        Assert.Equal(heard, AnswerUnderstanding.Read(ScreeningChat.Definition, linkId, text, HeardAnswer.March).Heard);

    [Fact]
    public void Any_text_has_one_reading_for_any_question()
    {
        string[] known = ["no", "mri", "2", "-", "to", "years", "back", "leg", "and", ",", "but", "not", "wait", "all", "first", "may", "2019", "half", "a", "?", "i", "had"];
        var text = Gen.OneOf(
            Gen.String[0, 300],
            Gen.Int[0, 0x10FFFF].Array[0, 200].Select(points => string.Concat(points.Select(point => point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point)))),
            Gen.Int[0, known.Length - 1].Array[0, 60].Select(words => string.Join(' ', words.Select(word => known[word]))));
        Gen.Select(text, Gen.Int[0, ScreeningChat.Definition.Questions.Length - 1]).Sample((said, index) =>
        {
            var question = ScreeningChat.Definition.Questions[index];
            var first = AnswerUnderstanding.Read(ScreeningChat.Definition, question.LinkId, said, HeardAnswer.March);
            var second = AnswerUnderstanding.Read(ScreeningChat.Definition, question.LinkId, said, HeardAnswer.March);
            Assert.Equal(first.Heard, second.Heard);
            Assert.Equal(first.Values, second.Values);
            Assert.Equal(first.Heard is AnswerHeard.Taken or AnswerHeard.TakenInPart or AnswerHeard.Warned, first.Values.Length > 0);
            Assert.All(first.Values, value => Assert.True(AnswerBounds.Holds(question, value)));
        }, iter: 3_000);
    }

    private static string Read(string question, string says) => HeardAnswer.Of(question, says);
}
