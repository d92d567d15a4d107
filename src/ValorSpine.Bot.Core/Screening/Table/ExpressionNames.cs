using System.Collections.Immutable;
using Hl7.FhirPath.Expressions;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>Which questions an expression is about. It may name them as <c>%linkId</c> and in no other way, so that all answers to it can be tried.</summary>
internal sealed class ExpressionNames(ScreeningDefinition definition, IReadOnlySet<string> variables)
{
    private static readonly string[] s_clock = ["today", "now", "timeOfDay"];

    private static readonly string[] s_plainOperators = ["=", "!=", "in", "contains", "|", "and", "or", "xor", "implies"];
    private static readonly string[] s_plainFunctions = ["exists", "empty", "not", "where", "intersect", "exclude", "union", "hasValue", "iif"];

    /// <summary>What is wrong with the names in it, or null.</summary>
    public (string What, string Remedy)? DefectOf(Expression expression)
    {
        foreach (var (part, isInside) in Parts(expression, isInside: false))
        {
            switch (part)
            {
                case FunctionCallExpression call when s_clock.Contains(call.FunctionName):
                    return ($"The condition depends on the clock: {call.FunctionName}().", "Compare answers only, so that the same answers always lead to the same outcome.");
                case AxisExpression when isInside:
                    break;
                case AxisExpression or VariableRefExpression { Name: "resource" or "rootResource" or "context" }:
                    return ("The condition reads the response as a whole.", "Name each question as %linkId: it stands for the values of its answers.");
                case VariableRefExpression variable when definition.Find(variable.Name) is null && !variables.Contains(variable.Name):
                    return ($"There is no question and no variable '{variable.Name}'.", "Use a linkId of the questionnaire, in backticks if it has other signs than letters: %`how-long`.");
            }
        }

        return null;
    }

    /// <summary>Names of the questions and variables in an expression.</summary>
    public static IEnumerable<string> NamedIn(Expression expression) =>
        Parts(expression, isInside: false).Select(part => part.Part).OfType<VariableRefExpression>().Where(part => part is not AxisExpression).Select(part => part.Name).Distinct();

    /// <summary>
    /// Whether it asks of a choice only which options are among the answers, and not how many there are or in which order. Options that it does not name are then all the same to it.
    /// </summary>
    public static bool LooksAtCodesOnly(Expression expression) => Parts(expression, isInside: false).All(part => part.Part switch
    {
        BinaryExpression binary => s_plainOperators.Contains(binary.Op),
        ChildExpression child => child.ChildName is "code" or "value" or "system",
        FunctionCallExpression call => s_plainFunctions.Contains(call.FunctionName),
        ConstantExpression or VariableRefExpression or BracketExpression or NewNodeListInitExpression => true,
        _ => false,
    });

    /// <summary>Values that an expression compares with.</summary>
    public static IEnumerable<object> ConstantsIn(Expression expression) =>
        Parts(expression, isInside: false).Select(part => part.Part).OfType<ConstantExpression>().Where(part => part is not IdentifierExpression).Select(part => part.Value);

    /// <summary>All parts; within the brackets of a function that looks at one value after the other, "this" is such a value and not the response.</summary>
    private static ImmutableArray<(Expression Part, bool IsInside)> Parts(Expression expression, bool isInside)
    {
        var parts = ImmutableArray.CreateBuilder<(Expression, bool)>();
        parts.Add((expression, isInside));
        switch (expression)
        {
            case BracketExpression bracket:
                parts.AddRange(Parts(bracket.Operand, isInside));
                break;
            case NewNodeListInitExpression list:
                parts.AddRange(list.Contents.SelectMany(one => Parts(one, isInside)));
                break;
            case ChildExpression child:
                parts.AddRange(Parts(child.Focus, isInside));
                break;
            case FunctionCallExpression call:
                var isOperator = call is BinaryExpression or UnaryExpression || call.FunctionName is "iif";
                if (!isOperator && call.Focus is not null)
                    parts.AddRange(Parts(call.Focus, isInside));
                parts.AddRange(call.Arguments.SelectMany(one => Parts(one, isInside || !isOperator)));
                break;
        }

        return parts.ToImmutable();
    }
}
