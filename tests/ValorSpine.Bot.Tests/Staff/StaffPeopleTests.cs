using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>Accounts and their roles, as who manages them changes them.</summary>
public sealed class StaffPeopleTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;
    private ServiceProvider _services = null!;
    private AsyncServiceScope _scope;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StaffPeople People => _scope.ServiceProvider.GetRequiredService<StaffPeople>();

    private UserManager<StaffMember> Users => _scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();

    public async ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(new ClinicFacts());
        services.AddSingleton<SlotEnumeration>(OpenSlots.Enumerate);
        services.AddStorage(configuration.GetSection("Storage"), _folder);
        services.AddStaffAccounts();
        _services = services.BuildServiceProvider();
        await StorageStartup.PrepareAsync(_services, Cancel);
        _scope = _services.CreateAsyncScope();
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_taken_away()
    {
        var (first, second) = (await AddAsync("first@clinic.example", Roles.Administrator), await AddAsync("second@clinic.example", Roles.Administrator));

        Assert.Null((await People.LockAsync(first, "chief", Cancel)).Problem);
        Assert.NotNull((await People.SetRolesAsync(second, [Roles.Reader], "chief", Cancel)).Problem);
        Assert.NotNull((await People.LockAsync(second, "chief", Cancel)).Problem);
        Assert.Null((await People.UnlockAsync(first, "chief", Cancel)).Problem);
        Assert.Null((await People.SetRolesAsync(second, [Roles.Reader], "chief", Cancel)).Problem);
    }

    [Fact]
    public async Task Two_changes_at_once_leave_an_administrator_also_where_each_knows_the_other()
    {
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
            ids.Add(await AddAsync($"admin{i}@clinic.example", Roles.Administrator));

        var changes = await Task.WhenAll(ids.Select(async id =>
        {
            await using var scope = _services.CreateAsyncScope();
            return await Task.Run(() => scope.ServiceProvider.GetRequiredService<StaffPeople>().LockAsync(id, "chief", Cancel));
        }));

        Assert.Single(changes, change => change.Problem is not null);
        await using var now = _services.CreateAsyncScope();
        Assert.Single(await now.ServiceProvider.GetRequiredService<StaffPeople>().ListAsync(Cancel), account => !account.IsLocked);
    }

    [Fact]
    public async Task An_address_has_one_account()
    {
        await AddAsync("jo@clinic.example", Roles.Reader);

        var again = await People.AddAsync("JO@clinic.example", [Roles.Administrator], "chief", Cancel);

        Assert.Null(again.Password);
        Assert.Contains("was not added", again.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_account_has_every_right()
    {
        await StaffAccounts.EnsureFirstAsync(_services, Cancel);

        var account = Assert.Single(await People.ListAsync(Cancel));
        Assert.Equal(Enum.GetValues<Right>().ToHashSet(), account.Roles.SelectMany(role => role.Rights).ToHashSet());
    }

    [Fact]
    public async Task Resetting_forgets_the_second_factor()
    {
        var id = await AddAsync("jo@clinic.example", Roles.Reader);
        var member = (await Users.FindByIdAsync(id))!;
        await Users.ResetAuthenticatorKeyAsync(member);
        await Users.GenerateNewTwoFactorRecoveryCodesAsync(member, 2);
        await Users.SettleAsync(member);
        Assert.True(member.TwoFactorEnabled);

        var change = await People.ResetAsync(id, "chief", Cancel);

        Assert.NotNull(change.Password);
        Assert.True(await Users.CheckPasswordAsync(member, change.Password));
        Assert.Null((await People.FindAsync(id, Cancel))!.SecondFactor);
        Assert.False(member.TwoFactorEnabled);
    }

    [Fact]
    public async Task Who_reads_the_data_file_finds_no_key_of_an_authenticator_and_no_recovery_code()
    {
        var member = (await Users.FindByIdAsync(await AddAsync("jo@clinic.example", Roles.Reader)))!;
        await Users.ResetAuthenticatorKeyAsync(member);
        var secrets = (await Users.GenerateNewTwoFactorRecoveryCodesAsync(member, 3))!.Append(await Users.GetAuthenticatorKeyAsync(member));

        var stored = Read("SELECT Value FROM AspNetUserTokens");

        Assert.Equal(2, stored.Length);
        Assert.All(secrets, secret => Assert.DoesNotContain(stored, value => value.Contains(secret!, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_account_from_before_there_were_roles_keeps_every_right()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO AspNetUsers (Id, UserName, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount) VALUES ('1', 'old', 1, 0, 0, 1, 0) RETURNING Roles";

        var roles = Roles.Stored((string)command.ExecuteScalar()!);

        Assert.Equal(Enum.GetValues<Right>().ToHashSet(), roles.SelectMany(role => role.Rights).ToHashSet());
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> AddAsync(string email, params Role[] roles)
    {
        Assert.NotNull((await People.AddAsync(email, [.. roles], "chief", Cancel)).Password);
        return (await Users.FindByNameAsync(email))!.Id;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "valorspine.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private ImmutableArray<string> Read(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows.ToImmutable();
    }
}
