using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Staff;

/// <summary>A browser that somebody is signed in with. A session without a row has ended.</summary>
internal sealed class StaffSessionRecord
{
    public required string Id { get; init; }

    public required string MemberId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the person did something last; what a page asks for on its own does not count.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Browser and system in plain words, as far as they are known.</summary>
    public required string Browser { get; init; }

    /// <summary>How the person signed in: <c>password</c>, <c>second-factor</c>, <c>passkey</c>, <c>provider</c>.</summary>
    public required string Way { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class StaffSessionConfiguration : IEntityTypeConfiguration<StaffSessionRecord>
{
    public void Configure(EntityTypeBuilder<StaffSessionRecord> builder)
    {
        builder.ToTable("StaffSessions");
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => s.MemberId);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
