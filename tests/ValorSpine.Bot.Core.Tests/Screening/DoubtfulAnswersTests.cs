namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>What makes an answer doubtful, so that it is asked about; and what is plain in spite of its words.</summary>
public sealed class DoubtfulAnswersTests
{
    [Theory]
    [InlineData("pregnancy", "not yet but hopefully by xmas")]
    [InlineData("procedures", "needles yes, surgery no")]
    [InlineData("tried", "4. no, 3. i never had needle")]
    [InlineData("health", "all no except the last one before none, the sugar one")]
    [InlineData("health", "had breast c 2009, all clear since")]
    public void A_no_beside_more_that_may_be_an_answer_is_asked_about(string question, string says) => Assert.Equal("asked", Read(question, says));

    [Theory]
    [InlineData("health", "lost 40 but thats ozempic, on purpose. so nothing")]
    [InlineData("tried", "they ordered physical therapy but insurance said no. so nothing")]
    public void A_no_that_all_comes_to_is_plain(string question, string says) => Assert.Equal("none", Read(question, says));

    [Theory]
    [InlineData("how-long", "on and off since last thursday")]
    [InlineData("scan", "im down for the mri, any week now they say")]
    [InlineData("procedures", "yes, the fourth, and before that the third")]
    [InlineData("tried", "u recommend chiro?")]
    public void Two_lengths_what_is_planned_a_further_place_and_a_question_are_asked_about(string question, string says) => Assert.Equal("asked", Read(question, says));

    [Theory]
    [InlineData("a third of a year", "3-to-6-months")]
    [InlineData("three quarters of a year", "over-6-months")]
    [InlineData("since i retired, which was two summers back", "over-6-months")]
    [InlineData("bent down sunday night and bang", "under-6-weeks")]
    [InlineData("some years its out, some years im on sticks by august", "asked")]
    public void Fractions_seasons_and_weekdays_tell_since_when_and_an_end_does_not(string says, string means) => Assert.Equal(means, Read("how-long", says));

    [Theory]
    [InlineData("its for my lad, he's 15, im 43", "15")]
    [InlineData("I'm filling it in for Mum, I am 49 but she is 84", "84")]
    [InlineData("ninety-one next birthday, ninety now", "90")]
    [InlineData("seventy-four next birthday seventy five", "74")]
    [InlineData("38 f", "38")]
    public void Age_is_that_of_the_patient_and_of_today(string says, string means) => Assert.Equal(means, Read("age", says));

    [Theory]
    [InlineData("urgent", "no to 1 thru 6, yes to 7, no to 8", "fever")]
    [InlineData("urgent", "not the first five but yes six", "weak-leg")]
    [InlineData("goals", "4 mainly, bit of 3", "activity,understand")]
    [InlineData("where", "1 but sometimes 2", "asked")]
    public void Places_are_answered_each(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("leave that one blank for me please")]
    [InlineData("keeping that to myself")]
    [InlineData("cant b bothered 2 say")]
    [InlineData("a lady's secret")]
    [InlineData("skippp")]
    public void Who_would_rather_not_say_is_heard_in_many_words(string says) => Assert.Equal("declined", Read("age", says));

    [Theory]
    [InlineData("health", "nooooo", "none")]
    [InlineData("health", "none m8", "none")]
    [InlineData("report", "grade iii slip", "slip")]
    [InlineData("where", "leg mostly, bak not so bad", "leg")]
    [InlineData("pregnancy", "possibly", "pregnant")]
    public void Letters_that_are_drawn_out_and_words_that_soften_change_nothing(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    [Theory]
    [InlineData("tried", "physio for my knee", "asked")]
    [InlineData("procedures", "injections in my shoulder", "asked")]
    [InlineData("tried", "chiro no way", "asked")]
    [InlineData("procedures", "epidural last week, fusion next month", "injections")]
    [InlineData("scan", "mri in 2023, ct last month of my chest", "older")]
    [InlineData("how-long", "doctor says 6 weeks to heal", "asked")]
    [InlineData("pregnancy", "i was breastfeeding until march", "asked")]
    [InlineData("pregnancy", "yes my wife", "asked")]
    [InlineData("age", "twice my son's age, he's 24", "asked")]
    [InlineData("age", "2 weeks off 33", "32")]
    [InlineData("age", "eighty if I make it to sunday", "asked")]
    public void What_was_done_elsewhere_is_still_to_come_or_is_of_somebody_else_is_not_taken(string question, string says, string means) => Assert.Equal(means, Read(question, says));

    private static string Read(string question, string says) => HeardAnswer.Of(question, says);
}
