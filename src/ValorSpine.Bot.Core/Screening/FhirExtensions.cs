namespace ValorSpine.Bot.Core.Screening;

/// <summary>The extensions that the engine reads: HL7's where there is one, its own for what HL7 has none.</summary>
internal static class FhirExtensions
{
    public const string Exclusive = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
    public const string MinValue = "http://hl7.org/fhir/StructureDefinition/minValue";
    public const string MaxValue = "http://hl7.org/fhir/StructureDefinition/maxValue";
    public const string Unit = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
    public const string UnitOption = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
    public const string DataAbsentReason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    /// <summary>On an option: what it counts in a score.</summary>
    public const string Ordinal = "http://hl7.org/fhir/StructureDefinition/ordinalValue";

    /// <summary>On a question: it is not shown.</summary>
    public const string Hidden = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";

    /// <summary>Structured Data Capture's short name of a question.</summary>
    public const string ShortText = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText";

    /// <summary>On a question: why it is asked, in plain words, with source keys in brackets.</summary>
    public const string WhyAsked = Own + "why-asked";

    /// <summary>On a question: rule that "yes" or "not sure" fires. On an option: rule that picking it fires.</summary>
    public const string SafetyRule = Own + "safety-rule";

    /// <summary>On an option, any number of times: other words for it.</summary>
    public const string Synonym = Own + "synonym";

    /// <summary>On an option: the Range of numbers or of time that it stands for, high exclusive.</summary>
    public const string OptionRange = Own + "option-range";

    /// <summary>On a response: hash of the questionnaire and its outcomes.</summary>
    public const string ContentHash = Own + "content-hash";

    /// <summary>On a yes/no question, any number of times: other words for "yes" and "no".</summary>
    public const string MeansYes = Own + "means-yes";

    /// <inheritdoc cref="MeansYes"/>
    public const string MeansNo = Own + "means-no";

    /// <summary>On a question, any number of times: words that name no option though they look like it.</summary>
    public const string Decoy = Own + "decoy";

    /// <summary>On a question, any number of times: words for an answer that people give and no option stands for.</summary>
    public const string Unlisted = Own + "unlisted";

    /// <summary>On a question: what was told before the check began is no answer to it, as it says less than an option does.</summary>
    public const string AskedOnly = Own + "asked-only";

    /// <summary>On a question, any number of times: words without one of which nothing answers it that is said of something else.</summary>
    public const string ToldBy = Own + "told-by";

    /// <summary>On a question: it asks what the patient wants, so that a wish and a fear are answers.</summary>
    public const string AsksForWishes = Own + "asks-for-wishes";

    /// <summary>LOINC's code of an age; a question that has it is answered with years.</summary>
    public const string LoincAge = "30525-0";

    /// <summary>On an option: it gives way to any other that is named with it.</summary>
    public const string Yields = Own + "yields";

    private const string Own = "https://valorspine.example/fhir/StructureDefinition/";
}
