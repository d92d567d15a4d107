using Hl7.Fhir.Model;

namespace ValorSpine.Bot.Scheduling;

/// <summary>What every answer of a server has.</summary>
internal static class FhirAnswers
{
    /// <summary>Whether an address is the server's: its base, with or without the slash at the end, or something below it.</summary>
    public static bool Holds(this Uri baseUrl, Uri address) => baseUrl.IsBaseOf(address) || address.GetLeftPart(UriPartial.Path) == baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>The id that the server gave it.</summary>
    /// <exception cref="ScheduleUnreachableException">It gave none.</exception>
    public static string IdThere(this Resource resource) => resource.Id ?? throw new ScheduleUnreachableException("what it answered has no id");
}
