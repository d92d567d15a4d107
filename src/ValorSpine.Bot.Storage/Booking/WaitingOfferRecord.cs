using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>A freed time that is or was offered to a place on the waiting list. Written before the time is held, so that a process that ends in between loses neither.</summary>
internal sealed class WaitingOfferRecord
{
    public required string Id { get; init; }

    public long EntryId { get; init; }

    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Minutes { get; init; }

    public DateTimeOffset Until { get; init; }

    /// <summary>Set once the time is held.</summary>
    public string? HoldId { get; init; }

    /// <summary>When the patient was told.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>When it was passed on or not answered in time; the same time is not offered to them again.</summary>
    public DateTimeOffset? OverAt { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class WaitingOfferConfiguration : IEntityTypeConfiguration<WaitingOfferRecord>
{
    public void Configure(EntityTypeBuilder<WaitingOfferRecord> builder)
    {
        builder.ToTable("WaitingOffers");
        builder.HasKey(o => o.Id);
        builder.HasIndex(o => new { o.EntryId, o.Start }).IsUnique();
        builder.HasIndex(o => o.EntryId, "IX_WaitingOffers_Open").IsUnique().HasFilter("\"OverAt\" IS NULL");
        builder.HasIndex(o => new { o.Resource, o.Start }, "IX_WaitingOffers_OpenSlot").IsUnique().HasFilter("\"OverAt\" IS NULL");
        builder.HasOne<WaitingEntryRecord>().WithMany().HasForeignKey(o => o.EntryId).OnDelete(DeleteBehavior.Cascade);
    }
}
