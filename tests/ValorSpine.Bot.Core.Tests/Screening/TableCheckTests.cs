using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

public sealed class TableCheckTests
{
    private const string Items = """
        { "linkId": "age", "text": "Age?", "type": "integer", "extension": [
          { "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 1 }, { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 120 }] },
        { "linkId": "tried", "text": "Tried?", "type": "choice", "repeats": true, "answerOption": [
          { "valueCoding": { "code": "pills" } }, { "valueCoding": { "code": "walks" } }, { "valueCoding": { "code": "rest" } }] },
        { "linkId": "better", "text": "Better?", "type": "boolean", "enableWhen": [{ "question": "tried", "operator": "=", "answerCoding": { "code": "walks" } }] }
        """;

    [Fact]
    public void Rows_that_fit_all_answers_together_are_in_order() =>
        Assert.Empty(Problems("first", Row("young", "%age < 18"), Row("old", "%age >= 18"), Row("silent", "%age.empty()")));

    [Fact]
    public void Answers_that_no_row_fits_are_named_with_an_example()
    {
        var problem = Assert.Single(Problems("first", Row("young", "%age < 18"), Row("old", "%age > 18"), Row("silent", "%age.empty()")));
        Assert.Equal("No row fits these answers: age: 18.", problem.What);
    }

    [Fact]
    public void An_answer_that_was_skipped_may_be_the_one_that_no_row_fits()
    {
        var problem = Assert.Single(Problems("first", Row("young", "%age < 18"), Row("old", "%age >= 18")));
        Assert.Equal("No row fits these answers: age: none.", problem.What);
        Assert.Contains("otherwise", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_is_not_asked_has_no_answers_to_fit()
    {
        Assert.Empty(Problems("first", Row("yes", "%better"), Row("no", "%better.exists() and %better.not()"), Row("not-asked", "%better.empty()")));
        var never = Assert.Single(Problems("first", Row("yes", "%better", "%tried.where(code = 'walks').empty()"), Otherwise));
        Assert.Contains("can never apply", never.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_behind_others_that_take_all_its_answers_is_named_with_the_row_and_an_example()
    {
        var problem = Assert.Single(Problems("first", Row("adult", "%age >= 18"), Row("young", "%age < 18"), Row("retired", "%age > 70"), Otherwise));
        Assert.Equal("The row 'retired' is never reached: rows before it take all its answers, such as 'adult' with age: 71.", problem.What);
        Assert.Equal(4, problem.Line);
    }

    [Fact]
    public void A_row_that_several_others_hide_together_is_found() => Assert.Contains(
        Problems("first", Row("pills", "%tried.where(code = 'pills').exists()"), Row("no-pills", "%tried.where(code = 'pills').empty()"), Row("walks", "%tried.where(code = 'walks').exists()"), Otherwise),
        problem => problem.What.StartsWith("The row 'walks' is never reached", StringComparison.Ordinal));

    [Fact]
    public void With_unique_hits_two_rows_that_fit_the_same_answers_are_named_with_an_example()
    {
        var problem = Assert.Single(Problems("unique", Row("pills", "%tried.where(code = 'pills').exists()"), Row("walks", "%tried.where(code = 'walks').exists()"), Otherwise));
        Assert.Equal("The rows 'pills' and 'walks' both fit these answers: tried: pills + walks.", problem.What);
        Assert.Empty(Problems("first", Row("pills", "%tried.where(code = 'pills').exists()"), Row("walks", "%tried.where(code = 'walks').exists()"), Otherwise));
    }

    [Fact]
    public void With_unique_hits_rows_that_exclude_each_other_are_in_order() =>
        Assert.Empty(Problems("unique", Row("young", "%age < 18"), Row("walks", "%age >= 18", "%tried.where(code = 'walks').exists()"), Otherwise));

    [Theory]
    [InlineData("%tried.where(code = 'pils').exists()", "No answer ever meets a test of the row 'one' on 'tried'")]
    [InlineData("%tried.where(code = 'pils' or code = 'walks').exists()", "names 'pils', which is no option of 'tried'")]
    [InlineData("%tried.cod.exists()", "No answer ever meets")]
    [InlineData("%age > 120", "No answer ever meets")]
    [InlineData("%age < 18 and %age > 20", "can never apply")]
    [InlineData("%tried.code", "cannot be evaluated with some answers")]
    [InlineData("%tried.single().exists()", "cannot be evaluated with some answers")]
    public void A_condition_that_no_answer_meets_is_named(string when, string expected) =>
        Assert.Contains(Problems("first", Row("one", when), Otherwise), problem => problem.What.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("%tried.count() > 1")]
    [InlineData("%age * 2 > 100")]
    [InlineData("%age > 18 implies %tried.exists()")]
    [InlineData("%age.exists() xor %tried.exists()")]
    [InlineData("%tried.code contains 'walks'")]
    [InlineData("'walks' in %tried.code")]
    [InlineData("(%age in (18 | 19)).not()")]
    [InlineData("%age > 18 and (%tried | 'none').count() > 2")]
    public void Any_FHIRPath_on_named_questions_can_be_a_condition(string when) => Assert.Empty(Problems("first", Row("one", when), Otherwise));

    [Fact]
    public void Too_many_answers_to_try_are_a_defect_unless_the_file_says_why()
    {
        var many = string.Join(",\n", Enumerable.Range(1, 9).Select(number => $$"""
            { "linkId": "q{{number}}", "text": "Q?", "type": "choice", "required": true, "answerOption": [
              { "valueCoding": { "code": "a" } }, { "valueCoding": { "code": "b" } }, { "valueCoding": { "code": "c" } }, { "valueCoding": { "code": "d" } }] }
            """));
        var sum = $"({string.Join(" | ", Enumerable.Range(1, 9).Select(number => $"%q{number}.where(code = 'a')"))}).count() > 3";
        Assert.Contains("too many to be tried", Assert.Single(Problems(many, Table("first", "", Row("high", sum), Otherwise))).What, StringComparison.Ordinal);
        Assert.Empty(Problems(many, Table("first", "\"unproven\": \"It adds up nine answers.\",", Row("high", sum), Otherwise)));
        Assert.Contains("too many to be tried", Assert.Single(Problems(many, Table("first", "\"unproven\": \"It adds up nine answers.\",", Row("high", sum)))).What, StringComparison.Ordinal);
        Assert.Equal("All answers could be tried.", Assert.Single(Problems(Items, Table("first", "\"unproven\": \"I am lazy.\",", Row("young", "%age < 18"), Otherwise))).What);
    }

    [Fact]
    public void A_note_that_can_never_apply_is_named() => Assert.Contains(
        Problems(Items, Table("first", "\"notes\": [{ \"id\": \"n\", \"when\": \"%age < 18 and %age > 70\", \"text\": \"Hm.\" }],", Otherwise)),
        problem => problem.What == "The note 'n' can never apply: no answers meet all of its conditions.");

    [Fact]
    public void The_screening_of_this_repository_has_exactly_one_outcome_for_all_answers_and_no_idle_row() => Assert.Empty(
        Problems(ScreeningChat.Files.Find(ScreeningDefinition.QuestionnairePath)!.Text, ScreeningChat.Files.Find(ScreeningDefinition.OutcomesPath)!.Text, whole: true));

    [Theory]
    [InlineData("{ \"id\": \"minor\"", "{ \"id\": \"all\", \"says\": \"All\", \"when\": \"%age.exists() or %age.empty()\", \"then\": \"O-STAFF\" },\n    { \"id\": \"minor\"", "The row 'minor' is never reached")]
    [InlineData("\"hitPolicy\": \"first\"", "\"hitPolicy\": \"unique\"", "both fit these answers")]
    [InlineData(",\n    { \"id\": \"anything-else\", \"says\": \"No row before fits\", \"rule\": \"Something that matters is still open: where it hurts, or what you hope for.\", \"otherwise\": true, \"then\": \"O-STAFF\" }", "", "No row fits these answers")]
    public void A_slip_in_the_screening_of_this_repository_is_found(string good, string bad, string expected)
    {
        var outcomes = ScreeningChat.Files.Find(ScreeningDefinition.OutcomesPath)!.Text;
        Assert.Contains(good, outcomes, StringComparison.Ordinal);
        var problems = Problems(ScreeningChat.Files.Find(ScreeningDefinition.QuestionnairePath)!.Text, outcomes.Replace(good, bad, StringComparison.Ordinal), whole: true);
        Assert.Contains(problems, problem => problem.What.Contains(expected, StringComparison.Ordinal));
    }

    private const string Otherwise = """{ "id": "else", "says": "All others", "otherwise": true, "then": "O" }""";

    private static string Row(string id, params string[] when) =>
        $$"""{ "id": "{{id}}", "says": "S", "when": [{{string.Join(", ", when.Select(one => $"\"{one}\""))}}], "then": "O" }""";

    private static string Table(string policy, string also, params string[] rows) =>
        $$"""{ "hitPolicy": "{{policy}}", {{also}} "outcomes": [{ "id": "O", "title": "T", "text": ["Words."] }], "rows": [{{'\n'}}{{string.Join(",\n", rows)}}] }""";

    private static List<ContentProblem> Problems(string policy, params string[] rows) => Problems(Items, Table(policy, "", rows));

    private static List<ContentProblem> Problems(string items, string outcomes, bool whole = false)
    {
        var problems = new List<ContentProblem>();
        ScreeningDefinitionTests.Load(whole ? items : ScreeningDefinitionTests.Small(items), outcomes, problems);
        return problems;
    }
}
