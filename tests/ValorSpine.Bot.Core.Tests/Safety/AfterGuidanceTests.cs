using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>What ends guidance, what is asked about once, and what brings it back.</summary>
public sealed class AfterGuidanceTests
{
    private const string Emergency = "my groin is numb", SameDay = "my foot has been dragging since yesterday", Crisis = "i want to die";

    [Theory]
    [InlineData(Emergency, "ER doctor sent me home")]
    [InlineData(Emergency, "just got back from the emergency room")]
    [InlineData(Emergency, "i just came back from the er")]
    [InlineData(Emergency, "they did an MRI and its ok")]
    [InlineData(Emergency, "I'm being treated for this")]
    [InlineData(Emergency, "ya me vio el medico")]
    [InlineData(Emergency, "they gave me a catheter and im home, surgeon follow up tuesday")]
    [InlineData(Emergency, "doc says its just a pinched nerve nothing serious")]
    [InlineData(Emergency, "it was a joke")]
    [InlineData(Emergency, "haha kidding, just testing the bot")]
    [InlineData(Emergency, "this was last year")]
    [InlineData(Emergency, "that was my brother in 2012")]
    [InlineData(Emergency, "it stopped")]
    [InlineData(Emergency, "its from the bike, back to normal")]
    [InlineData(Emergency, "lol no i was quoting a movie")]
    [InlineData("i fell off a ladder", "ER did xray, no fracture")]
    [InlineData(SameDay, "ya fui al doctor")]
    [InlineData(SameDay, "my doctor knows about it and has me booked for surgery monday")]
    [InlineData(SameDay, "been to urgent care, all clear")]
    public void What_was_seen_or_never_was_ends_it(string sign, string text) => Assert.Null(new Talk().Says(sign).Says(text).State.SafeMode);

    [Theory]
    [InlineData(Emergency, "im fine but its still numb")]
    [InlineData(Emergency, "i'm not sure im ok")]
    [InlineData(Emergency, "I have been seen, it is getting worse")]
    [InlineData(Emergency, "been seen but they sent me home and it's still numb")]
    [InlineData(Emergency, "i havent been seen")]
    [InlineData(Emergency, "im not in the hospital")]
    [InlineData(Emergency, "i need to be seen by a doctor")]
    [InlineData(Emergency, "my doctor said to go to the er")]
    [InlineData(Emergency, "gonna see my doctor tomorrow")]
    [InlineData(Emergency, "the feeling is gone")]
    [InlineData(Emergency, "its gone numb all over")]
    [InlineData(Emergency, "this is no joke")]
    [InlineData(Emergency, "its not back to normal")]
    [InlineData(Emergency, "it was my husband who fell")]
    [InlineData("my chest hurts", "i'm okay, just still tight")]
    [InlineData("i took too many pills", "it was by mistake")]
    [InlineData("i had a spine shot and now fever", "it was last week")]
    [InlineData(Crisis, "lol jk")]
    [InlineData(Crisis, "its been like that for years")]
    public void What_goes_on_or_is_only_meant_to_be_seen_does_not(string sign, string text) => Assert.NotNull(new Talk().Says(sign).Says(text).State.SafeMode);

    [Theory]
    [InlineData(Emergency, "nah im fine", ClearingQuestion.SeenOrGone)]
    [InlineData(Emergency, "my wife says im fine", ClearingQuestion.SeenOrGone)]
    [InlineData(Emergency, "im ok though just busy", ClearingQuestion.SeenOrGone)]
    [InlineData(Emergency, "I was seen last year for this", ClearingQuestion.SeenOrGone)]
    [InlineData(Emergency, "they checked me but found nothing", ClearingQuestion.SeenOrGone)]
    [InlineData(Emergency, "its been like that for years", ClearingQuestion.NewOrWorse)]
    [InlineData("my face is drooping", "it stopped", ClearingQuestion.Seen)]
    [InlineData(Crisis, "i mean i'm just frustrated not suicidal", ClearingQuestion.SelfHarm)]
    [InlineData(Crisis, "im fine", ClearingQuestion.SelfHarm)]
    public void What_is_unclear_is_asked_about_once(string sign, string text, ClearingQuestion asked)
    {
        var talk = new Talk().Says(sign).Says(text);
        Assert.Equal(asked, talk.State.SafeMode?.Asked);

        talk.Says("hmm").Says(text);
        Assert.Equal(ClearingQuestion.None, talk.State.SafeMode?.Asked);
    }

    [Theory]
    [InlineData(Emergency, "im fine", "yes", true)]
    [InlineData(Emergency, "im fine", "yes it hurts", false)]
    [InlineData(Emergency, "im fine", "i think so", false)]
    [InlineData(Emergency, "im fine", "no", false)]
    [InlineData(Crisis, "i meant the pain", "no", true)]
    [InlineData(Crisis, "i meant the pain", "nothing else lol", true)]
    [InlineData(Crisis, "i meant the pain", "no point", false)]
    [InlineData(Crisis, "i meant the pain", "nothing helps", false)]
    [InlineData(Crisis, "i meant the pain", "yes", false)]
    public void Only_a_plain_answer_ends_it_then(string sign, string text, string answer, bool ends) =>
        Assert.Equal(ends, new Talk().Says(sign).Says(text).Says(answer).State.SafeMode is null);

    [Theory]
    [InlineData(Emergency, "it came back")]
    [InlineData(Emergency, "its getting worse")]
    [InlineData(Emergency, "well not fine")]
    [InlineData(Emergency, "started again")]
    [InlineData(Emergency, "its still numb")]
    [InlineData(Crisis, "i still want to")]
    [InlineData(Crisis, "i lied")]
    public void What_comes_back_is_guided_anew_and_staff_hear_of_it(string sign, string text)
    {
        var talk = new Talk().Says(sign).Says("", ChoiceAction.Safe).Says(text);
        Assert.NotNull(talk.State.SafeMode);
        Assert.NotEmpty(talk.Last.Alerts);
    }

    [Theory]
    [InlineData("i came back to ask about fibrin")]
    [InlineData("does it still work after years")]
    [InlineData("is fibrin getting better")]
    public void What_only_sounds_like_it_is_not(string text) => Assert.Null(new Talk().Says(Emergency).Says("", ChoiceAction.Safe).Says(text).State.SafeMode);

    [Theory]
    [InlineData("what is cauda equina", "thats what i have right now", "RF-CES")]
    [InlineData("what are the signs of cauda equina", "i've got two of those", "RF-CES")]
    [InlineData("Does a herniated disc cause trouble urinating?", "mine does", "RF-CES")]
    [InlineData("Does a herniated disc cause trouble urinating?", "because I'm having it", "RF-CES")]
    [InlineData("what if i get a fever after the injection", "i have it now", "RF-INFECT")]
    [InlineData("is it dangerous if both legs go numb", "they are numb", "RF-CES")]
    [InlineData("where is help for suicidal thoughts", "i need it", "RF-SUICIDE")]
    [InlineData("can a disc make you lose feeling down there", "asking cause i have it", "RF-CES")]
    [InlineData("when is back pain an emergency", "oh no i have that", "RF-GENERAL")]
    public void To_have_what_was_spoken_of_is_a_sign(string question, string text, string rule) => Assert.Equal(rule, new Talk().Says(question).Says(text).State.SafeMode?.Rule);

    [Fact]
    public void A_bare_yes_to_it_is_asked_about() => Assert.NotNull(new Talk().Says("what is cauda equina").Says("yes").State.SafetyQuestion);

    [Theory]
    [InlineData("what is cauda equina", "i dont have that")]
    [InlineData("what is sciatica", "i have that")]
    [InlineData("what is fibrin", "i need it")]
    public void To_have_anything_else_is_none(string question, string text) => Assert.Null(new Talk().Says(question).Says(text).State.SafeMode);

    [Theory]
    [InlineData("i took a whole bottle of pills", "because i want to die")]
    [InlineData("i took too many oxy", "on purpose")]
    public void An_overdose_that_was_meant_keeps_both_numbers(string sign, string text)
    {
        var talk = new Talk().Says(sign).Says(text);
        Assert.Equal(SafetyTier.Emergency, talk.State.SafeMode?.Tier);
        Assert.Contains("911", talk.Text, StringComparison.Ordinal);
        Assert.Contains("988", talk.Text, StringComparison.Ordinal);
        Assert.Null(talk.Says("at the hospital now").Says("i was seen, they discharged me").State.SafeMode);
    }

    [Theory]
    [InlineData("i cant pee", "I have a fever too")]
    [InlineData("my face is drooping", "and my calf is swollen")]
    [InlineData("both legs are numb", "one foot is weaker")]
    [InlineData("chest hurts and my back too", "its probably gas")]
    public void A_lesser_sign_leaves_the_greater_one_first(string sign, string text)
    {
        var talk = new Talk().Says(sign);
        var rule = talk.State.SafeMode!.Rule;
        Assert.Equal((SafetyTier.Emergency, rule), (talk.Says(text).State.SafeMode!.Tier, talk.State.SafeMode!.Rule));
        Assert.Contains("911", talk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_greater_sign_takes_its_place() => Assert.Equal(SafetyTier.Emergency, new Talk().Says(SameDay).Says("now both legs are weak").State.SafeMode?.Tier);

    [Theory]
    [InlineData("ok calling now")]
    [InlineData("they are coming")]
    [InlineData("paramedics are here")]
    [InlineData("i called, nobody answered")]
    [InlineData("ambulance is on the way")]
    [InlineData("i am in the ambulance")]
    [InlineData("911 is here")]
    [InlineData("i called 911")]
    public void Help_on_its_way_keeps_safe_mode_and_is_not_sent_for_anew(string text)
    {
        var talk = new Talk().Says(Emergency).Says(text);
        Assert.NotNull(talk.State.SafeMode);
        Assert.Empty(talk.Last.Alerts);
        Assert.DoesNotContain("Call 911 now", talk.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "wrong button")]
    [InlineData("2", "2")]
    public void A_tap_on_a_sign_is_taken_back_only_by_its_question(string tap, string text) => Assert.NotNull(new Talk().Says("check what may fit").Says(tap).Says(text).State.SafeMode);

    [Theory]
    [InlineData("i took the pills")]
    [InlineData("its too late i did it")]
    [InlineData("i have a knife")]
    [InlineData("im cutting right now")]
    [InlineData("already swallowed everything")]
    [InlineData("im on the bridge")]
    [InlineData("ya lo hice")]
    public void An_attempt_or_means_after_thoughts_of_dying_is_an_emergency_and_staff_hear_of_it(string text)
    {
        var talk = new Talk().Says(Crisis).Says(text);
        Assert.Equal(SafetyTier.Emergency, talk.State.SafeMode?.Tier);
        Assert.Contains("911", talk.Text, StringComparison.Ordinal);
        Assert.Contains("988", talk.Text, StringComparison.Ordinal);
        Assert.NotEmpty(talk.Last.Alerts);
    }

    [Theory]
    [InlineData("i dont have a gun")]
    [InlineData("i locked up the guns")]
    [InlineData("is it too late for me?")]
    [InlineData("i took the pills away from her")]
    public void Means_that_were_put_away_are_none(string text) => Assert.Equal(SafetyTier.Crisis, new Talk().Says(Crisis).Says(text).State.SafeMode?.Tier);

    [Theory]
    [InlineData(Emergency, "i'll go tomorrow morning")]
    [InlineData(Emergency, "ill go after the weekend")]
    [InlineData(Emergency, "I'm going to the ER on Tuesday")]
    [InlineData(Emergency, "i called my doctor he said wait")]
    [InlineData(Emergency, "i'll see my chiro on friday")]
    [InlineData(Emergency, "im going to bed")]
    [InlineData(SameDay, "I will go on monday")]
    [InlineData(SameDay, "not today im busy")]
    public void A_plan_to_go_later_is_not_praised(string sign, string text)
    {
        var talk = new Talk().Says(sign).Says(text);
        Assert.Contains("please do not wait", talk.Text, StringComparison.OrdinalIgnoreCase);
        Assert.False(talk.State.SafeMode?.IsHelped);
    }

    [Theory]
    [InlineData("i called my wife")]
    [InlineData("i called the clinic")]
    [InlineData("i told my boss")]
    [InlineData("left a message for my cardiologist")]
    public void Who_told_somebody_who_cannot_check_it_is_still_to_call(string text) => Assert.Contains("call 911 now, too", new Talk().Says(Emergency).Says(text).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(Emergency, "i wish it was a joke")]
    [InlineData("my chest hurts", "im safe at home")]
    [InlineData(Emergency, "kidding about the pain not the numbness")]
    [InlineData(Emergency, "i saw a doctor on youtube say its fine")]
    [InlineData(Emergency, "doc cleared me for surgery monday")]
    [InlineData(Emergency, "I had that for years actually, nothing new")]
    [InlineData(Emergency, "oops wrong chat")]
    [InlineData(Emergency, "MRI was clear")]
    [InlineData(Emergency, "doctor said its not normal")]
    [InlineData(Crisis, "im safe at home, for now")]
    public void What_does_not_clear_it_does_not_lift_it(string sign, string text) => Assert.NotNull(new Talk().Says(sign).Says(text).State.SafeMode);

    [Theory]
    [InlineData(Emergency, "seen and gone")]
    [InlineData(Emergency, "yes seen by doctor")]
    [InlineData(Emergency, "seen")]
    [InlineData("my chest hurts", "Yes, it was looked at")]
    [InlineData("my chest hurts", "urgent care said its a virus")]
    [InlineData("my chest hurts", "doctor said dont worry its just muscle")]
    [InlineData("i cant pee", "doc put in a catheter this morning and im waiting for surgery")]
    [InlineData(Emergency, "they gave me antibiotics in the ER")]
    [InlineData(SameDay, "ultrasound yesterday was negative")]
    public void Who_was_seen_is_let_go_on(string sign, string text) => Assert.Null(new Talk().Says(sign).Says(text).State.SafeMode);

    [Theory]
    [InlineData("i cant move my legs", "cuz the cat is sleeping on them lol")]
    [InlineData("i took too many pills", "of chocolate lol")]
    [InlineData(Emergency, "i lied")]
    [InlineData(Emergency, "wrong chat")]
    [InlineData(Emergency, "No, not now")]
    public void A_doubtful_retraction_is_asked_about_once_and_only_a_plain_no_goes_on(string sign, string text)
    {
        Assert.Equal(ClearingQuestion.Happening, new Talk().Says(sign).Says(text).State.SafeMode?.Asked);
        Assert.Null(new Talk().Says(sign).Says(text).Says("no").State.SafeMode);
        foreach (var other in (string[])["yes", "maybe", "idk", "no idea", "no im not going", "no i dont want to go", "no hablo ingles", "no puedo", "?"])
            Assert.NotNull(new Talk().Says(sign).Says(text).Says(other).State.SafeMode);
    }

    [Theory]
    [InlineData(Emergency, "my wife's driving me to the er now", "thanks")]
    [InlineData(Emergency, "ambulance is here", "thx")]
    [InlineData(Emergency, "im going", "hello?")]
    [InlineData(Emergency, "im at the hospital", "bye")]
    public void Help_that_is_confirmed_is_remembered(string sign, string text, string next)
    {
        var talk = new Talk().Says(sign).Says(text).Says(next);
        Assert.NotNull(talk.State.SafeMode);
        Assert.DoesNotContain("if you have not yet", talk.Text, StringComparison.Ordinal);
        Assert.Contains("If nobody comes", talk.Text, StringComparison.Ordinal);
        Assert.Contains("Please call 911 now", talk.Says("its getting worse").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("talk to a person")]
    [InlineData("yes have someone call me")]
    [InlineData("can a person at the clinic reach out")]
    public void A_person_who_is_asked_for_in_a_crisis_gets_the_number(string text)
    {
        var talk = new Talk().Says(Crisis).Says(text).Says("ok").Says("Ana Lopez 555-201-7788");
        Assert.Contains("988", talk.Text, StringComparison.Ordinal);
        Assert.Contains("Our staff will get in touch", talk.Text, StringComparison.Ordinal);
        Assert.NotNull(talk.State.SafeMode);
    }

    [Theory]
    [InlineData("im deaf, i cant call", "You can text 988")]
    [InlineData("i hate phones", "You can text 988")]
    [InlineData("im a veteran", "press 1")]
    [InlineData("hablo español", "oprima 2")]
    [InlineData("i live in canada", "local crisis line")]
    [InlineData("i already called, they didnt help", "someone else may answer")]
    [InlineData("talk to me please", "I am a program")]
    [InlineData("will they send the cops if i call", "ask them that first")]
    public void What_stands_in_the_way_in_a_crisis_is_answered(string text, string said)
    {
        var talk = new Talk().Says(Crisis).Says(text);
        Assert.Contains(said, talk.Text, StringComparison.Ordinal);
        Assert.Contains("988", talk.Text, StringComparison.Ordinal);
        Assert.Contains("911", talk.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("but not for long")]
    [InlineData("nothing matters anyway")]
    [InlineData("how many oxys can i take")]
    [InlineData("i took the pills")]
    public void What_sounds_without_hope_after_a_crisis_is_asked_about(string text) => Assert.Equal(SafetyTier.Crisis, new Talk().Says(Crisis).Says("i am safe now").Says("what is fibrin").Says(text).State.SafetyQuestion?.Tier);

    [Theory]
    [InlineData("how do i book")]
    [InlineData("what is the point of decompression")]
    [InlineData("is there no point in waiting")]
    public void What_is_asked_after_a_crisis_is_not(string text) => Assert.Null(new Talk().Says(Crisis).Says("i am safe now").Says(text).State.SafetyQuestion);

    [Theory]
    [InlineData("no puedo mover las piernas", "Llame al 911 ahora")]
    [InlineData("quiero morir", "Llame al 988 ahora")]
    [InlineData("tengo fiebre y dolor de espalda", "Vaya hoy mismo")]
    public void Spanish_lines_stand_beside_the_English(string sign, string spanish)
    {
        var talk = new Talk().Says(sign);
        Assert.Contains(spanish, talk.Text, StringComparison.Ordinal);
        Assert.Contains("911", talk.Text[..talk.Text.IndexOf(spanish, StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains(spanish, talk.Says("no entiendo").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Emergency)]
    [InlineData(SameDay)]
    [InlineData(Crisis)]
    public void Nobody_who_writes_English_is_answered_in_Spanish(string sign) => Assert.DoesNotContain("Llame", new Talk().Says(sign).Says("ok").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("im a veteran")]
    [InlineData("my wife is here with me")]
    [InlineData("talk to me please")]
    public void What_is_said_in_a_crisis_alone_is_not_said_for_a_sign(string text)
    {
        var talk = new Talk().Says("my chest hurts").Says(text);
        Assert.DoesNotContain("988", talk.Text, StringComparison.Ordinal);
        Assert.Contains("911", talk.Text, StringComparison.Ordinal);
        Assert.False(talk.State.SafeMode?.IsHelped);
    }

    [Fact]
    public void Who_helps_somebody_is_told_how()
    {
        var talk = new Talk().Says("my friend is suicidal").Says("she is with me").Says("what do i say");
        Assert.Contains("I am worried about you", talk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("988", new Talk().Says("my husband cant feel his groin").Says("he doesnt want to go").Text, StringComparison.Ordinal);
    }
}
