using ValorSpine.Bot.Channels.Sms;

namespace ValorSpine.Bot.Channels.Tests.Sms;

/// <summary>Counts as carriers do; the table agrees with the npm package sms-segments-calculator.</summary>
public sealed class SmsSegmentsTests
{
    private static readonly string s_check = "\u2713", s_smile = "\U0001F600", s_quote = "\u2019";

    public static TheoryData<string, int> Counted => new()
    {
        { new('A', 160), 1 },
        { new('A', 161), 2 },
        { new('A', 306), 2 },
        { new('A', 307), 3 },
        { new('A', 1530), 10 },
        { new('A', 1600), 11 },
        { new('\u20AC', 80), 1 },
        { new('\u20AC', 81), 2 },
        { new string('A', 152) + "\u20AC", 1 },
        { new string('A', 152) + "\u20AC" + new string('A', 152), 3 },
        { Times(s_check, 70), 1 },
        { Times(s_check, 71), 2 },
        { Times(s_check, 134), 2 },
        { Times(s_check, 135), 3 },
        { Times(s_smile, 35), 1 },
        { Times(s_smile, 36), 2 },
        { new string('a', 66) + s_smile + "aaa", 2 },
        { new string('A', 159) + s_quote, 3 },
        { new string('A', 152) + s_check, 3 },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public void Segments_are_counted_as_carriers_count_them(string text, int count) => Assert.Equal(count, SmsSegments.Of(text).Count);

    [Fact]
    public void One_foreign_character_makes_the_whole_text_wide()
    {
        Assert.True(SmsSegments.Of("It's fine - really: \u20AC5 {or} less").IsGsm7);
        Assert.False(SmsSegments.Of("It\u2019s fine").IsGsm7);
    }

    [Fact]
    public void No_segment_begins_within_a_character()
    {
        var text = string.Concat(Enumerable.Repeat("a" + s_smile, 60));
        Assert.All(SmsSegments.Of(text).Starts, start => Assert.False(start < text.Length && char.IsLowSurrogate(text[start])));
    }

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
