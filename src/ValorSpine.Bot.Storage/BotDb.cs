using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Storage.Audit;
using ValorSpine.Bot.Storage.LanguageModel;
using ValorSpine.Bot.Storage.Retention;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Storage;

/// <summary>
/// The store's model: conversations, incidents, appointments, the audit trail, staff accounts and the keys of ASP.NET Core data protection.
/// Turns and bookings are written past it, by the one writer; it serves migrations, staff accounts and lists.
/// </summary>
public abstract class BotDb : IdentityUserContext<StaffMember>, IDataProtectionKeyContext
{
    private const int LongestCredentialId = 1024;

    /// <summary>Creates the context with a provider's options.</summary>
    protected BotDb(DbContextOptions options)
        : base(options)
    {
    }

    /// <summary>Keys that protect sign-in cookies and forms.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal DbSet<ConversationRecord> Conversations => Set<ConversationRecord>();

    internal DbSet<AlertRecord> Alerts => Set<AlertRecord>();

    /// <summary>Fixed, so that the model does not depend on what the host configures for sign-in.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        // The base would add the table where the host's options name version 3; here the model depends on no options.
        builder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("AspNetUserPasskeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(LongestCredentialId);
            passkey.Property(p => p.UserId).IsRequired();
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<StaffMember>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ConversationRecord>(conversation =>
        {
            conversation.ToTable("Conversations");
            conversation.HasKey(c => c.Id);
            conversation.HasIndex(c => c.LastAt);
            conversation.HasIndex(c => new { c.Channel, c.LastAt });
            conversation.HasIndex(c => new { c.HasAlert, c.LastAt });
        });
        builder.Entity<LogRecord>(entry =>
        {
            entry.ToTable("Log");
            entry.HasKey(e => new { e.ConversationId, e.Sequence });
            entry.HasIndex(e => new { e.ConversationId, e.Key }).IsUnique().HasFilter("\"Key\" IS NOT NULL");
            entry.HasOne<ConversationRecord>().WithMany().HasForeignKey(e => e.ConversationId);
        });
        builder.Entity<HeldRecord>(held =>
        {
            held.ToTable("HeldConversations");
            held.HasKey(h => h.ConversationId);
            held.HasIndex(h => h.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
            held.HasOne<ConversationRecord>().WithMany().HasForeignKey(h => h.ConversationId);
        });
        builder.Entity<AlertRecord>(alert =>
        {
            alert.ToTable("Alerts");
            alert.HasKey(a => new { a.ConversationId, a.Sequence, a.Number });
            alert.HasIndex(a => new { a.Kind, a.ConversationId });
            alert.HasOne<ConversationRecord>().WithMany().HasForeignKey(a => a.ConversationId);
        });
        builder.Entity<IncidentRecord>(incident =>
        {
            incident.ToTable("Incidents");
            incident.HasKey(i => i.Id);
            incident.HasIndex(i => i.ConversationId);
            incident.HasIndex(i => i.ConversationId, "IX_Incidents_Unsettled").IsUnique().HasFilter("\"State\" <> 'resolved'");
            incident.HasOne<ConversationRecord>().WithMany().HasForeignKey(i => i.ConversationId);
        });
        builder.Entity<AlertMailRecord>(mail =>
        {
            mail.ToTable("AlertMails");
            mail.HasKey(m => new { m.IncidentId, m.Opening });
            mail.HasIndex(m => m.DueAt, "IX_AlertMails_Unsent").HasFilter("\"SentAt\" IS NULL");
            mail.HasOne<IncidentRecord>().WithMany().HasForeignKey(m => m.IncidentId);
        });
        builder.Entity<ScreeningRecord>(screening =>
        {
            screening.ToTable("Screenings");
            screening.HasKey(s => new { s.ConversationId, s.Sequence });
            screening.HasIndex(s => s.PageHash).IsUnique().HasFilter("\"PageHash\" IS NOT NULL");
            screening.HasOne<ConversationRecord>().WithMany().HasForeignKey(s => s.ConversationId);
        });
        builder.Entity<ResumeCodeRecord>(code =>
        {
            code.ToTable("ResumeCodes");
            code.HasKey(c => c.ConversationId);
            code.HasIndex(c => c.Hash).IsUnique();
            code.HasIndex(c => c.ExpiresAt);
            code.HasOne<ConversationRecord>().WithMany().HasForeignKey(c => c.ConversationId);
        });
        builder.Entity<ModelSpendingRecord>(spending =>
        {
            spending.ToTable("ModelSpending");
            spending.HasKey(s => s.Day);
        });
        builder.Entity<QuestionnaireRecord>(questionnaire =>
        {
            questionnaire.ToTable("Questionnaires");
            questionnaire.HasKey(q => q.Hash);
        });
        builder.Entity<ConsentRecord>(consent =>
        {
            consent.ToTable("Consents");
            consent.HasKey(c => new { c.ConversationId, c.Sequence });
            consent.HasOne<ConversationRecord>().WithMany().HasForeignKey(c => c.ConversationId);
        });
        builder.Entity<ReplyAddressRecord>(address =>
        {
            address.ToTable("ReplyAddresses");
            address.HasKey(a => a.ConversationId);
            address.HasIndex(a => a.DueAt, "IX_ReplyAddresses_Due").HasFilter("\"DueAt\" IS NOT NULL");
            address.HasOne<ConversationRecord>().WithMany().HasForeignKey(a => a.ConversationId);
        });
        builder.Entity<DeliveryRecord>(delivery =>
        {
            delivery.ToTable("Deliveries");
            delivery.HasKey(d => new { d.ConversationId, d.Sequence });
            delivery.HasIndex(d => new { d.ConversationId, d.Sequence }, "IX_Deliveries_Waiting").HasFilter("\"State\" = 'waiting'");
            delivery.HasIndex(d => d.DoneAt, "IX_Deliveries_Dead").HasFilter("\"State\" = 'dead'");
            delivery.HasOne<ConversationRecord>().WithMany().HasForeignKey(d => d.ConversationId);
        });
        builder.Entity<TextConsentRecord>(consent =>
        {
            consent.ToTable("TextConsents");
            consent.HasKey(c => c.Number);
        });
        builder.Entity<TextConsentEventRecord>(happened =>
        {
            happened.ToTable("TextConsentEvents");
            happened.HasKey(e => e.Id);
            happened.HasIndex(e => new { e.Number, e.Message }).IsUnique();
        });
        builder.Entity<KeptActivityRecord>(activity =>
        {
            activity.ToTable("KeptActivities");
            activity.HasKey(a => new { a.ConversationId, a.Key });
            activity.HasOne<ConversationRecord>().WithMany().HasForeignKey(a => a.ConversationId);
        });
        builder.Entity<BookingRecord>(booking =>
        {
            booking.ToTable("Bookings");
            booking.HasKey(b => b.Reference);
            booking.HasIndex(b => b.CalendarKey).IsUnique();
            booking.HasIndex(b => b.ConversationId);
            booking.HasOne<ConversationRecord>().WithMany().HasForeignKey(b => b.ConversationId);
        });
        builder.Entity<HoldRecord>(hold =>
        {
            hold.ToTable("Holds");
            hold.HasKey(h => h.Id);
            hold.HasIndex(h => h.ConversationId);
            hold.HasIndex(h => h.ExpiresAt).HasFilter("\"Reference\" IS NULL");
        });
        builder.Entity<QuarterRecord>(quarter =>
        {
            quarter.ToTable("BookedQuarters");
            quarter.HasKey(q => new { q.Resource, q.Start, q.Place });
            quarter.HasIndex(q => q.Holder);
            quarter.HasIndex(q => q.Start);
        });
        builder.Entity<RemoteHoldRecord>(hold =>
        {
            hold.ToTable("RemoteHolds");
            hold.HasKey(h => h.Id);
            hold.HasIndex(h => h.ConversationId);
            hold.HasIndex(h => h.Reference);
            hold.HasIndex(h => h.ExpiresAt);
        });
        builder.Entity<KeptRequestRecord>(request =>
        {
            request.ToTable("KeptRequests");
            request.HasKey(r => r.Id);
            request.HasIndex(r => new { r.ConversationId, r.Name }, "IX_KeptRequests_Open").IsUnique().HasFilter("\"ToldAt\" IS NULL");
            request.HasIndex(r => r.DueAt, "IX_KeptRequests_Due").HasFilter("\"ToldAt\" IS NULL");
            request.HasOne<ConversationRecord>().WithMany().HasForeignKey(r => r.ConversationId);
        });
        builder.Entity<OneTimeCodeRecord>(code =>
        {
            code.ToTable("OneTimeCodes");
            code.HasKey(c => new { c.AskedBy, c.SentIn });
            code.HasIndex(c => c.Reference);
            code.HasIndex(c => c.SentAt);
            code.HasOne<ConversationRecord>().WithMany().HasForeignKey(c => c.AskedBy);
        });
        builder.Entity<WaitingEntryRecord>(entry =>
        {
            entry.ToTable("WaitingEntries");
            entry.HasKey(e => e.Id);
            entry.HasIndex(e => new { e.ConversationId, e.Visit }).IsUnique();
            entry.HasIndex(e => e.EndsAt);
            entry.HasOne<ConversationRecord>().WithMany().HasForeignKey(e => e.ConversationId);
        });
        builder.Entity<WaitingOfferRecord>(offer =>
        {
            offer.ToTable("WaitingOffers");
            offer.HasKey(o => o.Id);
            offer.HasIndex(o => new { o.EntryId, o.Start }).IsUnique();
            offer.HasIndex(o => o.EntryId, "IX_WaitingOffers_Open").IsUnique().HasFilter("\"OverAt\" IS NULL");
            offer.HasIndex(o => new { o.Resource, o.Start }, "IX_WaitingOffers_OpenSlot").IsUnique().HasFilter("\"OverAt\" IS NULL");
            offer.HasOne<WaitingEntryRecord>().WithMany().HasForeignKey(o => o.EntryId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<NoticeRecord>(notice =>
        {
            notice.ToTable("Notices");
            notice.HasKey(n => n.Id);
            notice.HasIndex(n => new { n.ConversationId, n.Key }).IsUnique();
            notice.HasIndex(n => n.DueAt, "IX_Notices_Unsettled").HasFilter("\"State\" IN ('waiting', 'dead')");
            notice.HasIndex(n => n.Reference);
            notice.HasOne<ConversationRecord>().WithMany().HasForeignKey(n => n.ConversationId);
        });
        ReviewModel.Add(builder);
        builder.Entity<AuditRecord>(entry =>
        {
            entry.ToTable("AuditEntries");
            entry.HasKey(e => e.Id);
            entry.HasIndex(e => e.ConversationId);
        });
        builder.Entity<AuditHeadRecord>(head =>
        {
            head.ToTable("AuditHeads");
            head.HasKey(h => h.Id);
            head.Property(h => h.Id).ValueGeneratedNever();
        });
        builder.Entity<LegalHoldRecord>(hold =>
        {
            hold.ToTable("LegalHolds");
            hold.HasKey(h => h.ConversationId);
            hold.HasOne<ConversationRecord>().WithMany().HasForeignKey(h => h.ConversationId);
        });
        // Every new account is written with its roles; the default is for accounts from before there were any, which could do everything.
        builder.Entity<StaffMember>().Property(m => m.Roles).HasDefaultValue(StaffMember.RolesBeforeThereWereAny);
        builder.Entity<StaffSessionRecord>(session =>
        {
            session.ToTable("StaffSessions");
            session.HasKey(s => s.Id);
            session.HasIndex(s => s.MemberId);
            session.HasOne<StaffMember>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SecretRecord>(secret =>
        {
            secret.ToTable("Secrets");
            secret.HasKey(s => s.Name);
        });
        Fixing.DraftRecord.Configure(builder);
        Figures.MarkRecord.Configure(builder);
        Figures.DayCountRecord.Configure(builder);
        Judging.JudgingModel.Configure(builder);
    }
}
