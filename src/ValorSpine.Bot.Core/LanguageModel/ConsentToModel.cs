using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>What a patient said to having a language model help.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelConsent>))]
public enum ModelConsent
{
    /// <summary>They were asked and said nothing to it, which is no.</summary>
    Asked,

    /// <summary>They agreed.</summary>
    Given,

    /// <summary>They do not want it, or no longer.</summary>
    Refused,
}

/// <summary>Asks a patient, where the clinic wants that, before anything of theirs goes to a language model: once in a conversation, below an answer. Without a yes all goes on as without a model.</summary>
internal static class ConsentToModel
{
    /// <summary>Whether what the patient writes may be sent.</summary>
    public static bool IsGiven(Turn turn) => !turn.Content.Clinic.ModelNeedsConsent || turn.State.ModelConsent is ModelConsent.Given;

    /// <summary>The reply to a yes or no to the question, said at any time in the words of its choices, or right after it; null where it is none.</summary>
    public static Decision.Done? TryAnswer(Turn turn, string? intent)
    {
        if (turn.State.ModelConsent is null || !turn.Content.Clinic.ModelNeedsConsent)
            return null;
        if (Says(turn, "model-yes") || (intent == "yes" && IsAsked(turn)))
            return Answer(turn, ModelConsent.Given);
        return Says(turn, "model-no") || (intent is "no" or "stop" && IsAsked(turn)) ? Answer(turn, ModelConsent.Refused) : null;
    }

    /// <summary>Keeps what the patient said, and says what follows from it.</summary>
    public static Decision.Done Answer(Turn turn, ModelConsent said)
    {
        var talk = turn.State.Offered.Contains((turn with { InSpanish = true }).Choice(ChoiceAction.ModelYes)) ? turn with { InSpanish = turn.Words.Spanish is not null } : turn.InLanguageOfTalk();
        var answered = talk.Says(said == ModelConsent.Given ? "model.agreed" : "model.refused", Outcome.Smalltalk, "model", talk.InSpanish ? [talk.Choice(ChoiceAction.Staff)] : talk.StandardChoices());
        var result = (talk.InSpanish ? answered.AllInSpanish() : answered).Turn;
        return new(result with { State = result.State with { ModelConsent = said } });
    }

    /// <summary>The turn with the question below its answer, where a model could help from now on and the patient was not asked yet.</summary>
    public static TurnResult Asking(Turn turn, TurnResult result)
    {
        if (!IsDue(turn, result))
            return result;
        turn = turn with { InSpanish = SpanishQuestion.IsIn(turn) };
        var asking = result.Closing(turn.Say("model.ask"));
        var last = asking.Replies[^1];
        return asking with
        {
            State = asking.State with { ModelConsent = ModelConsent.Asked },
            Replies = asking.Replies.SetItem(asking.Replies.Length - 1, last with { Choices = [.. last.Choices, turn.Choice(ChoiceAction.ModelYes), turn.Choice(ChoiceAction.ModelNo)] }),
        };
    }

    private static bool IsDue(Turn turn, TurnResult result) =>
        turn is { Content.Clinic.ModelNeedsConsent: true, State: { ModelConsent: null, BotHasFloor: true }, IsEdit: false, Text.Length: > 0 } && turn.Facts.ModelMay is not ModelUse.None
        && Refining.IsHarmless(turn.Safety) && (result.Outcome == Outcome.Answer || IsHelpedIn(turn, result)) && result is { Why.DecidedBy: "answering", State.Active: ActiveDialog.None, Replies: [{ Staff: null, Calls.IsEmpty: true, Part: 1 }] };

    /// <summary>Whoever writes Spanish gets no answer that the question could stand below before they have agreed.</summary>
    private static bool IsHelpedIn(Turn turn, TurnResult result) => result.Outcome is Outcome.Abstain or Outcome.Clarify && turn.Facts.ModelMay.HasFlag(ModelUse.FullQuestion) && SpanishQuestion.IsIn(turn);

    // A short text message shows the end of a long answer, and the question with it, only to who asks for more.
    private static bool IsAsked(Turn turn) => turn.Facts.Unshown is null && turn.State.Offered.Any(choice => choice.Action == ChoiceAction.ModelYes);

    private static bool Says(Turn turn, string choice) => Words.Split(turn.Text) is var words && ((Turn[])[turn, turn with { InSpanish = true }]).Any(talk => words.SequenceEqual(Words.Split(talk.Choice(choice).Label)));
}
