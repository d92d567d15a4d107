using System.Text;
using System.Text.Json;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Tests.Activities;

public sealed class JsonTextTests
{
    [Fact]
    public void Text_is_read_as_it_was_sent() => Assert.Equal("is it 😀 safe", Read(Encoding.UTF8.GetBytes("\"is it \\ud83d\\ude00 safe\"")));

    [Fact]
    public void Half_a_surrogate_pair_and_bytes_that_are_no_characters_are_no_text()
    {
        Assert.Null(Read(Encoding.UTF8.GetBytes("\"\\ud800\"")));
        Assert.Null(Read([(byte)'"', 0xc3, 0x28, (byte)'"']));
    }

    private static string? Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Text();
    }
}
