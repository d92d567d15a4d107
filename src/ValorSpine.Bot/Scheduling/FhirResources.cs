using Hl7.Fhir.Model;

namespace ValorSpine.Bot.Scheduling;

/// <summary>What every resource of a server has.</summary>
internal static class FhirResources
{
    /// <summary>The id that the server gave it.</summary>
    /// <exception cref="ScheduleUnreachableException">It gave none.</exception>
    public static string IdThere(this Resource resource) => resource.Id ?? throw new ScheduleUnreachableException("what it answered has no id");
}
