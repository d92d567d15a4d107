using CsCheck;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Channels.Tests.Sms;

public sealed class SmsAlphabetTests
{
    [Theory]
    [InlineData("\u201CIt\u2019s fine\u201D \u2014 really\u2026", "\"It's fine\" - really...")]
    [InlineData("\u2022 one\n\u2022 two", "- one\n- two")]
    [InlineData("9\u00A0AM\tto\u202F5\u2009PM", "9 AM to 5 PM")]
    [InlineData("Jos\u00E9 \u0141ukasz \u00C1ngel na\u00EFve fa\u00E7ade", "José Lukasz Angel naive facade")]
    [InlineData("\u2264 5 \u00B1 1, \u00BD of them, ligature \uFB01", "<= 5 +/- 1, 1/2 of them, ligature fi")]
    [InlineData("Yes \U0001F600 \u2764\uFE0F!", "Yes !")]
    [InlineData("\u738B\u4F1F", "??")]
    [InlineData("a\r\n\r\n\n  b  c ", "a\nb c")]
    [InlineData("5 \u20AC {x} [y] ~ ^ | \\", "5 € {x} [y] ~ ^ | \\")]
    [InlineData("`code` \u00AE \u2122", "'code' (R) TM")]
    public void A_text_gets_plain_letters(string text, string plain) => Assert.Equal(plain, SmsAlphabet.Plain(text));

    [Fact]
    public void Half_a_character_becomes_a_question_mark() => Assert.Equal("half ? pair", SmsAlphabet.Plain("half \uD800 pair"));

    [Fact]
    public void Any_text_fits_the_alphabet_and_stays_as_it_is_the_second_time() => Texts.Any.Sample(text =>
    {
        var plain = SmsAlphabet.Plain(text);
        Assert.Null(Gsm7.FirstForeign(plain));
        Assert.Equal(plain, SmsAlphabet.Plain(plain));
    });

    [Fact]
    public void A_letter_without_a_plain_form_is_named()
    {
        Assert.Null(SmsAlphabet.FirstUnknown("Is it \u201Cplain\u201D? Jos\u00E9 \U0001F600"));
        Assert.Equal("\u738B", SmsAlphabet.FirstUnknown("Mr. \u738B")?.ToString());
    }
}

/// <summary>Texts as patients, staff and authors may write them.</summary>
internal static class Texts
{
    private static readonly string[] s_signs = [". ", "\n", "\n\n", "\u2019s ", "\u20AC", "{", "~~~", "\u2014", "\U0001F600", "\u00E9", "\u738B", "? ", "- ", "          ", "1 Yes\n", "\uD800", "\t"];

    private static readonly Gen<string> s_piece = Gen.OneOf(
        Gen.String[Gen.Char['a', 'z'], 1, 12].Select(word => word + " "),
        Gen.Int[0, s_signs.Length - 1].Select(at => s_signs[at]),
        Gen.String[0, 5],
        Gen.Int[1, 400].Select(length => new string('x', length)),
        Gen.Int[1, 200].Select(length => new string('|', length)));

    public static Gen<string> Any { get; } = s_piece.Array[0, 120].Select(string.Concat);
}
