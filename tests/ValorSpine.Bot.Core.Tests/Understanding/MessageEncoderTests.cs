using System.Numerics.Tensors;
using CsCheck;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Tests.Understanding;

public sealed class MessageEncoderTests
{
    private static float Likeness(string one, string other) => TensorPrimitives.Dot<float>(MessageEncoder.Shared.Encode(one), MessageEncoder.Shared.Encode(other));

    [Fact]
    public void The_same_text_has_the_same_direction_every_time_and_beside_others()
    {
        var once = MessageEncoder.Shared.Encode("does the glue shot hurt");
        var again = Enumerable.Range(0, 32).AsParallel().Select(_ => MessageEncoder.Shared.Encode("does the glue shot hurt")).ToArray();
        Assert.All(again, direction => Assert.Equal(once, direction));
    }

    [Fact]
    public async Task Work_that_keeps_directions_gets_those_that_everybody_gets_and_keeps_no_others()
    {
        var kept = new KeptDirections();
        var within = await MessageEncoder.Shared.KeepingAsync(kept, () => Task.Run(() => (MessageEncoder.Shared.Encode("is the glue shot kept"), MessageEncoder.Shared.Encode("is the glue shot kept"))));
        var outside = MessageEncoder.Shared.Encode("is the glue shot kept");
        MessageEncoder.Shared.Encode("this is asked by somebody else");

        Assert.Same(within.Item1, within.Item2);
        Assert.Equal(outside, within.Item1);
        Assert.Equal(1, kept.Count);
    }

    [Fact]
    public void Any_text_has_a_direction_of_length_one() =>
        Gen.String.Sample(text => Math.Abs(TensorPrimitives.Norm<float>(MessageEncoder.Shared.Encode(text)) - 1) < 1e-3, iter: 500);

    [Theory]
    [InlineData("")]
    [InlineData("\0\u0007\u200d")]
    [InlineData("👍👍👍")]
    public void So_has_a_text_without_words(string text) => Assert.Equal(MessageEncoder.Dimensions, MessageEncoder.Shared.Encode(text).Length);

    [Fact]
    public void So_has_half_of_a_surrogate_pair() => Assert.Equal(MessageEncoder.Dimensions, MessageEncoder.Shared.Encode("my knee " + (char)0xD800).Length);

    [Fact]
    public void Of_a_long_message_the_beginning_and_the_end_are_read()
    {
        var ids = MessageEncoder.Shared.IdsOf(string.Concat(Enumerable.Repeat("well you know how it is ", 2_000)) + "does fibrin hurt");
        Assert.Equal(96, ids.Length);
        Assert.Equal(MessageEncoder.Shared.IdsOf("does fibrin hurt")[1..], ids[^(MessageEncoder.Shared.IdsOf("does fibrin hurt").Length - 1)..]);
    }

    [Fact]
    public void Messages_of_near_meaning_are_nearer_than_messages_of_near_words()
    {
        var near = Likeness("does the fibrin injection hurt", "is it painful when they put the glue in");
        Assert.True(near > Likeness("does the fibrin injection hurt", "does the fibrin injection cost a lot"));
        Assert.True(near > Likeness("does the fibrin injection hurt", "does my fibrin level hurt my blood test"));
    }
}
