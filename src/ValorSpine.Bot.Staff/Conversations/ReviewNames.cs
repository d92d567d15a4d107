using ValorSpine.Bot.Core.Review;

namespace ValorSpine.Bot.Staff.Conversations;

/// <summary>What reasons and states mean, in the words of a reviewer.</summary>
internal static class ReviewNames
{
    /// <summary>Single reasons, the most urgent first.</summary>
    public static IEnumerable<ReviewReasons> Of(ReviewReasons reasons) => Enum.GetValues<ReviewReasons>().Where(reason => reason != ReviewReasons.None && reasons.HasFlag(reason)).Reverse();

    public static string Reason(ReviewReasons reason) => reason switch
    {
        ReviewReasons.Unreached => "Guidance not delivered",
        ReviewReasons.Emergency => "Emergency",
        ReviewReasons.Crisis => "Crisis",
        ReviewReasons.WaitsForPerson => "Waits for a person",
        ReviewReasons.AsksStaff => "Asked staff for something",
        ReviewReasons.Sign => "Asked about a warning sign",
        ReviewReasons.AdviceDeclined => "Advice declined",
        ReviewReasons.NotAnswered => "Not answered",
        ReviewReasons.ThumbsDown => "Not helpful",
        ReviewReasons.Rephrased => "Asked again twice",
        ReviewReasons.LeftScreening => "Left the check",
        ReviewReasons.WroteAgain => "Wrote again",
        _ => reason.ToString(),
    };

    /// <summary>The badge's look.</summary>
    public static string Tone(ReviewReasons reason) => reason switch
    {
        ReviewReasons.Unreached or ReviewReasons.Emergency or ReviewReasons.WaitsForPerson => "emergency",
        ReviewReasons.Crisis => "crisis",
        ReviewReasons.AsksStaff or ReviewReasons.Sign or ReviewReasons.AdviceDeclined or ReviewReasons.NotAnswered or ReviewReasons.ThumbsDown => "notice",
        _ => "quiet",
    };

    public static string State(ReviewState state) => state switch
    {
        ReviewState.New => "New",
        ReviewState.InReview => "In review",
        ReviewState.Resolved => "Resolved",
        _ => state.ToString(),
    };
}
