using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>Makes tables whose comment says so without a hidden row number: their primary key is the table. EF has no word for it.</summary>
[SuppressMessage("Usage", "EF1001:Internal EF Core API usage.", Justification = "The generator is meant to be derived from.")]
internal sealed class WithoutRowId(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    /// <summary>The comment.</summary>
    public const string Mark = "WITHOUT ROWID";

    /// <inheritdoc/>
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (operation.Comment != Mark)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append($" {Mark}").AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }
}
