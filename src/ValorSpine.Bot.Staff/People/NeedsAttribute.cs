using Microsoft.AspNetCore.Authorization;

namespace ValorSpine.Bot.Staff.People;

/// <summary>Says which right a page needs.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsAttribute(Right right) : AuthorizeAttribute(StaffConsole.PolicyOf(right));
