using System.Collections.Concurrent;
using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>A FHIRPath expression, compiled once by Firely's engine.</summary>
internal sealed class FhirPathExpression
{
    /// <summary>More texts than this are not kept for the next time: an author changes a few at a time.</summary>
    private const int MostKept = 1000;

    private static readonly FhirPathCompiler s_compiler = new(new SymbolTable().AddStandardFP().AddFhirExtensions());

    // Reading one takes milliseconds, and of changed content most expressions are as they were.
    private static readonly ConcurrentDictionary<string, FhirPathExpression> s_read = new(StringComparer.Ordinal);

    private readonly CompiledExpression _compiled;

    private FhirPathExpression(Expression parsed) => (Parsed, _compiled) = (parsed, s_compiler.Compile(parsed));

    public Expression Parsed { get; }

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It is no FHIRPath.</exception>
    /// <exception cref="ArgumentException">It calls a function that does not exist.</exception>
    public static FhirPathExpression Read(string text)
    {
        if (s_read.TryGetValue(text, out var known))
            return known;
        var read = new FhirPathExpression(s_compiler.Parse(text));
        if (s_read.Count < MostKept)
            s_read.TryAdd(text, read);
        return read;
    }

    /// <summary>A part of an expression on its own.</summary>
    public static FhirPathExpression Of(Expression part) => new(part);

    public IEnumerable<PocoNode> Values(PocoNode response, FhirEvaluationContext context) => [.. _compiled([response], context)];

    /// <summary>True, false, or null where it gives nothing.</summary>
    /// <exception cref="InvalidOperationException">It gives something else.</exception>
    public bool? Evaluate(PocoNode response, FhirEvaluationContext context)
    {
        using var values = _compiled([response], context).GetEnumerator();
        if (!values.MoveNext())
            return null;
        return values.Current.GetValue() is bool value && !values.MoveNext() ? value : throw new InvalidOperationException("It gives neither true nor false.");
    }
}
