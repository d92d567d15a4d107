namespace ValorSpine.Bot.Core.Review;

/// <summary>
/// Why staff should look at a conversation. A more urgent reason is a greater number than all lesser ones together, so that sorting by the value sorts by risk. The numbers are stored.
/// </summary>
[Flags]
public enum ReviewReasons
{
    /// <summary>Nothing of the kind.</summary>
    None = 0,

    /// <summary>The patient wrote again after staff had settled it.</summary>
    WroteAgain = 1,

    /// <summary>The guided check was begun and is not finished; left, once nothing was said for a while.</summary>
    LeftScreening = 1 << 1,

    /// <summary>The patient put a question in other words twice.</summary>
    Rephrased = 1 << 2,

    /// <summary>The patient marked an answer as not helpful.</summary>
    ThumbsDown = 1 << 3,

    /// <summary>A question got no reviewed answer.</summary>
    NotAnswered = 1 << 4,

    /// <summary>Personal medical advice was asked for and declined.</summary>
    AdviceDeclined = 1 << 5,

    /// <summary>The patient was asked whether a warning sign is happening.</summary>
    Sign = 1 << 6,

    /// <summary>Something was asked of staff: a copy of the chat or its deletion, a person who could not join.</summary>
    AsksStaff = 1 << 7,

    /// <summary>The patient waits for a person.</summary>
    WaitsForPerson = 1 << 8,

    /// <summary>Crisis guidance was given.</summary>
    Crisis = 1 << 9,

    /// <summary>Emergency guidance was given.</summary>
    Emergency = 1 << 10,

    /// <summary>Guidance for a warning sign did not reach the patient.</summary>
    Unreached = 1 << 11,
}
