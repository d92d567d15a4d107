using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>What the words around an option make of it, and what is asked rather than taken.</summary>
public sealed class ScopeOfAnswersTests
{
    [Theory]
    [InlineData("health", "had pneumonia last winter but over it. none of these now", "none")]
    [InlineData("pregnancy", "stopped breastfeeding at xmas, iud in since", "no")]
    [InlineData("how-long", "it used to come and go for years but since last march its been non stop", "over-6-months")]
    [InlineData("health", "had breast cancer, all gone now", "cancer")]
    public void What_has_ended_is_no_answer_unless_the_past_is_asked_for(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("tried", "only 2 weeks of physio so far")]
    [InlineData("tried", "saw the PT once and never went back")]
    [InlineData("tried", "just started pt last monday")]
    public void What_was_tried_for_less_than_is_asked_for_is_asked_about(string question, string says) => Assert.Equal("asked", Read(question, says));

    [Theory]
    [InlineData("how-long", "my neighbour had it two years and then a man clicked it")]
    [InlineData("pregnancy", "my daughter is, due in May")]
    [InlineData("health", "afraid of cancer")]
    [InlineData("health", "used to take warfarin")]
    [InlineData("health", "tested negative for hiv")]
    [InlineData("tried", "scared of chiropractors")]
    [InlineData("tried", "thought about acupuncture")]
    [InlineData("tried", "two visits to a chiro")]
    [InlineData("pregnancy", "stopped the pill last month")]
    [InlineData("scan", "the mri got cancelled")]
    [InlineData("scan", "not recently")]
    [InlineData("goals", "needles do not bother me")]
    public void What_is_of_somebody_else_feared_considered_or_over_is_asked_about(string question, string says) => Assert.Equal("asked", Read(question, says));

    [Theory]
    [InlineData("cancer-pain", "it was worse at night before the radiation")]
    [InlineData("cancer-pain", "worse at night? everything is, but the back no")]
    [InlineData("cancer-pain", "I work nights so I couldn't say if it's the night or the boots")]
    [InlineData("pregnancy", "irregular cycles, PCOS, who knows")]
    [InlineData("scan", "had one done yeah but they put me under so couldn't tell you which machine or what year")]
    [InlineData("report", "not normal, that much I gathered")]
    [InlineData("age", "I have no papers, maybe 70, maybe 72")]
    [InlineData("age", "im 20 years older than i feel")]
    [InlineData("age", "about to hit 50")]
    [InlineData("age", "seventy-eleven")]
    [InlineData("age", "pain is 8 outta 10 today")]
    public void What_is_told_beside_a_doubt_is_asked_about(string question, string says) => Assert.Equal("asked", Read(question, says));

    [Theory]
    [InlineData("how-long", "6 months")]
    [InlineData("how-long", "half a year")]
    [InlineData("how-long", "less than a year")]
    [InlineData("how-long", "over a month")]
    [InlineData("how-long", "a month, maybe two")]
    [InlineData("how-long", "15 minutes every morning")]
    [InlineData("how-long", "physio for 8 weeks did nothing")]
    public void Time_on_the_border_of_two_options_or_of_something_else_is_asked_about(string question, string says) => Assert.Equal("asked", Read(question, says));

    [Theory]
    [InlineData("health", "all no except the last one before none")]
    [InlineData("urgent", "none of them except my legs feel odd")]
    [InlineData("urgent", "no to all but one")]
    [InlineData("urgent", "all no, 6 maybe")]
    [InlineData("urgent", "none? my thighs tingle")]
    [InlineData("urgent", "just plain back ache and no feeling in my toes")]
    [InlineData("urgent", "nothing new, just the usual numb crotch since monday")]
    public void None_with_an_exception_is_no_none(string question, string says) => Assert.NotEqual("none", Read(question, says));

    [Theory]
    [InlineData("where", "neck. sorry, that was last year, now it's low back only", "back")]
    [InlineData("where", "it was the leg until the injection, these days the back", "back")]
    [InlineData("where", "I said back first, but thinking on it, the shin is what makes me cry, so put the leg", "leg")]
    [InlineData("age", "21 lol i wish. 61", "61")]
    [InlineData("age", "fiftythree", "53")]
    [InlineData("age", "three score and ten", "70")]
    [InlineData("age", "everyone thinks 50, my passport has 33", "33")]
    public void Last_word_of_second_thoughts_counts(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("urgent", "the third one and the fifth, God forgive me", "both-legs,self-harm")]
    [InlineData("health", "5 & 7, oh and 9", "blood-thinner,heart,uncontrolled")]
    [InlineData("health", "the 2nd 1", "weight-loss")]
    [InlineData("pregnancy", "the middle one", "planning")]
    [InlineData("goals", "all of em except 2", "activity,avoid-surgery,second-opinion,understand")]
    public void Places_are_read_with_the_words_around_them(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("scan", "got 1 booked 4 tues", "waiting")]
    [InlineData("scan", "nowt", "none")]
    [InlineData("cancer-pain", "aye", "true")]
    [InlineData("urgent", "ripping pain in belly thru to back 2day never had b4", "chest")]
    public void Words_are_read_as_they_sound(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("tried", "PT yes chiro no pills no shots no", "therapy")]
    [InlineData("pregnancy", "my wife is, im not. shes due in april", "no")]
    [InlineData("health", "my mom had breast cancer and dad had heart attack but me nothing", "none")]
    [InlineData("health", "no cancer, no thinners, no allergies, heart's fine, bones fine. sugar's fine too", "none")]
    [InlineData("urgent", "Negative for all red flags. RN x 22 yrs, I checked myself.", "none")]
    public void Denials_and_others_reach_as_far_as_they_are_meant(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("urgent", "no, my legs feel odd")]
    [InlineData("urgent", "hard to say tbh, i dont really know")]
    [InlineData("urgent", "no, but it burns between my thighs")]
    public void A_no_beside_what_the_body_feels_is_no_plain_no(string question, string says) => Assert.NotEqual("none", Read(question, says));

    [Theory]
    [InlineData("scan", "last mri 2022, nothing since but an xray last month", "older")]
    [InlineData("scan", "had mri 2016, again 2021 and the last one this past september", "recent")]
    [InlineData("scan", "exactly 3 years ago", "older")]
    [InlineData("scan", "the cat scan was when bush was president", "asked")]
    [InlineData("how-long", "on and off for a month", "asked")]
    [InlineData("how-long", "acute onset ~4/52", "under-6-weeks")]
    public void Each_time_belongs_to_what_it_is_told_of(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("where", "back = 6, leg = 6", "both")]
    [InlineData("where", "lower back burns and the thigh burns just as bad", "both")]
    [InlineData("where", "back = 3, right leg = 8", "leg")]
    public void What_is_called_alike_is_both(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("age", "setenta y dos", "72")]
    [InlineData("age", "61, no 62, birthday was last week", "62")]
    [InlineData("age", "a hundred and two", "102")]
    [InlineData("age", "65+", "asked")]
    [InlineData("age", "five decades and then some", "asked")]
    [InlineData("age", "two years shy of 70", "asked")]
    [InlineData("where", "me duele la espalda baja y la pierna igual", "both")]
    public void Numbers_and_Spanish_words_are_read_or_asked_about(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Fact]
    public void It_is_asked_whether_there_is_more_where_words_are_left_over() =>
        Assert.Equal(AnswerHeard.TakenInPart, AnswerUnderstanding.Read(ScreeningChat.Definition, "goals", "no operation and back to the zebra paddock quickly", HeardAnswer.March).Heard);

    private static string Read(string question, string says) => HeardAnswer.Of(question, says);
}
