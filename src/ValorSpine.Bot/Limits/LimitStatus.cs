using System.Globalization;

namespace ValorSpine.Bot.Limits;

/// <summary>Whether anything was refused for too much, and whether limits by address can work at all.</summary>
internal sealed partial class LimitStatus(TimeProvider time, ILogger<LimitStatus> log)
{
    private static readonly TimeSpan s_toldFor = TimeSpan.FromMinutes(10), s_loggedEvery = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private DateTimeOffset _since, _last = DateTimeOffset.MinValue, _logged = DateTimeOffset.MinValue;
    private long _refused;
    private volatile bool _hasUnnamedProxy;

    /// <summary>Something was refused.</summary>
    /// <param name="what">What was too much, in words.</param>
    public void Refused(string what)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (now - _last > s_toldFor)
                (_since, _refused) = (now, 0);
            (_last, _refused) = (now, _refused + 1);
            if (now - _logged < s_loggedEvery)
                return;
            _logged = now;
        }

        TooMuch(what);
    }

    /// <summary>A request came through a proxy that is not named.</summary>
    public void SawUnnamedProxy()
    {
        if (_hasUnnamedProxy)
            return;
        _hasUnnamedProxy = true;
        UnnamedProxy();
    }

    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem()
    {
        lock (_lock)
        {
            if (time.GetUtcNow() - _last is var ago && ago >= TimeSpan.Zero && ago <= s_toldFor)
                return string.Create(CultureInfo.InvariantCulture, $"Since {_since:yyyy-MM-dd HH:mm} UTC, {_refused} requests were refused because too many came. The log says of what; section Limits of appsettings.json says how many are taken.");
        }

        return _hasUnnamedProxy
            ? "Requests come through a proxy that is not named in Limits:KnownProxies, so patients behind it cannot be told apart by their address. Name it there, such as \"10.0.0.5\" or \"10.0.0.0/24\"."
            : null;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Too much came: {What}. What is beyond is refused, with the time after which to try again. This is logged once a minute.")]
    private partial void TooMuch(string what);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Requests come through a proxy of this machine or network that is not named in Limits:KnownProxies. Patients behind it cannot be told apart by their address: name it there.")]
    private partial void UnnamedProxy();
}
