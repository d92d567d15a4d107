using System.Globalization;
using Hl7.Fhir.Model;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>FHIR's types of an answer as the engine's, and back.</summary>
internal static class FhirValues
{
    private static readonly string[] s_dates = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>The value of a condition or an initial answer, or null where its type cannot be asked.</summary>
    public static AnswerValue? Of(DataType? value) => value switch
    {
        FhirBoolean flag => new AnswerValue.Flag(flag.Value == true),
        Integer whole => new AnswerValue.Whole(whole.Value ?? 0),
        FhirDecimal number => new AnswerValue.Number(number.Value ?? 0),
        Date or FhirDateTime => DayOf(value) is { } day ? new AnswerValue.Day(day) : null,
        Coding coding => new AnswerValue.Coded(coding.Code ?? "", coding.System, coding.Display ?? ""),
        FhirString text => new AnswerValue.Words(text.Value ?? ""),
        Quantity quantity => new AnswerValue.Amount(quantity.Value ?? 0, quantity.Unit ?? quantity.Code ?? "", quantity.Code ?? ""),
        _ => null,
    };

    /// <summary>An option of a choice with its type; null where it has no code or no text, or is of a type that cannot be asked.</summary>
    public static (AnswerValue.Coded Value, OptionKind Kind)? OptionOf(DataType? value) => value switch
    {
        Coding { Code: { Length: > 0 } code } coding => (new(code, coding.System, coding.Display ?? code), OptionKind.Coding),
        FhirString { Value: { Length: > 0 } text } => (new(text, null, text), OptionKind.Text),
        Integer { Value: { } number } => (Numbered(number.ToString(CultureInfo.InvariantCulture)), OptionKind.Whole),
        Date date when DayOf(date) is { } day => (new(date.Value!, null, new AnswerValue.Day(day).Shown), OptionKind.Day),
        _ => null,
    };

    /// <summary>The code of an option that a condition names by a text, a number or a date; codings stay as they are.</summary>
    public static AnswerValue AsOption(AnswerValue value) => value switch
    {
        AnswerValue.Words words => new AnswerValue.Coded(words.Text, null, ""),
        AnswerValue.Whole whole => new AnswerValue.Coded(whole.Shown, null, ""),
        AnswerValue.Day day => new AnswerValue.Coded(day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, ""),
        _ => value,
    };

    public static decimal? NumberOf(DataType? value) => value switch
    {
        Integer whole => whole.Value,
        FhirDecimal number => number.Value,
        Quantity quantity => quantity.Value,
        _ => null,
    };

    public static DateOnly? DayOf(DataType? value)
    {
        var text = value switch { Date date => date.Value, FhirDateTime time => time.Value?.Split('T')[0], _ => null };
        return text is not null && DateOnly.TryParseExact(text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>The value as FHIR has it in an answer to a question.</summary>
    public static DataType ToFhir(Question question, AnswerValue value) => value switch
    {
        AnswerValue.Coded coded => ToFhir(question.Options.FirstOrDefault(option => option.Value.Code == coded.Code), coded),
        AnswerValue.Flag flag => new FhirBoolean(flag.Value),
        AnswerValue.Whole whole => new Integer(whole.Value),
        AnswerValue.Number number => new FhirDecimal(number.Value),
        AnswerValue.Day day when question.IsDateTime => new FhirDateTime(day.Value.Year, day.Value.Month, day.Value.Day),
        AnswerValue.Day day => new Date(day.Value.Year, day.Value.Month, day.Value.Day),
        AnswerValue.Amount amount => new Quantity { Value = amount.Value, Unit = amount.Unit.Length > 0 ? amount.Unit : null, Code = amount.Code, System = "http://unitsofmeasure.org" },
        AnswerValue.Words words => new FhirString(words.Text),
        _ => throw new InvalidOperationException($"The answer to '{question.LinkId}' is of an unknown type."),
    };

    private static AnswerValue.Coded Numbered(string number) => new(number, null, number);

    private static DataType ToFhir(AnswerOption? option, AnswerValue.Coded coded) => option?.Kind switch
    {
        OptionKind.Text => new FhirString(coded.Code),
        OptionKind.Whole => new Integer(int.Parse(coded.Code, CultureInfo.InvariantCulture)),
        OptionKind.Day => new Date(coded.Code),
        _ => new Coding(coded.System, coded.Code, coded.Display)
        {
            Extension = option?.Ordinal is { } ordinal ? [new(FhirExtensions.Ordinal, new FhirDecimal(ordinal))] : [],
        },
    };
}
