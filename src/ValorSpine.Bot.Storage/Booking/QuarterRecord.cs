using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>A place of a quarter of an hour of a resource. Its primary key is what makes it impossible to give a slot twice.</summary>
internal sealed class QuarterRecord
{
    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    /// <summary>From 0; a resource that takes one visit at a time has no other.</summary>
    public long Place { get; init; }

    /// <summary>Id of the hold or reference of the appointment.</summary>
    public required string Holder { get; init; }

    /// <summary>When a hold ends; null for an appointment.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class QuarterConfiguration : IEntityTypeConfiguration<QuarterRecord>
{
    public void Configure(EntityTypeBuilder<QuarterRecord> builder)
    {
        builder.ToTable("BookedQuarters");
        builder.HasKey(q => new { q.Resource, q.Start, q.Place });
        builder.HasIndex(q => q.Holder);
        builder.HasIndex(q => q.Start);
    }
}
