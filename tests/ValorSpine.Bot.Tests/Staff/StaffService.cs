using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage.Staff;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>The whole service in process with a data file of its own, for who signs in to its console.</summary>
internal sealed class StaffService(string folder, TimeProvider time, params (string Name, string Value)[] settings) : WebApplicationFactory<LiveContent>
{
    public string DataFile => Path.Combine(folder, "bot.db");

    /// <summary>A browser that nobody has signed in with.</summary>
    public StaffBrowser Open() => new(CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }));

    /// <summary>Adds an account with these roles and gives its password.</summary>
    public async Task<string> AddAsync(string email, params Role[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        return await StaffAccounts.AddAsync(scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>(), email, [.. roles]);
    }

    /// <summary>A browser that somebody new with these roles has signed in with.</summary>
    public async Task<StaffBrowser> SignInAsync(string email, params Role[] roles)
    {
        var browser = Open();
        await browser.SignInAsync(email, await AddAsync(email, roles));
        return browser;
    }

    /// <summary>Does something with the accounts as an administrator would.</summary>
    public async Task<AccountChange> ChangeAsync(string email, Func<IStaffPeople, string, Task<AccountChange>> change)
    {
        await using var scope = Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IStaffPeople>();
        var account = (await people.ListAsync(TestContext.Current.CancellationToken)).Single(account => account.Email == email);
        return await change(people, account.Id);
    }

    /// <summary>What stands on the audit trail, one "who what" an entry.</summary>
    public IReadOnlyList<string> Audit()
    {
        using var connection = new SqliteConnection($"Data Source={DataFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Actor || ' ' || Action FROM AuditEntries ORDER BY Id";
        using var reader = command.ExecuteReader();
        var entries = new List<string>();
        while (reader.Read())
            entries.Add(reader.GetString(0));
        return entries;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development).UseContentRoot(Repository.Root);
        builder.UseSetting("Storage:ConnectionString", $"Data Source={DataFile};Pooling=False");
        builder.UseSetting("Staff:SecondFactor", "Optional");
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(time)));
    }
}
