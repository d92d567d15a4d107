using System.Collections.Immutable;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The end of a screening: the one page, the summary and the FHIR response.</summary>
internal static class ScreeningResult
{
    private static readonly JsonSerializerOptions s_fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    /// <summary>The one page for the answers.</summary>
    public static ScreeningSheet Sheet(Turn turn, ScreeningState state)
    {
        var definition = turn.Content.Screening;
        var walk = new Walk(definition, state);
        var outcome = definition.Orientations.For(walk);
        ImmutableArray<OrientationNote> notes = [.. definition.Orientations.NotesFor(outcome, walk)];
        var applying = walk.Applying.ToLookup(question => state.AnswerTo(question.LinkId) is null or { Status: AnswerStatus.Skipped });
        ImmutableArray<(string Heading, ImmutableArray<SourcedText> Points, bool AsList)> sections =
        [
            ("screening.summary-points", outcome.Text, false),
            ("screening.summary-rule", outcome.Rule.Length == 0 ? [] : [new(outcome.Rule, [])], false),
            ("screening.summary-against", [.. outcome.Against, .. In(NoteSection.Against)], true),
            ("screening.summary-unknown", [.. outcome.Unknown, .. In(NoteSection.Unknown)], true),
            ("screening.summary-notes", In(NoteSection.Know), true),
            ("screening.summary-discuss", outcome.Discuss, true),
            ("screening.summary-bring", [.. outcome.Bring, .. In(NoteSection.Bring)], true),
        ];
        var closing = definition.Orientations.Closing;
        ImmutableArray<string> sources = [.. sections.SelectMany(section => section.Points).Concat(closing).SelectMany(point => point.Sources).Distinct()];
        return new()
        {
            Title = definition.Title,
            Questionnaire = definition.Canonical,
            At = state.EndedAt ?? turn.Facts.Now,
            Answers = [.. applying[false].Select(question => new CardFact(question.Short, ScreeningReplies.Shown(turn, state.AnswerTo(question.LinkId))))],
            Unanswered = [.. applying[true].Select(question => question.Short)],
            OutcomeId = outcome.Id,
            Outcome = outcome.Title,
            Rule = outcome.Rule,
            Row = definition.Orientations.Outcomes.IndexOf(outcome) + 1,
            Rows = definition.Orientations.Outcomes.Length,
            Notes = [.. notes.Select(note => note.Id)],
            Sections = [.. sections.Where(section => section.Points.Length > 0).Select(section => new SheetSection(turn.Say(section.Heading), Said(section.Points), section.AsList))],
            Closing = Said(closing),
            Sources = sources,
            References = turn.Content.Knowledge.ReferencesTo(sources),
        };

        ImmutableArray<SourcedText> In(NoteSection section) => [.. notes.Where(note => note.Section == section).Select(note => note.Text)];
        ImmutableArray<string> Said(ImmutableArray<SourcedText> points) => [.. points.Select(point => turn.Content.Clinic.Fill(point.Text))];
    }

    /// <summary>The page as a card and as text with the same words.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="sheet">The page.</param>
    /// <param name="pageKey">The key that opens it, or null where it has none.</param>
    public static Reply Summary(Turn turn, ScreeningSheet sheet, string? pageKey)
    {
        ImmutableArray<CardFact> facts = [.. sheet.Answers, .. Unanswered(turn, sheet)];
        ImmutableArray<CardFact> sections =
        [
            .. sheet.Sections.Select((section, index) => new CardFact(section.Heading, index == 0 ? $"{sheet.Outcome}.\n\n{TextOf(section)}" : TextOf(section))),
            new(turn.Say("screening.summary-limits"), string.Join("\n\n", sheet.Closing)),
        ];
        var title = turn.Say("screening.summary-title");
        return new Reply
        {
            Text = string.Join("\n\n", [$"{title}\n{string.Join('\n', facts.Select(fact => $"- {fact.Name}: {fact.Value}"))}", .. sections.Select(section => $"{section.Name}\n{section.Value}")]),
            Card = new Card.Summary(title, facts, sections) { PagePath = pageKey is null || turn.Facts.Now > sheet.LinkUntil ? null : ScreeningSheet.PathOf(pageKey) },
            Citations = [ScreeningReplies.Cite(turn, sheet.OutcomeId, sheet.Sources)],
        };

        static string TextOf(SheetSection section) => section.AsList ? string.Join('\n', section.Points.Select(point => $"- {point}")) : string.Join("\n\n", section.Points);
    }

    private static ImmutableArray<CardFact> Unanswered(Turn turn, ScreeningSheet sheet) =>
        sheet.Unanswered.IsEmpty ? [] : [new(turn.Say("screening.summary-none"), string.Join(", ", sheet.Unanswered))];

    /// <summary>The answers that apply as a FHIR R4 QuestionnaireResponse.</summary>
    public static string ResponseJson(ScreeningDefinition definition, ScreeningState state, DateTimeOffset now)
    {
        var walk = new Walk(definition, state);
        var response = new QuestionnaireResponse
        {
            Questionnaire = definition.Canonical,
            Status = QuestionnaireResponse.QuestionnaireResponseStatus.Completed,
            AuthoredElement = new FhirDateTime(now),
            Item = Items(definition.Items),
        };
        return JsonSerializer.Serialize(response, s_fhir);

        List<QuestionnaireResponse.ItemComponent> Items(ImmutableArray<ItemNode> nodes) => [.. nodes.Select(Item).OfType<QuestionnaireResponse.ItemComponent>()];

        QuestionnaireResponse.ItemComponent? Item(ItemNode node)
        {
            var below = Items(node.Children);
            if (node.Question is null)
                return below.Count == 0 ? null : new() { LinkId = node.LinkId, Text = node.Text, Item = below };
            if (walk.IsEnabled(node.LinkId) != true || state.AnswerTo(node.LinkId) is not { Status: not AnswerStatus.Skipped } answer)
                return null;
            var answers = Answers(node.Question, answer);
            if (answers.Count > 0)
                answers[0].Item = below;
            return new() { LinkId = node.LinkId, Text = node.Text, Answer = answers };
        }
    }

    private static List<QuestionnaireResponse.AnswerComponent> Answers(Question question, ScreeningAnswer answer) =>
        answer.Status is AnswerStatus.Given
            ? [.. answer.Values.Select(value => new QuestionnaireResponse.AnswerComponent { Value = ValueOf(question, value) })]
            : [new() { Value = Unknown() }];

    private static DataType ValueOf(Question question, AnswerValue value) => value switch
    {
        AnswerValue.Coded { System: null } coded => new FhirString(coded.Display),
        AnswerValue.Coded coded => new Coding(coded.System, coded.Code, coded.Display),
        AnswerValue.Flag flag => new FhirBoolean(flag.Value),
        AnswerValue.Whole whole => new Integer(whole.Value),
        AnswerValue.Number number => new FhirDecimal(number.Value),
        AnswerValue.Day day => new Date(day.Value.Year, day.Value.Month, day.Value.Day),
        AnswerValue.Amount amount => new Quantity { Value = amount.Value, Unit = amount.Unit, Code = amount.Code, System = "http://unitsofmeasure.org" },
        AnswerValue.Words words => new FhirString(words.Text),
        _ => throw new InvalidOperationException($"The answer to '{question.LinkId}' is of an unknown type."),
    };

    /// <summary>HL7's way to say that somebody was asked and does not know.</summary>
    private static FhirString Unknown() => new() { Extension = [new(FhirExtensions.DataAbsentReason, new Code("asked-unknown"))] };
}
