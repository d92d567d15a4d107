using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff;

/// <summary>What the console shows of the clinic.</summary>
/// <param name="TimeZone">IANA time zone in which times are shown.</param>
/// <param name="ClinicName">As staff know it.</param>
public sealed record StaffConsoleOptions(string TimeZone, string ClinicName)
{
    /// <summary>Ids of the channels that the list can be filtered by.</summary>
    public ImmutableArray<string> Channels { get; init; } = ["webchat", "directline"];
}
