using System.Collections.Immutable;
using System.Globalization;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>A test within conditions, with the questions that it is about.</summary>
/// <param name="Expression">As it stands.</param>
/// <param name="Read">Compiled on its own.</param>
/// <param name="Questions">What it is about, in the order of the questionnaire.</param>
/// <param name="Variables">The variables that it rests on, in order.</param>
internal sealed record TableTest(Expression Expression, FhirPathExpression Read, ImmutableArray<Question> Questions, ImmutableArray<TableVariable> Variables)
{
    public static TableTest Of(Expression expression, ScreeningDefinition definition, ImmutableArray<TableVariable> variables)
    {
        var (names, used) = (new HashSet<string>(ExpressionNames.NamedIn(expression), StringComparer.Ordinal), new List<TableVariable>());
        // A variable may rest on those before it.
        foreach (var variable in variables.Reverse().Where(variable => names.Contains(variable.Name)))
        {
            used.Insert(0, variable);
            names.UnionWith(ExpressionNames.NamedIn(variable.Is.Parsed));
        }

        return new(expression, FhirPathExpression.Of(expression), [.. definition.Questions.Where(question => names.Contains(question.LinkId))], [.. used]);
    }

    /// <summary>What it comes to with these answers, one for each of its questions.</summary>
    public Verity With(IReadOnlyList<ScreeningAnswer> answers) => With(AnswerVariables.Of(Questions.Zip(answers), Variables));

    /// <summary>What it comes to with answers that hold those to its questions.</summary>
    public Verity With(AnswerVariables answers) => answers.Evaluate(Read) switch { true => Verity.True, false => Verity.False, null => Verity.Empty };

    /// <summary>Whether options that it does not name are all the same to it.</summary>
    public bool LooksAtCodesOnly => Variables.Select(variable => variable.Is.Parsed).Append(Expression).All(ExpressionNames.LooksAtCodesOnly);

    /// <summary>The values that it compares with.</summary>
    public IEnumerable<AnswerValue> Compared => Variables.Select(variable => variable.Is.Parsed).Append(Expression).SelectMany(ExpressionNames.ConstantsIn).Select(ValueOf).OfType<AnswerValue>();

    private static AnswerValue? ValueOf(object constant) => constant switch
    {
        bool flag => new AnswerValue.Flag(flag),
        string text => new AnswerValue.Words(text),
        int or long or decimal => new AnswerValue.Number(Convert.ToDecimal(constant, CultureInfo.InvariantCulture)),
        Hl7.Fhir.ElementModel.Types.Quantity quantity => new AnswerValue.Amount(quantity.Value, quantity.Unit, quantity.Unit),
        _ when DateOnly.TryParse(constant.ToString(), CultureInfo.InvariantCulture, out var day) => new AnswerValue.Day(day),
        _ => null,
    };
}
