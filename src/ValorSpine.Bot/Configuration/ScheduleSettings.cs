using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Schedule:Fhir</c>: a FHIR R4 server as the schedule.</summary>
internal sealed record FhirScheduleSettings
{
    /// <summary>The server's base address, with a slash at its end.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it is looked whether the clinic changed appointments there.</summary>
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Ids of the Schedules there, by resource of <c>Clinic:Visits</c>.</summary>
    public required ImmutableDictionary<string, string> Schedules { get; init; }

    /// <summary>Service types of the slots there as <c>system|code</c>, by visit type; where none is given, any slot of the Schedule will do.</summary>
    public ImmutableDictionary<string, string> ServiceTypes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How the service signs in there, or null where the server asks for nothing.</summary>
    public SmartSettings? Smart { get; init; }

    /// <summary>The settings, or null where the schedule is the built-in one.</summary>
    /// <exception cref="BadSettingsException">Some are missing or wrong; the message has one line for each.</exception>
    public static FhirScheduleSettings? Read(IConfiguration configuration, ClinicFacts clinic, string contentRoot)
    {
        var section = configuration.GetSection("Schedule");
        return (section["Provider"]?.Trim() ?? "").ToLowerInvariant() switch
        {
            "" or "builtin" => null,
            "fhir" => new FhirScheduleReader(section.GetSection("Fhir"), clinic, contentRoot).Read(),
            _ => throw new BadSettingsException($"appsettings.json: {section.Path}:Provider is '{section["Provider"]}'. Write BuiltIn or Fhir."),
        };
    }
}

/// <summary>Section <c>Schedule:Fhir:Smart</c>: SMART backend services.</summary>
/// <param name="TokenUrl">Where tokens are given.</param>
/// <param name="ClientId">Who asks.</param>
/// <param name="Key">Signs the assertion, RS384 or ES384.</param>
/// <param name="Scope">What is asked for.</param>
internal sealed record SmartSettings(Uri TokenUrl, string ClientId, SigningCredentials Key, string Scope)
{
    /// <summary>What booking needs, in the scopes of SMART 2.</summary>
    public const string UsualScope = "system/Schedule.r system/Slot.rsu system/Appointment.crsu system/Patient.crs system/QuestionnaireResponse.crs";
}

/// <summary>Reads section <c>Schedule:Fhir</c> and lists every problem at once.</summary>
internal sealed partial class FhirScheduleReader(IConfigurationSection section, ClinicFacts clinic, string contentRoot)
{
    private readonly IConfigurationSection _smart = section.GetSection("Smart");
    private readonly List<string> _problems = [];

    public FhirScheduleSettings Read()
    {
        var url = Needed(section, "BaseUrl", "the base address of the FHIR R4 server, such as https://fhir.example.org/r4") is { } text ? Url($"{section.Path}:BaseUrl", text) : null;
        var seconds = Number("Seconds", usual: 5, most: 60);
        var minutes = Number("RefreshMinutes", usual: 5, most: 1440);
        var schedules = Schedules();
        var services = ServiceTypes();
        var smart = IsGiven(_smart) ? Smart() : null;
        return _problems.Count > 0 || url is null
            ? throw new BadSettingsException(string.Join('\n', _problems))
            : new()
            {
                BaseUrl = url.AbsoluteUri.EndsWith('/') ? url : new(url.AbsoluteUri + "/"),
                Patience = TimeSpan.FromSeconds(seconds),
                RefreshEvery = TimeSpan.FromMinutes(minutes),
                Schedules = schedules,
                ServiceTypes = services,
                Smart = smart,
            };
    }

    [GeneratedRegex(@"^[A-Za-z0-9\-.]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FhirId { get; }

    [GeneratedRegex(@"^([^\s|,$]+\|)?[^\s|,$]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Token { get; }

    private static bool IsGiven(IConfigurationSection section) => !string.IsNullOrWhiteSpace(section.Value) || section.GetChildren().Any(IsGiven);

    private static string? Text(IConfigurationSection section, string name) => section[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private string? Needed(IConfigurationSection part, string name, string what)
    {
        var text = Text(part, name);
        if (text is null)
            _problems.Add($"appsettings.json: {part.Path}:{name} is missing. Give {what}.");
        return text;
    }

    // What patients say of themselves, and the token that opens the server, travel on it.
    private Uri? Url(string path, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Query: "", Fragment: "", UserInfo: "" } && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            return url;
        _problems.Add($"appsettings.json: {path} is '{text}'. Write an https address without query; http is for this machine only.");
        return null;
    }

    private int Number(string name, int usual, int most)
    {
        if (Text(section, name) is not { } text)
            return usual;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
            _problems.Add($"appsettings.json: {section.Path}:{name} is '{text}'. Write a number from 1 to {most}, or leave it out for {usual}.");
        return number;
    }

    private ImmutableDictionary<string, string> Schedules()
    {
        var list = section.GetSection("Schedules");
        var schedules = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var resources = clinic.Visits.SelectMany(visit => visit.Resources).Distinct().ToArray();
        foreach (var given in list.GetChildren())
        {
            var id = (given.Value ?? "").Trim().Replace("Schedule/", "", StringComparison.Ordinal);
            if (resources.FirstOrDefault(resource => resource.Equals(given.Key, StringComparison.OrdinalIgnoreCase)) is not { } resource)
                _problems.Add($"appsettings.json: {given.Path} names no resource of Clinic:Visits. Remove it, or use one of {string.Join(", ", resources)}.");
            else if (!FhirId.IsMatch(id))
                _problems.Add($"appsettings.json: {given.Path} is '{given.Value}'. Write the id of a Schedule on the server, such as Schedule/123.");
            else
                schedules[resource] = id;
        }

        foreach (var resource in resources.Where(resource => list[resource] is null))
            _problems.Add($"appsettings.json: {list.Path}:{resource} is missing. Give the Schedule on the server in which {resource} is booked, such as Schedule/123.");
        return schedules.ToImmutable();
    }

    private ImmutableDictionary<string, string> ServiceTypes()
    {
        var services = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var given in section.GetSection("ServiceTypes").GetChildren().Where(IsGiven))
        {
            if (clinic.Visits.FirstOrDefault(visit => visit.Id.Equals(given.Key, StringComparison.OrdinalIgnoreCase)) is not { } visit)
                _problems.Add($"appsettings.json: {given.Path} names no visit of Clinic:Visits. Remove it, or use one of {string.Join(", ", clinic.Visits.Select(one => one.Id))}.");
            else if (!Token.IsMatch(given.Value ?? ""))
                _problems.Add($"appsettings.json: {given.Path} is '{given.Value}'. Write system|code, such as http://terminology.hl7.org/CodeSystem/service-type|221.");
            else
                services[visit.Id] = given.Value!;
        }

        return services.ToImmutable();
    }

    private SmartSettings? Smart()
    {
        var url = Needed(_smart, "TokenUrl", "the server's token endpoint, such as https://auth.example.org/token") is { } text ? Url($"{_smart.Path}:TokenUrl", text) : null;
        var client = Needed(_smart, "ClientId", "the id under which the service is registered there");
        var file = Needed(_smart, "KeyFile", "the file with the private key, as PEM or JWK");
        var key = file is null ? null : Key(Path.GetFullPath(file, contentRoot));
        return url is null || client is null || key is null ? null : new(url, client, key, Text(_smart, "Scope") ?? SmartSettings.UsualScope);
    }

    private SigningCredentials? Key(string file)
    {
        try
        {
            return SmartKey.Read(File.ReadAllText(file), Text(_smart, "KeyId"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"appsettings.json: {_smart.Path}:KeyFile is '{file}', which cannot be read. Let the service's account read it, or correct the path.");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            _problems.Add($"appsettings.json: {_smart.Path}:KeyFile is '{file}', which holds no key that can be used. Give a private RSA key of 2048 bits or more, or one on the curve P-384, without a password, as PEM or JWK.");
        }
        catch (KeyIdMissingException)
        {
            _problems.Add($"appsettings.json: {_smart.Path}:KeyId is missing. Give the id (kid) under which the public key is registered at the server.");
        }

        return null;
    }
}
