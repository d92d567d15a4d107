using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ValorSpine.Bot.Staff.People;

/// <summary>The one table of who may do what. Pages and actions name a <see cref="Right"/>; only here it is said which roles have it.</summary>
public static class Roles
{
    /// <summary>Reads, and no more.</summary>
    public static Role Reader { get; } = new("reader", "Reader", "Reads conversations, alerts and who waits.", [Right.Read]);

    /// <summary>The nurse or front-desk person who works through the list.</summary>
    public static Role Reviewer { get; } = new(
        "reviewer", "Reviewer", "Settles alerts and notices, takes conversations over, judges answers.", [Right.Read, Right.Review, Right.TakeOver, Right.Judge, Right.Unmask]);

    /// <summary>Writes what the bot is to say.</summary>
    public static Role Author { get; } = new("author", "Author", "Drafts changes of the knowledge.", [Right.Read, Right.Author, Right.Measure]);

    /// <summary>The second person, without whom nothing is published.</summary>
    public static Role Approver { get; } = new(
        "approver", "Approver", "Approves and publishes what somebody else drafted.", [Right.Read, Right.Judge, Right.Author, Right.Approve, Right.Measure]);

    /// <summary>Answers for the work of the others.</summary>
    public static Role Supervisor { get; } = new(
        "supervisor", "Supervisor", "All work with conversations and knowledge: also figures, exports, unmasking, retention and erasure.",
        [
            Right.Read, Right.Review, Right.TakeOver, Right.Judge, Right.Author, Right.Approve, Right.Measure,
            Right.Export, Right.Unmask, Right.BreakGlass, Right.Retain,
        ]);

    /// <summary>Checks who did what, without reading what patients wrote.</summary>
    public static Role Auditor { get; } = new("auditor", "Auditor", "Reads and verifies the audit trail, and sees the figures. Alone, it opens a conversation by break-glass only.", [Right.Audit, Right.Measure, Right.BreakGlass]);

    /// <summary>Manages accounts, without reading what patients wrote.</summary>
    public static Role Administrator { get; } = new("administrator", "Administrator", "Manages staff accounts and their roles. Alone, it opens a conversation by break-glass only.", [Right.Administer, Right.BreakGlass]);

    /// <summary>All of them, from the least.</summary>
    public static ImmutableArray<Role> All { get; } = [Reader, Reviewer, Author, Approver, Supervisor, Auditor, Administrator];

    /// <summary>What the first account is, so that a clinic of one person lacks nothing: between them these have every right.</summary>
    public static ImmutableArray<Role> OfFirstAccount { get; } = [Supervisor, Auditor, Administrator];

    /// <summary>What an account is that was added without saying.</summary>
    public static ImmutableArray<Role> OfNewAccount { get; } = [Reviewer];

    /// <summary>The role of that name, or null.</summary>
    public static Role? Find(string name) => All.FirstOrDefault(role => role.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The roles of names parted by commas, each once and in the table's order. False where one is no role; it is named then.</summary>
    public static bool TryRead(string? names, out ImmutableArray<Role> roles, [NotNullWhen(false)] out string? unknown)
    {
        var given = (names ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        unknown = given.FirstOrDefault(name => Find(name) is null);
        roles = [.. All.Where(role => given.Any(name => Find(name) == role))];
        return unknown is null;
    }

    /// <summary>The roles of a stored account. A name that is no role any more gives no right.</summary>
    public static ImmutableArray<Role> Stored(string names) => [.. All.Where(role => names.Split(',').Contains(role.Name, StringComparer.Ordinal))];

    /// <summary>As they are stored and written on the audit trail.</summary>
    public static string Names(IEnumerable<Role> roles) => string.Join(',', roles.Select(role => role.Name));
}
