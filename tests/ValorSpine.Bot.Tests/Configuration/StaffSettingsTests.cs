using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Staff.People;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class StaffSettingsTests
{
    [Fact]
    public void Without_settings_a_second_factor_is_required_and_twenty_idle_minutes_sign_out()
    {
        var settings = Read();

        Assert.True(settings.RequiresSecondFactor);
        Assert.True(settings.AcceptsPasswords);
        Assert.Equal(TimeSpan.FromMinutes(20), settings.Idle);
        Assert.Null(settings.Oidc);
    }

    [Fact]
    public void Roles_of_the_sign_in_service_are_mapped_and_unknown_ones_give_none()
    {
        var oidc = Read(
            ("Staff:Oidc:Authority", "https://login.example/t"), ("Staff:Oidc:ClientId", "id"), ("Staff:Oidc:ClientSecret", "secret"),
            ("Staff:Oidc:Roles:Nurse", "reviewer, author"), ("Staff:Oidc:Roles:Lead", "supervisor")).Oidc!;

        Assert.Equal("roles", oidc.RoleClaim);
        Assert.Equal([Roles.Reviewer, Roles.Author], oidc.Map(["Nurse", "Else"]));
        Assert.Equal([Roles.Reviewer, Roles.Author, Roles.Supervisor], oidc.Map(["Lead", "Nurse"]));
        Assert.Empty(oidc.Map(["nurse", "administrator"]));
    }

    [Fact]
    public void Every_problem_is_named_at_once()
    {
        var error = Assert.Throws<BadSettingsException>(() => Read(
            ("Staff:SecondFactor", "Maybe"), ("Staff:IdleMinutes", "0"), ("Staff:PasswordSignIn", "perhaps"),
            ("Staff:Oidc:Authority", "http://login.example"), ("Staff:Oidc:Roles:Nurse", "nurse")));

        Assert.Equal(7, error.Message.Split('\n').Length);
        Assert.Contains("Staff:SecondFactor is 'Maybe'. Write Required or Optional.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Staff:Oidc:Roles:Nurse names 'nurse', which is no role.", error.Message, StringComparison.Ordinal);
        Assert.Contains("must be an address that begins with https://", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_locked_out_by_a_setting() =>
        Assert.Contains("nobody could sign in", Assert.Throws<BadSettingsException>(() => Read(("Staff:PasswordSignIn", "false"))).Message, StringComparison.Ordinal);

    private static StaffSettings Read(params (string Name, string Value)[] given) => StaffSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(given.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
}
