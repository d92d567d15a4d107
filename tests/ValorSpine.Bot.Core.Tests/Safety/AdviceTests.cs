namespace ValorSpine.Bot.Core.Tests.Safety;

public sealed class AdviceTests
{
    [Theory]
    [InlineData("should i stop my blood thinner", "stop-medicine")]
    [InlineData("do i have a torn disc", "diagnosis")]
    [InlineData("am i a candidate", "candidate")]
    [InlineData("what does my MRI mean", "read-scan")]
    [InlineData("which one should i get", "treatment-choice")]
    [InlineData("how much ibuprofen can i take", "dose")]
    [InlineData("do i need surgery", "surgery")]
    [InlineData("will i ever be able to run again", "prognosis")]
    [InlineData("Can you prescribe me something stronger?", "stop-medicine")]
    [InlineData("which is right for me?", "treatment-choice")]
    public void A_request_for_personal_advice_names_its_limit(string text, string limit) => Assert.Equal(limit, Content.Bot.Safety.ByRules(text).Advice);

    [Theory]
    [InlineData("is fibrin safe")]
    [InlineData("who is a candidate for fibrin")]
    [InlineData("what are the side effects")]
    [InlineData("can I drive after the procedure")]
    [InlineData("how long does relief last")]
    [InlineData("what is an annular tear")]
    [InlineData("book a visit")]
    [InlineData("do i need a referral")]
    [InlineData("should i bring my mri to the visit")]
    [InlineData("what is the difference between the two")]
    [InlineData("do mri results always match pain")]
    [InlineData("is it a surgery")]
    [InlineData("does a disc heal on its own")]
    [InlineData("can i change my appointment")]
    [InlineData("do i have to pay up front")]
    [InlineData("will my insurance cover it")]
    public void A_general_question_is_no_request_for_advice(string text) => Assert.Null(Content.Bot.Safety.ByRules(text).Advice);
}
