using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CsCheck;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>An emergency stays one, whatever stands around it and however it is typed.</summary>
public sealed partial class InvarianceTests
{
    private static readonly SafetyRules s_rules = Content.Bot.Safety;
    private static readonly HashSet<string> s_words = [.. CommonWords.All.Select(word => word.Word)];

    private static readonly ImmutableArray<string> s_emergencies =
        [.. s_rules.Rules.SelectMany(rule => rule.Examples).Where(example => example.Tier == SafetyTier.Emergency).Select(example => example.Text.Text.TrimEnd('.', '!', '?'))];

    /// <summary>What changes nothing about an emergency.</summary>
    public static TheoryData<string, string> Contexts => new()
    {
        { "a relative plays it down", "my wife says i am making a fuss. {0}" },
        { "a relative knows better", "{0}. my brother says its just the sciatica" },
        { "the patient plays it down", "its probably nothing, {0}" },
        { "politeness", "Good morning, I am sorry to bother you. {0}. Thank you so much for your time." },
        { "a joke", "haha getting old is fun. {0} lol" },
        { "no insurance", "i have no insurance. {0}" },
        { "no wish to go to hospital", "i hate hospitals. {0}" },
        { "age", "i am 74 years old. {0}" },
        { "sex", "i am a woman. {0}" },
        { "a question before", "do you take blue cross? {0}" },
        { "a question after", "{0}. what are your opening hours?" },
        { "a question about the treatment after", "{0}. how long does a session on the table take?" },
        { "a story before", "So I have had this back for about six years, since the warehouse job, and I have done the physical therapy and the pills and two rounds of shots. My daughter found your page last night. {0}" },
        { "line breaks", "hi\n\n{0}\n\nthanks" },
        { "marks and pictures", "\U0001F622\U0001F622 {0} !!! \U0001F64F" },
        { "a greeting in Spanish", "hola buenas tardes. {0}" },
    };

    [Fact]
    public void There_are_emergencies_of_every_flag_that_has_one() =>
        Assert.True(s_emergencies.Length >= 100 && s_rules.Rules.Count(rule => rule.Examples.Any(example => example.Tier == SafetyTier.Emergency)) >= 14);

    [Theory]
    [MemberData(nameof(Contexts))]
    public void What_stands_around_an_emergency_changes_nothing(string context, string frame) => Stays(context, sign => frame.Replace("{0}", sign, StringComparison.Ordinal));

    [Fact]
    public void Capitals_change_nothing() => Stays("capitals", sign => sign.ToUpperInvariant());

    [Fact]
    public void Missing_punctuation_changes_nothing() => Stays("no punctuation", sign => Punctuation().Replace(sign, " "));

    [Fact]
    public void A_letter_typed_twice_in_a_word_that_was_right_changes_nothing() =>
        Stays("a letter typed twice", sign => LongWord().Matches(sign).FirstOrDefault(word => s_words.Contains(word.Value)) is { } word ? sign.Insert(word.Index + 3, word.Value[3..4]) : sign);

    [Fact]
    public void Harmless_text_before_or_after_an_emergency_never_hides_it()
    {
        string[] harmless = [.. Content.Bot.Knowledge.Articles.SelectMany(article => article.Phrasings).Where(text => s_rules.ByRules(text) is { Tier: SafetyTier.None, Findings.IsEmpty: true })];
        var some = OneOf(harmless).Array[0, 3];
        Gen.Select(some, OneOf(s_emergencies), some, OneOf([". ", "\n", "? ", "! "])).Sample(
            (before, sign, after, between) => s_rules.Evaluate(string.Join(between, [.. before, sign, .. after])).Tier == SafetyTier.Emergency, iter: 5_000);
    }

    private static Gen<string> OneOf(IReadOnlyList<string> texts) => Gen.Int[0, texts.Count - 1].Select(at => texts[at]);

    private static void Stays(string context, Func<string, string> change)
    {
        var hidden = s_emergencies.Where(sign => s_rules.Evaluate(change(sign)).Tier != SafetyTier.Emergency).Select(change).ToArray();
        Assert.True(hidden.Length == 0, $"{context}: {hidden.Length} of {s_emergencies.Length} are hidden.\n{string.Join('\n', hidden)}");
    }

    [GeneratedRegex(@"[.,;:!?]+")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\p{L}{6,}")]
    private static partial Regex LongWord();
}
