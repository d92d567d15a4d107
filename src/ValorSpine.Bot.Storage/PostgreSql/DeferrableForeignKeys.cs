using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace ValorSpine.Bot.Storage.PostgreSql;

/// <summary>Makes foreign keys that a transaction may put off to its end, as it may on SQLite: what belongs to a conversation is erased in any order. EF has no word for it.</summary>
[SuppressMessage("Usage", "EF1001:Internal EF Core API usage.", Justification = "The generator is meant to be derived from; its options are only handed on.")]
internal sealed class DeferrableForeignKeys(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options) : NpgsqlMigrationsSqlGenerator(dependencies, options)
{
    /// <inheritdoc/>
    protected override void ForeignKeyConstraint(AddForeignKeyOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        base.ForeignKeyConstraint(operation, model, builder);
        builder.Append(" DEFERRABLE");
    }
}
