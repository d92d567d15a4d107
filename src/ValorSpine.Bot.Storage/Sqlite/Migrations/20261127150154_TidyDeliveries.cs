using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValorSpine.Bot.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TidyDeliveries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Not DropColumn: EF Core rebuilds the table outside of the transaction then, and a process that ends in between leaves half of it.
            migrationBuilder.Sql(
                """
                ALTER TABLE "ReplyAddresses" DROP COLUMN "ServiceUrl";
                ALTER TABLE "Deliveries" DROP COLUMN "PartsSent";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ServiceUrl",
                table: "ReplyAddresses",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "PartsSent",
                table: "Deliveries",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }
    }
}
