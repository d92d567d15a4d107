using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>The tables of reviews.</summary>
internal static class ReviewModel
{
    public static void Add(ModelBuilder builder)
    {
        builder.Entity<ReviewRecord>(review =>
        {
            review.ToTable("Reviews");
            review.HasKey(r => r.Number);
            review.HasIndex(r => r.ConversationId).IsUnique();
            review.HasIndex(r => new { r.At, r.Number });
            review.HasIndex(r => new { r.Channel, r.At, r.Number });
            review.HasIndex(r => new { r.Assignee, r.At, r.Number }).HasFilter("\"Assignee\" IS NOT NULL");
            review.HasIndex(r => new { r.Reasons, r.At, r.Number }, "IX_Reviews_Queue").HasFilter("\"State\" < 2 AND \"Reasons\" > 0");
            review.HasIndex(r => r.Touched);
            review.HasIndex(r => r.ContinuesFrom).HasFilter("\"ContinuesFrom\" IS NOT NULL");
            review.HasOne<ConversationRecord>().WithMany().HasForeignKey(r => r.ConversationId);
        });
        builder.Entity<ReviewNoteRecord>(note =>
        {
            note.ToTable("ReviewNotes");
            note.HasKey(n => n.Id);
            note.HasIndex(n => n.ConversationId);
            note.HasOne<ConversationRecord>().WithMany().HasForeignKey(n => n.ConversationId);
        });
        builder.Entity<ReplyMarkRecord>(mark =>
        {
            mark.ToTable("ReplyMarks", table => table.HasComment(WithoutRowId.Mark));
            mark.HasKey(m => new { m.ConversationId, m.Sequence });
            mark.HasOne<ConversationRecord>().WithMany().HasForeignKey(m => m.ConversationId);
        });
        builder.Entity<SearchTermRecord>(term =>
        {
            term.ToTable("SearchTerms", table => table.HasComment(WithoutRowId.Mark));
            term.HasKey(t => new { t.Term, t.Number });
            term.HasIndex(t => t.Number);
        });
        builder.Entity<BackfillRecord>(backfill =>
        {
            backfill.ToTable("Backfills");
            backfill.HasKey(b => b.Name);
        });
        builder.Entity<SavedViewRecord>(view =>
        {
            view.ToTable("SavedViews");
            view.HasKey(v => new { v.Account, v.Key });
        });
    }
}
