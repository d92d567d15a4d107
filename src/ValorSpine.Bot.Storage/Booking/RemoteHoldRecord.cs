using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>A slot of a schedule elsewhere that is held for a conversation, or was: kept after it became an appointment so that a repeated request finds it.</summary>
internal sealed class RemoteHoldRecord
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>Id of the slot there.</summary>
    public required string RemoteSlot { get; init; }

    public required string Visit { get; init; }

    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Minutes { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How far it got; a hold that is to be given back stays until that is done there.</summary>
    public required string State { get; init; }

    /// <summary>The appointment that it becomes, or null. Chosen before the schedule is asked, so that asking again makes the same one.</summary>
    public string? Reference { get; init; }

    /// <summary>Id of the appointment there, once it stands.</summary>
    public string? RemoteAppointment { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class RemoteHoldConfiguration : IEntityTypeConfiguration<RemoteHoldRecord>
{
    public void Configure(EntityTypeBuilder<RemoteHoldRecord> builder)
    {
        builder.ToTable("RemoteHolds");
        builder.HasKey(h => h.Id);
        builder.HasIndex(h => h.ConversationId);
        builder.HasIndex(h => h.Reference);
        builder.HasIndex(h => h.ExpiresAt);
    }
}
