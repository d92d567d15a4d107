using System.Collections.Immutable;
using Hl7.FhirPath.Expressions;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>What a condition can still come to: true, false, or FHIRPath's empty. One that is settled is just one of them.</summary>
[Flags]
internal enum Verity
{
    None = 0,
    False = 1,
    True = 2,
    Empty = 4,
    Any = False | True | Empty,
}

/// <summary>
/// A condition taken apart at and, or, xor, implies and not(). What is left are tests, each of which is about a few questions, mostly one: that makes it possible to
/// try all answers.
/// </summary>
internal abstract record Logic
{
    private static readonly Verity[] s_each = [Verity.False, Verity.True, Verity.Empty];

    private Logic()
    {
    }

    public abstract IEnumerable<Expression> Tests { get; }

    /// <summary>What it can come to, given what its tests can.</summary>
    public abstract Verity Of(Func<Expression, Verity> test);

    public static Logic Read(Expression expression, ImmutableDictionary<string, Logic> variables) => expression switch
    {
        BracketExpression bracket => Read(bracket.Operand, variables),
        BinaryExpression { Op: "and" or "or" or "xor" or "implies" } both => new Pair(both.Op, Read(both.Arguments.First(), variables), Read(both.Arguments.Last(), variables)),
        FunctionCallExpression { FunctionName: "not", Focus: not AxisExpression } not when !not.Arguments.Any() => new Not(Read(not.Focus, variables)),
        VariableRefExpression variable when variables.TryGetValue(variable.Name, out var meant) => meant,
        _ => new Test(expression),
    };

    private sealed record Test(Expression Expression) : Logic
    {
        public override IEnumerable<Expression> Tests => [Expression];

        public override Verity Of(Func<Expression, Verity> test) => test(Expression);
    }

    private sealed record Not(Logic Operand) : Logic
    {
        public override IEnumerable<Expression> Tests => Operand.Tests;

        public override Verity Of(Func<Expression, Verity> test)
        {
            var of = Operand.Of(test);
            return (of & Verity.Empty) | (of.HasFlag(Verity.True) ? Verity.False : 0) | (of.HasFlag(Verity.False) ? Verity.True : 0);
        }
    }

    private sealed record Pair(string Op, Logic Left, Logic Right) : Logic
    {
        public override IEnumerable<Expression> Tests => Left.Tests.Concat(Right.Tests);

        public override Verity Of(Func<Expression, Verity> test)
        {
            var left = Left.Of(test);
            // What the left side settles alone needs no look at the right one.
            if ((Op, left) is ("and", Verity.False) or ("or", Verity.True))
                return left;
            var (right, possible) = (Right.Of(test), Verity.None);
            foreach (var a in s_each.Where(a => left.HasFlag(a)))
            {
                foreach (var b in s_each.Where(b => right.HasFlag(b)))
                    possible |= Combined(a, b);
            }

            return possible;
        }

        private Verity Combined(Verity a, Verity b) => Op switch
        {
            "and" => a is Verity.False || b is Verity.False ? Verity.False : a is Verity.True && b is Verity.True ? Verity.True : Verity.Empty,
            "or" => a is Verity.True || b is Verity.True ? Verity.True : a is Verity.False && b is Verity.False ? Verity.False : Verity.Empty,
            "xor" => a is Verity.Empty || b is Verity.Empty ? Verity.Empty : a == b ? Verity.False : Verity.True,
            _ => a is Verity.False || b is Verity.True ? Verity.True : a is Verity.True && b is Verity.False ? Verity.False : Verity.Empty,
        };
    }
}
