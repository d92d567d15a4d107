using CsCheck;
using ValorSpine.Bot.Channels.Sms;

namespace ValorSpine.Bot.Channels.Tests.Sms;

public sealed class SmsPartsTests
{
    [Fact]
    public void Parts_of_any_text_joined_are_the_text_and_each_is_sent_in_two_segments_at_most() => Texts.Any.Sample(text =>
    {
        var plain = SmsAlphabet.Plain(text);
        var (onRequest, atOnce) = (SmsParts.OnRequest(plain), SmsParts.AtOnce(plain));
        Assert.Equal(plain, string.Concat(onRequest));
        Assert.Equal(plain, string.Concat(atOnce));
        Assert.All(Enumerable.Range(1, Math.Max(onRequest.Length, 1)).Select(part => SmsParts.Shown(onRequest, part)).Concat(SmsParts.Marked(atOnce)), sent =>
        {
            var segments = SmsSegments.Of(sent);
            Assert.True(segments.IsGsm7 && segments.Count <= SmsParts.MostSegments, $"{segments.Count}: {sent}");
            Assert.Equal(sent.Trim(), sent);
        });
        Assert.All(onRequest.Concat(atOnce), part => Assert.NotEmpty(part.Trim()));
    });

    [Fact]
    public void A_list_is_not_torn_apart_where_it_fits_one_part() => Gen.Select(Texts.Any, Gen.String[Gen.Char['a', 'z'], 1, 20].Array[1, 6]).Sample((text, choices) =>
    {
        var (body, list) = (SmsAlphabet.Plain(text), string.Join('\n', choices.Select((choice, index) => $"{index + 1} {choice}")));
        var plain = SmsAlphabet.Plain($"{body}\n{list}");
        var at = plain.Length - list.Length;
        var parts = SmsParts.OnRequest(plain, at == 0 ? null : at);
        Assert.Equal(plain, string.Concat(parts));
        Assert.EndsWith(list, parts[^1], StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, parts.Length), part => Assert.True(SmsSegments.Of(SmsParts.Shown(parts, part)).Count <= SmsParts.MostSegments));
    });

    [Fact]
    public void A_list_of_several_parts_begins_in_one_of_its_own_where_that_takes_no_more_of_them()
    {
        static string ListOf(int count) => string.Concat(Enumerable.Range(1, count).Select(number => $"\n{number} {new string('x', 40)}"));
        Assert.Equal([250, 259, 172], SmsParts.OnRequest(new string('q', 250) + ListOf(10), 250).Select(part => part.Length));
        Assert.Equal(2, SmsParts.OnRequest(new string('q', 60) + ListOf(8), 60).Length);
    }

    [Fact]
    public void A_part_ends_with_a_line_else_with_a_sentence_else_with_a_word()
    {
        var line = string.Join(' ', Enumerable.Repeat("Word", 50));
        Assert.EndsWith("\n", SmsParts.OnRequest($"{line}\n{line}")[0], StringComparison.Ordinal);
        Assert.EndsWith(". ", SmsParts.OnRequest($"{line}. {line}")[0], StringComparison.Ordinal);
        Assert.EndsWith("Word ", SmsParts.OnRequest($"{line} {line}")[0], StringComparison.Ordinal);
        Assert.Equal(284, SmsParts.OnRequest(new string('x', 600))[0].Length);
    }

    [Fact]
    public void A_text_of_one_message_has_neither_mark_nor_more()
    {
        Assert.Equal(["Fine."], SmsParts.Marked(SmsParts.AtOnce("Fine.")));
        Assert.Equal("Fine.", SmsParts.Shown(SmsParts.OnRequest("Fine."), 1));
        Assert.Empty(SmsParts.OnRequest(""));
    }

    [Fact]
    public void Parts_that_follow_one_another_are_numbered() =>
        Assert.Collection(
            SmsParts.Marked(SmsParts.AtOnce(string.Join(' ', Enumerable.Repeat("word", 80)))),
            one => Assert.StartsWith("(1/2) word", one, StringComparison.Ordinal),
            two => Assert.StartsWith("(2/2) word", two, StringComparison.Ordinal));
}
