using System.Collections.Frozen;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Staff.People;

/// <summary>Forms that a page handles itself: what sending them needs beyond seeing the page. Forms with an address of their own name their right there.</summary>
internal static class FormRights
{
    private const string NameField = "_handler";

    /// <summary>By the form's name; null where the page's own right is enough. A form that has no name here is refused.</summary>
    public static FrozenDictionary<string, Right?> Table { get; } = new Dictionary<string, Right?>
    {
        ["sign-in"] = null,
        ["sign-in-code"] = null,
        ["conversation-step"] = Right.TakeOver,
        ["break-glass"] = null,
        ["hold"] = null,
        ["release"] = null,
        ["erase"] = null,
        ["verify"] = null,
        ["second-factor"] = null,
        ["change-password"] = null,
        ["add-account"] = null,
        ["account-roles"] = null,
        ["account-step"] = null,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A convention for pages: who may see the page but not send the form is refused before the page is made.</summary>
    public static void Enforce(EndpointBuilder endpoint)
    {
        var next = endpoint.RequestDelegate ?? throw new InvalidOperationException($"'{endpoint.DisplayName}' has nothing to wrap.");
        endpoint.RequestDelegate = async http =>
        {
            // A form without the right token is refused by the page itself, and must not be read.
            var isForm = HttpMethods.IsPost(http.Request.Method) && http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && http.Request.HasFormContentType;
            if (isForm && await LacksAsync(http))
                await Refusals.RefuseAsync(http);
            else
                await next(http);
        };
    }

    private static async Task<bool> LacksAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form[NameField].Any(name => name is not null && (!Table.TryGetValue(name, out var right) || (right is { } needed && !http.User.May(needed))));
    }
}
