using System.Globalization;

namespace ValorSpine.Bot.Staff.Conversations;

/// <summary>Which conversations are listed.</summary>
/// <param name="Channel">Channel id, or null for all.</param>
/// <param name="Alert">One of <see cref="AlertKinds"/>, or null for all.</param>
/// <param name="Page">1, 2, 3 …</param>
internal sealed record ListQuery(string? Channel, string? Alert, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    private const int LastPage = 1_000_000;

    /// <summary>What the list can be filtered by.</summary>
    public static IReadOnlyList<string> AlertKinds { get; } = ["any", "unreached", "emergency", "crisis", "sign", "staff"];

    public int Skip => (Page - 1) * PageSize;

    public bool IsFiltered => Channel is not null || Alert is not null;

    /// <summary>Reads an address; what it does not make sense of counts as not given.</summary>
    public static ListQuery Read(string? channel, string? alert, string? page) => new(
        string.IsNullOrWhiteSpace(channel) ? null : channel,
        AlertKinds.FirstOrDefault(kind => kind == alert),
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, LastPage) : 1);

    /// <summary>The address of another page of the same list.</summary>
    public string PathOf(int page)
    {
        var parts = new List<string>();
        if (Channel is not null)
            parts.Add($"channel={Uri.EscapeDataString(Channel)}");
        if (Alert is not null)
            parts.Add($"alert={Alert}");
        if (page > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        return parts.Count == 0 ? StaffConsole.HomePath : $"{StaffConsole.HomePath}?{string.Join('&', parts)}";
    }
}
