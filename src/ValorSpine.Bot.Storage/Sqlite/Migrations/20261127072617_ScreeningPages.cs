using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValorSpine.Bot.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ScreeningPages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "PageHash",
                table: "Screenings",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Screenings_PageHash",
                table: "Screenings",
                column: "PageHash",
                unique: true,
                filter: "\"PageHash\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Screenings_PageHash",
                table: "Screenings");

            migrationBuilder.DropColumn(
                name: "PageHash",
                table: "Screenings");
        }
    }
}
