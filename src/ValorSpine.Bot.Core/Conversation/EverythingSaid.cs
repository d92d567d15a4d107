using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Something that the bot can say, for checks of what a channel has room for.</summary>
/// <param name="Path">File that it stands in.</param>
/// <param name="Line">1-based line there, or 0 where it is all over the file.</param>
/// <param name="What">What it is, for people: the beginning of a sentence.</param>
/// <param name="Reply">As it is said.</param>
public sealed record Sayable(string Path, int Line, string What, Reply Reply);

/// <summary>
/// All that the bot can say, so that a channel can be asked before any of it goes live whether it takes it: piece by piece, as it stands in the files, or as whole replies.
/// </summary>
public static partial class EverythingSaid
{
    private static readonly DateTimeOffset s_anyTime = new(2026, 9, 30, 12, 30, 0, TimeSpan.Zero);

    /// <summary>Each piece that is written somewhere: articles, what is declined, comparisons, questions with their options, outcomes, consent, guidance and the bot's own words.</summary>
    /// <param name="content">Loaded without a defect.</param>
    /// <param name="files">That it was loaded from.</param>
    public static IEnumerable<Sayable> InPieces(BotContent content, ContentFiles files)
    {
        var turn = new Turn(content, new ConversationState(), "", null, new Facts(s_anyTime, []), SafetyVerdict.Nothing);
        return [.. Articles(turn), .. Compared(turn), .. content.Screenings.Live.SelectMany(definition => Screening(turn, definition)), .. Consent(content), .. Guidance(turn), .. OnAbuse(turn), .. Words(content, content.Words, Wording.Path, files), .. content.Words.Spanish is { } spanish ? Words(content, spanish, Wording.SpanishPath, files) : []];
    }

    private static IEnumerable<Sayable> Articles(Turn turn)
    {
        var content = turn.Content;
        foreach (var article in content.Knowledge.Articles)
        {
            foreach (var section in article.Sections)
                yield return new(article.Path, section.Line, $"The section '{section.Id}'", new() { Text = content.Clinic.Fill(section.Text), Citations = [content.Knowledge.Cite(article, section)], Choices = [turn.Choice(ChoiceAction.More), turn.Choice(ChoiceAction.Book)] });
        }

        foreach (var text in content.Knowledge.InSpanish.All.Where(text => content.Knowledge.InSpanish.Find(text.Of) is not null))
        {
            foreach (var section in text.Sections)
                yield return new(text.Path, section.Line, $"The section '{section.Id}'", new() { Text = content.Clinic.Fill(section.Text, SpanishText.Language), Language = SpanishText.Language });
        }

        foreach (var declined in content.Knowledge.Declined)
            yield return new(declined.Path, declined.Says.Line, "What is said", new() { Text = content.Clinic.Fill(declined.Says.Text), Choices = [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Book)] });
    }

    private static IEnumerable<Sayable> Compared(Turn turn) => turn.Content.Knowledge.SideBySide.Subjects.SelectMany(subject => subject.Cells.Values.Select(
        cell => new Sayable(KnowledgeBase.ComparisonPath, subject.Line, $"What is said of '{subject.Id}'", new() { Text = cell.Text })));

    private static IEnumerable<Sayable> Screening(Turn turn, ScreeningDefinition definition)
    {
        var (path, source) = (ScreeningDefinition.Folder + definition.Name + ScreeningDefinition.QuestionnaireEnding, definition.Source.Questionnaire);
        foreach (var question in definition.Questions)
        {
            var state = new ScreeningState { Questionnaire = definition.Canonical, Name = definition.Name, Hash = definition.Hash, Current = question.LinkId };
            yield return new(path, LineOf(source, $"\"{question.LinkId}\""), $"The question '{question.LinkId}'", ScreeningReplies.Ask(turn, state));
            if (question.Why is not null)
                yield return new(path, LineOf(source, $"\"{question.LinkId}\""), $"The reason of the question '{question.LinkId}'", new() { Text = question.Why });
        }

        (path, source) = (ScreeningDefinition.Folder + definition.Name + ScreeningDefinition.OutcomesEnding, definition.Source.Outcomes ?? "");
        foreach (var outcome in definition.Orientations.Outcomes)
        {
            foreach (var part in (ImmutableArray<SourcedText>[])[outcome.Text, outcome.Against, outcome.Unknown, outcome.Discuss, outcome.Bring])
                yield return new(path, LineOf(source, $"\"{outcome.Id}\""), $"A part of the outcome '{outcome.Id}'", new() { Text = string.Join('\n', part.Select(one => one.Text)) });
        }

        foreach (var note in definition.Orientations.Notes)
            yield return new(path, LineOf(source, $"\"{note.Id}\""), $"The note '{note.Id}'", new() { Text = note.Text.Text });
    }

    private static IEnumerable<Sayable> Consent(BotContent content) => [new(ConsentText.Path, 1, "What is asked before answers are shared", new() { Text = content.Clinic.Fill(content.Consent.Share) })];

    private static IEnumerable<Sayable> Guidance(Turn turn) => turn.Content.Safety.Rules.SelectMany(rule => rule.Messages.Keys.Append(SafetyTier.Emergency).Distinct().Where(tier => tier >= SafetyTier.SameDay)
        .Select(tier => new Sayable(rule.Path, rule.Line, $"The guidance of '{rule.Id}' ({tier})", SafetyReplies.WordsFor(turn, tier, rule.Id))));

    private static IEnumerable<Sayable> OnAbuse(Turn turn) => turn.Content.Safety.Rules.Where(rule => rule.Messages.ContainsKey(SafetyTier.Abuse))
        .Select(rule => new Sayable(rule.Path, rule.Line, $"What is said of '{rule.Id}'", new() { Text = AbuseReplies.WordsFor(turn, rule.Id) }));

    // A value that is filled in is taken to be as long as a time of a visit.
    private static IEnumerable<Sayable> Words(BotContent content, Wording words, string path, ContentFiles files)
    {
        var time = ClinicTime.Long(content.Clinic, s_anyTime);
        var lines = files.Find(path)?.Text.Split('\n') ?? [];
        foreach (var (key, variants) in words.All)
        {
            var line = Array.FindIndex(lines, Array.FindIndex(lines, one => one.StartsWith($"{key.Split('.')[0]}:", StringComparison.Ordinal)) is var section and >= 0 ? section : 0,
                one => one.TrimStart().StartsWith($"{key.Split('.')[1]}:", StringComparison.Ordinal)) + 1;
            foreach (var variant in variants)
                yield return new(path, line, $"'{key}'", new() { Text = Value().Replace(content.Clinic.Fill(variant), time) });
        }
    }

    private static int LineOf(string source, string words) => source.IndexOf(words, StringComparison.Ordinal) is var at and >= 0 ? source.AsSpan(0, at).Count('\n') + 1 : 0;

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Value();
}
