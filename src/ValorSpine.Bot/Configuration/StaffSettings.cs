using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Staff.People;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Staff</c>: how staff sign in, and for how long.</summary>
internal sealed record StaffSettings
{
    /// <summary>For how long a session may be idle, unless told otherwise.</summary>
    public const int UsualIdleMinutes = 20;

    /// <summary>After how long a session ends whatever is done in it: a working day.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(8);

    /// <summary>Whether nobody gets further with a password alone than to setting up a second factor.</summary>
    public bool RequiresSecondFactor { get; init; } = true;

    /// <summary>For how long a session may be idle.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(UsualIdleMinutes);

    /// <summary>Whether accounts of this service can sign in: with password, code and passkey.</summary>
    public bool AcceptsPasswords { get; init; } = true;

    /// <summary>The sign-in service, or null.</summary>
    public StaffOidcSettings? Oidc { get; init; }

    /// <summary>The settings.</summary>
    /// <exception cref="BadSettingsException">Some are missing or wrong; the message has one line for each.</exception>
    public static StaffSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Staff");
        var problems = new List<string>();
        var factor = section["SecondFactor"];
        if (!string.IsNullOrWhiteSpace(factor) && !Is(factor, "Required") && !Is(factor, "Optional"))
            problems.Add($"appsettings.json: Staff:SecondFactor is '{factor}'. Write Required or Optional.");
        var idle = section["IdleMinutes"];
        var minutes = UsualIdleMinutes;
        if (!string.IsNullOrWhiteSpace(idle) && !(int.TryParse(idle, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) && minutes is >= 1 and <= 480))
            problems.Add($"appsettings.json: Staff:IdleMinutes is '{idle}'. Write a number of minutes from 1 to 480.");
        var passwords = section["PasswordSignIn"];
        if (!string.IsNullOrWhiteSpace(passwords) && !bool.TryParse(passwords, out _))
            problems.Add($"appsettings.json: Staff:PasswordSignIn is '{passwords}'. Write true or false.");
        var oidc = StaffOidcSettings.Read(section.GetSection("Oidc"), problems);
        var accepts = string.IsNullOrWhiteSpace(passwords) || !bool.TryParse(passwords, out var said) || said;
        if (!accepts && oidc is null && problems.Count == 0)
            problems.Add("appsettings.json: Staff:PasswordSignIn is false and Staff:Oidc is not set, so nobody could sign in. Set one of them.");
        return problems.Count > 0
            ? throw new BadSettingsException(string.Join('\n', problems))
            : new() { RequiresSecondFactor = !Is(factor, "Optional"), Idle = TimeSpan.FromMinutes(minutes), AcceptsPasswords = accepts, Oidc = oidc };
    }

    private static bool Is(string? given, string name) => name.Equals(given, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Section <c>Staff:Oidc</c>: the clinic's sign-in service.</summary>
internal sealed record StaffOidcSettings
{
    /// <summary>Its issuer, such as <c>https://login.microsoftonline.com/TENANT/v2.0</c>.</summary>
    public required Uri Authority { get; init; }

    /// <summary>What this service is called there.</summary>
    public required string ClientId { get; init; }

    /// <summary>What proves that it is this service.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>As staff know it.</summary>
    public required string Name { get; init; }

    /// <summary>The claim of the id token that says what somebody is.</summary>
    public required string RoleClaim { get; init; }

    /// <summary>What is said there, and what that is here.</summary>
    public required ImmutableDictionary<string, ImmutableArray<Role>> Roles { get; init; }

    /// <summary>The roles that somebody has here who has these there.</summary>
    public ImmutableArray<Role> Map(IEnumerable<string> said)
    {
        var mapped = said.SelectMany(name => Roles.GetValueOrDefault(name, [])).ToHashSet();
        return [.. Staff.People.Roles.All.Where(mapped.Contains)];
    }

    /// <summary>The settings, or null where none is given; adds what is wrong to <paramref name="problems"/>.</summary>
    public static StaffOidcSettings? Read(IConfigurationSection section, List<string> problems)
    {
        var before = problems.Count;
        if (string.IsNullOrWhiteSpace(section[nameof(Authority)]) && string.IsNullOrWhiteSpace(section[nameof(ClientId)]))
            return null;
        foreach (var missing in new[] { nameof(Authority), nameof(ClientId), nameof(ClientSecret) }.Where(name => string.IsNullOrWhiteSpace(section[name])))
            problems.Add($"appsettings.json: {section.Path}:{missing} is missing. Give all of Authority, ClientId and ClientSecret, or none.");
        if (!Uri.TryCreate(section[nameof(Authority)], UriKind.Absolute, out var authority) || !(authority.Scheme == Uri.UriSchemeHttps || authority.IsLoopback))
            problems.Add($"appsettings.json: {section.Path}:{nameof(Authority)} must be an address that begins with https://.");
        var roles = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Role>>(StringComparer.Ordinal);
        foreach (var mapped in section.GetSection(nameof(Roles)).GetChildren())
        {
            if (!Staff.People.Roles.TryRead(mapped.Value, out var here, out var unknown))
                problems.Add($"appsettings.json: {mapped.Path} names '{unknown}', which is no role. Use {Staff.People.Roles.Names(Staff.People.Roles.All)}.");
            roles[mapped.Key] = here;
        }

        if (roles.Count == 0)
            problems.Add($"appsettings.json: {section.Path}:{nameof(Roles)} is empty, so nobody could sign in. Say which role there is which role here.");
        return problems.Count > before ? null : new()
        {
            Authority = authority!,
            ClientId = section[nameof(ClientId)]!,
            ClientSecret = section[nameof(ClientSecret)]!,
            Name = section[nameof(Name)] is { Length: > 0 } name ? name : "your clinic account",
            RoleClaim = section[nameof(RoleClaim)] is { Length: > 0 } claim ? claim : "roles",
            Roles = roles.ToImmutable(),
        };
    }
}
