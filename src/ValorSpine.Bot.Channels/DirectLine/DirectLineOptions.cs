using Microsoft.Extensions.Options;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Section <c>DirectLine</c> of the configuration.</summary>
public sealed class DirectLineOptions
{
    /// <summary>How long a token lives, in minutes, up to a day. Web Chat refreshes every 15 minutes, so less than 20 cuts it off.</summary>
    public double TokenMinutes { get; set; } = 30;

    /// <summary>How long a token lives, in seconds; replaces <see cref="TokenMinutes"/>. For tests of expiry.</summary>
    public int? TokenSeconds { get; set; }

    /// <summary>Secrets of server-side clients, each of 32 characters or more. Empty means that there are none.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>For how many days a page that comes back continues its conversation, 1 to 365.</summary>
    public int ResumeDays { get; set; } = 30;

    /// <summary>Largest activity taken, in bytes, 16 KiB to 4 MiB.</summary>
    public int MaxActivityBytes { get; set; } = 1024 * 1024;

    /// <summary>Origins of other websites that may embed the chat, such as <c>https://www.example.org</c>. The service's own origin is always allowed.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The address that patients reach the service at, where a proxy hides it; null takes it from each request.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How long a token lives.</summary>
    internal TimeSpan TokenLifetime => TokenSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMinutes(TokenMinutes);
}

/// <summary>Lists every mistake in the section at once.</summary>
internal sealed class DirectLineOptionsValidator : IValidateOptions<DirectLineOptions>
{
    private static readonly TimeSpan s_longestToken = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, DirectLineOptions options)
    {
        var problems = new List<string>();
        if (double.IsNaN(options.TokenMinutes) || options.TokenMinutes < 1.0 / 60 || options.TokenMinutes > s_longestToken.TotalMinutes)
            problems.Add("DirectLine:TokenMinutes must be between one second (0.017) and one day (1440).");
        if (options.TokenSeconds is < 1 or > 86400)
            problems.Add("DirectLine:TokenSeconds must be between 1 and 86400.");
        if (options.ResumeDays is < 1 or > 365)
            problems.Add("DirectLine:ResumeDays must be between 1 and 365.");
        if (options.MaxActivityBytes is < 16 * 1024 or > 4 * 1024 * 1024)
            problems.Add("DirectLine:MaxActivityBytes must be between 16384 and 4194304.");
        if (options.Secrets.Any(secret => secret.Length < 32))
            problems.Add("DirectLine:Secrets must each be 32 characters or longer; make one with 'openssl rand -base64 32'.");
        foreach (var origin in options.AllowedOrigins.Where(origin => !Origins.IsOrigin(origin)))
            problems.Add($"DirectLine:AllowedOrigins holds '{origin}': write scheme and host only, such as https://www.example.org.");
        if (options.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            problems.Add("DirectLine:PublicUrl must be an absolute http or https address.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
