using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Staff.Transcripts;

/// <summary>Who reads, for the audit trail.</summary>
internal static class Reader
{
    /// <summary>The name of the signed-in person, which the policy of the console makes sure of.</summary>
    public static string Of(HttpContext http) =>
        http.User.Identity?.Name ?? throw new InvalidOperationException("A transcript was asked for without a signed-in name.");
}
