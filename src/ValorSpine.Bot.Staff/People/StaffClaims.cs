using System.Security.Claims;

namespace ValorSpine.Bot.Staff.People;

/// <summary>What the host's cookie says of who is signed in, beside the name.</summary>
public static class StaffClaims
{
    /// <summary>The name of a role, once for each.</summary>
    public const string Role = ClaimTypes.Role;

    /// <summary>The id of the session.</summary>
    public const string Session = "staff:session";

    /// <summary>Stands where a second factor is required and not set up: then there is nothing but its page.</summary>
    public const string SecondFactorMissing = "staff:second-factor-missing";

    /// <summary>Whether one of the person's roles has the right.</summary>
    public static bool May(this ClaimsPrincipal person, Right right) =>
        person.FindAll(Role).Any(claim => Roles.Find(claim.Value) is { } role && role.Rights.Contains(right));

    /// <summary>Whether somebody is signed in who has a name for the audit trail.</summary>
    public static bool HasName(this ClaimsPrincipal person) => person.Identity is { IsAuthenticated: true } identity && !string.IsNullOrWhiteSpace(identity.Name);

    /// <summary>Whether nothing of the sign-in is left to do.</summary>
    public static bool IsComplete(this ClaimsPrincipal person) => person.HasName() && !person.HasClaim(claim => claim.Type == SecondFactorMissing);
}
