using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>One rule on what patients say and on what only sounds like it.</summary>
public abstract class RedFlagTests(string rule)
{
    protected void Fires(string text, SafetyTier tier)
    {
        var verdict = Content.Bot.Safety.ByRules(text);
        Assert.Contains(verdict.Findings, finding => finding.Rule == rule && finding is { Fired: true } && finding.Tier == tier);
        Assert.True(verdict.Tier >= tier, $"'{text}' was judged {verdict.Tier}.");
    }

    protected static void IsNotStopped(string text)
    {
        var verdict = Content.Bot.Safety.ByRules(text);
        Assert.DoesNotContain(verdict.Findings, finding => finding is { Fired: true, Tier: >= SafetyTier.SameDay });
    }
}

public sealed class CaudaEquinaTests() : RedFlagTests("RF-CES")
{
    [Theory]
    [InlineData("cant feel when i wipe")]
    [InlineData("i cant feel my crotch since last nite")]
    [InlineData("lost controll of my bladdr")]
    [InlineData("cant hold my poo")]
    [InlineData("cant feel sex anymore")]
    [InlineData("both my legs gave out")]
    [InlineData("numb bum n cant wee")]
    public void Numbness_of_the_saddle_or_loss_of_bladder_bowel_sex_or_both_legs_is_an_emergency(string text) => Fires(text, SafetyTier.Emergency);

    [Theory]
    [InlineData("no numbness down there, bladder is fine")]
    [InlineData("is loss of bladder control a symptom of a slipped disc?")]
    [InlineData("my uncle had cauda equina ten years ago")]
    [InlineData("my foot falls asleep when i sit cross legged")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);

    [Fact]
    public void An_old_and_unchanged_leak_is_something_to_tell_the_clinician() => Fires("leaked a bit since my kids were born", SafetyTier.TellClinic);

    [Fact]
    public void An_old_leak_that_got_worse_is_an_emergency() => Fires("always leaked a bit but since monday its nonstop", SafetyTier.Emergency);
}

public sealed class WeaknessTests() : RedFlagTests("RF-MOTOR")
{
    [Theory]
    [InlineData("my foot wont lift", SafetyTier.SameDay)]
    [InlineData("my leg keeps giving out", SafetyTier.SameDay)]
    [InlineData("left leg aint working rite", SafetyTier.SameDay)]
    [InlineData("i suddenly cant walk", SafetyTier.Emergency)]
    [InlineData("my foot is weak and i cant pee", SafetyTier.Emergency)]
    public void New_weakness_is_seen_today_and_with_a_second_sign_it_is_an_emergency(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("no weakness, just pain")]
    [InlineData("my wifi is weak")]
    [InlineData("what exercises help weak legs?")]
    [InlineData("had foot drop in 2019, it came back after surgery")]
    [InlineData("i feel weak from the flu")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class InfectionTests() : RedFlagTests("RF-INFECT")
{
    [Theory]
    [InlineData("temp 102 and my back is killing me", SafetyTier.SameDay)]
    [InlineData("38.9 and cant move", SafetyTier.SameDay)]
    [InlineData("pus coming out where they stuck me", SafetyTier.SameDay)]
    [InlineData("fevr n chills since the shot", SafetyTier.Emergency)]
    [InlineData("back pain, fever and my legs are weak", SafetyTier.Emergency)]
    public void Fever_with_back_pain_is_seen_today_and_after_a_procedure_or_with_weakness_it_is_an_emergency(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("hay fever season")]
    [InlineData("my kid has a fever, can i reschedule?")]
    [InlineData("can the injection cause an infection?")]
    [InlineData("back pain but no fever or chills")]
    [InlineData("what if i get a fever after the injection")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class FractureTests() : RedFlagTests("RF-FRACT")
{
    [Theory]
    [InlineData("fell off a ladder cant move", SafetyTier.Emergency)]
    [InlineData("got rear ended n now my legs tingle", SafetyTier.Emergency)]
    [InlineData("im 78 fell on my butt", SafetyTier.SameDay)]
    [InlineData("coughed n felt my back snap, i have osteoperosis", SafetyTier.SameDay)]
    [InlineData("pain started after a car accident in 2009", SafetyTier.TellClinic)]
    public void A_hard_fall_is_an_emergency_a_small_one_in_fragile_bones_is_seen_today_an_old_one_is_told(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("i fell asleep")]
    [InlineData("fell off my diet")]
    [InlineData("crack my back every morning")]
    [InlineData("no falls or accidents")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class CancerTests() : RedFlagTests("RF-CANCER")
{
    [Theory]
    [InlineData("had breast cancer now my back hurts constantly", SafetyTier.SameDay)]
    [InlineData("oncologist said bone mets, legs feel weak", SafetyTier.Emergency)]
    [InlineData("lost 20 lbs not trying", SafetyTier.TellClinic)]
    public void Cancer_with_back_pain_is_seen_today_and_with_weak_legs_it_is_an_emergency(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("cancer is my zodiac sign")]
    [InlineData("is back pain a sign of cancer?")]
    [InlineData("my mom had cancer")]
    [InlineData("no history of cancer")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class AneurysmTests() : RedFlagTests("RF-AAA")
{
    [Theory]
    [InlineData("sudden tearing pain in my back")]
    [InlineData("AAA 5cm now severe back pain")]
    [InlineData("belly n back pain passed out")]
    [InlineData("heartbeat in my belly with bad pain")]
    public void Tearing_pain_or_an_aneurysm_that_hurts_is_an_emergency(string text) => Fires(text, SafetyTier.Emergency);

    [Theory]
    [InlineData("annular tear")]
    [InlineData("tearing of the disc")]
    [InlineData("aaa batteries")]
    [InlineData("i have an annular tear and back pain")]
    public void Words_of_this_field_do_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class HeartTests() : RedFlagTests("RF-HEART")
{
    [Theory]
    [InlineData("chst pains")]
    [InlineData("elephant on my chest")]
    [InlineData("jaw hurts n cant breathe")]
    [InlineData("upper back pain and short of breath")]
    [InlineData("my husband has chest pain")]
    public void Chest_pain_and_its_like_is_an_emergency(string text) => Fires(text, SafetyTier.Emergency);

    [Theory]
    [InlineData("no chest pain")]
    [InlineData("chest press at the gym")]
    [InlineData("can decompression cause chest pain?")]
    [InlineData("had a heart attack in 2016, cleared by cardiology")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class StrokeTests() : RedFlagTests("RF-STROKE")
{
    [Theory]
    [InlineData("face is drooping")]
    [InlineData("spech is slurred")]
    [InlineData("mini stroke this am")]
    [InlineData("cant see out of one eye suddenly")]
    public void Face_arm_speech_or_sight_is_an_emergency(string text) => Fires(text, SafetyTier.Emergency);

    [Theory]
    [InlineData("stroke of luck")]
    [InlineData("breaststroke ok for my back?")]
    [InlineData("had a stroke 6 yrs ago")]
    [InlineData("no facial droop")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class ClotTests() : RedFlagTests("RF-CLOT")
{
    [Theory]
    [InlineData("cant catch my breath", SafetyTier.Emergency)]
    [InlineData("sob since yesterday", SafetyTier.Emergency)]
    [InlineData("one leg twice the size", SafetyTier.SameDay)]
    public void Breathlessness_is_an_emergency_and_one_swollen_leg_is_seen_today(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("takes my breath away")]
    [InlineData("fibrin clot")]
    [InlineData("had a clot in 2011, on eliquis")]
    [InlineData("both ankles swell in summer")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class AllergyTests() : RedFlagTests("RF-ALLERGY")
{
    [Theory]
    [InlineData("throat is closing", SafetyTier.Emergency)]
    [InlineData("anaphalaxis", SafetyTier.Emergency)]
    [InlineData("hives everywhere n wheezing", SafetyTier.Emergency)]
    [InlineData("face blew up", SafetyTier.SameDay)]
    [InlineData("latex allergy, need to note", SafetyTier.TellClinic)]
    public void Throat_tongue_or_breath_is_an_emergency_and_hives_alone_are_seen_today(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("allergic to mornings")]
    [InlineData("no allergies")]
    [InlineData("allergic reaction listed as a side effect?")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class AfterProcedureTests() : RedFlagTests("RF-POSTPROC")
{
    [Theory]
    [InlineData("day after the injection cant move my leg", SafetyTier.Emergency)]
    [InlineData("back pain 10x worse since the shot", SafetyTier.Emergency)]
    [InlineData("headache goes away lying flat", SafetyTier.SameDay)]
    [InlineData("a little sore at the site, is that normal?", SafetyTier.TellClinic)]
    public void Nerve_signs_are_an_emergency_headache_and_bleeding_are_seen_today_soreness_is_told(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("what should i expect after the injection?")]
    [InlineData("no problems since the procedure")]
    [InlineData("my injection is next week")]
    [InlineData("headache from staring at the screen")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class SuicideTests() : RedFlagTests("RF-SUICIDE")
{
    [Theory]
    [InlineData("i want to die", SafetyTier.Crisis)]
    [InlineData("sucidal thoughts", SafetyTier.Crisis)]
    [InlineData("im suicidal lol jk", SafetyTier.Crisis)]
    [InlineData("if this treatment fails im done, and i mean done", SafetyTier.Crisis)]
    [InlineData("my son wants to die", SafetyTier.Crisis)]
    [InlineData("i have a gun and im done", SafetyTier.Emergency)]
    [InlineData("i cut my wrists", SafetyTier.Emergency)]
    public void Every_mention_is_taken_as_meant_and_means_or_an_attempt_make_it_an_emergency(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("this pain is killing me")]
    [InlineData("dying to know the price")]
    [InlineData("not suicidal")]
    [InlineData("suicide squat machine")]
    [InlineData("painkiller")]
    [InlineData("is suicide common with chronic pain?")]
    [InlineData("lost my brother to suicide in 2010")]
    public void Sayings_and_questions_do_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class OverdoseTests() : RedFlagTests("RF-OVERDOSE")
{
    [Theory]
    [InlineData("od'd")]
    [InlineData("took 12 tylenol")]
    [InlineData("mixed percs and vodka")]
    [InlineData("he wont wake up")]
    [InlineData("accidently took my meds 3 times")]
    public void Too_much_medicine_is_an_emergency_meant_or_not(string text) => Fires(text, SafetyTier.Emergency);

    [Theory]
    [InlineData("whats the max dose of tylenol?")]
    [InlineData("took my two advil")]
    [InlineData("i take 50 mg of tramadol")]
    [InlineData("my cousin OD'd years ago")]
    [InlineData("overdoing it at the gym")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class PregnancyTests() : RedFlagTests("RF-PREG")
{
    [Theory]
    [InlineData("just had a baby n cant breathe", SafetyTier.Emergency)]
    [InlineData("preggo and bleeding", SafetyTier.SameDay)]
    [InlineData("water broke i think", SafetyTier.SameDay)]
    [InlineData("im pregnant and have back pain", SafetyTier.TellClinic)]
    [InlineData("trying to get pregnant next year", SafetyTier.TellClinic)]
    public void Warning_signs_are_urgent_and_planning_is_told(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("im not pregnant")]
    [InlineData("pregnant pause")]
    [InlineData("my daughter is pregnant, can i move my appt?")]
    [InlineData("expecting a call")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class AnyOtherEmergencyTests() : RedFlagTests("RF-GENERAL")
{
    [Theory]
    [InlineData("call 911")]
    [InlineData("shes unconscious")]
    [InlineData("bleeding wont stop")]
    [InlineData("this is an emergncy")]
    public void Collapse_bleeding_or_a_call_for_help_is_an_emergency(string text) => Fires(text, SafetyTier.Emergency);

    [Theory]
    [InlineData("is this an emergency line?")]
    [InlineData("not an emergency")]
    [InlineData("when should i call 911?")]
    [InlineData("i have a collapsed disc at L5")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

public sealed class AbuseTests() : RedFlagTests("RF-ABUSE")
{
    [Theory]
    [InlineData("my husband beats me")]
    [InlineData("he chokes me when he's angry")]
    [InlineData("i'm not safe at home")]
    [InlineData("i'm afraid of my husband")]
    [InlineData("mi esposo me pega y me duele la espalda")]
    public void Whoever_is_hurt_at_home_is_heard(string text) => Fires(text, SafetyTier.Abuse);

    [Theory]
    [InlineData("my ex was abusive, long divorced")]
    [InlineData("my wife beats me at golf")]
    [InlineData("my toddler kicks me in the back at night")]
    [InlineData("this pain hits me at night")]
    [InlineData("my husband hurt his back moving a piano")]
    public void What_is_over_or_only_sounds_like_it_is_not(string text) =>
        Assert.DoesNotContain(Content.Bot.Safety.ByRules(text).Findings, finding => finding is { Fired: true, Tier: SafetyTier.Abuse });

    [Fact]
    public void A_child_and_an_older_person_have_help_of_their_own()
    {
        Assert.Equal("RF-ABUSE-CHILD", Content.Bot.Safety.Evaluate("my dad hits me im 14").Rule);
        Assert.Equal("RF-ABUSE-ELDER", Content.Bot.Safety.Evaluate("nurse at the home is rough with my mother").Rule);
    }

    [Fact]
    public void An_injury_by_somebody_is_an_emergency_first() => Assert.Equal(SafetyTier.Emergency, Content.Bot.Safety.Evaluate("my husband pushed me and now i cant feel my legs").Tier);
}

public sealed class SuicideOfAnotherTests() : RedFlagTests("RF-SUICIDE-OTHER")
{
    [Theory]
    [InlineData("teen daughter cuts", SafetyTier.Crisis)]
    [InlineData("my wife says she wants to die", SafetyTier.Crisis)]
    [InlineData("my roommate posted goodbye and has her pain pills", SafetyTier.Emergency)]
    public void It_is_told_how_to_help(string text, SafetyTier tier) => Fires(text, tier);

    [Theory]
    [InlineData("my daughter cuts hair for a living")]
    [InlineData("my brother committed suicide in 2010")]
    public void What_only_sounds_like_it_does_not_stop_the_chat(string text) => IsNotStopped(text);
}

/// <summary>Where one sign is denied and another is not, and what belongs to which illness.</summary>
public sealed class DeniedAndTheRestTests
{
    [Theory]
    [InlineData("no numbness in feet but yes in crotch", "RF-CES")]
    [InlineData("no weakness in my arms but yes in my leg", "RF-MOTOR")]
    [InlineData("no pain in my back but yes in my chest", "RF-HEART")]
    [InlineData("i don't have chest pain, more like pressure, and sweating", "RF-HEART")]
    public void What_is_not_denied_counts(string text, string rule) => Assert.Equal(rule, Content.Bot.Safety.ByRules(text).Rule);

    [Theory]
    [InlineData("no numbness in my crotch but yes in my toes")]
    [InlineData("no weakness in my leg but yes pain")]
    public void What_is_denied_does_not(string text) => Assert.True(Content.Bot.Safety.ByRules(text).Tier < SafetyTier.SameDay);

    [Theory]
    [InlineData("my lady parts are asleep and wont wake up", "RF-CES")]
    [InlineData("bee got me, chest tight and itchy, cant swallow right", "RF-ALLERGY")]
    [InlineData("it feels like my heart is beating in my belly, back pain is new and awful", "RF-AAA")]
    [InlineData("got hives spreading all over since the injection this morning", "RF-ALLERGY")]
    [InlineData("slipped in the kitchen yesterday, i am 76, now it hurts to breathe or turn in bed", "RF-FRACT")]
    [InlineData("black tarry poop and dizzy since taking lots of ibuprofen for my back", "RF-GENERAL")]
    public void The_words_are_those_of_the_right_illness(string text, string rule) => Assert.Equal(rule, Content.Bot.Safety.Evaluate(text).Rule);

    [Fact]
    public void Thoughts_of_hurting_a_baby_bring_both_numbers() =>
        Assert.Contains(Content.Bot.Safety.ByRules("had a baby 5 wks ago and i have thoughts about hurting him").Findings, finding => finding is { Rule: "RF-SUICIDE", Fired: true });
}

/// <summary>Signs that are asked about.</summary>
public sealed class AskedAboutTests
{
    [Theory]
    [InlineData("if this shot fails theres no plan b for me", "RF-SUICIDE")]
    [InlineData("no one can help me. ive decided", "RF-SUICIDE")]
    [InlineData("cant hold it any more", "RF-CES")]
    public void What_may_be_meant_is_asked_about(string text, string rule)
    {
        var verdict = Content.Bot.Safety.Evaluate(text);
        Assert.True(verdict.Tier < SafetyTier.SameDay && verdict.Doubt?.Rule == rule, $"{verdict.Tier} {verdict.Doubt}");
    }

    [Theory]
    [InlineData("my mind is made up, fibrin it is")]
    [InlineData("ive decided to book, nobody can help me here")]
    [InlineData("i can hold it fine")]
    public void What_is_decided_about_a_treatment_is_not(string text) => Assert.Null(Content.Bot.Safety.Evaluate(text).Doubt);
}
