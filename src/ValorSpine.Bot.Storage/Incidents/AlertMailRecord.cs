using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Incidents;

/// <summary>A mail to staff about one opening of an incident: to be sent, or sent.</summary>
internal sealed class AlertMailRecord
{
    public long IncidentId { get; init; }

    public long Opening { get; init; }

    /// <summary>Kind of the incident at this opening.</summary>
    public required string Kind { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>How often it could not be sent.</summary>
    public long Failures { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class AlertMailConfiguration : IEntityTypeConfiguration<AlertMailRecord>
{
    public void Configure(EntityTypeBuilder<AlertMailRecord> builder)
    {
        builder.ToTable("AlertMails");
        builder.HasKey(m => new { m.IncidentId, m.Opening });
        builder.HasIndex(m => m.DueAt, "IX_AlertMails_Unsent").HasFilter("\"SentAt\" IS NULL");
        builder.HasOne<IncidentRecord>().WithMany().HasForeignKey(m => m.IncidentId);
    }
}
