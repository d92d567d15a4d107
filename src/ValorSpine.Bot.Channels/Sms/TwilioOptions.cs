using Microsoft.Extensions.Options;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>Section <c>Twilio</c> of the configuration: the account that carries text messages.</summary>
public sealed class TwilioOptions
{
    /// <summary>Sid of the account: <c>AC…</c>.</summary>
    public string? AccountSid { get; set; }

    /// <summary>Its token, for sending and for checking who calls; null leaves <c>POST /sms/twilio</c> off.</summary>
    public string? AuthToken { get; set; }

    /// <summary>Our number, E.164; this or <see cref="MessagingServiceSid"/>.</summary>
    public string? FromNumber { get; set; }

    /// <summary>Sid of a messaging service that picks one of our numbers: <c>MG…</c>.</summary>
    public string? MessagingServiceSid { get; set; }

    /// <summary>The address at which Twilio reaches this service, such as <c>https://chat.example.org</c>: it is part of what Twilio signs.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where messages are sent to, where it is not Twilio itself.</summary>
    public Uri BaseUrl { get; set; } = new("https://api.twilio.com");

    /// <summary>When nobody is texted who did not write first, on the clinic's clock: <c>21:00-08:00</c>.</summary>
    public string QuietHours { get; set; } = "21:00-08:00";

    /// <summary>
    /// Whether this service confirms STOP and START itself. Twilio does so for long numbers and messaging services, and only one confirmation may go out; for short codes, and where
    /// its handling of opt-outs is switched off, nobody else does.
    /// </summary>
    public bool ConfirmsOptOut { get; set; }

    /// <summary>How long one call may take, in seconds.</summary>
    public double SendSeconds { get; set; } = 15;

    /// <summary>Largest form taken, in bytes.</summary>
    public int MaxFormBytes { get; set; } = 64 * 1024;

    /// <summary>Whether text messages come in and go out.</summary>
    public bool IsOn => !string.IsNullOrEmpty(AuthToken);

    /// <summary>The address of a path below the public address.</summary>
    internal string UrlOf(string pathAndQuery) => PublicUrl!.OriginalString.TrimEnd('/') + pathAndQuery;
}

/// <summary>Lists every mistake in the section at once. Where it is off, nothing is looked at.</summary>
internal sealed class TwilioOptionsValidator : IValidateOptions<TwilioOptions>
{
    private const int SidLength = 34;

    public ValidateOptionsResult Validate(string? name, TwilioOptions options)
    {
        var problems = new List<string>();
        if (!Sms.QuietHours.TryParse(options.QuietHours, out _))
            problems.Add($"Twilio:QuietHours is '{options.QuietHours}'. Write a span, such as 21:00-08:00.");
        if (options.IsOn)
            Check(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(TwilioOptions options, List<string> problems)
    {
        if (!IsSid(options.AccountSid, "AC"))
            problems.Add("Twilio:AccountSid must be the sid of the account: AC and 32 digits or letters.");
        if (options.MessagingServiceSid is not null && !IsSid(options.MessagingServiceSid, "MG"))
            problems.Add("Twilio:MessagingServiceSid must be a sid: MG and 32 digits or letters.");
        if (options is { MessagingServiceSid: null, FromNumber: null })
            problems.Add("Twilio:FromNumber is missing. Give our number, such as +15035550100, or Twilio:MessagingServiceSid.");
        if (options.FromNumber is { } number && !(number.Length is >= 4 and <= 16 && number.TrimStart('+').All(char.IsAsciiDigit)))
            problems.Add($"Twilio:FromNumber is '{number}'. Write it with plus and country code, such as +15035550100.");
        if (options.PublicUrl is null)
            problems.Add("Twilio:PublicUrl is missing. Give the address at which Twilio reaches this service, such as https://chat.example.org: it is part of what Twilio signs.");
        else if (!IsBase(options.PublicUrl))
            problems.Add($"Twilio:PublicUrl is '{options.PublicUrl}'. Write an https address without query, such as https://chat.example.org.");
        if (!IsBase(options.BaseUrl))
            problems.Add($"Twilio:BaseUrl is '{options.BaseUrl}'. Write an https address without query, or leave it out.");
        if (options.SendSeconds is not (>= 0.1 and <= 120))
            problems.Add("Twilio:SendSeconds must be between 0.1 and 120.");
        if (options.MaxFormBytes is < 8 * 1024 or > 1024 * 1024)
            problems.Add("Twilio:MaxFormBytes must be between 8192 and 1048576.");
    }

    private static bool IsSid(string? text, string kind) => text?.Length == SidLength && text.StartsWith(kind, StringComparison.Ordinal) && text.All(char.IsAsciiLetterOrDigit);

    // The token travels with each call: plain http only on this machine.
    private static bool IsBase(Uri url) =>
        url.IsAbsoluteUri && url is { Query: "", Fragment: "", UserInfo: "" } && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
