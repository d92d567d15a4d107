namespace ValorSpine.Bot.Core.Records;

/// <summary>What a patient asked about their own records.</summary>
public enum RecordRequest
{
    /// <summary>A copy of the chat.</summary>
    Copy,

    /// <summary>That the chat is deleted.</summary>
    Erasure,
}
