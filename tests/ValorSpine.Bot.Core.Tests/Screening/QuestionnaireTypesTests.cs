using CsCheck;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Table;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Every type of question that a chat can ask, read, walked and written as a response; and what it refuses, with a remedy.</summary>
public sealed class QuestionnaireTypesTests
{
    private const string Every = """
        { "linkId": "top", "text": "About your back", "type": "group", "item": [
          { "linkId": "hello", "text": "Thank you for your time.", "type": "display" },
          { "linkId": "coded", "prefix": "1.", "text": "Which side?", "type": "choice", "required": true, "answerOption": [
            { "valueCoding": { "system": "http://loinc.org", "code": "LA-1", "display": "Left" }, "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 1 }] },
            { "valueCoding": { "system": "http://loinc.org", "code": "LA-2", "display": "Right" } }] },
          { "linkId": "texts", "text": "Which drinks?", "type": "open-choice", "repeats": true, "answerOption": [{ "valueString": "Tea" }, { "valueString": "Coffee", "initialSelected": true }] },
          { "linkId": "whole-option", "text": "How bad?", "type": "choice", "answerOption": [{ "valueInteger": 1 }, { "valueInteger": 2 }] },
          { "linkId": "day-option", "text": "Which day?", "type": "choice", "answerOption": [{ "valueDate": "2026-12-01" }, { "valueDate": "2026-12-02" }] },
          { "linkId": "contained", "text": "Which bone?", "type": "choice", "answerValueSet": "#bones" } ] },
        { "linkId": "yes", "text": "Do you sleep well?", "type": "boolean", "item": [
          { "linkId": "hours", "text": "How many hours?", "type": "decimal", "required": true, "extension": [
            { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDecimal": 24 },
            { "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": { "system": "http://unitsofmeasure.org", "code": "h", "display": "hours" } }] }] },
        { "linkId": "count", "text": "How many steps?", "type": "integer", "repeats": true, "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0 }] },
        { "linkId": "day", "text": "Since when?", "type": "date", "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueDate": "2000-01-01" }] },
        { "linkId": "time", "text": "When was it last?", "type": "dateTime" },
        { "linkId": "amount", "text": "How heavy?", "type": "quantity", "extension": [
          { "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption", "valueCoding": { "system": "http://unitsofmeasure.org", "code": "kg", "display": "kilos" } }] },
        { "linkId": "short", "text": "What name?", "type": "string", "maxLength": 20, "initial": [{ "valueString": "Sam" }] },
        { "linkId": "long", "text": "What else?", "type": "text", "enableBehavior": "any", "enableWhen": [
          { "question": "yes", "operator": "=", "answerBoolean": false },
          { "question": "whole-option", "operator": "=", "answerInteger": 2 },
          { "question": "texts", "operator": "=", "answerString": "Tea" }] },
        { "linkId": "bye", "text": "You are done with the log.", "type": "display" }
        """;

    private static readonly string s_questionnaire = ScreeningDefinitionTests.Small(Every).Replace(
        "\"status\"",
        """
        "contained": [{ "resourceType": "ValueSet", "id": "bones", "status": "active", "compose": { "include": [{ "system": "http://bones.example", "concept": [{ "code": "b1", "display": "Hip" }, { "code": "b2", "display": "Rib" }] }] } }], "status"
        """,
        StringComparison.Ordinal);

    private static readonly ScreeningDefinition s_definition = ScreeningDefinitionTests.Load(s_questionnaire, ScreeningDefinitionTests.SmallOutcomes, []);

    [Fact]
    public void Every_type_is_read_without_a_problem() => Assert.Empty(Problems(s_questionnaire));

    [Fact]
    public void Every_response_of_every_type_is_valid_and_fits_its_questionnaire() => Walks(s_definition).Sample(
        state => Assert.Empty(ResponseRules.Defects(s_questionnaire, ScreeningResponse.Json(s_definition, state, ScreeningChat.Now))), iter: 500);

    [Fact]
    public void Every_response_of_the_screening_is_valid_and_fits_its_questionnaire()
    {
        var questionnaire = ScreeningChat.Files.Find(ScreeningDefinition.QuestionnairePath)!.Text;
        Walks(ScreeningChat.Definition).Sample(
            state => Assert.Empty(ResponseRules.Defects(questionnaire, ScreeningResponse.Json(ScreeningChat.Definition, state, ScreeningChat.Now))), iter: 500);
    }

    [Fact]
    public void A_response_that_does_not_fit_is_refused_by_the_rules_of_these_tests()
    {
        var json = ScreeningResponse.Json(s_definition, Answered(("coded", new AnswerValue.Coded("LA-1", "http://loinc.org", "Left")), ("yes", new AnswerValue.Flag(false)), ("hours", new AnswerValue.Number(6.5m)), ("short", new AnswerValue.Words("Sam"))), ScreeningChat.Now);
        Assert.Empty(ResponseRules.Defects(s_questionnaire, json));
        Assert.NotEmpty(ResponseRules.Defects(s_questionnaire, json.Replace("LA-1", "LA-9", StringComparison.Ordinal)));
        Assert.NotEmpty(ResponseRules.Defects(s_questionnaire, json.Replace("\"linkId\":\"short\"", "\"linkId\":\"hours\"", StringComparison.Ordinal)));
        Assert.NotEmpty(ResponseRules.Defects(s_questionnaire, json.Replace("completed", "in-progress", StringComparison.Ordinal)));
        Assert.NotEmpty(ResponseRules.Defects(s_questionnaire, json.Replace("\"valueBoolean\":false", "\"valueString\":\"no\"", StringComparison.Ordinal)));
        Assert.NotEmpty(ResponseRules.Defects(s_questionnaire, json.Replace("Sam", new string('a', 21), StringComparison.Ordinal)));
    }

    [Fact]
    public void An_option_is_answered_in_its_own_type_with_its_score()
    {
        var json = ScreeningResponse.Json(
            s_definition,
            Answered(
                ("coded", new AnswerValue.Coded("LA-1", "http://loinc.org", "Left")), ("texts", new AnswerValue.Coded("Tea", null, "Tea")), ("whole-option", new AnswerValue.Coded("2", null, "2")),
                ("day-option", new AnswerValue.Coded("2026-12-01", null, "December 1, 2026")), ("time", new AnswerValue.Day(new(2026, 11, 2)))),
            ScreeningChat.Now);
        Assert.Contains("""{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":1}],"system":"http://loinc.org","code":"LA-1","display":"Left"}""", json, StringComparison.Ordinal);
        Assert.Contains("\"valueString\":\"Tea\"", json, StringComparison.Ordinal);
        Assert.Contains("\"valueInteger\":2", json, StringComparison.Ordinal);
        Assert.Contains("\"valueDate\":\"2026-12-01\"", json, StringComparison.Ordinal);
        Assert.Contains("\"valueDateTime\":\"2026-11-02\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_names_the_questionnaire_its_version_and_the_hash_of_what_it_was_asked_with()
    {
        var json = ScreeningResponse.Json(s_definition, new ScreeningState(), ScreeningChat.Now);
        Assert.Contains("\"questionnaire\":\"https://valorspine.example/small|1\"", json, StringComparison.Ordinal);
        Assert.Contains($"{{\"url\":\"https://valorspine.example/fhir/StructureDefinition/content-hash\",\"valueString\":\"{s_definition.Hash}\"}}", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Titles_of_groups_and_displays_are_said_before_the_question_and_after_the_last_one()
    {
        Assert.Equal(["About your back", "Thank you for your time."], s_definition.Find("coded")!.Leads.Select(lead => lead.Text));
        Assert.Equal(["You are done with the log."], s_definition.Last.Select(lead => lead.Text));
        Assert.Equal("1. Which side?", s_definition.Find("coded")!.Text);
    }

    [Theory]
    [InlineData(""" "type": "url" """, "'url' of 'q' cannot be asked in a chat")]
    [InlineData(""" "type": "reference" """, "'reference' of 'q' cannot be asked in a chat")]
    [InlineData(""" "type": "attachment" """, "'attachment' of 'q' cannot be asked in a chat")]
    [InlineData(""" "type": "choice", "answerValueSet": "http://hl7.org/fhir/ValueSet/yesnodontknow" """, "in a value set elsewhere")]
    [InlineData(""" "type": "choice" """, "has no options")]
    [InlineData(""" "type": "choice", "answerOption": [{ "valueTime": "12:00:00" }] """, "of a type that cannot be asked")]
    [InlineData(""" "type": "integer", "answerOption": [{ "valueInteger": 1 }] """, "has options and is no choice")]
    [InlineData(""" "type": "string", "extension": [{ "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression", "valueExpression": { "language": "text/fhirpath", "expression": "1" } }] """, "an expression (http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression)")]
    [InlineData(""" "type": "string", "modifierExtension": [{ "url": "http://x.example", "valueBoolean": true }] """, "a modifierExtension (http://x.example)")]
    [InlineData(""" "type": "string", "readOnly": true """, "is read-only")]
    [InlineData(""" "type": "string", "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true }] """, "is hidden")]
    [InlineData(""" "type": "group", "repeats": true, "item": [{ "linkId": "x", "text": "X?", "type": "string" }] """, "a group that repeats")]
    [InlineData(""" "type": "string", "repeats": true, "item": [{ "linkId": "x", "text": "X?", "type": "string" }] """, "repeats and has questions below it")]
    [InlineData(""" "type": "group" """, "a group without items (que-1)")]
    [InlineData(""" "type": "display", "item": [{ "linkId": "x", "text": "X?", "type": "string" }] """, "a display with items below it (que-1)")]
    [InlineData(""" "type": "display", "code": [{ "code": "c" }] """, "a display with a code (que-3)")]
    [InlineData(""" "type": "choice", "answerValueSet": "#a", "answerOption": [{ "valueString": "A" }] """, "(que-4)")]
    [InlineData(""" "type": "string", "answerValueSet": "#a" """, "(que-5)")]
    [InlineData(""" "type": "display", "required": true """, "(que-6)")]
    [InlineData(""" "type": "string", "enableWhen": [{ "question": "p", "operator": "exists", "answerString": "a" }] """, "(que-7)")]
    [InlineData(""" "type": "group", "initial": [{ "valueString": "A" }], "item": [{ "linkId": "x", "text": "X?", "type": "string" }] """, "(que-8)")]
    [InlineData(""" "type": "display", "readOnly": true """, "(que-9)")]
    [InlineData(""" "type": "date", "maxLength": 3 """, "(que-10)")]
    [InlineData(""" "type": "choice", "answerOption": [{ "valueString": "A" }], "initial": [{ "valueString": "A" }] """, "(que-11)")]
    [InlineData(""" "type": "string", "enableWhen": [{ "question": "p", "operator": "=", "answerString": "a" }, { "question": "p", "operator": "=", "answerString": "b" }] """, "(que-12)")]
    [InlineData(""" "type": "string", "initial": [{ "valueString": "A" }, { "valueString": "B" }] """, "(que-13)")]
    [InlineData(""" "type": "integer", "initial": [{ "valueString": "A" }] """, "no answer that it can have")]
    public void What_cannot_be_asked_names_file_line_and_remedy(string item, string expected)
    {
        var problems = Problems(ScreeningDefinitionTests.Small($$"""
            { "linkId": "p", "text": "P?", "type": "string" },
            { "linkId": "q", "text": "Q?", {{item}} }
            """));
        var problem = problems.Find(problem => problem.What.Contains(expected, StringComparison.Ordinal));
        Assert.True(problem is not null, string.Join('\n', problems));
        Assert.Equal((ScreeningDefinition.QuestionnairePath, 3), (problem.Path, problem.Line));
        Assert.NotEmpty(problem.Remedy);
    }

    /// <summary>Screenings that were answered to the end, each question with any of its answers.</summary>
    private static Gen<ScreeningState> Walks(ScreeningDefinition definition) => Gen.Int[0, 100_000].Array[60].Select(picks =>
    {
        var state = new ScreeningState();
        for (var at = 0; new Walk(definition, state).Next is { } question; at++)
        {
            var answers = AnswerSpace.Of(question, [], alike: false);
            var answer = picks[at] % 17 == 0 && !question.Required ? new(question.LinkId, AnswerStatus.Unsure, []) : answers[picks[at] % answers.Length];
            state = state with { Answers = state.Answers.Add(answer) };
        }

        return state;
    });

    private static ScreeningState Answered(params (string LinkId, AnswerValue Value)[] answers) =>
        new() { Answers = [.. answers.Select(answer => new ScreeningAnswer(answer.LinkId, AnswerStatus.Given, [answer.Value]))] };

    private static List<ContentProblem> Problems(string questionnaire)
    {
        var problems = new List<ContentProblem>();
        ScreeningDefinitionTests.Load(questionnaire, ScreeningDefinitionTests.SmallOutcomes, problems);
        return problems;
    }
}
