using CsCheck;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.DirectLine;

namespace ValorSpine.Bot.Channels.Tests.DirectLine;

public sealed class SettingsTests
{
    [Fact]
    public void The_defaults_are_good() => Assert.True(new DirectLineOptionsValidator().Validate(null, new()).Succeeded);

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var options = new DirectLineOptions { TokenMinutes = 0, TokenSeconds = 0, ResumeDays = 0, MaxActivityBytes = 1, PublicUrl = new("/here", UriKind.Relative) };
        options.Secrets.Add("short");
        options.AllowedOrigins.Add("www.example.org");
        var failures = new DirectLineOptionsValidator().Validate(null, options).Failures!;
        foreach (var name in new[] { "TokenMinutes", "TokenSeconds", "ResumeDays", "MaxActivityBytes", "Secrets", "AllowedOrigins", "PublicUrl" })
            Assert.Contains(failures, failure => failure.StartsWith($"DirectLine:{name}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_with_bad_settings_does_not_start()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => DirectLineHost.StartAsync(("DirectLine:ResumeDays", "0")));
        Assert.Contains("ResumeDays", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_may_live_for_a_fraction_of_a_minute() => Assert.Equal(TimeSpan.FromSeconds(30), new DirectLineOptions { TokenMinutes = 0.5 }.TokenLifetime);
}

public sealed class WatermarkTests
{
    [Fact]
    public void A_watermark_comes_back_as_it_was_written() =>
        Gen.Long[0, long.MaxValue].Sample(sequence => Watermark.Parse(Watermark.Format(sequence)) == sequence);

    [Fact]
    public void Anything_else_means_the_beginning() =>
        Gen.String.Sample(text => Watermark.Parse(text) is var read && (read == 0 || (text.All(char.IsAsciiDigit) && read > 0)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("1,000")]
    [InlineData("99999999999999999999")]
    public void What_is_no_number_means_the_beginning(string? text) => Assert.Equal(0, Watermark.Parse(text));
}
