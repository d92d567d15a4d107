using CsCheck;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Conversation;

/// <summary>Whatever is typed, there is one well-formed reply.</summary>
public sealed class AnyTextTests
{
    private static readonly Facts s_facts = new(new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-6)), []);
    private static readonly string[] s_words = ["fibrin", "what is", "table", "safe", "and", "or", "?", "???", "\0", "\u200b", "\ud83d\ude00", "\ud800", "\ufffe", "é", "١٢", "how long", "it", "the other one", "more", "why", "my knee", "\n", "[link](x)", "{clinic}"];

    [Fact]
    public void Any_characters_get_one_well_formed_reply() =>
        Gen.Char.Array[0, 200].Select(letters => new string(letters)).Sample(IsWellFormed, iter: 400);

    [Fact]
    public void Any_words_in_any_order_get_one_well_formed_reply() =>
        Gen.Int[0, s_words.Length - 1].Array[0, 14].Select(places => string.Join(' ', places.Select(place => s_words[place]))).Sample(IsWellFormed, iter: 400);

    [Theory]
    [InlineData("\ud800 what is fibrin?")]
    [InlineData("what is \ufffe fibrin?")]
    public void Characters_that_no_normal_form_takes_are_passed_over(string text) => Assert.True(IsWellFormed(text));

    [Theory]
    [InlineData(4_000)]
    [InlineData(4_001)]
    [InlineData(300_000)]
    public void Any_length_gets_one_well_formed_reply(int length) => Assert.True(IsWellFormed(string.Concat(Enumerable.Repeat("does fibrin hurt, and why? ", (length / 27) + 1))[..length]));

    private static bool IsWellFormed(string text)
    {
        if (Decider.Decide(Content.Bot, new() { Greeted = true }, new Input.Said(text), s_facts) is not Decision.Done { Turn: var turn })
            return true;
        var reply = Assert.Single(turn.Replies);
        Assert.False(string.IsNullOrWhiteSpace(reply.Text));
        Assert.Equal(reply.Choices.Length, reply.Choices.DistinctBy(choice => choice.Label).Count());
        Assert.True(turn.Outcome != Outcome.Answer || reply.Citations.Length > 0 || turn.Why.Note is "all said");
        return true;
    }
}
