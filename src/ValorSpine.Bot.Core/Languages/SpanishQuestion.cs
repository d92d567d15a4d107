using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.Core.Languages;

/// <summary>
/// A question in Spanish: a language model puts it into English, by which an article is found as by any other question; the model words nothing that is said. The safety rules have heard the patient's own words before, and nothing
/// that the English says can change what they found: it finds an article, says which few are meant, or finds none.
/// </summary>
internal static class SpanishQuestion
{
    /// <summary>What a message is left to that asks what languages are spoken.</summary>
    private const string OtherLanguage = "other-language";

    private const int LongestMessage = 600;

    /// <summary>Whether a model was asked in this turn to put the message into English.</summary>
    public static bool WasAsked(Turn turn) => turn.Facts.ToldFor(ModelUse.FullQuestion) is { Request: ModelRequest.FullQuestion { From: not null } };

    /// <summary>Whether a message is of a patient who would rather have Spanish, so that a model could help.</summary>
    public static bool IsIn(Turn turn) => turn.Words.Spanish is not null && (WrittenIn.IsSpanish(turn.Text, turn.State.Language is not null) || WrittenIn.AsksForSpanish(turn.Text));

    /// <summary>The turn in the language that the talk is in, where something is picked or a message tells of no language.</summary>
    public static Turn InLanguageOfTalk(this Turn turn) => turn with { InSpanish = turn is { State.Language: SpanishText.Language, Words.Spanish: not null } };

    /// <summary>The turn as its message leaves it: English in English, and Spanish that nobody could put into English too; what tells of neither, such as the name of a treatment, in the language of the talk.</summary>
    public static Turn InLanguageOfMessage(this Turn turn) =>
        WrittenIn.IsEnglish(turn.Text) ? turn with { State = turn.State with { Language = null } } : IsIn(turn) ? turn : turn.InLanguageOfTalk();

    /// <summary>The decision on a message that is in Spanish or asks for a language, with what a model had to do with it; no decision where all goes on as without Spanish.</summary>
    public static (Decision? Decision, ImmutableArray<ModelNote> Notes) Of(Turn turn)
    {
        if (turn.State.Active != ActiveDialog.None || turn.Words.Spanish is null)
            return (null, []);
        if (turn.State.Language is not null && WrittenIn.AsksForEnglish(turn.Text))
            return (Again(turn with { State = turn.State with { Language = null } }), []);
        if (!IsIn(turn) || turn.Text.Length > LongestMessage || !MayBeAsked(turn))
            return (null, []);
        var spanish = turn with { InSpanish = true, State = turn.State with { Language = SpanishText.Language } };
        if (WrittenIn.AsksForSpanish(turn.Text))
            return (Again(spanish), []);
        return turn.Facts.ToldFor(ModelUse.FullQuestion) is { Result: var told } ? Answered(spanish, told) : (new Decision.NeedsModel(RequestOf(turn)), []);
    }

    // Most questions on pain may be part of a sign as the Spanish words are read. In English they are answered all the same, and what was told stays in mind: so are these.
    private static bool MayBeAsked(Turn turn) => Refining.MayBeAsked(turn with { Safety = turn.Safety with { IsSoftSign = false } }, ModelUse.FullQuestion);

    private static ModelRequest.FullQuestion RequestOf(Turn turn) =>
        new(Masked.Of(turn.Text, turn.State).Text, turn.State.Frame is { } frame ? turn.Content.Knowledge.Find(frame.Article)?.Title : null) { From = SpanishText.Language };

    private static (Decision? Decision, ImmutableArray<ModelNote> Notes) Answered(Turn turn, ModelResult told)
    {
        if (told is not ModelResult.Asked { Question: { Length: > 0 and <= Refining.LongestQuestion } question })
            return (null, [new(ModelUse.FullQuestion, Refining.WhyNot(told))]);
        ImmutableArray<ModelNote> notes = [new(ModelUse.FullQuestion, question)];
        question = Masked.Of(turn.Text, turn.State).Restore(question);
        // What asks for advice, or tells of a sign, in English alone is left to what is said without a model. Whether something may be part of a sign is the patient's own words' matter.
        if (!Refining.IsHarmless(turn.Content.Safety.Evaluate(question, turn.Facts.Now) with { IsSoftSign = false }))
            return (null, notes);
        Decision.Done? said = turn.Content.Answering.Find(question, turn.State.Frame) switch
        {
            AnswerResult.Found found => AnsweringReplies.Answer(turn, found.Article, found.Considered),
            AnswerResult.FoundBoth both => AnsweringReplies.AnswerBoth(turn, both.First, both.Second, both.Considered),
            AnswerResult.Ambiguous which => AnsweringReplies.Clarify(turn, which.Articles, which.Considered),
            AnswerResult.Declined { Article.Id: OtherLanguage } => AskAway(turn),
            AnswerResult.Declined declined => AnsweringReplies.Decline(turn, declined.Article, declined.Considered),
            AnswerResult.Nothing nothing => AnsweringReplies.Nothing(turn, nothing.Reason, nothing.Considered),
            // A model does not book, nor begin anything else.
            _ => null,
        };
        return said is null ? (null, notes) : (said.ShownIn(said.Turn.Replies[0].Language ?? "en").Noting(notes), []);
    }

    /// <summary>The last answer in the other language; where there is none, what can be asked.</summary>
    private static Decision.Done Again(Turn turn) =>
        turn.State.Frame is { } frame && turn.Content.Knowledge.Find(frame.Article) is { } article ? AnsweringReplies.Again(turn, article, frame.SectionsSaid).ShownIn(turn.InSpanish ? SpanishText.Language : "en")
        : turn.InSpanish ? AskAway(turn)
        : Manners.Reply(turn, "ask")!;

    private static Decision.Done AskAway(Turn turn) => turn.Says("language.ask-away", Outcome.Smalltalk, "languages", [turn.Choice(ChoiceAction.Staff)]).AllInSpanish();
}
