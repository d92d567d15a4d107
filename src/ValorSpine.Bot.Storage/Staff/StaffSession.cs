namespace ValorSpine.Bot.Storage.Staff;

/// <summary>A browser that somebody is signed in with.</summary>
/// <param name="Id">Stands in the cookie; opens nothing by itself.</param>
/// <param name="StartedAt">When the person signed in.</param>
/// <param name="SeenAt">When they did something last.</param>
/// <param name="Browser">Browser and system in plain words.</param>
/// <param name="Way">How they signed in: <c>password</c>, <c>second-factor</c>, <c>passkey</c>, <c>provider</c>.</param>
public sealed record StaffSession(string Id, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string Browser, string Way);

/// <summary>A session with what its account is at this moment.</summary>
/// <param name="Session">The session.</param>
/// <param name="MemberId">Whose it is.</param>
/// <param name="Roles">The account's roles, parted by commas.</param>
/// <param name="SecurityStamp">Changes when the account's sessions are to end.</param>
/// <param name="HasSecondFactor">Whether a password alone does not sign the account in.</param>
public sealed record OpenStaffSession(StaffSession Session, string MemberId, string Roles, string SecurityStamp, bool HasSecondFactor);
