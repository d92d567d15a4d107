using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The text of a questionnaire and its outcomes as they were at some time. What was live is kept, so that a running screening ends on the version that it began with.</summary>
/// <param name="Name">What the files are called: <c>screening</c>.</param>
/// <param name="Questionnaire">The FHIR R4 Questionnaire.</param>
/// <param name="Outcomes">The outcomes, or null where there are none.</param>
public sealed record QuestionnaireVersion(string Name, string Questionnaire, string? Outcomes)
{
    /// <summary>Hash of name and texts: the same texts are the same version.</summary>
    public string Hash { get; } = new ContentFiles([new($"{Name}.questionnaire", Questionnaire), .. Outcomes is null ? Array.Empty<ContentFile>() : [new($"{Name}.outcomes", Outcomes)]]).Version;
}
