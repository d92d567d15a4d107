using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>After an emergency or crisis reply, until the patient is safe.</summary>
/// <param name="Tier">Of the reply.</param>
/// <param name="Rule">That fired.</param>
/// <param name="Repeats">How often the guidance was repeated.</param>
public sealed record SafeMode(SafetyTier Tier, string Rule, int Repeats = 0)
{
    /// <summary>Whether thoughts of self-harm were told beside an emergency: both numbers stay.</summary>
    public bool IsAlsoCrisis { get; init; }

    /// <summary>The closed question that the next message may answer.</summary>
    public ClearingQuestion Asked { get; init; }

    /// <summary>Whether a closed question was asked: it is asked once.</summary>
    public bool WasAsked { get; init; }

    /// <summary>Whether thoughts of self-harm are part of it: then less is taken for an all clear.</summary>
    [JsonIgnore]
    internal bool IsAboutSelfHarm => Tier == SafetyTier.Crisis || Rule == Rules.Rule.Suicide || IsAlsoCrisis;
}

/// <summary>What is asked once where it is not plain whether guidance has done its work.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClearingQuestion>))]
public enum ClearingQuestion
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Whether a doctor has looked at it, or it has gone completely: "yes" ends guidance.</summary>
    SeenOrGone,

    /// <summary>Whether a doctor has looked at it, where its being gone is not enough: "yes" ends guidance.</summary>
    Seen,

    /// <summary>Whether anything is new or worse: "no" ends guidance.</summary>
    NewOrWorse,

    /// <summary>Whether there is any thought of self-harm: "no" ends guidance.</summary>
    SelfHarm,
}
