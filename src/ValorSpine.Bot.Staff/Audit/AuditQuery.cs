using System.Globalization;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Staff.Shell;

namespace ValorSpine.Bot.Staff.Audit;

/// <summary>Which entries of the trail are shown.</summary>
/// <param name="Actor">Account, or null for all.</param>
/// <param name="Area">Area of the action, or null for all.</param>
/// <param name="Conversation">Conversation id, or null for all.</param>
/// <param name="From">First day, in the clinic's time zone.</param>
/// <param name="To">Last day.</param>
/// <param name="Before">Only entries with a lower number.</param>
internal sealed record AuditQuery(string? Actor, string? Area, string? Conversation, DateOnly? From, DateOnly? To, long? Before)
{
    public bool IsFiltered => this with { Before = null } != new AuditQuery(null, null, null, null, null, null);

    /// <summary>Reads an address; what it does not make sense of counts as not given.</summary>
    public static AuditQuery Read(string? actor, string? area, string? conversation, string? from, string? to, string? before) => new(
        Given(actor), Given(area), Given(conversation), Day(from), Day(to), long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);

    public AuditFilter Filter(ClinicTime clock) => new()
    {
        Actor = Actor,
        Action = Area,
        ConversationId = Conversation,
        From = From is { } from ? clock.StartOf(from) : null,
        Until = To is { } to && to < DateOnly.MaxValue ? clock.StartOf(to.AddDays(1)) : null,
    };

    /// <summary>The address of the entries before one.</summary>
    public string PathBefore(long number) => $"{StaffConsole.AuditPath}?{string.Join('&', Parts().Append(string.Create(CultureInfo.InvariantCulture, $"before={number}")))}";

    private IEnumerable<string> Parts()
    {
        if (Actor is not null)
            yield return $"account={Uri.EscapeDataString(Actor)}";
        if (Area is not null)
            yield return $"action={Uri.EscapeDataString(Area)}";
        if (Conversation is not null)
            yield return $"conversation={Uri.EscapeDataString(Conversation)}";
        if (From is { } from)
            yield return $"from={from.ToString("O", CultureInfo.InvariantCulture)}";
        if (To is { } to)
            yield return $"to={to.ToString("O", CultureInfo.InvariantCulture)}";
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
