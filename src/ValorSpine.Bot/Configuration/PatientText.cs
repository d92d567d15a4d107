namespace ValorSpine.Bot.Configuration;

/// <summary>Texts of patients that can be sent to a language model.</summary>
[Flags]
internal enum PatientText
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What they write outside of dialogs: questions and follow-ups.</summary>
    Questions = 1,

    /// <summary>What they answer to a question of the check.</summary>
    CheckAnswers = 2,
}
