using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValorSpine.Bot.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WaitingList : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "WaitingEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    Visit = table.Column<string>(type: "TEXT", nullable: false),
                    JoinedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WaitingEntries_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WaitingOffers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    EntryId = table.Column<long>(type: "INTEGER", nullable: false),
                    Resource = table.Column<string>(type: "TEXT", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    Minutes = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    HoldId = table.Column<string>(type: "TEXT", nullable: true),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OverAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingOffers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WaitingOffers_WaitingEntries_EntryId",
                        column: x => x.EntryId,
                        principalTable: "WaitingEntries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_ConversationId_Visit",
                table: "WaitingEntries",
                columns: new[] { "ConversationId", "Visit" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WaitingEntries_EndsAt",
                table: "WaitingEntries",
                column: "EndsAt");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingOffers_EntryId_Start",
                table: "WaitingOffers",
                columns: new[] { "EntryId", "Start" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WaitingOffers_Open",
                table: "WaitingOffers",
                column: "EntryId",
                unique: true,
                filter: "\"OverAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingOffers_OpenSlot",
                table: "WaitingOffers",
                columns: new[] { "Resource", "Start" },
                unique: true,
                filter: "\"OverAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WaitingOffers");

            migrationBuilder.DropTable(
                name: "WaitingEntries");
        }
    }
}
