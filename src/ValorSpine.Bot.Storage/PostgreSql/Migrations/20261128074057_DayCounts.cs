using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValorSpine.Bot.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class DayCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "daycounts",
                columns: table => new
                {
                    day = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    earlier = table.Column<long>(type: "bigint", nullable: false),
                    conversations = table.Column<long>(type: "bigint", nullable: false),
                    times = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_daycounts", x => new { x.day, x.name, x.channel, x.earlier });
                });

            migrationBuilder.CreateIndex(
                name: "ix_marks_check",
                table: "marks",
                columns: new[] { "day", "conversationid", "name", "channel" },
                filter: "Name >= 'check.' AND Name < 'check/'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "daycounts");

            migrationBuilder.DropIndex(
                name: "ix_marks_check",
                table: "marks");
        }
    }
}
