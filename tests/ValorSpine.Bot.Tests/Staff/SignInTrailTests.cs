using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.SignIn;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Tests.Staff;

public sealed class SignInTrailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;

    [Fact]
    public async Task Every_try_to_sign_in_is_on_the_audit_trail_and_what_was_typed_for_an_unknown_account_is_not()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var services = Services();
        await StorageStartup.PrepareAsync(services, cancel);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var password = await StaffAccounts.AddAsync(scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>(), "jo@clinic.example");
        var signIn = scope.ServiceProvider.GetRequiredService<IStaffSignIn>();

        await signIn.SignInAsync("my secret password", "x", cancel);
        await signIn.SignInAsync("jo@clinic.example", password, cancel);
        for (var wrong = 0; wrong < 6; wrong++)
            await signIn.SignInAsync("jo@clinic.example", "wrong", cancel);

        var trail = await services.GetRequiredService<IAuditTrail>().ListAsync(new() { Action = "sign-in" }, null, 20, cancel);
        Assert.Equal(
            ["unknown sign-in.failed", "jo@clinic.example sign-in.password", .. Enumerable.Repeat("jo@clinic.example sign-in.failed", 5), "jo@clinic.example sign-in.locked-out", "jo@clinic.example sign-in.refused-locked"],
            trail.Reverse().Select(entry => $"{entry.Actor} {entry.Action}"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(new ClinicFacts());
        services.AddSingleton<SlotEnumeration>(OpenSlots.Enumerate);
        services.AddStorage(configuration.GetSection("Storage"), _folder);
        services.AddStaff(new ClinicFacts());
        return services.BuildServiceProvider();
    }
}
