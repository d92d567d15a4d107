using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>How urgent a finding is, from harmless to most urgent. Crisis ranks between same-day and emergency.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SafetyTier>))]
public enum SafetyTier
{
    /// <summary>Nothing found.</summary>
    None,

    /// <summary>Tell the clinician (T3); the chat goes on.</summary>
    TellClinic,

    /// <summary>Be seen the same day (T2).</summary>
    SameDay,

    /// <summary>Suicidal thoughts, no attempt under way (TC).</summary>
    Crisis,

    /// <summary>Call emergency services now (T1).</summary>
    Emergency,
}
