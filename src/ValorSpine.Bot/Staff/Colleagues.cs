using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Staff.Reviews;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Staff;

/// <summary>The accounts of the staff.</summary>
internal sealed class Colleagues(IDbContextFactory<BotDb> databases) : IColleagues
{
    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<string>> AccountsAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return [.. await db.Users.Select(user => user.UserName!).OrderBy(name => name).ToListAsync(cancel)];
    }
}
