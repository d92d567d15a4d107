using System.Globalization;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Resume codes in memory: one per conversation, taken by one other.</summary>
internal sealed class FakeCodes
{
    private readonly Dictionary<string, (ScreeningChat Owner, DateTimeOffset Until, ScreeningChat? Taker)> _codes = [];

    /// <summary>Performs a request at once.</summary>
    public ResumeResult Perform(ScreeningChat chat, ResumeRequest request) => request switch
    {
        ResumeRequest.Give => Give(chat),
        ResumeRequest.Redeem redeem when _codes.TryGetValue(redeem.Code, out var code) && code.Until > chat.Clock && (code.Taker is null || code.Taker == chat) => Take(chat, redeem.Code, code.Owner, code.Until),
        _ => new ResumeResult.NoSuchCode(),
    };

    private ResumeResult.Given Give(ScreeningChat chat)
    {
        var code = _codes.FirstOrDefault(pair => pair.Value.Owner == chat).Key
            ?? string.Create(CultureInfo.InvariantCulture, $"CDFG{_codes.Count + 3333:0000}").Replace('5', '6').Replace('8', '9').Replace('0', '7').Replace('1', '4').Replace('2', '3');
        _codes[code] = (chat, chat.Clock.AddDays(14), null);
        return new(code, 14);
    }

    private ResumeResult Take(ScreeningChat chat, string code, ScreeningChat owner, DateTimeOffset until)
    {
        _codes[code] = (owner, until, chat);
        return owner.State.Screening is { } screening ? new ResumeResult.Found(screening) : new ResumeResult.NoSuchCode();
    }
}
