using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ValorSpine.Bot.Channels.Sms;

namespace ValorSpine.Bot.Channels.Tests.Sms;

/// <summary>Against the sample of Twilio's documentation and signatures that Twilio's own helper library gives.</summary>
public sealed class TwilioSignatureTests
{
    private const string Token = "0123456789abcdef0123456789abcdef", Url = "https://bot.example.org/sms/twilio";

    private const string Message =
        "ToCountry=US&ToState=OR&SmsMessageSid=SM00000000000000000000000000000001&NumMedia=0&ToCity=&FromZip=97201&SmsSid=SM00000000000000000000000000000001&FromState=OR&SmsStatus=received"
        + "&FromCity=PORTLAND&Body=Do+I+need+an+MRI%3F+na%C3%AFve+%26+100%25+%E2%80%9Cyes%E2%80%9D+%E2%9C%93&FromCountry=US&To=%2B15035550100&ToZip=&NumSegments=1&MessageSid=SM00000000000000000000000000000001"
        + "&AccountSid=AC00000000000000000000000000000001&From=%2B15035550123&ApiVersion=2010-04-01";

    private const string Hello =
        "AccountSid=AC00000000000000000000000000000001&Body=Hello&From=%2B15035550123&MessageSid=SM00000000000000000000000000000001&NumMedia=0&To=%2B15035550100";

    public static TheoryData<string, string, string, string> Vectors => new()
    {
        { "12345", "https://mycompany.com/myapp.php?foo=1&bar=2", "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212", "RSOYDt4T1cUTdK1PDd93/VVr8B8=" },
        { Token, Url, Hello, "6fjUiHhlC7zxNy2LyVWpWtzGgm8=" },
        { Token, Url, Message, "clHwp5hgAa8/xJs7H8zZoGrQqfM=" },
        { Token, Url + "?tenant=a%20b&x=1", Message, "ufenaWi9Iq+9AkvBZoE+GkGkcs8=" },
        { Token, Url, "a=2&a=1&a=1&b=x", "+PHN/QjqNJb/HQxIqIi/xaJ4jPU=" },
        { Token, "https://bot.example.org/sms/twilio?AccountSid=AC1&Body=Hello%20there", "", "W8L9+Ok3YTRCDNWu7q9zMfLdU4I=" },
        { Token, Url, Hello.Replace("Body=Hello", "Body=STOP&OptOutType=STOP", StringComparison.Ordinal), "x8qYiRRKswFQ8I3G/vMDGQyJqaY=" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_signature_is_Twilios(string token, string url, string form, string signature)
    {
        Assert.Equal(signature, TwilioSignature.Of(token, url, Fields(form)));
        Assert.True(TwilioSignature.IsValid(signature, token, new Uri(url), [.. Fields(form)]));
    }

    [Fact]
    public void The_port_may_be_named_or_not() => Assert.True(IsValid("GXl0dsdkL8wltfYIcVY6h7gGVa0=", Message));

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("clHwp5hgAa8/xJs7H8zZoGrQqfM")]
    [InlineData("clHwp5hgAa8/xJs7H8zZoGrQqfM=A")]
    [InlineData("xCbRzKrrnX06zI3qYvVGkjLEez8=")]
    public void A_wrong_signature_is_refused(string signature) => Assert.False(IsValid(signature, Message));

    [Theory]
    [InlineData("ToCity=&", "")]
    [InlineData("PORTLAND", "Portland")]
    [InlineData("100%25", "101%25")]
    [InlineData("Do+I", "+Do+I")]
    public void A_changed_message_is_refused(string from, string to) => Assert.False(IsValid("clHwp5hgAa8/xJs7H8zZoGrQqfM=", Message.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void Another_token_another_address_or_two_signatures_are_refused()
    {
        const string Right = "clHwp5hgAa8/xJs7H8zZoGrQqfM=";
        Assert.False(TwilioSignature.IsValid(Right, Token[..^1] + "0", new(Url), [.. Fields(Message)]));
        Assert.False(TwilioSignature.IsValid(Right, Token, new(Url + "/"), [.. Fields(Message)]));
        Assert.False(TwilioSignature.IsValid(new StringValues([Right, Right]), Token, new(Url), [.. Fields(Message)]));
        Assert.False(TwilioSignature.IsValid(StringValues.Empty, Token, new(Url), [.. Fields(Message)]));
    }

    private static bool IsValid(string signature, string form) => TwilioSignature.IsValid(signature, Token, new(Url), [.. Fields(form)]);

    private static Dictionary<string, StringValues> Fields(string form) => new(QueryHelpers.ParseQuery(form), StringComparer.Ordinal);
}
