using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Validation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

public sealed class ScreeningDefinitionTests
{
    private static readonly JsonSerializerOptions s_fhir = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector);

    private static string Questionnaire => ScreeningChat.Files.Find(ScreeningDefinition.QuestionnairePath)!.Text;

    private static string Outcomes => ScreeningChat.Files.Find(ScreeningDefinition.OutcomesPath)!.Text;

    [Fact]
    public void Questionnaire_is_a_valid_FHIR_R4_Questionnaire()
    {
        var parsed = JsonSerializer.Deserialize<Questionnaire>(Questionnaire, s_fhir)!;
        Assert.Empty(parsed.Validate(ModelInfo.ModelInspector));
    }

    [Fact]
    public void Real_files_have_no_problems() => Assert.Empty(Problems(Questionnaire, Outcomes));

    [Fact]
    public void Red_flags_are_asked_first_and_cannot_be_skipped()
    {
        var first = ScreeningChat.Definition.Questions[0];
        Assert.True(first.IsRedFlag && first.Required);
        Assert.InRange(ScreeningChat.Definition.MostQuestions, 10, 13);
    }

    [Fact]
    public void Every_question_says_why_it_is_asked() => Assert.All(ScreeningChat.Definition.Questions, question => Assert.NotNull(question.Why));

    [Theory]
    [InlineData("\"linkId\": \"age\"", "\"linkId\": \"urgent\"", "used twice")]
    [InlineData("\"question\": \"scan\"", "\"question\": \"scam\"", "'scam', which does not exist")]
    [InlineData("\"question\": \"health\"", "\"question\": \"where\"", "cannot have")]
    [InlineData("\"type\": \"integer\"", "\"type\": \"attachment\"", "cannot be asked")]
    [InlineData("\"status\": \"active\"", "\"status\": \"lively\"", "lively")]
    [InlineData("\"title\": \"Guided check\",", "\"title\": \"Guided check\"", "not valid JSON")]
    public void Defect_of_the_questionnaire_names_file_line_and_remedy(string good, string bad, string expected)
    {
        var at = Questionnaire.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the questionnaire no longer holds {good}");
        var problems = Problems(Questionnaire[..at] + bad + Questionnaire[(at + good.Length)..], Outcomes);
        var problem = problems.FirstOrDefault(one => one.What.Contains(expected, StringComparison.Ordinal));
        Assert.True(problem is not null, string.Join('\n', problems));
        Assert.Equal(ScreeningDefinition.QuestionnairePath, problem.Path);
        Assert.InRange(problem.Line, 1, Questionnaire.Split('\n').Length);
        Assert.NotEmpty(problem.Remedy);
    }

    [Theory]
    [InlineData("%age < 18", "%agee < 18", "no question and no variable 'agee'")]
    [InlineData("%age < 18", "%age < (18", "no FHIRPath expression")]
    [InlineData("%age < 18", "today() < @2030-01-01", "depends on the clock")]
    [InlineData("%age < 18", "item.exists()", "reads the response as a whole")]
    [InlineData("%age < 18", "%age", "cannot be evaluated with some answers")]
    [InlineData("%age < 18", "%age < 0", "No answer ever meets a test of the row 'minor' on 'age': %age < 0")]
    [InlineData("%procedures.where(code = 'hardware')", "%procedures.where(code = 'hardwear')", "No answer ever meets a test of the row 'hardware' on 'procedures'")]
    [InlineData("\"hitPolicy\": \"first\"", "\"hitPolicy\": \"third\"", "hit policy is unknown")]
    [InlineData("\"otherwise\": true", "\"otherwise\": false", "'when' is missing")]
    [InlineData("\"then\": \"O-OTHER\"", "\"then\": \"O-ANOTHER\"", "'O-ANOTHER', which does not exist")]
    [InlineData("\"name\": \"leg\"", "\"name\": \"age\"", "The name 'age' is taken")]
    [InlineData("\"id\": \"O-FIBRIN\"", "\"id\": \"O-GLUE\"", "No row leads to the outcome 'O-GLUE'")]
    [InlineData("\"id\": \"O-OTHER\"", "\"id\": \"O-STAFF\"", "used twice")]
    [InlineData("\"discuss\"", "\"discus\"", "unknown here")]
    [InlineData("\"closing\": [", "\"closing\": ", "not valid JSON")]
    [InlineData("[EV-08, EV-53]", "[EV-08, EV-999]", "The source 'EV-999' is not known.")]
    [InlineData("[EV-44, EV-63]", "[EV-44, EV63]", "The source 'EV63' is not known.")]
    public void Defect_of_the_outcomes_names_file_line_and_remedy(string good, string bad, string expected)
    {
        var at = Outcomes.IndexOf(good, StringComparison.Ordinal);
        var problems = Problems(Questionnaire, Outcomes[..at] + bad + Outcomes[(at + good.Length)..]);
        var problem = problems.FirstOrDefault(one => one.What.Contains(expected, StringComparison.Ordinal));
        Assert.True(problem is not null, string.Join('\n', problems));
        Assert.Equal(ScreeningDefinition.OutcomesPath, problem.Path);
        Assert.True(problem.Line > 0 && problem.Remedy.Length > 0);
    }

    [Fact]
    public void Line_of_a_defect_is_the_line_in_the_file()
    {
        var bad = Outcomes.Replace("%age < 18", "%agee < 18", StringComparison.Ordinal);
        var line = Array.FindIndex(bad.Split('\n'), text => text.Contains("agee", StringComparison.Ordinal)) + 1;
        Assert.Equal(line, Problems(Questionnaire, bad)[0].Line);
    }

    [Fact]
    public void Question_that_no_answers_lead_to_is_named()
    {
        var problems = Problems(Small("""
            { "linkId": "a", "text": "A?", "type": "boolean" },
            { "linkId": "b", "text": "B?", "type": "boolean", "enableBehavior": "all", "enableWhen": [
              { "question": "a", "operator": "=", "answerBoolean": true },
              { "question": "a", "operator": "=", "answerBoolean": false }] }
            """), SmallOutcomes);
        Assert.Contains(problems, problem => problem is { Line: 3 } && problem.What.Contains("No answers lead to the question 'b'", StringComparison.Ordinal));
    }

    [Fact]
    public void Questions_that_wait_for_each_other_are_named()
    {
        var problems = Problems(Small("""
            { "linkId": "a", "text": "A?", "type": "boolean", "enableWhen": [{ "question": "b", "operator": "exists", "answerBoolean": true }] },
            { "linkId": "b", "text": "B?", "type": "boolean", "enableWhen": [{ "question": "a", "operator": "exists", "answerBoolean": true }] }
            """), SmallOutcomes);
        Assert.Equal(2, problems.Count(problem => problem.What.Contains("waits for its own answer", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("exists", "\"answerBoolean\": false", null, true)]
    [InlineData("exists", "\"answerBoolean\": true", 5, true)]
    [InlineData("=", "\"answerInteger\": 5", 5, true)]
    [InlineData("!=", "\"answerInteger\": 5", 5, false)]
    [InlineData("!=", "\"answerInteger\": 5", null, true)]
    [InlineData(">", "\"answerInteger\": 5", 5, false)]
    [InlineData(">", "\"answerInteger\": 5", 6, true)]
    [InlineData("<", "\"answerInteger\": 5", 4, true)]
    [InlineData(">=", "\"answerInteger\": 5", 5, true)]
    [InlineData("<=", "\"answerInteger\": 5", 6, false)]
    [InlineData("<=", "\"answerInteger\": 5", null, false)]
    public void Every_operator_of_enableWhen_works(string comparison, string answer, int? given, bool enabled)
    {
        var definition = Load(Small($$"""
            { "linkId": "a", "text": "A?", "type": "integer" },
            { "linkId": "b", "text": "B?", "type": "boolean", "enableWhen": [{ "question": "a", "operator": "{{comparison}}", {{answer}} }] }
            """), SmallOutcomes, []);
        var state = new ScreeningState
        {
            Answers = [given is { } value ? new("a", AnswerStatus.Given, [new AnswerValue.Whole(value)]) : new("a", AnswerStatus.Skipped, [])],
        };
        Assert.Equal(enabled, new Walk(definition, state).IsEnabled("b"));
        Assert.Null(new Walk(definition, new ScreeningState()).IsEnabled("b"));
    }

    [Fact]
    public void Missing_files_are_problems()
    {
        var problems = new List<ContentProblem>();
        Screenings.Load(new ContentFiles([]), problems);
        Assert.Equal(2, problems.Count);
    }

    internal const string SmallOutcomes = """{ "hitPolicy": "first", "rows": [{ "id": "all", "says": "All", "otherwise": true, "then": "O" }], "outcomes": [{ "id": "O", "title": "T", "text": ["Words."] }] }""";

    internal static string Small(string items) =>
        $$"""{ "resourceType": "Questionnaire", "url": "https://valorspine.example/small", "version": "1", "status": "active", "item": [{{'\n'}}{{items}}] }""";

    internal static ScreeningDefinition Load(string questionnaire, string outcomes, ICollection<ContentProblem> problems) =>
        ScreeningDefinition.Load(
            new ContentFiles([new(ScreeningDefinition.QuestionnairePath, questionnaire), new(ScreeningDefinition.OutcomesPath, outcomes), ScreeningChat.Files.Find(KnowledgeBase.SourcesPath)!]), ScreeningDefinition.DefaultName, problems);

    private static List<ContentProblem> Problems(string questionnaire, string outcomes)
    {
        var problems = new List<ContentProblem>();
        Load(questionnaire, outcomes, problems);
        return problems;
    }
}
