using ValorSpine.Bot.Staff.People;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>Who may do what in the console, as the clinic wants it: written here a second time, so that neither the roles nor a page change unnoticed.</summary>
internal static class RightsMatrix
{
    private static readonly Role[] s_readers = [Roles.Reader, Roles.Reviewer, Roles.Author, Roles.Approver, Roles.Supervisor];
    private static readonly Role[] s_reviewers = [Roles.Reviewer, Roles.Supervisor];
    private static readonly Role[] s_supervisors = [Roles.Supervisor];
    private static readonly Role[] s_administrators = [Roles.Administrator];
    private static readonly Role[] s_everybody = [.. Roles.All];

    /// <summary>Every address of the console with its methods, and whose it is; null where nobody has to be signed in.</summary>
    public static IReadOnlyDictionary<string, Role[]?> Endpoints { get; } = new Dictionary<string, Role[]?>
    {
        ["GET /staff"] = s_readers,
        ["POST /staff"] = s_readers,
        ["GET /staff/conversations/{Key}"] = s_readers,
        ["POST /staff/conversations/{Key}"] = s_readers,
        ["GET /staff/conversations/{key}/newest"] = s_readers,
        ["GET /staff/conversations/{key}/screening/{number:int}.json"] = s_supervisors,
        ["GET /staff/conversations/{key}/alerts/{id:long}/seen"] = s_readers,
        ["POST /staff/conversations/{key}/alerts/{id:long}/seen"] = s_reviewers,
        ["GET /staff/conversations/{key}/alerts/{id:long}/resolved"] = s_readers,
        ["POST /staff/conversations/{key}/alerts/{id:long}/resolved"] = s_reviewers,
        ["GET /staff/alerts"] = s_readers,
        ["POST /staff/alerts"] = s_readers,
        ["GET /staff/alerts/open"] = s_readers,
        ["GET /staff/waiting"] = s_readers,
        ["POST /staff/waiting"] = s_readers,
        ["GET /staff/waiting/count"] = s_readers,
        ["GET /staff/outbox"] = s_readers,
        ["POST /staff/outbox"] = s_readers,
        ["GET /staff/outbox/{id:long}/again"] = s_readers,
        ["POST /staff/outbox/{id:long}/again"] = s_reviewers,
        ["GET /staff/outbox/{id:long}/handled"] = s_readers,
        ["POST /staff/outbox/{id:long}/handled"] = s_reviewers,
        ["GET /staff/people"] = s_administrators,
        ["POST /staff/people"] = s_administrators,
        ["GET /staff/people/{Id}"] = s_administrators,
        ["POST /staff/people/{Id}"] = s_administrators,
        ["GET /staff/account"] = s_everybody,
        ["POST /staff/account"] = s_everybody,
        ["POST /staff/account/step"] = s_everybody,
        ["POST /staff/account/passkeys"] = s_everybody,
        ["POST /staff/account/passkeys/options"] = s_everybody,
        ["GET /staff/second-factor"] = s_everybody,
        ["POST /staff/second-factor"] = s_everybody,
        ["POST /staff/sign-out"] = s_everybody,
        ["GET /staff/{*Rest}"] = s_everybody,
        ["POST /staff/{*Rest}"] = s_everybody,
        ["GET /staff/sign-in"] = null,
        ["POST /staff/sign-in"] = null,
        ["GET /staff/sign-in/code"] = null,
        ["POST /staff/sign-in/code"] = null,
        ["POST /staff/sign-in/passkey"] = null,
        ["POST /staff/sign-in/passkey/options"] = null,
        ["GET /staff/console.css"] = null,
        ["GET /staff/account.css"] = null,
        ["GET /staff/console.js"] = null,
        ["GET /staff/passkeys.js"] = null,
    };

    /// <summary>Forms that a page handles itself, and who may send them.</summary>
    public static IReadOnlyDictionary<string, Role[]?> Forms { get; } = new Dictionary<string, Role[]?>
    {
        ["conversation-step"] = s_reviewers,
        ["add-account"] = s_administrators,
        ["account-roles"] = s_administrators,
        ["account-step"] = s_administrators,
        ["change-password"] = s_everybody,
        ["second-factor"] = s_everybody,
        ["sign-in"] = null,
        ["sign-in-code"] = null,
    };
}
