using System.Text;
using CsCheck;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

public sealed class LanguageTests
{
    private static SafetyVerdict Read(string text) => Content.Bot.Safety.ByRules(text);

    [Theory]
    [InlineData("no numbness but i cant pee")]
    [InlineData("no numbness, i cant pee")]
    [InlineData("no fever no chills cant feel my legs")]
    [InlineData("i have no idea why but my crotch is numb")]
    [InlineData("not sure if its bad but i peed myself")]
    [InlineData("no insurance and my legs are numb since today")]
    [InlineData("not only my back, my crotch is numb too")]
    public void Only_what_is_denied_is_taken_as_denied(string text) => Assert.True(Read(text).Tier >= SafetyTier.SameDay);

    [Theory]
    [InlineData("dont want to make a fuss, chest pain right now")]
    [InlineData("i dont have insurance, temp is 102 and my lower back is in agony")]
    [InlineData("hi which doctor would i see, i think im having a heart attack")]
    [InlineData("do you take aetna i have a fever and a stiff neck after my spinal injection")]
    public void A_sign_after_a_wish_or_a_question_is_no_part_of_it(string text) => Assert.True(Read(text).Tier >= SafetyTier.SameDay);

    [Theory]
    [InlineData("cant feel my lges")]
    [InlineData("i have chset pain")]
    public void Two_swapped_letters_hide_no_sign(string text) => Assert.Equal(SafetyTier.Emergency, Read(text).Tier);

    [Theory]
    [InlineData("no numbness, tingling or weakness in my legs")]
    [InlineData("i dont have any chest pain")]
    [InlineData("havent had fever, chills or back pain")]
    [InlineData("chest pain: none")]
    [InlineData("numb crotch? no")]
    [InlineData("my legs are not numb")]
    [InlineData("without loss of bladder control")]
    [InlineData("I've never lost control of my bladder")]
    [InlineData("denies saddle numbness")]
    [InlineData("no loss of bladder control")]
    [InlineData("no bladder or bowel problems")]
    [InlineData("no trouble peeing")]
    [InlineData("negative for fever, chills and back pain")]
    [InlineData("no problem holding my pee")]
    [InlineData("my leg isnt swollen or red")]
    [InlineData("no its not getting weaker")]
    [InlineData("never passed out never had a seizure")]
    public void What_is_denied_stays_silent_and_is_no_general_question(string text)
    {
        var verdict = Read(text);
        Assert.True(verdict.Tier < SafetyTier.SameDay, string.Join("; ", verdict.Findings));
        Assert.False(verdict.General);
        Assert.All(verdict.Findings, finding => Assert.False(finding.Fired && finding.Tier >= SafetyTier.SameDay));
    }

    [Theory]
    [InlineData("not like i can feel anything down there")]
    [InlineData("i dont have no feeling in my crotch")]
    [InlineData("cant say i dont have chest pain")]
    public void A_double_negation_fires(string text) => Assert.Equal(SafetyTier.Emergency, Read(text).Tier);

    [Theory]
    [InlineData("is loss of bladder control a symptom of a herniated disc?", "general question")]
    [InlineData("can decompression cause chest pain", "general question")]
    [InlineData("what if i get chest pain after the injection", "supposed, not happening")]
    [InlineData("had foot drop in 2019, it came back after surgery", "past and resolved")]
    [InlineData("my dad had chest pain before his bypass", "another person, in the past")]
    public void A_mention_that_is_not_happening_is_noted_and_gets_the_added_line(string text, string note)
    {
        var verdict = Read(text);
        Assert.True(verdict.General);
        Assert.True(verdict.Tier < SafetyTier.SameDay);
        Assert.Contains(verdict.Findings, finding => !finding.Fired && finding.Note == note);
    }

    [Theory]
    [InlineData("why cant i feel my crotch")]
    [InlineData("is my chest pain a sign of something")]
    [InlineData("what do i do my legs went numb today")]
    [InlineData("is it normal that i peed myself")]
    public void A_question_about_oneself_fires(string text) => Assert.True(Read(text).Tier >= SafetyTier.SameDay);

    [Theory]
    [InlineData("my husband cant pee and his legs are weak")]
    [InlineData("my mom is slurring her words")]
    [InlineData("my dad just fell off the roof")]
    [InlineData("asking for my wife, she has chest pain")]
    public void Somebody_with_the_patient_now_counts_as_the_patient(string text) => Assert.Equal(SafetyTier.Emergency, Read(text).Tier);

    [Theory]
    [InlineData("I CAN’T FEEL MY CROTCH")]
    [InlineData("i can not feel my crotch")]
    [InlineData("ｉ ｃａｎｔ ｆｅｅｌ ｍｙ ｃｒｏｔｃｈ")]
    [InlineData("i caaaaan't feeeel my crotch!!!")]
    [InlineData("😭😭 cant feel 😭 my crotch 😭")]
    [InlineData("í cánt féel my crotch")]
    [InlineData("im unable to feel my crotch")]
    [InlineData("cant fe\u200Bel my crotch")]
    public void Letters_marks_and_shouting_change_nothing(string text) => Assert.Equal(SafetyTier.Emergency, Read(text).Tier);

    [Theory]
    [InlineData("i lost controll of my bladdder")]
    [InlineData("siezure right now")]
    [InlineData("need an ambulence")]
    [InlineData("anaphlaxis")]
    [InlineData("unconcious")]
    public void One_slip_of_the_finger_changes_nothing(string text) => Assert.Equal(SafetyTier.Emergency, Read(text).Tier);

    [Theory]
    [InlineData("i want to die and i cant feel my crotch", SafetyTier.Emergency)]
    [InlineData("i want to die and i have fever and back pain", SafetyTier.Crisis)]
    [InlineData("fever and back pain and im on eliquis", SafetyTier.SameDay)]
    [InlineData("im on eliquis", SafetyTier.TellClinic)]
    [InlineData("what is fibrin", SafetyTier.None)]
    public void The_most_urgent_finding_decides(string text, SafetyTier tier) => Assert.Equal(tier, Read(text).Tier);

    [Fact]
    public void A_sign_at_the_end_of_a_very_long_message_is_found()
    {
        var text = string.Concat(Enumerable.Repeat("my back has hurt for a while and i would like to know more about the options. ", 400)) + "also i cant feel my crotch";
        Assert.Equal(SafetyTier.Emergency, Read(text).Tier);
    }

    [Fact]
    public void No_text_makes_the_rules_fail() =>
        Gen.String.Sample(text => Read(text).Tier >= SafetyTier.None, iter: 3_000);

    [Fact]
    public void No_mix_of_the_rules_own_words_makes_them_fail_or_loop()
    {
        string[] words = ["no", "not", "never", "cant", "feel", "my", "legs", "crotch", "numb", "if", "what", "had", "in", "2015", "years", "ago", "fever", "back", "pain", "but", ",", ".", "?", "\n", "chest", "both", "is", "since", "i", "wont", "mom"];
        Gen.Int[0, words.Length - 1].Select(i => words[i]).Array[0, 60].Sample(picked => Read(string.Join(' ', picked)).Findings.Length <= 40, iter: 3_000);
    }

    [Theory]
    [InlineData("no numb legs cant feel my crotch if what had in 2015 ")]
    [InlineData("cant cant cant ")]
    [InlineData("i i i my my my ")]
    [InlineData("chest pain, ")]
    [InlineData("not not not numb ")]
    [InlineData("fever and back pain after the shot ")]
    public void Work_grows_no_faster_than_the_text(string unit)
    {
        Content.Bot.Safety.ByRules(Repeat(unit, 4_000), out var once);
        Content.Bot.Safety.ByRules(Repeat(unit, 32_000), out var eightfold);
        Assert.InRange(eightfold, once, once * 9);
    }

    [Theory]
    [InlineData("no numb legs cant feel my crotch if what had in 2015 ")]
    [InlineData("not not not numb ")]
    [InlineData("chest pain fine now but ")]
    [InlineData("is my mom had no chest pain ")]
    public void A_message_of_a_hundred_thousand_characters_is_read_in_moments(string unit)
    {
        var text = Repeat(unit, 100_000);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Content.Bot.Safety.ByRules(text);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static string Repeat(string unit, int length)
    {
        var text = new StringBuilder(length + unit.Length);
        while (text.Length < length)
            text.Append(unit);
        return text.ToString();
    }
}
