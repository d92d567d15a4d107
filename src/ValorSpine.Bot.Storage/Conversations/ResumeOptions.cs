namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>Section <c>Screening</c> of the settings.</summary>
public sealed class ResumeOptions
{
    /// <summary>For how many days a code to go on with the guided check holds.</summary>
    public int ResumeDays { get; set; } = 14;
}
