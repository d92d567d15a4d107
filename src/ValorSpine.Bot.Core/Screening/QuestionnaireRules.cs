using Hl7.Fhir.Model;
using Item = Hl7.Fhir.Model.Questionnaire.ItemComponent;
using ItemType = Hl7.Fhir.Model.Questionnaire.QuestionnaireItemType;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>
/// FHIR's own rules for a Questionnaire (the invariants que-1 to que-13, of which que-2 is looked at where link ids are read), and what the engine refuses because
/// it would be asked wrongly without it: expressions, hidden questions, groups that repeat.
/// </summary>
internal sealed class QuestionnaireRules
{
    private static readonly ItemType[] s_withLength = [ItemType.Boolean, ItemType.Decimal, ItemType.Integer, ItemType.String, ItemType.Text, ItemType.Url, ItemType.OpenChoice];

    private readonly Action<string, string, string> _report;

    private QuestionnaireRules(Action<string, string, string> report) => _report = report;

    /// <summary>Reports each breach with where it stands, what it is and what to do.</summary>
    public static void Check(Questionnaire questionnaire, Action<string, string, string> report)
    {
        var rules = new QuestionnaireRules(report);
        rules.Understandable(questionnaire.Extension, questionnaire.ModifierExtension, "", "The questionnaire");
        rules.Check(questionnaire.Item, "item");
        if (questionnaire.Item.Count == 0)
            report("", "The questionnaire has no items.", "Add at least one question.");
    }

    private void Check(List<Item> items, string at)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var here = $"{at}[{i}]";
            CheckFhir(items[i], here);
            CheckChat(items[i], here);
            Check(items[i].Item, $"{here}.item");
        }
    }

    private void CheckFhir(Item item, string at)
    {
        var (isDisplay, isGroup) = (item.Type is ItemType.Display, item.Type is ItemType.Group);
        var isChoice = item.Type is ItemType.Choice or ItemType.OpenChoice;
        Refuse(isGroup && item.Item.Count == 0, at, item, "is a group without items", "que-1", "Put its questions below it, or make it a display.");
        Refuse(isDisplay && item.Item.Count > 0, at, item, "is a display with items below it", "que-1", "Make it a group, or move them out.");
        Refuse(isDisplay && item.Code.Count > 0, $"{at}.code", item, "is a display with a code", "que-3", "Remove 'code'.");
        Refuse(item.AnswerOption.Count > 0 && item.AnswerValueSet is not null, at, item, "has both answerOption and answerValueSet", "que-4", "Keep one of them.");
        Refuse(!isChoice && item.AnswerValueSet is not null, $"{at}.answerValueSet", item, "has a value set and is no choice", "que-5", "Make its type choice or open-choice.");
        Refuse(isDisplay && (item.Required is not null || item.Repeats is not null), at, item, "is a display that is required or repeats", "que-6", "Remove 'required' and 'repeats'.");
        Refuse((isDisplay || isGroup) && item.Initial.Count > 0, $"{at}.initial", item, "has an initial value and asks nothing", "que-8", "Remove 'initial'.");
        Refuse(isDisplay && item.ReadOnly is not null, $"{at}.readOnly", item, "is a display with 'readOnly'", "que-9", "Remove 'readOnly'.");
        Refuse(item.MaxLength is not null && !s_withLength.Contains(item.Type ?? ItemType.Group), $"{at}.maxLength", item, "has a maxLength that its type cannot have", "que-10", "Remove 'maxLength'.");
        Refuse(item.AnswerOption.Count > 0 && item.Initial.Count > 0, $"{at}.initial", item, "has options and an initial value", "que-11", "Mark the option with \"initialSelected\": true.");
        Refuse(item.EnableWhen.Count > 1 && item.EnableBehavior is null, at, item, "has several conditions and no enableBehavior", "que-12", "Say whether 'all' or 'any' of them must hold.");
        Refuse(item.Repeats != true && item.Initial.Count + item.AnswerOption.Count(option => option.InitialSelected == true) > 1, at, item, "has several initial values and does not repeat", "que-13", "Keep one of them.");
        for (var i = 0; i < item.EnableWhen.Count; i++)
            Refuse(item.EnableWhen[i] is { Operator: Questionnaire.QuestionnaireItemOperator.Exists, Answer: not FhirBoolean }, $"{at}.enableWhen[{i}]", item, "has a condition 'exists' that is not answered with a boolean", "que-7", "Write answerBoolean.");
    }

    private void CheckChat(Item item, string at)
    {
        Understandable(item.Extension, item.ModifierExtension, at, $"The item '{item.LinkId}'");
        Refuse(item.Type is ItemType.Group && item.Repeats == true, $"{at}.repeats", item, "is a group that repeats, which a chat cannot ask", null, "Remove 'repeats', or ask for the answers in one text.");
        if (item.Type is ItemType.Display or ItemType.Group)
            return;
        Refuse(item.ReadOnly == true, $"{at}.readOnly", item, "is read-only, so that nobody could answer it", null, "Remove 'readOnly', or the question.");
        Refuse(item.GetExtension(FhirExtensions.Hidden)?.Value is FhirBoolean { Value: true }, at, item, "is hidden, so that nobody could answer it", null, "Remove the extension, or the question.");
    }

    /// <summary>What changes the meaning of an element, or computes it, must be understood or refused.</summary>
    private void Understandable(List<Extension> extensions, List<Extension> modifiers, string at, string who)
    {
        if (modifiers.Count > 0)
            _report($"{at}.modifierExtension".TrimStart('.'), $"{who} has a modifierExtension ({modifiers[0].Url}), which is not understood.", "Remove it.");
        if (extensions.Find(extension => IsExpression(extension.Url)) is { } expression)
            _report(at, $"{who} has an expression ({expression.Url}), which is not evaluated.", "Remove it. Say with enableWhen when a question is asked, and with an outcome what the answers lead to.");
    }

    private static bool IsExpression(string? url) =>
        url is not null && (url.EndsWith("Expression", StringComparison.Ordinal) || url.EndsWith("/cqf-expression", StringComparison.Ordinal)
            || url is "http://hl7.org/fhir/StructureDefinition/variable" or "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint");

    private void Refuse(bool refused, string at, Item item, string what, string? rule, string remedy)
    {
        if (refused)
            _report(at, $"The item '{item.LinkId}' {what}{(rule is null ? "" : $" ({rule})")}.", remedy);
    }
}
