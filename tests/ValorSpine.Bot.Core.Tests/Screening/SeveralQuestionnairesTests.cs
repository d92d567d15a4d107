using System.Text.Json;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Another questionnaire beside the screening, as a form builder exports one: no code, only a file in the folder.</summary>
public sealed class SeveralQuestionnairesTests
{
    private const string Path = "dialogs/back-log.questionnaire.json", OutcomesPath = "dialogs/back-log.outcomes.json";

    /// <summary>In the form in which NLM's form builder writes: LOINC codes, prefixes, rendering extensions, drop-downs, units, scores, no url and no version.</summary>
    private const string Form = """
        {
          "resourceType": "Questionnaire",
          "meta": { "profile": ["http://hl7.org/fhir/4.0/StructureDefinition/Questionnaire"], "tag": [{ "code": "lformsVersion: 36.1.3" }] },
          "name": "BackLog",
          "title": "Weekly back log",
          "status": "draft",
          "subjectType": ["Patient"],
          "code": [{ "system": "http://loinc.org", "code": "00000-0", "display": "Weekly back log" }],
          "item": [
            { "type": "group", "linkId": "/g1", "prefix": "A", "text": "Your week", "code": [{ "system": "http://loinc.org", "code": "00000-1" }],
              "_text": { "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/rendering-style", "valueString": "color: #336" }] },
              "item": [
                { "type": "choice", "linkId": "/g1/worst", "prefix": "A1", "text": "How was your worst day?", "required": true, "code": [{ "system": "http://loinc.org", "code": "00000-2" }],
                  "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl", "valueCodeableConcept": { "coding": [{ "system": "http://hl7.org/fhir/questionnaire-item-control", "code": "drop-down", "display": "Drop down" }], "text": "Drop down" } }],
                  "answerOption": [
                    { "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 0 }], "valueCoding": { "system": "http://loinc.org", "code": "LA0000-1", "display": "Easy" } },
                    { "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 2 }], "valueCoding": { "system": "http://loinc.org", "code": "LA0000-2", "display": "Hard" } },
                    { "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 4 }], "valueCoding": { "system": "http://loinc.org", "code": "LA0000-3", "display": "Very hard" } }],
                  "item": [{ "type": "display", "linkId": "/g1/worst-help", "text": "Think of the last seven days.",
                    "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl", "valueCodeableConcept": { "coding": [{ "system": "http://hl7.org/fhir/questionnaire-item-control", "code": "help" }] } }] }] },
                { "type": "decimal", "linkId": "/g1/walk", "prefix": "A2", "text": "How long do you walk on a good day?", "code": [{ "system": "http://loinc.org", "code": "00000-3" }],
                  "extension": [
                    { "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": { "system": "http://unitsofmeasure.org", "code": "min", "display": "minutes" } },
                    { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDecimal": 600 }] } ] },
            { "type": "string", "linkId": "/helps", "text": "What helped?", "repeats": true, "maxLength": 60,
              "enableWhen": [{ "question": "/g1/worst", "operator": "!=", "answerCoding": { "system": "http://loinc.org", "code": "LA0000-1" } }] },
            { "type": "boolean", "linkId": "/again", "text": "May we ask again next week?", "initial": [{ "valueBoolean": true }] },
            { "type": "display", "linkId": "/bye", "text": "Thank you for your log." } ]
        }
        """;

    private const string Outcomes = """
        {
          "hitPolicy": "unique",
          "variables": [{ "name": "score", "is": "%`/g1/worst`.extension('http://hl7.org/fhir/StructureDefinition/ordinalValue').value" }],
          "rows": [
            { "id": "hard", "says": "A hard week", "when": "%score >= 2", "then": "TALK" },
            { "id": "easy", "says": "An easy week", "when": "%score < 2", "then": "GO-ON" }],
          "outcomes": [
            { "id": "TALK", "title": "Tell the clinic about this week", "text": ["Your week was hard. Tell the clinic about it."] },
            { "id": "GO-ON", "title": "A good week", "text": ["Your week was easy. Go on as you do."] }]
        }
        """;

    private static readonly Lazy<BotContent> s_alone = new(() => With((Path, Form))), s_withOutcomes = new(() => With((Path, Form), (OutcomesPath, Outcomes)));

    [Fact]
    public void The_screening_stays_the_one_that_is_begun_where_none_is_named()
    {
        Assert.Equal(["back-log", "screening"], s_alone.Value.Screenings.Live.Select(definition => definition.Name));
        Assert.Equal("screening", new Talk(s_alone.Value).Says("start the check").State.Screening!.Name);
    }

    [Theory]
    [InlineData("start weekly back log")]
    [InlineData("Start the Weekly Back Log please")]
    [InlineData("I want to do my weekly back log")]
    public void Another_one_is_begun_by_its_title(string text)
    {
        var talk = new Talk(s_alone.Value).Says(text);
        Assert.Equal("back-log", talk.State.Screening!.Name);
        Assert.Contains("This is \"Weekly back log\".", talk.Text, StringComparison.Ordinal);
        Assert.Contains("A Your week", talk.Text, StringComparison.Ordinal);
        Assert.Contains("Question 1 of 4. A1 How was your worst day?", talk.Text, StringComparison.Ordinal);
        Assert.Contains("Think of the last seven days.", talk.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start the back pain screening", false)]
    [InlineData("get back to the screening", true)]
    public void Back_pain_is_no_way_back(string text, bool asksForCode) => Assert.Equal(asksForCode, new Talk(s_alone.Value).Says(text).Text.Contains("resume code?", StringComparison.Ordinal));

    [Fact]
    public void Another_one_is_begun_by_its_action() => Assert.Equal("back-log", new Talk(s_alone.Value).Says("", ChoiceAction.ScreenWith("back-log")).State.Screening!.Name);

    [Fact]
    public void A_title_in_a_question_begins_nothing() => Assert.Null(new Talk(s_alone.Value).Says("what is the weekly back log").State.Screening);

    [Fact]
    public void An_exported_form_runs_to_its_end_and_gives_the_answers_alone()
    {
        var talk = new Talk(s_alone.Value).Says("start weekly back log").Says("very hard");
        Assert.Contains("A number is enough, in minutes.", talk.Text, StringComparison.Ordinal);
        Assert.Contains("What helped?", talk.Says("about 25").Text, StringComparison.Ordinal);
        Assert.Contains("Is there another one?", talk.Says("warm showers").Text, StringComparison.Ordinal);
        Assert.Contains("May we ask again", talk.Says("short walks").Says("that's all").Text, StringComparison.Ordinal);
        Assert.Contains("If this is right, say \"keep it\": Yes.", talk.Text, StringComparison.Ordinal);
        talk.Says("keep it");

        Assert.Contains("Thank you for your log.", talk.Text, StringComparison.Ordinal);
        Assert.Contains("- What helped?: warm showers; short walks", talk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("What they point to", talk.Text, StringComparison.Ordinal);
        var finished = talk.Last.Screening!;
        Assert.Equal("", finished.OutcomeId);
        Assert.Empty(ResponseRules.Defects(Form, finished.ResponseJson));
        var definition = s_alone.Value.Screenings.Find("back-log")!;
        Assert.Equal($"urn:valorspine:questionnaire:back-log|{definition.Hash}", JsonDocument.Parse(finished.ResponseJson).RootElement.GetProperty("questionnaire").GetString());
    }

    [Theory]
    [InlineData("easy", "GO-ON", "go on as you do")]
    [InlineData("hard", "TALK", "Tell the clinic about it")]
    public void Its_own_outcomes_may_rest_on_the_scores_of_its_options(string worst, string outcome, string said)
    {
        var talk = new Talk(s_withOutcomes.Value).Says("start weekly back log").Says(worst).Says("10");
        for (var turns = 0; turns < 3 && talk.Last.Screening is null; turns++)
            talk.Says(talk.State.Screening!.Current == "/again" ? "no" : talk.State.Screening.Collecting ? "that's all" : "rest");
        Assert.Equal(outcome, talk.Last.Screening!.OutcomeId);
        Assert.Contains(said, talk.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void One_that_is_not_finished_is_not_dropped_for_another_without_asking()
    {
        var talk = new Talk(s_alone.Value).Says("start the check").Says("none").Says("start weekly back log");
        Assert.Equal("screening", talk.State.Screening!.Name);
        Assert.Equal(["Continue the check", "Begin: Weekly back log"], talk.Labels);
        Assert.Equal("back-log", talk.Fork().Says("Begin: Weekly back log").State.Screening!.Name);
        Assert.Equal("health", talk.Fork().Says("Continue the check").State.Screening!.Current);
    }

    [Fact]
    public void Start_over_begins_the_same_one_again() => Assert.Equal("back-log", new Talk(s_alone.Value).Says("start weekly back log").Says("hard").Says("start over").State.Screening!.Name);

    [Fact]
    public void An_answer_of_their_own_counts_more_than_the_one_that_is_offered()
    {
        var talk = new Talk(s_alone.Value).Says("start weekly back log").Says("easy").Says("30").Says("no");
        Assert.Equal(new AnswerValue.Flag(false), talk.State.Screening!.AnswerTo("/again")!.Values[0]);
    }

    [Fact]
    public void An_offered_answer_that_is_skipped_is_no_answer()
    {
        var talk = new Talk(s_alone.Value).Says("start weekly back log").Says("easy").Says("30").Says("skip");
        Assert.Equal(AnswerStatus.Skipped, talk.State.Screening!.AnswerTo("/again")!.Status);
    }

    [Fact]
    public void Outcomes_without_a_questionnaire_and_titles_that_stand_twice_are_defects()
    {
        Assert.Contains(Problems((OutcomesPath, Outcomes)), problem => problem is { Path: OutcomesPath } && problem.What == "There is no questionnaire of this name.");
        Assert.Contains(Problems((Path, Form.Replace("Weekly back log", "Guided check", StringComparison.Ordinal))), problem => problem.What == "Two questionnaires are called 'Guided check'.");
    }

    [Fact]
    public void A_running_screening_ends_on_the_version_that_it_began_with()
    {
        var talk = new Talk(s_withOutcomes.Value).Says("start weekly back log").Says("hard");
        var begun = s_withOutcomes.Value.Screenings.Find("back-log")!;
        var newer = With((Path, Form.Replace("May we ask again next week?", "May we call you?", StringComparison.Ordinal)), (OutcomesPath, Outcomes.Replace("Tell the clinic about it.", "Call us.", StringComparison.Ordinal)));
        Assert.Equal(begun.Hash, newer.Screenings.MissingFor(talk.State.Screening));

        talk.With = newer.With(ScreeningDefinition.Of(begun.Source));
        Assert.Null(talk.With.Screenings.MissingFor(talk.State.Screening));
        Assert.Contains("May we ask again next week?", talk.Says("30").Says("rest").Says("that's all").Text, StringComparison.Ordinal);
        Assert.Contains("Tell the clinic about it.", talk.Says("no").Text, StringComparison.Ordinal);
        Assert.Contains(begun.Hash, talk.Last.Screening!.ResponseJson, StringComparison.Ordinal);
        Assert.Contains("Tell the clinic about it.", talk.Says("start weekly back log").Says("Show my summary").Text, StringComparison.Ordinal);

        var after = talk.Says("start weekly back log").Says("Start over").State.Screening!;
        Assert.Equal(newer.Screenings.Find("back-log")!.Hash, after.Hash);
    }

    [Fact]
    public void A_version_that_nobody_kept_goes_on_with_the_newest()
    {
        var talk = new Talk(s_alone.Value).Says("start weekly back log").Says("hard");
        talk.With = With((Path, Form.Replace("A2", "A3", StringComparison.Ordinal)));
        Assert.Contains("What helped?", talk.Says("30").Text, StringComparison.Ordinal);
    }

    private static BotContent With(params (string Path, string Text)[] files)
    {
        var (content, problems) = Content.Bot.Reload(FilesWith(files));
        return content ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    private static IReadOnlyList<ContentProblem> Problems(params (string Path, string Text)[] files) => Content.Bot.Reload(FilesWith(files)).Problems;

    private static ContentFiles FilesWith((string Path, string Text)[] files) =>
        new([.. Content.Files.Under("knowledge"), .. Content.Files.Under("dialogs"), .. files.Select(file => new ContentFile(file.Path, file.Text))]);
}
