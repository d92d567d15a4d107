using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ValorSpine.Bot.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "aspnetusers",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    roles = table.Column<string>(type: "text", nullable: false, defaultValue: "supervisor,auditor,administrator", collation: "C"),
                    provider = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    username = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    normalizedusername = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    normalizedemail = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    emailconfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    passwordhash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    securitystamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    concurrencystamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phonenumber = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phonenumberconfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    twofactorenabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockoutend = table.Column<long>(type: "bigint", nullable: true),
                    lockoutenabled = table.Column<bool>(type: "boolean", nullable: false),
                    accessfailedcount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aspnetusers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "auditentries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    conversationid = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    note = table.Column<byte[]>(type: "bytea", nullable: true),
                    previous = table.Column<byte[]>(type: "bytea", nullable: true),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_auditentries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "auditheads",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    purgedthrough = table.Column<long>(type: "bigint", nullable: false),
                    purgedhash = table.Column<byte[]>(type: "bytea", nullable: false),
                    seal = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_auditheads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backfills",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    position = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    isended = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backfills", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "bookedquarters",
                columns: table => new
                {
                    resource = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    start = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    holder = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    expiresat = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bookedquarters", x => new { x.resource, x.start, x.place });
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    userid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    locale = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    startedat = table.Column<long>(type: "bigint", nullable: false),
                    lastat = table.Column<long>(type: "bigint", nullable: false),
                    entries = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false),
                    wrappedkey = table.Column<byte[]>(type: "bytea", nullable: true),
                    hasalert = table.Column<bool>(type: "boolean", nullable: false),
                    alertkinds = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    screened = table.Column<bool>(type: "boolean", nullable: false),
                    booked = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dataprotectionkeys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendlyname = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    xml = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dataprotectionkeys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "holds",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    visit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    resource = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    start = table.Column<long>(type: "bigint", nullable: false),
                    minutes = table.Column<long>(type: "bigint", nullable: false),
                    expiresat = table.Column<long>(type: "bigint", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "questionnaires",
                columns: table => new
                {
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    questionnaire = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    outcomes = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_questionnaires", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "remoteholds",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    remoteslot = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    visit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    resource = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    start = table.Column<long>(type: "bigint", nullable: false),
                    minutes = table.Column<long>(type: "bigint", nullable: false),
                    expiresat = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reference = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    remoteappointment = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remoteholds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "savedviews",
                columns: table => new
                {
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_savedviews", x => new { x.account, x.key });
                });

            migrationBuilder.CreateTable(
                name: "searchterms",
                columns: table => new
                {
                    term = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_searchterms", x => new { x.term, x.number });
                });

            migrationBuilder.CreateTable(
                name: "secrets",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_secrets", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "textconsentevents",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_textconsentevents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "textconsents",
                columns: table => new
                {
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    stopped = table.Column<bool>(type: "boolean", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_textconsents", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "aspnetuserclaims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    userid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    claimtype = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    claimvalue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aspnetuserclaims", x => x.id);
                    table.ForeignKey(
                        name: "FK_aspnetuserclaims_aspnetusers_userid",
                        column: x => x.userid,
                        principalTable: "aspnetusers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "aspnetuserlogins",
                columns: table => new
                {
                    loginprovider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    providerkey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    providerdisplayname = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    userid = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aspnetuserlogins", x => new { x.loginprovider, x.providerkey });
                    table.ForeignKey(
                        name: "FK_aspnetuserlogins_aspnetusers_userid",
                        column: x => x.userid,
                        principalTable: "aspnetusers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "aspnetuserpasskeys",
                columns: table => new
                {
                    credentialid = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    userid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aspnetuserpasskeys", x => x.credentialid);
                    table.ForeignKey(
                        name: "FK_aspnetuserpasskeys_aspnetusers_userid",
                        column: x => x.userid,
                        principalTable: "aspnetusers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "aspnetusertokens",
                columns: table => new
                {
                    userid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    loginprovider = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_aspnetusertokens", x => new { x.userid, x.loginprovider, x.name });
                    table.ForeignKey(
                        name: "FK_aspnetusertokens_aspnetusers_userid",
                        column: x => x.userid,
                        principalTable: "aspnetusers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staffsessions",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    memberid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    startedat = table.Column<long>(type: "bigint", nullable: false),
                    seenat = table.Column<long>(type: "bigint", nullable: false),
                    browser = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    way = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staffsessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_staffsessions_aspnetusers_memberid",
                        column: x => x.memberid,
                        principalTable: "aspnetusers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => new { x.conversationid, x.sequence, x.number });
                    table.ForeignKey(
                        name: "FK_alerts_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "bookings",
                columns: table => new
                {
                    reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    visit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    resource = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    start = table.Column<long>(type: "bigint", nullable: false),
                    minutes = table.Column<long>(type: "bigint", nullable: false),
                    calendarkey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bookedat = table.Column<long>(type: "bigint", nullable: false),
                    cancelledat = table.Column<long>(type: "bigint", nullable: true),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    comingat = table.Column<long>(type: "bigint", nullable: true),
                    comingsequence = table.Column<long>(type: "bigint", nullable: true),
                    details = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bookings", x => x.reference);
                    table.ForeignKey(
                        name: "FK_bookings_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "consents",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consents", x => new { x.conversationid, x.sequence });
                    table.ForeignKey(
                        name: "FK_consents_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    doneat = table.Column<long>(type: "bigint", nullable: true),
                    problem = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    remoteids = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    receipt = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => new { x.conversationid, x.sequence });
                    table.ForeignKey(
                        name: "FK_deliveries_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    editors = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    madeat = table.Column<long>(type: "bigint", nullable: false),
                    changedat = table.Column<long>(type: "bigint", nullable: false),
                    approver = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drafts", x => x.id);
                    table.ForeignKey(
                        name: "FK_drafts_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "heldconversations",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    account = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    since = table.Column<long>(type: "bigint", nullable: false),
                    dueat = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_heldconversations", x => x.conversationid);
                    table.ForeignKey(
                        name: "FK_heldconversations_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    opening = table.Column<long>(type: "bigint", nullable: false),
                    openedat = table.Column<long>(type: "bigint", nullable: false),
                    alerts = table.Column<long>(type: "bigint", nullable: false),
                    lastalertat = table.Column<long>(type: "bigint", nullable: false),
                    seenby = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    seenat = table.Column<long>(type: "bigint", nullable: true),
                    resolvedby = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    resolvedat = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incidents", x => x.id);
                    table.ForeignKey(
                        name: "FK_incidents_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "keptactivities",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_keptactivities", x => new { x.conversationid, x.key });
                    table.ForeignKey(
                        name: "FK_keptactivities_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "keptrequests",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    keptat = table.Column<long>(type: "bigint", nullable: false),
                    failures = table.Column<long>(type: "bigint", nullable: false),
                    dueat = table.Column<long>(type: "bigint", nullable: false),
                    doneat = table.Column<long>(type: "bigint", nullable: true),
                    toldat = table.Column<long>(type: "bigint", nullable: true),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_keptrequests", x => x.id);
                    table.ForeignKey(
                        name: "FK_keptrequests_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "legalholds",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_legalholds", x => x.conversationid);
                    table.ForeignKey(
                        name: "FK_legalholds_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "log",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    frombot = table.Column<bool>(type: "boolean", nullable: false),
                    replyto = table.Column<long>(type: "bigint", nullable: true),
                    key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    outcome = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_log", x => new { x.conversationid, x.sequence });
                    table.ForeignKey(
                        name: "FK_log_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "marks",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    day = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_marks", x => new { x.conversationid, x.day, x.name });
                    table.ForeignKey(
                        name: "FK_marks_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    template = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    way = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reference = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: true),
                    madeat = table.Column<long>(type: "bigint", nullable: false),
                    dueat = table.Column<long>(type: "bigint", nullable: false),
                    voidat = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    failures = table.Column<long>(type: "bigint", nullable: false),
                    problem = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    settledat = table.Column<long>(type: "bigint", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.id);
                    table.ForeignKey(
                        name: "FK_notices_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "onetimecodes",
                columns: table => new
                {
                    askedby = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sentin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    sentat = table.Column<long>(type: "bigint", nullable: false),
                    expiresat = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<long>(type: "bigint", nullable: false),
                    triedin = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    usedin = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    needsstaff = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_onetimecodes", x => new { x.askedby, x.sentin });
                    table.ForeignKey(
                        name: "FK_onetimecodes_conversations_askedby",
                        column: x => x.askedby,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "replyaddresses",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    isauthenticated = table.Column<bool>(type: "boolean", nullable: false),
                    closedat = table.Column<long>(type: "bigint", nullable: true),
                    dueat = table.Column<long>(type: "bigint", nullable: true),
                    failures = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_replyaddresses", x => x.conversationid);
                    table.ForeignKey(
                        name: "FK_replyaddresses_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "replymarks",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    helpful = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_replymarks", x => new { x.conversationid, x.sequence });
                    table.ForeignKey(
                        name: "FK_replymarks_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "resumecodes",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    code = table.Column<byte[]>(type: "bytea", nullable: false),
                    expiresat = table.Column<long>(type: "bigint", nullable: false),
                    redeemedby = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resumecodes", x => x.conversationid);
                    table.ForeignKey(
                        name: "FK_resumecodes_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reviewnotes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    isdraft = table.Column<bool>(type: "boolean", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reviewnotes", x => x.id);
                    table.ForeignKey(
                        name: "FK_reviewnotes_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    reasons = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<long>(type: "bigint", nullable: false),
                    assignee = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    touched = table.Column<long>(type: "bigint", nullable: false),
                    changedby = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    changedat = table.Column<long>(type: "bigint", nullable: true),
                    continuesfrom = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    tags = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reviews", x => x.number);
                    table.ForeignKey(
                        name: "FK_reviews_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "safetyrecords",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    openedby = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    openedat = table.Column<long>(type: "bigint", nullable: false),
                    changedat = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_safetyrecords", x => x.id);
                    table.ForeignKey(
                        name: "FK_safetyrecords_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saidsections",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saidsections", x => new { x.hash, x.conversationid, x.sequence });
                    table.ForeignKey(
                        name: "FK_saidsections_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sampledreplies",
                columns: table => new
                {
                    week = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    byrisk = table.Column<bool>(type: "boolean", nullable: false),
                    readtwice = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sampledreplies", x => new { x.week, x.place });
                    table.ForeignKey(
                        name: "FK_sampledreplies_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "scorecards",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    reader = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scorecards", x => new { x.conversationid, x.sequence, x.reader });
                    table.ForeignKey(
                        name: "FK_scorecards_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "screenings",
                columns: table => new
                {
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    pagehash = table.Column<byte[]>(type: "bytea", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_screenings", x => new { x.conversationid, x.sequence });
                    table.ForeignKey(
                        name: "FK_screenings_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "waitingentries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversationid = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    visit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    joinedat = table.Column<long>(type: "bigint", nullable: false),
                    endsat = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waitingentries", x => x.id);
                    table.ForeignKey(
                        name: "FK_waitingentries_conversations_conversationid",
                        column: x => x.conversationid,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alertmails",
                columns: table => new
                {
                    incidentid = table.Column<long>(type: "bigint", nullable: false),
                    opening = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    failures = table.Column<long>(type: "bigint", nullable: false),
                    dueat = table.Column<long>(type: "bigint", nullable: false),
                    sentat = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alertmails", x => new { x.incidentid, x.opening });
                    table.ForeignKey(
                        name: "FK_alertmails_incidents_incidentid",
                        column: x => x.incidentid,
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "waitingoffers",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    entryid = table.Column<long>(type: "bigint", nullable: false),
                    resource = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    start = table.Column<long>(type: "bigint", nullable: false),
                    minutes = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false),
                    holdid = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    toldat = table.Column<long>(type: "bigint", nullable: true),
                    overat = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waitingoffers", x => x.id);
                    table.ForeignKey(
                        name: "FK_waitingoffers_waitingentries_entryid",
                        column: x => x.entryid,
                        principalTable: "waitingentries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alertmails_unsent",
                table: "alertmails",
                column: "dueat",
                filter: "SentAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_alerts_kind_conversationid",
                table: "alerts",
                columns: new[] { "kind", "conversationid" });

            migrationBuilder.CreateIndex(
                name: "ix_aspnetuserclaims_userid",
                table: "aspnetuserclaims",
                column: "userid");

            migrationBuilder.CreateIndex(
                name: "ix_aspnetuserlogins_userid",
                table: "aspnetuserlogins",
                column: "userid");

            migrationBuilder.CreateIndex(
                name: "ix_aspnetuserpasskeys_userid",
                table: "aspnetuserpasskeys",
                column: "userid");

            migrationBuilder.CreateIndex(
                name: "emailindex",
                table: "aspnetusers",
                column: "normalizedemail");

            migrationBuilder.CreateIndex(
                name: "usernameindex",
                table: "aspnetusers",
                column: "normalizedusername",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_auditentries_conversationid",
                table: "auditentries",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_bookedquarters_holder",
                table: "bookedquarters",
                column: "holder");

            migrationBuilder.CreateIndex(
                name: "ix_bookedquarters_start",
                table: "bookedquarters",
                column: "start");

            migrationBuilder.CreateIndex(
                name: "ix_bookings_calendarkey",
                table: "bookings",
                column: "calendarkey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bookings_conversationid",
                table: "bookings",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_channel_lastat",
                table: "conversations",
                columns: new[] { "channel", "lastat" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_hasalert_lastat",
                table: "conversations",
                columns: new[] { "hasalert", "lastat" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_lastat",
                table: "conversations",
                column: "lastat");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_dead",
                table: "deliveries",
                column: "doneat",
                filter: "State = 'dead'");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_waiting",
                table: "deliveries",
                columns: new[] { "conversationid", "sequence" },
                filter: "State = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_drafts_changedat",
                table: "drafts",
                column: "changedat");

            migrationBuilder.CreateIndex(
                name: "ix_drafts_conversationid",
                table: "drafts",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_heldconversations_dueat",
                table: "heldconversations",
                column: "dueat",
                filter: "DueAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_holds_conversationid",
                table: "holds",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_holds_expiresat",
                table: "holds",
                column: "expiresat",
                filter: "Reference IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_conversationid",
                table: "incidents",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_unsettled",
                table: "incidents",
                column: "conversationid",
                unique: true,
                filter: "State <> 'resolved'");

            migrationBuilder.CreateIndex(
                name: "ix_keptrequests_due",
                table: "keptrequests",
                column: "dueat",
                filter: "ToldAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_keptrequests_open",
                table: "keptrequests",
                columns: new[] { "conversationid", "name" },
                unique: true,
                filter: "ToldAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_log_conversationid_key",
                table: "log",
                columns: new[] { "conversationid", "key" },
                unique: true,
                filter: "Key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_marks_counted",
                table: "marks",
                columns: new[] { "day", "name", "channel", "conversationid", "count" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_conversationid_key",
                table: "notices",
                columns: new[] { "conversationid", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_notices_reference",
                table: "notices",
                column: "reference");

            migrationBuilder.CreateIndex(
                name: "ix_notices_unsettled",
                table: "notices",
                column: "dueat",
                filter: "State IN ('waiting', 'dead')");

            migrationBuilder.CreateIndex(
                name: "ix_onetimecodes_reference",
                table: "onetimecodes",
                column: "reference");

            migrationBuilder.CreateIndex(
                name: "ix_onetimecodes_sentat",
                table: "onetimecodes",
                column: "sentat");

            migrationBuilder.CreateIndex(
                name: "ix_remoteholds_conversationid",
                table: "remoteholds",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_remoteholds_expiresat",
                table: "remoteholds",
                column: "expiresat");

            migrationBuilder.CreateIndex(
                name: "ix_remoteholds_reference",
                table: "remoteholds",
                column: "reference");

            migrationBuilder.CreateIndex(
                name: "ix_replyaddresses_due",
                table: "replyaddresses",
                column: "dueat",
                filter: "DueAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_resumecodes_expiresat",
                table: "resumecodes",
                column: "expiresat");

            migrationBuilder.CreateIndex(
                name: "ix_resumecodes_hash",
                table: "resumecodes",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reviewnotes_conversationid",
                table: "reviewnotes",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_assignee_at_number",
                table: "reviews",
                columns: new[] { "assignee", "at", "number" },
                filter: "Assignee IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_at_number",
                table: "reviews",
                columns: new[] { "at", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_reviews_channel_at_number",
                table: "reviews",
                columns: new[] { "channel", "at", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_reviews_continuesfrom",
                table: "reviews",
                column: "continuesfrom",
                filter: "ContinuesFrom IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_conversationid",
                table: "reviews",
                column: "conversationid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reviews_queue",
                table: "reviews",
                columns: new[] { "reasons", "at", "number" },
                filter: "State < 2 AND Reasons > 0");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_touched",
                table: "reviews",
                column: "touched");

            migrationBuilder.CreateIndex(
                name: "ix_safetyrecords_conversationid",
                table: "safetyrecords",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_saidsections_conversationid",
                table: "saidsections",
                column: "conversationid");

            migrationBuilder.CreateIndex(
                name: "ix_sampledreplies_conversationid_sequence",
                table: "sampledreplies",
                columns: new[] { "conversationid", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_screenings_pagehash",
                table: "screenings",
                column: "pagehash",
                unique: true,
                filter: "PageHash IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_searchterms_number",
                table: "searchterms",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_staffsessions_memberid",
                table: "staffsessions",
                column: "memberid");

            migrationBuilder.CreateIndex(
                name: "ix_textconsentevents_number_message",
                table: "textconsentevents",
                columns: new[] { "number", "message" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_waitingentries_conversationid_visit",
                table: "waitingentries",
                columns: new[] { "conversationid", "visit" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_waitingentries_endsat",
                table: "waitingentries",
                column: "endsat");

            migrationBuilder.CreateIndex(
                name: "ix_waitingoffers_entryid_start",
                table: "waitingoffers",
                columns: new[] { "entryid", "start" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_waitingoffers_open",
                table: "waitingoffers",
                column: "entryid",
                unique: true,
                filter: "OverAt IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_waitingoffers_openslot",
                table: "waitingoffers",
                columns: new[] { "resource", "start" },
                unique: true,
                filter: "OverAt IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alertmails");

            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "aspnetuserclaims");

            migrationBuilder.DropTable(
                name: "aspnetuserlogins");

            migrationBuilder.DropTable(
                name: "aspnetuserpasskeys");

            migrationBuilder.DropTable(
                name: "aspnetusertokens");

            migrationBuilder.DropTable(
                name: "auditentries");

            migrationBuilder.DropTable(
                name: "auditheads");

            migrationBuilder.DropTable(
                name: "backfills");

            migrationBuilder.DropTable(
                name: "bookedquarters");

            migrationBuilder.DropTable(
                name: "bookings");

            migrationBuilder.DropTable(
                name: "consents");

            migrationBuilder.DropTable(
                name: "dataprotectionkeys");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropTable(
                name: "heldconversations");

            migrationBuilder.DropTable(
                name: "holds");

            migrationBuilder.DropTable(
                name: "keptactivities");

            migrationBuilder.DropTable(
                name: "keptrequests");

            migrationBuilder.DropTable(
                name: "legalholds");

            migrationBuilder.DropTable(
                name: "log");

            migrationBuilder.DropTable(
                name: "marks");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "onetimecodes");

            migrationBuilder.DropTable(
                name: "questionnaires");

            migrationBuilder.DropTable(
                name: "remoteholds");

            migrationBuilder.DropTable(
                name: "replyaddresses");

            migrationBuilder.DropTable(
                name: "replymarks");

            migrationBuilder.DropTable(
                name: "resumecodes");

            migrationBuilder.DropTable(
                name: "reviewnotes");

            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropTable(
                name: "safetyrecords");

            migrationBuilder.DropTable(
                name: "saidsections");

            migrationBuilder.DropTable(
                name: "sampledreplies");

            migrationBuilder.DropTable(
                name: "savedviews");

            migrationBuilder.DropTable(
                name: "scorecards");

            migrationBuilder.DropTable(
                name: "screenings");

            migrationBuilder.DropTable(
                name: "searchterms");

            migrationBuilder.DropTable(
                name: "secrets");

            migrationBuilder.DropTable(
                name: "staffsessions");

            migrationBuilder.DropTable(
                name: "textconsentevents");

            migrationBuilder.DropTable(
                name: "textconsents");

            migrationBuilder.DropTable(
                name: "waitingoffers");

            migrationBuilder.DropTable(
                name: "incidents");

            migrationBuilder.DropTable(
                name: "aspnetusers");

            migrationBuilder.DropTable(
                name: "waitingentries");

            migrationBuilder.DropTable(
                name: "conversations");
        }
    }
}
