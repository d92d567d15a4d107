using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>One value that a patient gave, typed as its FHIR item is.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Coded), "coded")]
[JsonDerivedType(typeof(Flag), "flag")]
[JsonDerivedType(typeof(Whole), "whole")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Day), "day")]
[JsonDerivedType(typeof(Amount), "amount")]
[JsonDerivedType(typeof(Words), "words")]
public abstract record AnswerValue
{
    private AnswerValue()
    {
    }

    /// <summary>The value as a patient reads it.</summary>
    [JsonIgnore]
    public string Shown => this switch
    {
        Coded coded => coded.Display,
        Flag flag => flag.Value ? "Yes" : "No",
        Whole whole => whole.Value.ToString(CultureInfo.InvariantCulture),
        Number number => number.Value.ToString("0.###", CultureInfo.InvariantCulture),
        Day day => day.Value.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture),
        Amount amount => $"{amount.Value.ToString("0.##", CultureInfo.InvariantCulture)} {amount.Unit}",
        Words words => words.Text,
        _ => "",
    };

    /// <summary>An option of a choice.</summary>
    /// <param name="Code">Code within the system.</param>
    /// <param name="System">Code system, or null.</param>
    /// <param name="Display">As it was shown.</param>
    public sealed record Coded(string Code, string? System, string Display) : AnswerValue;

    /// <summary>Yes or no.</summary>
    public sealed record Flag(bool Value) : AnswerValue;

    /// <summary>A whole number.</summary>
    public sealed record Whole(int Value) : AnswerValue;

    /// <summary>A number with decimals.</summary>
    public sealed record Number(decimal Value) : AnswerValue;

    /// <summary>A date.</summary>
    public sealed record Day(DateOnly Value) : AnswerValue;

    /// <summary>A number with its unit.</summary>
    /// <param name="Value">In the unit.</param>
    /// <param name="Unit">As shown: "months".</param>
    /// <param name="Code">UCUM: <c>mo</c>.</param>
    public sealed record Amount(decimal Value, string Unit, string Code) : AnswerValue;

    /// <summary>The patient's own words.</summary>
    public sealed record Words(string Text) : AnswerValue;
}

/// <summary>What became of a question that was asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerStatus>))]
public enum AnswerStatus
{
    /// <summary>There is at least one value.</summary>
    Given,

    /// <summary>The patient does not know.</summary>
    Unsure,

    /// <summary>The patient passed over it.</summary>
    Skipped,
}

/// <summary>The answer to one question.</summary>
/// <param name="LinkId">Of the question.</param>
/// <param name="Status">Given, unsure or skipped.</param>
/// <param name="Values">One or, where the question repeats, more; empty unless given.</param>
public sealed record ScreeningAnswer(string LinkId, AnswerStatus Status, ImmutableArray<AnswerValue> Values);
