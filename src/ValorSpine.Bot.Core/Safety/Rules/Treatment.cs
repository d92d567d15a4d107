namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>What a sign does that is old and unchanged, or past.</summary>
internal enum Treatment
{
    /// <summary>Stays silent; the answer may get a line about emergencies.</summary>
    Silent,

    /// <summary>Is something to tell the clinician.</summary>
    Tell,

    /// <summary>Fires as if it were new.</summary>
    Fires,
}
