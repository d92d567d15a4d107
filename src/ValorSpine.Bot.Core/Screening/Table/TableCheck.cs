using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Hl7.FhirPath.Expressions;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>
/// Proves by trying all answers that each combination has exactly one outcome, and that every row, note and test can ever apply. What cannot be proved is a defect
/// too, unless the file says why in <c>unproven</c>.
/// </summary>
internal sealed class TableCheck
{
    private readonly ScreeningDefinition _definition;
    private readonly Orientations _table;
    private readonly ImmutableDictionary<string, Logic> _variables;
    private readonly Action<string, string, string> _report;

    private TableCheck(ScreeningDefinition definition, Orientations table, Action<string, string, string> report)
    {
        (_definition, _table, _report) = (definition, table, report);
        _variables = ImmutableDictionary<string, Logic>.Empty;
        foreach (var variable in table.Variables)
            _variables = _variables.Add(variable.Name, Logic.Read(variable.Is.Parsed, _variables));
    }

    /// <summary>Reports each defect with where it stands, what it is and what to do.</summary>
    public static void Check(ScreeningDefinition definition, OutcomesContent content, Action<string, string, string> report)
    {
        var check = new TableCheck(definition, content.Orientations, report);
        var rows = content.Orientations.Rows.Select((row, at) => new Checked(row.Id, $"rows[{at}]", "row", check.LogicOf(row.When))).ToImmutableArray();
        var notes = content.Orientations.Notes.Select((note, at) => new Checked(note.Id, $"notes[{at}]", "note", check.LogicOf(note.When)));
        var possible = true;
        foreach (var one in rows.Where(row => !row.IsOtherwise).Concat(notes))
            possible &= check.CanApply(one);
        if (possible && !rows.IsEmpty)
            check.Together(rows, content.Unproven);
    }

    private ImmutableArray<Logic> LogicOf(TableCondition? condition) => condition is null ? [] : [.. condition.All.Select(one => Logic.Read(one.Parsed, _variables))];

    private AnswerTree? TreeOf(string at, IEnumerable<Logic> conditions)
    {
        try
        {
            return new(_definition, [.. conditions.SelectMany(logic => logic.Tests).Distinct(ReferenceEqualityComparer.Instance).Cast<Hl7.FhirPath.Expressions.Expression>().Select(test => TableTest.Of(test, _definition, _table.Variables))], []);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or InvalidCastException)
        {
            _report(at, $"The condition cannot be evaluated with some answers: {error.Message}", "Let it give true or false for all answers, such as by .exists() or 'code' in %question.code.");
            return null;
        }
    }

    /// <summary>Whether some answers meet all conditions of a row or note, and some meet each test in them.</summary>
    private bool CanApply(Checked one)
    {
        if (TreeOf(one.At, one.When) is not { } tree)
            return false;
        foreach (var test in tree.NeverTrue)
        {
            var question = test.Questions.FirstOrDefault();
            _report($"{one.At}.when", $"No answer ever meets a test of the {one.Kind} '{one.Id}'{(question is null ? "" : $" on '{question.LinkId}'")}: {test.Expression.EchoExpression().Trim()}", RemedyFor(question));
        }

        foreach (var (question, code) in tree.Tests.SelectMany(UnknownCodes).Distinct())
            _report($"{one.At}.when", $"The {one.Kind} '{one.Id}' names '{code}', which is no option of '{question.LinkId}'.", RemedyFor(question));
        // One that is too large on its own is reported where all rows are tried together, or is only a note.
        if (tree.NeverTrue.Any() || tree.Tests.SelectMany(UnknownCodes).Any())
            return false;
        if (tree.Any(() => one.Fits(tree)) || tree.IsTooLarge)
            return true;
        _report($"{one.At}.when", $"The {one.Kind} '{one.Id}' can never apply: no answers meet all of its conditions.", "Correct its condition, or remove it.");
        return false;
    }

    /// <summary>Codes that a test on one choice names and that are none of its options. Where it names others too it may hold all the same, and nobody would notice.</summary>
    private static IEnumerable<(Question Question, string Code)> UnknownCodes(TableTest test) =>
        test is { Questions: [{ Type: QuestionType.Choice } question], LooksAtCodesOnly: true }
            ? test.Compared.OfType<AnswerValue.Words>().Select(words => words.Text)
                .Where(text => question.Options.All(option => option.Value.Code != text && option.Value.System != text)).Select(text => (question, text))
            : [];

    private static string RemedyFor(Question? question) => question is { IsChoice: true, Options.IsEmpty: false }
        ? $"Correct it. The codes are: {string.Join(", ", question.Options.Select(option => option.Value.Code))}."
        : "Correct it: look for a misspelt name, or a value that the question cannot have.";

    private void Together(ImmutableArray<Checked> rows, string? unproven)
    {
        if (TreeOf("rows", rows.SelectMany(row => row.When)) is not { } tree)
            return;
        ImmutableArray<Checked> tried = [.. rows.Where(row => !row.IsOtherwise)];
        var reached = new HashSet<Checked>();
        var (hole, overlap) = ((string?)null, ((Checked, Checked, string)?)null);
        tree.Any(() =>
        {
            if (_table.Policy is HitPolicy.Unique && Both(tried, tree) is { } both)
                overlap ??= (both.One, both.Other, Shown(tree));
            if (Deciding(tried, tree) is not { } settled)
                return null;
            if (settled.Row is { } row)
                reached.Add(row);
            else if (rows.Length == tried.Length)
                hole ??= Shown(tree);
            // With unique hits an overlap may hide behind the first row that fits.
            return _table.Policy is HitPolicy.First || overlap is not null || tried.All(row => row.Fits(tree) is not null) ? false : null;
        }, () => Residue(tried, tree, _table.Policy));

        if (tree.IsTooLarge)
        {
            if (unproven is null || rows.Length == tried.Length)
            {
                _report(
                    "rows", "The answers that these rows hang on are too many to be tried, so nobody knows whether each has one outcome.",
                    "Use fewer questions in them, or say why in \"unproven\" and let the last row have \"otherwise\": true.");
            }

            return;
        }

        if (unproven is not null)
            _report("unproven", "All answers could be tried.", "Remove 'unproven'.");
        if (hole is not null)
            _report("rows", $"No row fits these answers: {hole}.", "Add a row for them, or a last one with \"otherwise\": true.");
        if (overlap is var (one, other, answers) && overlap is not null)
            _report(other.At, $"The rows '{one.Id}' and '{other.Id}' both fit these answers: {answers}.", "Narrow one of them, or use the hit policy 'first'.");
        foreach (var row in tried.Where(row => !reached.Contains(row) && overlap is null))
            Shadowed(row, tried, tree);
    }

    private void Shadowed(Checked row, ImmutableArray<Checked> rows, AnswerTree tree)
    {
        tree.Any(() => row.Fits(tree) is not true ? row.Fits(tree) : Deciding(rows, tree) is null ? null : true, () => Residue(rows, tree, HitPolicy.Unique));
        var before = Deciding(rows, tree)?.Row;
        _report(row.At, $"The row '{row.Id}' is never reached: rows before it take all its answers, such as '{before?.Id}' with {Shown(tree)}.", "Move it up, or remove it.");
    }

    /// <summary>The first row that fits, or none; null where that hangs on further answers.</summary>
    private static (Checked? Row, bool Settled)? Deciding(ImmutableArray<Checked> rows, AnswerTree tree)
    {
        foreach (var row in rows)
        {
            switch (row.Fits(tree))
            {
                case true: return (row, true);
                case null: return null;
            }
        }

        return (null, true);
    }

    /// <summary>What the answers so far leave of the rows. What comes after the first row that fits in any case does not count, unless two must not fit.</summary>
    private static string Residue(ImmutableArray<Checked> rows, AnswerTree tree, HitPolicy policy)
    {
        var left = new StringBuilder();
        foreach (var row in rows)
        {
            var fits = row.Fits(tree);
            left.Append(fits switch { true => 't', false => 'f', null => '?' });
            if (fits is true && policy is HitPolicy.First)
                break;
            if (fits is null)
                row.AddResidue(left, tree);
        }

        return left.ToString();
    }

    private static (Checked One, Checked Other)? Both(ImmutableArray<Checked> rows, AnswerTree tree) =>
        rows.Where(row => row.Fits(tree) == true).Take(2).ToArray() is [var one, var other] ? (one, other) : null;

    private static string Shown(AnswerTree tree) => string.Join("; ", tree.Given.Select(answer => string.Create(
        CultureInfo.InvariantCulture, $"{answer.LinkId}: {(answer.Values.IsEmpty ? "none" : string.Join(" + ", answer.Values.Select(value => value is AnswerValue.Coded coded ? coded.Code : value.Shown)))}")));

    /// <summary>A row or a note; without conditions it is the row for all other answers.</summary>
    private sealed record Checked(string Id, string At, string Kind, ImmutableArray<Logic> When)
    {
        public bool IsOtherwise => When.IsEmpty;

        /// <summary>Whether it fits the answers so far; null where that hangs on further ones.</summary>
        public bool? Fits(AnswerTree tree)
        {
            bool? all = true;
            foreach (var logic in When)
            {
                var can = logic.Of(tree.Of);
                if (!can.HasFlag(Verity.True))
                    return false;
                if (can is not Verity.True)
                    all = null;
            }

            return all;
        }

        /// <summary>The tests of the conditions that are not settled, with what each can come to.</summary>
        public void AddResidue(StringBuilder left, AnswerTree tree)
        {
            foreach (var logic in When)
            {
                var can = logic.Of(tree.Of);
                left.Append((int)can);
                if (can is Verity.True or Verity.False or Verity.Empty)
                    continue;
                foreach (var test in logic.Tests)
                    left.Append((int)tree.Of(test));
                left.Append(',');
            }
        }
    }
}
