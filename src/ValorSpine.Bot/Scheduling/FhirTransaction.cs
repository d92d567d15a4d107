using Hl7.Fhir.Model;

namespace ValorSpine.Bot.Scheduling;

/// <summary>A transaction bundle with what FHIR asks of its entries.</summary>
internal sealed class FhirTransaction
{
    private readonly List<Bundle.EntryComponent> _entries = [];

    /// <summary>The bundle.</summary>
    public Bundle Bundle => new() { Type = Bundle.BundleType.Transaction, Entry = _entries };

    /// <summary>Creates a resource where none has the identifier; gives how others of the bundle refer to it.</summary>
    public string CreateOnce(Resource resource, Identifier identifier)
    {
        var url = $"urn:uuid:{Guid.NewGuid()}";
        _entries.Add(new()
        {
            FullUrl = url,
            Resource = resource,
            Request = new() { Method = Bundle.HTTPVerb.POST, Url = resource.TypeName, IfNoneExist = $"identifier={Uri.EscapeDataString($"{identifier.System}|{identifier.Value}")}" },
        });
        return url;
    }

    /// <summary>Updates a resource where nobody has changed it since it was read.</summary>
    public void Update(Resource resource) => _entries.Add(new()
    {
        Resource = resource,
        Request = new() { Method = Bundle.HTTPVerb.PUT, Url = $"{resource.TypeName}/{resource.Id}", IfMatch = $"W/\"{resource.Meta?.VersionId}\"" },
    });

    /// <summary>Whether an entry was carried out. Servers without roll-back answer a transaction with single failures.</summary>
    public static bool IsDone(Bundle.EntryComponent entry) => entry.Response?.Status?.StartsWith('2') == true;

    /// <summary>Id of the resource that an entry made or found, or null.</summary>
    public static string? IdOf(Bundle.EntryComponent entry, string type)
    {
        if (entry.Resource is { Id: { } id } resource && resource.TypeName == type)
            return id;
        var parts = (entry.Response?.Location ?? "").Split('/');
        var place = Array.IndexOf(parts, type);
        return place >= 0 && place + 1 < parts.Length ? parts[place + 1] : null;
    }
}
