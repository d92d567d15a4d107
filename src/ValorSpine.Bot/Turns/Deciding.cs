using System.Buffers.Text;
using System.Security.Cryptography;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Turns;

/// <summary>Decides one turn and performs what it needs from outside on the way.</summary>
internal static class Deciding
{
    // "Mondays, Wednesdays or Fridays" is looked for day by day, up to the last day that can be booked. More is a decision that goes round in circles.
    private const int MostRequests = 70;

    private const int BytesOfFresh = 16;

    /// <summary>
    /// The decided turn and the facts that it was decided with. Without a language model, it tells nothing. Without those who keep resume codes, none are given; without those who send one-time codes, none are sent; without those who keep versions, a screening that is taken over goes on with the newest.
    /// </summary>
    public static async ValueTask<(TurnResult Turn, Facts Facts)> DecideAsync(
        BotContent content, ConversationState state, Input input, DateTimeOffset now, Func<ScheduleRequest, ValueTask<ScheduleResult>> perform, Func<ResumeRequest, ValueTask<ResumeResult>>? resume = null,
        Func<ScreeningState, ValueTask<BotContent>>? contentFor = null, Func<CodeRequest, ValueTask<CodeResult>>? codes = null, Func<ModelRequest, ValueTask<ModelResult>>? model = null, UnshownRest? unshown = null, string? textedFrom = null, long? message = null)
    {
        var facts = new Facts(now, [])
        {
            Message = message,
            ModelMay = model is null ? ModelUse.None : content.Clinic.ModelMay,
            Unshown = unshown?.Reply,
            EndsWithNext = unshown is { EndsWithNext: true },
            ChoicesShown = unshown?.ChoicesShown,
            Fresh = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(BytesOfFresh)),
        };
        for (var requests = 0; requests <= MostRequests; requests++)
        {
            switch (Decider.Decide(content, state, input, facts))
            {
                case Decision.Done done:
                    return (done.Turn, facts);
                case Decision.Needs needs:
                    facts = facts with { Answers = facts.Answers.Add(new(needs.Request, await perform(needs.Request))) };
                    break;
                case Decision.NeedsCode needs:
                    var result = resume is null ? new ResumeResult.NoSuchCode() : await resume(needs.Request);
                    if (result is ResumeResult.Found { Screening: var taken } && contentFor is not null)
                        content = await contentFor(taken);
                    facts = facts with { Resumes = facts.Resumes.Add(new(needs.Request, result)) };
                    break;
                case Decision.NeedsOneTimeCode needs:
                    facts = facts with { Codes = facts.Codes.Add(new(needs.Request, codes is null ? new CodeResult.Sent(NeedsStaff: false) : await codes(needs.Request))) };
                    break;
                case Decision.NeedsNumber:
                    facts = facts with { Number = ContactDetails.Read(textedFrom ?? "").Phone ?? "" };
                    break;
                case Decision.NeedsModel needs:
                    facts = facts with { Models = facts.Models.Add(new(needs.Request, model is null ? ModelResult.Nothing.Unsent("off") : await model(needs.Request))) };
                    break;
            }
        }

        throw new InvalidOperationException("The turn asked for too much from outside.");
    }
}
