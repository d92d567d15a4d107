using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>Asks a language model where no article, or more than one, was found. Whatever it tells, only an article of the knowledge base is said, or none.</summary>
internal static class Refining
{
    /// <summary>Longer is no question, but something that a model makes up.</summary>
    public const int LongestQuestion = 200;

    private const int MostWordsOfFollowUp = 14, MostOffered = 5;
    private const double Near = 0.3, Sure = 0.85;

    /// <summary>What is needed of a model first, or what was found in the end and what a model had to do with it.</summary>
    public static (ModelRequest? Needed, AnswerResult Found, ImmutableArray<ModelNote> Notes) Of(Turn turn, AnswerResult found)
    {
        if (turn.State.Active != ActiveDialog.None)
            return (null, found, []);
        var notes = ImmutableArray.CreateBuilder<ModelNote>();
        if (FollowUp(turn, found) is { } followUp)
        {
            if (turn.Facts.ToldFor(ModelUse.FullQuestion) is not { } told)
                return (followUp, found, []);
            found = Searched(turn, told.Result, found, notes);
        }

        if (Nearness.Of(turn, found) is { } nearness)
        {
            if (turn.Facts.ToldFor(ModelUse.Nearest) is not { } near)
                return (nearness, found, []);
            found = Nearness.Settled(turn, near.Result, found, notes);
        }

        if (Choice(turn, found) is not { } choice)
            return (null, found, notes.ToImmutable());
        return turn.Facts.ToldFor(ModelUse.ChooseArticle) is { } chose ? (null, Chosen(turn, chose, found, notes), notes.ToImmutable()) : (choice, found, []);
    }

    /// <summary>Whether a model may be asked for something now: it is switched on, and nothing that was written is or may be a warning sign or asks for advice.</summary>
    public static bool MayBeAsked(Turn turn, ModelUse use) => turn.Facts.ModelMay.HasFlag(use) && turn.State.BotHasFloor && IsHarmless(turn.Safety) && ConsentToModel.IsGiven(turn);

    /// <summary>Whether nothing that was written is or may be a warning sign or asks for advice.</summary>
    public static bool IsHarmless(SafetyVerdict safety) => safety is { Tier: SafetyTier.None, Advice: null, Doubt: null, General: false, IsSoftSign: false };

    private static ModelRequest.FullQuestion? FollowUp(Turn turn, AnswerResult found) =>
        MayBeAsked(turn, ModelUse.FullQuestion) && found is AnswerResult.Nothing && turn.State.Frame is { } frame && !SpanishQuestion.WasAsked(turn)
        && turn.Content.Knowledge.Find(frame.Article) is { } before && turn.Text.Split(' ').Length <= MostWordsOfFollowUp
            ? new(Masked.Of(turn.Text, turn.State).Text, before.Title)
            : null;

    private static AnswerResult Searched(Turn turn, ModelResult told, AnswerResult found, ImmutableArray<ModelNote>.Builder notes)
    {
        if (told is not ModelResult.Asked { Question: { Length: > 0 and <= LongestQuestion } question })
        {
            notes.Add(new(ModelUse.FullQuestion, WhyNot(told)));
            return found;
        }

        notes.Add(new(ModelUse.FullQuestion, question));
        question = Masked.Of(turn.Text, turn.State).Restore(question);
        // "And for me?" asks for advice once it is said in full.
        if (!IsHarmless(turn.Content.Safety.Evaluate(question, turn.Facts.Now)))
            return found;
        var full = turn.Content.Answering.Find(question, null);
        return full is AnswerResult.Found { Considered: [{ Confidence: >= Sure }, ..] } or AnswerResult.Declined ? full : found;
    }

    /// <summary>Whether a few articles are about equally probable, or one is near.</summary>
    public static bool IsUnsure(AnswerResult found) => found is AnswerResult.Ambiguous or AnswerResult.Nothing { Reason: NoAnswer.TooLittleCovered, Considered: [{ Confidence: >= Near }, ..] };

    private static ModelRequest.ChooseArticle? Choice(Turn turn, AnswerResult found)
    {
        if (!MayBeAsked(turn, ModelUse.ChooseArticle) || !IsUnsure(found))
            return null;
        OfferedText[] offered = [.. found.Considered.Take(MostOffered).Select(candidate => turn.Content.Knowledge.Find(candidate.Article)).OfType<Knowledge.Article>()
            .Select(article => new OfferedText(article.Id, $"{article.Title} {turn.Content.Clinic.Fill(article.ShortAnswer.Text)}"))];
        return offered.Length > 1 ? new(Masked.Of(turn.Text, turn.State).Text, [.. offered]) : null;
    }

    private static AnswerResult Chosen(Turn turn, ModelAnswer told, AnswerResult found, ImmutableArray<ModelNote>.Builder notes)
    {
        if (told is not { Request: ModelRequest.ChooseArticle request, Result: ModelResult.Chose { Id: { } id } } || !request.Articles.Any(offered => offered.Id == id) || turn.Content.Knowledge.Find(id) is not { } article)
        {
            notes.Add(new(ModelUse.ChooseArticle, WhyNot(told.Result)));
            return found;
        }

        notes.Add(new(ModelUse.ChooseArticle, id));
        return new AnswerResult.Found(article, found.Considered);
    }

    /// <summary>Why what was told is of no use.</summary>
    public static string WhyNot(ModelResult told) => told switch
    {
        ModelResult.Nothing nothing => nothing.Why,
        ModelResult.Chose { Id: null } => "none of them",
        _ => "not what was asked for",
    };

    /// <summary>The decision with what a model had to do with it.</summary>
    public static Decision Noting(this Decision decision, ImmutableArray<ModelNote> notes) =>
        notes.IsEmpty || decision is not Decision.Done { Turn: var turn } ? decision : new Decision.Done(turn with { Why = turn.Why with { Models = [.. turn.Why.Models, .. notes] } });
}
