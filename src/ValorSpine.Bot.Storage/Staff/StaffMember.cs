using Microsoft.AspNetCore.Identity;

namespace ValorSpine.Bot.Storage.Staff;

/// <summary>A person of the clinic who may sign in to the staff console.</summary>
public sealed class StaffMember : IdentityUser;
