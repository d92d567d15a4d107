using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.Review;

/// <summary>What a turn means for those who review conversations. Worked out when the turn is committed, so that a list of many has nothing to work out.</summary>
/// <param name="Found">Stays until staff have settled the conversation.</param>
/// <param name="Standing">Holds as long as the state does; replaces what stood before.</param>
public readonly record struct TurnReview(ReviewReasons Found, ReviewReasons Standing)
{
    /// <summary>All that can be in <see cref="Standing"/>.</summary>
    public const ReviewReasons AllStanding = ReviewReasons.WaitsForPerson | ReviewReasons.LeftScreening;

    /// <summary>How often a question has to be put in other words.</summary>
    private const int Rephrasings = 2;

    /// <summary>Reads a decided turn.</summary>
    public static TurnReview Of(TurnResult turn)
    {
        var found = turn.Outcome switch
        {
            Outcome.Emergency => ReviewReasons.Emergency,
            Outcome.Crisis => ReviewReasons.Crisis,
            Outcome.Advice => ReviewReasons.AdviceDeclined,
            Outcome.Abstain => ReviewReasons.NotAnswered,
            _ => ReviewReasons.None,
        };
        foreach (var alert in turn.Alerts)
            found |= OfAlert(alert.Kind);
        if (turn.State.Asked is { Rephrased: >= Rephrasings })
            found |= ReviewReasons.Rephrased;

        var standing = turn.State.Owner is Owner.Waiting ? ReviewReasons.WaitsForPerson : ReviewReasons.None;
        if (turn.State.Active == ActiveDialog.Screening)
            standing |= ReviewReasons.LeftScreening;
        return new(found, standing);
    }

    /// <summary>What an alert of a kind means.</summary>
    public static ReviewReasons OfAlert(string kind) => kind switch
    {
        AlertKind.Unreached => ReviewReasons.Unreached,
        AlertKind.Emergency => ReviewReasons.Emergency,
        AlertKind.Crisis or AlertKind.Abuse => ReviewReasons.Crisis,
        AlertKind.Sign => ReviewReasons.Sign,
        AlertKind.Staff => ReviewReasons.AsksStaff,
        _ => ReviewReasons.None,
    };
}
