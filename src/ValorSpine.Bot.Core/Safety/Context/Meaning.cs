namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>How a sign was meant, from what matters least to what matters most.</summary>
internal enum Meaning
{
    /// <summary>Not said.</summary>
    Absent,

    /// <summary>Denied.</summary>
    Negated,

    /// <summary>Somebody else's, in the past.</summary>
    OtherPersonPast,

    /// <summary>Asked about in general.</summary>
    General,

    /// <summary>Feared or supposed.</summary>
    Hypothetical,

    /// <summary>Past and resolved.</summary>
    Past,

    /// <summary>Long-standing and unchanged.</summary>
    Old,

    /// <summary>The patient's, or that of someone with them, now.</summary>
    Now,
}
