using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Safety.Rules;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Conversation;

public static partial class EverythingSaid
{
    /// <summary>Most options that stand in the answer to a question where several can be chosen.</summary>
    private const int MostChosen = 12;

    private const string Here = "What is said here";

    // As much as somebody may type where words are asked for.
    private static readonly AnswerValue s_words = new AnswerValue.Words(new string('w', 200));

    /// <summary>Whole replies, as the dialogs put them together: each answer and what follows it on "more", each table, each question of a check, and each of its outcomes with the longest answers.</summary>
    /// <param name="content">Loaded without a defect.</param>
    /// <param name="now">When it is said.</param>
    public static IEnumerable<Sayable> Whole(BotContent content, DateTimeOffset now)
    {
        var turn = new Turn(content, new ConversationState(), "", null, new Facts(now, []), SafetyVerdict.Nothing);
        return [.. Answers(turn), .. Spanish(turn), .. Limits(turn), .. Tables(turn), .. content.Screenings.Live.SelectMany(definition => Check(turn, definition))];
    }

    /// <summary>What is said where nothing is answered: which of a few is meant, that it is for a clinician, that there is no answer, and whether a warning sign is happening.</summary>
    private static IEnumerable<Sayable> Limits(Turn turn)
    {
        var longest = turn.Content.Knowledge.Articles.OrderByDescending(article => article.Title.Length).Take(3).ToImmutableArray();
        if (longest.Length > 1)
            yield return new(longest[0].Path, 1, "The title", AnsweringReplies.Clarify(turn, longest, []).Turn.Replies[0]);
        yield return new(Wording.Path, 0, "'answering.nothing'", AnsweringReplies.Nothing(turn, NoAnswer.NoTopic, []).Turn.Replies[0]);
        foreach (var limit in turn.Content.Safety.Limits)
            yield return new(Limit.Path, limit.Line, $"The limit '{limit.Id}'", SafetyReplies.Advice(turn with { Safety = turn.Safety with { Advice = limit.Id } }).Turn.Replies[0]);
        foreach (var tier in (SafetyTier[])[SafetyTier.Emergency, SafetyTier.Crisis])
            yield return new(Wording.Path, 0, tier == SafetyTier.Crisis ? "'safety.ask-crisis'" : "'safety.ask'", SafetyQuestion.Ask(turn, new("", tier, false, "")).Turn.Replies[0]);
    }

    private static IEnumerable<Sayable> Answers(Turn turn)
    {
        foreach (var article in turn.Content.Knowledge.Articles)
        {
            var said = AnsweringReplies.Answer(turn, article).Turn;
            foreach (var reply in said.Replies)
                yield return new(article.Path, article.ShortAnswer.Line, Here, reply);
            if (article.More is { } more)
            {
                foreach (var reply in AnsweringReplies.More(turn with { State = said.State }).Turn.Replies)
                    yield return new(article.Path, more.Line, Here, reply);
            }
        }

        foreach (var declined in turn.Content.Knowledge.Declined)
        {
            foreach (var reply in AnsweringReplies.Decline(turn, declined, []).Turn.Replies)
                yield return new(declined.Path, declined.Says.Line, Here, reply);
        }

        if (turn.Content.Knowledge.Articles.OrderByDescending(article => article.ShortAnswer.Text.Length).Take(2).ToList() is [var first, var second])
            yield return new(first.Path, first.ShortAnswer.Line, Here, AnsweringReplies.AnswerBoth(turn, first, second, []).Turn.Replies[0]);
    }

    /// <summary>Each current Spanish text, as the first of a talk, so with the word on what is in English.</summary>
    private static IEnumerable<Sayable> Spanish(Turn turn)
    {
        if (turn.Words.Spanish is null)
            yield break;
        turn = turn with { InSpanish = true };
        foreach (var article in turn.Content.Knowledge.Articles)
        {
            if (SpanishReplies.TextOf(turn, article.Id) is not { } text)
                continue;
            var said = AnsweringReplies.Answer(turn, article).Turn;
            yield return new(text.Path, text.ShortAnswer.Line, Here, said.Replies[0]);
            if (text.More is { } more)
                yield return new(text.Path, more.Line, Here, AnsweringReplies.More(turn with { State = said.State }).Turn.Replies[0]);
        }

        foreach (var declined in turn.Content.Knowledge.Declined)
        {
            if (SpanishReplies.TextOf(turn, declined.Id) is { } text)
                yield return new(text.Path, text.ShortAnswer.Line, Here, AnsweringReplies.Decline(turn, declined, []).Turn.Replies[0]);
        }
    }

    private static IEnumerable<Sayable> Tables(Turn turn)
    {
        var compared = turn.Content.Knowledge.SideBySide;
        return from one in compared.Subjects
               from other in compared.Subjects
               where string.CompareOrdinal(one.Id, other.Id) < 0
               from aspect in compared.Aspects.Select(aspect => (string?)aspect.Id).Prepend(null)
               let table = compared.Between(one.Id, other.Id, aspect)
               where table is not null
               from reply in AnsweringReplies.Compare(turn, table).Turn.Replies
               select new Sayable(KnowledgeBase.ComparisonPath, table.First.Line, Here, reply);
    }

    private static IEnumerable<Sayable> Check(Turn turn, ScreeningDefinition definition)
    {
        var path = $"{ScreeningDefinition.Folder}{definition.Name}{ScreeningDefinition.QuestionnaireEnding}";
        var begun = new ScreeningState { Questionnaire = definition.Canonical, Name = definition.Name, Hash = definition.Hash, StartedAt = turn.Facts.Now, LastAt = turn.Facts.Now };
        foreach (var question in definition.Questions)
        {
            var asked = begun with { Current = question.LinkId };
            yield return new(path, 0, $"'{question.LinkId}'", ScreeningReplies.Ask(turn, asked, turn.Say("screening.must-answer")));
            yield return new(path, 0, $"'{question.LinkId}'", ScreeningReplies.Why(turn, asked, question));
        }

        var answered = begun with { Answers = [.. definition.Questions.Select(Longest)] };
        foreach (var outcome in definition.Orientations.Outcomes)
        {
            var sheet = ScreeningResult.Sheet(turn, answered, new(null, outcome, definition.Orientations.Notes));
            var summary = ScreeningResult.Summary(turn, sheet, new string('k', 22));
            yield return new($"{ScreeningDefinition.Folder}{definition.Name}{ScreeningDefinition.OutcomesEnding}", 0, $"'{outcome.Id}'", summary with { Choices = ScreeningReplies.Booking(turn) });
        }
    }

    private static ScreeningAnswer Longest(Screening.Question question)
    {
        ImmutableArray<AnswerValue> values = question.Options.IsEmpty ? [s_words] : [.. question.Options.Select(option => (AnswerValue)option.Value).OrderByDescending(value => value.Shown.Length).Take(question.Repeats ? MostChosen : 1)];
        return new(question.LinkId, AnswerStatus.Given, values);
    }
}
