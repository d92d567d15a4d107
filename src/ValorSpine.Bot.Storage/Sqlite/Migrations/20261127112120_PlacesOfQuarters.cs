using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValorSpine.Bot.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PlacesOfQuarters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Holds_ExpiresAt",
                table: "Holds");

            migrationBuilder.DropPrimaryKey(
                name: "PK_BookedQuarters",
                table: "BookedQuarters");

            migrationBuilder.AddColumn<long>(
                name: "Place",
                table: "BookedQuarters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddPrimaryKey(
                name: "PK_BookedQuarters",
                table: "BookedQuarters",
                columns: new[] { "Resource", "Start", "Place" });

            migrationBuilder.CreateIndex(
                name: "IX_Holds_ExpiresAt",
                table: "Holds",
                column: "ExpiresAt",
                filter: "\"Reference\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Holds_ExpiresAt",
                table: "Holds");

            migrationBuilder.DropPrimaryKey(
                name: "PK_BookedQuarters",
                table: "BookedQuarters");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "BookedQuarters");

            migrationBuilder.AddPrimaryKey(
                name: "PK_BookedQuarters",
                table: "BookedQuarters",
                columns: new[] { "Resource", "Start" });

            migrationBuilder.CreateIndex(
                name: "IX_Holds_ExpiresAt",
                table: "Holds",
                column: "ExpiresAt");
        }
    }
}
