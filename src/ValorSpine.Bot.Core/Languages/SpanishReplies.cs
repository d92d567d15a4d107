using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Languages;

/// <summary>Says articles in the clinic's own Spanish, or in English with a word on that.</summary>
internal static class SpanishReplies
{
    private const string RestIsEnglish = "language.rest-is-english", AnswerIsEnglish = "language.answer-is-english";

    /// <summary>A section of an article in the language of the turn, with the citation under its title in that language.</summary>
    public static Reply SectionOf(Turn turn, Article article, Section section) =>
        TextOf(turn, article.Id) is { } text && text.Sections.FirstOrDefault(own => own.Id == section.Id) is { } spanish
            ? new() { Text = turn.Content.Clinic.Fill(spanish.Text, SpanishText.Language), Language = SpanishText.Language, Citations = [turn.Content.Knowledge.Cite(article, section) with { Title = text.Title }] }
            : new() { Text = turn.Content.Clinic.Fill(section.Text), Citations = [turn.Content.Knowledge.Cite(article, section)] };

    /// <summary>The current Spanish text of an article where the turn is in Spanish, else null.</summary>
    public static SpanishText? TextOf(Turn turn, string articleId) => turn.InSpanish ? turn.Content.Knowledge.InSpanish.Find(articleId) : null;

    /// <summary>A decision with the language in which whoever writes Spanish reads it.</summary>
    public static Decision.Done ShownIn(this Decision.Done done, string language) => new(done.Turn with { Why = done.Turn.Why with { ShownIn = language } });

    /// <summary>A decision whose words are all Spanish.</summary>
    public static Decision.Done AllInSpanish(this Decision.Done done) => new(done.Turn with { Replies = [.. done.Turn.Replies.Select(reply => reply with { Language = SpanishText.Language })] });

    /// <summary>An answer in the language of its turn: where that is Spanish and the article is not, it says so; once in each talk it says that other things are in English. The way to staff goes with either.</summary>
    public static Decision.Done Told(this Decision.Done done, Turn turn)
    {
        if (!turn.InSpanish)
            return done;
        var result = done.Turn;
        if (result.Replies[0].Language is null)
            return new Decision.Done(WithStaff(turn, result.Opening(turn.Say(AnswerIsEnglish)))).ShownIn("en");
        return new Decision.Done(turn.State.Said.ContainsKey(RestIsEnglish) ? result : WithStaff(turn, result.Closing(turn.Say(RestIsEnglish))) with { State = result.State.Counting(RestIsEnglish) }).ShownIn(SpanishText.Language);
    }

    private static TurnResult WithStaff(Turn turn, TurnResult result)
    {
        var reply = result.Replies[0];
        ImmutableArray<Choice> choices = reply.Choices.Any(choice => choice.Action == ChoiceAction.Staff) ? reply.Choices : [.. reply.Choices, turn.Choice(ChoiceAction.Staff)];
        return result with { Replies = result.Replies.SetItem(0, reply with { Choices = choices }) };
    }
}
