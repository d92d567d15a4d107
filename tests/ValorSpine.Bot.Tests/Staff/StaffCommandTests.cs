using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage.Staff;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Staff;

/// <summary>What who keeps the machine does with accounts, by the command line, beside the running service.</summary>
[Collection<ServedStaff>]
public sealed class StaffCommandTests(ServedStaff.Service served) : IDisposable
{
    private readonly DirectoryInfo _content = Directory.CreateTempSubdirectory("valorspine-commands-");

    /// <summary>Somebody of this test alone.</summary>
    private string Email { get; } = $"jo-{Guid.NewGuid():N}@clinic.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StaffService Service => served.Served;

    [Fact]
    public async Task An_account_that_is_added_signs_in_with_the_password_that_is_printed()
    {
        var (status, output, errors) = await RunAsync("staff", "add", Email, "--role", "auditor");

        Assert.Equal((0, ""), (status, errors));
        Assert.Equal($"command line: {Environment.UserName} account.added {Email} auditor", Service.Audit()[^1]);
        using var browser = Service.Open();
        await browser.SignInAsync(Email, PasswordIn(output));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/staff/audit"));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync("/staff/people"));
    }

    [Fact]
    public async Task A_reset_ends_every_session_the_old_password_and_the_second_factor_and_gives_a_new_password()
    {
        var before = await Service.AddAsync(Email, Roles.Reviewer);
        using var browser = Service.Open();
        await browser.SignInAsync(Email, before);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(StaffConsole.HomePath));
        await ChangeAsync(async (users, member) =>
        {
            await users.ResetAuthenticatorKeyAsync(member);
            await users.SetTwoFactorEnabledAsync(member, true);
        });

        var (status, output, errors) = await RunAsync("staff", "reset", Email.ToUpperInvariant());

        Assert.Equal((0, ""), (status, errors));
        Assert.Equal($"command line: {Environment.UserName} account.reset {Email}", Service.Audit()[^1]);
        Assert.Equal(HttpStatusCode.Found, await browser.StatusAsync(StaffConsole.HomePath));
        using var refused = await browser.SubmitAsync(StaffConsole.SignInPath, "sign-in", ("Email", Email), ("Password", before));
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        await browser.SignInAsync(Email, PasswordIn(output));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(StaffConsole.HomePath));
        await ChangeAsync(async (users, member) => Assert.Equal((false, null), (member.TwoFactorEnabled, await users.GetAuthenticatorKeyAsync(member))));
    }

    [Theory]
    [InlineData("There is no account 'nobody@clinic.example'. Add it with: staff add nobody@clinic.example", "staff", "reset", "nobody@clinic.example")]
    [InlineData("'chief' is no role. Use one or more of reader,reviewer,author,approver,supervisor,auditor,administrator, parted by commas.", "staff", "add", "new@clinic.example", "--role", "chief")]
    [InlineData("Required argument 'email' missing for command: 'reset'.", "staff", "reset")]
    [InlineData("Unrecognized command or argument 'twice'.", "staff", "reset", "nobody@clinic.example", "twice")]
    [InlineData("Unrecognized command or argument 'rest'.", "staff", "rest", "nobody@clinic.example")]
    public async Task What_cannot_be_done_is_said_and_changes_nothing(string problem, params string[] command)
    {
        var before = Service.Audit().Count;
        var (status, output, errors) = await RunAsync(command);

        Assert.Equal(1, status);
        Assert.Contains(problem, errors, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ValorSpine", output + errors, StringComparison.Ordinal);
        Assert.Equal(before, Service.Audit().Count);
    }

    public void Dispose() => _content.Delete(recursive: true);

    private async Task ChangeAsync(Func<UserManager<StaffMember>, StaffMember, Task> change)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();
        await change(users, (await users.FindByNameAsync(Email))!);
    }

    private async Task<(int Status, string Output, string Errors)> RunAsync(params string[] command)
    {
        // A folder as a clinic has it, whose settings name the data file of the service.
        _content.CreateSubdirectory("knowledge");
        _content.CreateSubdirectory("dialogs");
        File.Copy(Path.Combine(Repository.Root, "appsettings.json"), Path.Combine(_content.FullName, "appsettings.json"));
        await File.WriteAllTextAsync(
            Path.Combine(_content.FullName, "appsettings.Production.json"),
            JsonSerializer.Serialize(new { Storage = new { ConnectionString = $"Data Source={Service.DataFile};Pooling=False" } }), Cancel);
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var status = await CommandLine.RunAsync([.. command, "--contentRoot", _content.FullName], output, errors);
        return (status, output.ToString(), errors.ToString());
    }

    private static string PasswordIn(string output) => output.Split('\n').Single(line => line.StartsWith("Password ", StringComparison.Ordinal)).Split(' ')[1].Trim();
}
