using System.Collections.Immutable;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The end of a screening: the orientation, the summary and the FHIR response.</summary>
internal static class ScreeningResult
{
    private static readonly JsonSerializerOptions s_fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    /// <summary>The orientation for the answers.</summary>
    public static Orientation OrientationOf(ScreeningDefinition definition, ScreeningState state) => definition.Orientations.For(new Walk(definition, state));

    /// <summary>The summary as a card and as text with the same words.</summary>
    public static Reply Summary(Turn turn, ScreeningState state)
    {
        var definition = turn.Content.Screening;
        var walk = new Walk(definition, state);
        var outcome = definition.Orientations.For(walk);
        var notes = definition.Orientations.NotesFor(walk).Select(note => note.Text).ToImmutableArray();
        var closing = definition.Orientations.Closing;
        ImmutableArray<CardFact> facts = [.. walk.Applying.Select(question => new CardFact(question.Short, ScreeningReplies.Shown(turn, state.AnswerTo(question.LinkId))))];
        var sections = new[]
        {
            new CardFact(turn.Say("screening.summary-points"), string.Join("\n\n", [outcome.Title + ".", .. outcome.Text.Select(Said)])),
            new CardFact(turn.Say("screening.summary-notes"), List(notes)),
            new CardFact(turn.Say("screening.summary-discuss"), List(outcome.Discuss)),
            new CardFact(turn.Say("screening.summary-limits"), string.Join("\n\n", closing.Select(Said))),
        }.Where(section => section.Value.Length > 0).ToImmutableArray();
        var title = turn.Say("screening.summary-title");
        var text = string.Join("\n\n", [$"{title}\n{string.Join('\n', facts.Select(fact => $"- {fact.Name}: {fact.Value}"))}", .. sections.Select(section => $"{section.Name}\n{section.Value}")]);
        ImmutableArray<string> sources = [.. outcome.Text.Concat(outcome.Discuss).Concat(notes).Concat(closing).SelectMany(one => one.Sources).Distinct()];
        return new Reply
        {
            Text = text,
            Card = new Card.Summary(title, facts, sections),
            Citations = [new Citation("screening", outcome.Id, "screening", definition.Title, sources) { References = turn.Content.Knowledge.ReferencesTo(sources), HasPage = false }],
        };

        string Said(SourcedText one) => turn.Content.Clinic.Fill(one.Text);
        string List(ImmutableArray<SourcedText> points) => string.Join('\n', points.Select(point => $"- {Said(point)}"));
    }

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
