using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Configuration;

/// <summary>Whoever misspells the name of a setting is told so, and what is for other programs stays theirs.</summary>
public sealed partial class SettingNamesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-").FullName;

    [Theory]
    [InlineData("Retention:ConversationDay", "correct its name to Retention:ConversationDays")]
    [InlineData("Retention:Dayss", "use one of AlertDays, AuditDays, BookingDays, ConversationDays, ErasureList, ScreeningDays")]
    [InlineData("Knowledge:ServeUnreveiwed", "correct its name to Knowledge:ServeUnreviewed")]
    [InlineData("Website:Color", "correct its name to Website:Colour")]
    [InlineData("Limits:PatientMesages", "correct its name to Limits:PatientMessages")]
    [InlineData("Staff:Oidc:Secret", "use one of Authority, ClientId, ClientSecret, Name, RoleClaim, Roles")]
    [InlineData("Staff:Odic:ClientId", "correct its name to Staff:Oidc", "Staff:Odic")]
    [InlineData("Schedule:Fhir:BasUrl", "correct its name to Schedule:Fhir:BaseUrl")]
    [InlineData("Storage:KeyVault:Keyy", "correct its name to Storage:KeyVault:Key")]
    [InlineData("Clinic:Visits:evaluation:Minuts", "correct its name to Clinic:Visits:evaluation:Minutes")]
    [InlineData("Alerts:Email:Pasword", "correct its name to Alerts:Email:Password")]
    [InlineData("Conector:AppId", "correct its name to Connector", "Conector")]
    public void A_misspelt_name_is_told_with_what_was_probably_meant(string name, string remedy, string? told = null) =>
        Assert.Equal($"appsettings.json: {told ?? name} means nothing here. Remove it, or {remedy}.", Problem(Given((name, "x"))));

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Kestrel:Endpoints:Http:Url")]
    [InlineData("AllowedHosts")]
    [InlineData("ConnectionStrings:Other")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("urls")]
    [InlineData("STORAGE_SERVICE_PORT")]
    [InlineData("Limit:Memory")]
    [InlineData("Other:Program:AppId")]
    [InlineData("Clinic:Capacity:traction-room")]
    [InlineData("Clinic:Visits:massage:MinutesBefore")]
    [InlineData("Clinic:Closed:0")]
    [InlineData("Staff:Oidc:Roles:Nurse")]
    [InlineData("CONNECTOR:APPID")]
    [InlineData("Twilio:BaseUrl")]
    [InlineData("DirectLine:Secrets:0")]
    public void What_is_right_or_for_others_is_left_alone(string name) => SettingNames.Check(Given((name, "x")));

    [Fact]
    public void The_file_is_named_in_which_it_stands()
    {
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), """{ "Logging": {}, "Retention": { "AlertDays": 3 } }""");
        File.WriteAllText(Path.Combine(_folder, "appsettings.Production.json"), """{ "Retention": { "AlertDay": null }, "Farewell": {} }""");

        var problem = Problem(new ConfigurationBuilder().SetBasePath(_folder).AddJsonFile("appsettings.json").AddJsonFile("appsettings.Production.json").Build());

        Assert.Collection(
            problem.Split('\n'),
            line => Assert.StartsWith("appsettings.Production.json: Farewell means nothing here. Remove it, or use one of Alerts, Booking, Clinic,", line, StringComparison.Ordinal),
            line => Assert.Equal("appsettings.Production.json: Retention:AlertDay means nothing here. Remove it, or correct its name to Retention:AlertDays.", line));
    }

    [Fact]
    public void A_variable_is_named_as_it_is_written()
    {
        const string Prefix = "VALORSPINE_NAMES_TEST_";
        foreach (var name in (string[])["Connector__AppIdd", "Conector__AppId", "Conector__Nothing", "PATH", "Team__Lead"])
            Environment.SetEnvironmentVariable(Prefix + name, "x");

        Assert.Equal(
            [
                "environment variable: Conector means nothing here. Remove it, or correct its name to Connector.",
                "environment variable: Connector__AppIdd means nothing here. Remove it, or correct its name to Connector__AppId.",
            ],
            Problem(new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build()).Split('\n'));
    }

    [Fact]
    public void Every_setting_that_the_documents_name_is_known()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md")).Select(File.ReadAllText);
        var named = documents.SelectMany(text => Setting().Matches(text)).Select(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)).Distinct().ToArray();

        Assert.True(named.Length > 30, $"Only {named.Length} are named.");
        SettingNames.Check(Given([.. named.Select(name => (name, "x"))]));
    }

    [Fact]
    public void The_shipped_settings_hold_none_that_is_unknown() => HostConfiguration.Read(Repository.Root);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Problem(IConfiguration configuration) => Assert.Throws<BadSettingsException>(() => SettingNames.Check(configuration)).Message;

    private static IConfigurationRoot Given(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build();

    [GeneratedRegex(@"`(?:--)?(?<name>(?:Clinic|Knowledge|Storage|Replicas|Retention|Booking|Schedule|Screening|Staff|Alerts|Notices|Connector|Model|Twilio|Teams|Website|DirectLine|Telemetry|Limits)(?:(?::|__)\w+)+)[`=]")]
    private static partial Regex Setting();
}
