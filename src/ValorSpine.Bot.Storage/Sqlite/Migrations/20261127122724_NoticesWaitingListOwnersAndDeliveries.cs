using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ValorSpine.Bot.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NoticesWaitingListOwnersAndDeliveries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Holds_ExpiresAt",
                table: "Holds");

            // Not DropPrimaryKey: EF Core rebuilds the table outside of the transaction then, and a process that ends in between leaves half of it.
            migrationBuilder.Sql(
                """
                CREATE TABLE "Quarters" (
                    "Resource" TEXT NOT NULL, "Start" INTEGER NOT NULL, "Place" INTEGER NOT NULL, "Holder" TEXT NOT NULL, "ExpiresAt" INTEGER NULL,
                    CONSTRAINT "PK_BookedQuarters" PRIMARY KEY ("Resource", "Start", "Place"));
                INSERT INTO "Quarters" SELECT "Resource", "Start", 0, "Holder", "ExpiresAt" FROM "BookedQuarters";
                DROP TABLE "BookedQuarters";
                ALTER TABLE "Quarters" RENAME TO "BookedQuarters";
                CREATE INDEX "IX_BookedQuarters_Holder" ON "BookedQuarters" ("Holder");
                CREATE INDEX "IX_BookedQuarters_Start" ON "BookedQuarters" ("Start");
                """);

            migrationBuilder.AddColumn<long>(
                name: "ComingAt",
                table: "Bookings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ComingSequence",
                table: "Bookings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    PartsSent = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Problem = table.Column<string>(type: "TEXT", nullable: true),
                    RemoteIds = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => new { x.ConversationId, x.Sequence });
                    table.ForeignKey(
                        name: "FK_Deliveries_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HeldConversations",
                columns: table => new
                {
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    Account = table.Column<string>(type: "TEXT", nullable: true),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeldConversations", x => x.ConversationId);
                    table.ForeignKey(
                        name: "FK_HeldConversations_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "KeptActivities",
                columns: table => new
                {
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptActivities", x => new { x.ConversationId, x.Key });
                    table.ForeignKey(
                        name: "FK_KeptActivities_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Template = table.Column<string>(type: "TEXT", nullable: false),
                    Way = table.Column<string>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", nullable: true),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: true),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    VoidAt = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Failures = table.Column<long>(type: "INTEGER", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: true),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notices_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OneTimeCodes",
                columns: table => new
                {
                    AskedBy = table.Column<string>(type: "TEXT", nullable: false),
                    SentIn = table.Column<string>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Tries = table.Column<long>(type: "INTEGER", nullable: false),
                    TriedIn = table.Column<string>(type: "TEXT", nullable: true),
                    UsedIn = table.Column<string>(type: "TEXT", nullable: true),
                    NeedsStaff = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OneTimeCodes", x => new { x.AskedBy, x.SentIn });
                    table.ForeignKey(
                        name: "FK_OneTimeCodes_Conversations_AskedBy",
                        column: x => x.AskedBy,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReplyAddresses",
                columns: table => new
                {
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    ServiceUrl = table.Column<string>(type: "TEXT", nullable: false),
                    IsAuthenticated = table.Column<bool>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Failures = table.Column<long>(type: "INTEGER", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplyAddresses", x => x.ConversationId);
                    table.ForeignKey(
                        name: "FK_ReplyAddresses_Conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "Conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

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
                name: "IX_Holds_ExpiresAt",
                table: "Holds",
                column: "ExpiresAt",
                filter: "\"Reference\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Dead",
                table: "Deliveries",
                column: "DoneAt",
                filter: "\"State\" = 'dead'");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Waiting",
                table: "Deliveries",
                columns: new[] { "ConversationId", "Sequence" },
                filter: "\"State\" = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_HeldConversations_DueAt",
                table: "HeldConversations",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_ConversationId_Key",
                table: "Notices",
                columns: new[] { "ConversationId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Notices_Reference",
                table: "Notices",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_Unsettled",
                table: "Notices",
                column: "DueAt",
                filter: "\"State\" IN ('waiting', 'dead')");

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeCodes_Reference",
                table: "OneTimeCodes",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_OneTimeCodes_SentAt",
                table: "OneTimeCodes",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_ReplyAddresses_Due",
                table: "ReplyAddresses",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

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
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "HeldConversations");

            migrationBuilder.DropTable(
                name: "KeptActivities");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "OneTimeCodes");

            migrationBuilder.DropTable(
                name: "ReplyAddresses");

            migrationBuilder.DropTable(
                name: "WaitingOffers");

            migrationBuilder.DropTable(
                name: "WaitingEntries");

            migrationBuilder.DropIndex(
                name: "IX_Holds_ExpiresAt",
                table: "Holds");

            migrationBuilder.Sql(
                """
                CREATE TABLE "Quarters" (
                    "Resource" TEXT NOT NULL, "Start" INTEGER NOT NULL, "Holder" TEXT NOT NULL, "ExpiresAt" INTEGER NULL,
                    CONSTRAINT "PK_BookedQuarters" PRIMARY KEY ("Resource", "Start"));
                INSERT INTO "Quarters" SELECT "Resource", "Start", "Holder", "ExpiresAt" FROM "BookedQuarters" WHERE "Place" = 0;
                DROP TABLE "BookedQuarters";
                ALTER TABLE "Quarters" RENAME TO "BookedQuarters";
                CREATE INDEX "IX_BookedQuarters_Holder" ON "BookedQuarters" ("Holder");
                CREATE INDEX "IX_BookedQuarters_Start" ON "BookedQuarters" ("Start");
                """);

            migrationBuilder.DropColumn(
                name: "ComingAt",
                table: "Bookings");

            migrationBuilder.DropColumn(
                name: "ComingSequence",
                table: "Bookings");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_ExpiresAt",
                table: "Holds",
                column: "ExpiresAt");
        }
    }
}
