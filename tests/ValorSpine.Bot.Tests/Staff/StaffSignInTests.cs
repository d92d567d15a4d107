using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Tests.Staff;

public sealed class StaffSignInTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;

    [Theory]
    [InlineData("jo@clinic.example")]
    [InlineData("nobody@clinic.example")]
    public async Task A_wrong_password_costs_one_check_whether_there_is_an_account_or_not(string email)
    {
        var cancel = TestContext.Current.CancellationToken;
        var hasher = new CountingHasher();
        await using var services = Services(hasher);
        await StorageStartup.PrepareAsync(services, cancel);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        await StaffAccounts.AddAsync(scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>(), "jo@clinic.example");

        var outcome = await scope.ServiceProvider.GetRequiredService<IStaffSignIn>().SignInAsync(email, "wrong", cancel);

        Assert.Equal(SignInOutcome.Wrong, outcome);
        Assert.Equal(1, hasher.Checks);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceProvider Services(CountingHasher hasher)
    {
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(new ClinicFacts());
        services.AddSingleton<SlotEnumeration>(OpenSlots.Enumerate);
        services.AddStorage(configuration.GetSection("Storage"), _folder);
        services.AddStaff(new ClinicFacts());
        services.AddSingleton<IPasswordHasher<StaffMember>>(hasher);
        return services.BuildServiceProvider();
    }

    private sealed class CountingHasher : PasswordHasher<StaffMember>
    {
        public int Checks { get; private set; }

        public override PasswordVerificationResult VerifyHashedPassword(StaffMember user, string hashedPassword, string providedPassword)
        {
            Checks++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
