using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Tests.Configuration;

public sealed class FhirScheduleSettingsTests : IDisposable
{
    private static readonly ClinicFacts s_clinic = new() { Visits = [new("evaluation", "Evaluation", 60, ["clinician-1"]), new("call", "Call", 15, ["front-desk"])] };

    private static readonly (string Name, string? Value)[] s_least =
        [("Provider", "Fhir"), ("Fhir:BaseUrl", "https://fhir.clinic.example/r4"), ("Fhir:Schedules:clinician-1", "Schedule/17"), ("Fhir:Schedules:front-desk", "18")];

    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-settings-").FullName;

    [Fact]
    public void Without_settings_the_schedule_is_the_built_in_one()
    {
        Assert.Null(Read());
        Assert.Null(Read(("Provider", "builtin"), ("Fhir:BaseUrl", "for later")));
        var root = ContentFolder.Find(null);
        Assert.Null(FhirScheduleSettings.Read(HostConfiguration.Read(root), ClinicSettings.Read(HostConfiguration.Read(root)), root));
    }

    [Fact]
    public void The_least_is_an_address_and_the_schedules()
    {
        var settings = Read(s_least)!;

        Assert.Equal(new("https://fhir.clinic.example/r4/"), settings.BaseUrl);
        Assert.Equal(("17", "18"), (settings.Schedules["clinician-1"], settings.Schedules["front-desk"]));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)), (settings.Patience, settings.RefreshEvery));
        Assert.Null(settings.Smart);
    }

    [Fact]
    public void All_of_them_are_read()
    {
        using var key = RSA.Create(2048);
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());

        var settings = Read([
            .. s_least, ("Fhir:Seconds", "3"), ("Fhir:RefreshMinutes", "30"), ("Fhir:ServiceTypes:evaluation", "https://clinic.example/services|eval"),
            ("Fhir:Smart:TokenUrl", "https://auth.clinic.example/token"), ("Fhir:Smart:ClientId", "chat"), ("Fhir:Smart:KeyFile", "key.pem"), ("Fhir:Smart:KeyId", "k1")])!;

        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(30)), (settings.Patience, settings.RefreshEvery));
        Assert.Equal("https://clinic.example/services|eval", settings.ServiceTypes["evaluation"]);
        Assert.Equal((new Uri("https://auth.clinic.example/token"), "chat", SmartSettings.UsualScope), (settings.Smart!.TokenUrl, settings.Smart.ClientId, settings.Smart.Scope));
        Assert.Equal(("RS384", "k1"), (settings.Smart.Key.Algorithm, settings.Smart.Key.Key.KeyId));
    }

    [Fact]
    public void Another_provider_is_refused() => AssertRefused(["appsettings.json: Schedule:Provider is 'Hl7'. Write BuiltIn or Fhir."], ("Provider", "Hl7"));

    [Fact]
    public void What_is_missing_is_named_line_by_line() => AssertRefused(
        [
            "appsettings.json: Schedule:Fhir:BaseUrl is missing. Give the base address of the FHIR R4 server, such as https://fhir.example.org/r4.",
            "appsettings.json: Schedule:Fhir:Schedules:clinician-1 is missing. Give the Schedule on the server in which clinician-1 is booked, such as Schedule/123.",
            "appsettings.json: Schedule:Fhir:Schedules:front-desk is missing. Give the Schedule on the server in which front-desk is booked, such as Schedule/123.",
            "appsettings.json: Schedule:Fhir:Smart:TokenUrl is missing. Give the server's token endpoint, such as https://auth.example.org/token.",
            "appsettings.json: Schedule:Fhir:Smart:KeyFile is missing. Give the file with the private key, as PEM or JWK.",
        ],
        ("Provider", "Fhir"), ("Fhir:Smart:ClientId", "chat"));

    [Fact]
    public void Every_mistake_is_named_with_its_remedy()
    {
        File.WriteAllText(Path.Combine(_folder, "key.pem"), "no key");
        AssertRefused(
            [
                "appsettings.json: Schedule:Fhir:BaseUrl is 'http://fhir.clinic.example/r4'. Write an https address without query; http is for this machine only.",
                "appsettings.json: Schedule:Fhir:Seconds is '0'. Write a number from 1 to 60, or leave it out for 5.",
                "appsettings.json: Schedule:Fhir:RefreshMinutes is 'often'. Write a number from 1 to 1440, or leave it out for 5.",
                "appsettings.json: Schedule:Fhir:Schedules:clinician-2 names no resource of Clinic:Visits. Remove it, or use one of clinician-1, front-desk.",
                "appsettings.json: Schedule:Fhir:Schedules:front-desk is 'the desk'. Write the id of a Schedule on the server, such as Schedule/123.",
                "appsettings.json: Schedule:Fhir:ServiceTypes:massage names no visit of Clinic:Visits. Remove it, or use one of evaluation, call.",
                "appsettings.json: Schedule:Fhir:Smart:TokenUrl is 'auth.clinic.example'. Write an https address without query; http is for this machine only.",
                $"appsettings.json: Schedule:Fhir:Smart:KeyFile is '{Path.Combine(_folder, "key.pem")}', which holds no key that can be used. Give a private RSA key of 2048 bits or more, or one on the curve P-384, without a password, as PEM or JWK.",
            ],
            ("Provider", "Fhir"), ("Fhir:BaseUrl", "http://fhir.clinic.example/r4"), ("Fhir:Seconds", "0"), ("Fhir:RefreshMinutes", "often"),
            ("Fhir:Schedules:clinician-1", "17"), ("Fhir:Schedules:clinician-2", "19"), ("Fhir:Schedules:front-desk", "the desk"), ("Fhir:ServiceTypes:massage", "a|b"),
            ("Fhir:Smart:TokenUrl", "auth.clinic.example"), ("Fhir:Smart:ClientId", "chat"), ("Fhir:Smart:KeyFile", "key.pem"));
    }

    [Fact]
    public void A_key_needs_its_id() => WithKey(
        ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem(), "appsettings.json: Schedule:Fhir:Smart:KeyId is missing. Give the id (kid) under which the public key is registered at the server.");

    [Fact]
    public void Weak_and_public_keys_are_refused()
    {
        var problem = $"appsettings.json: Schedule:Fhir:Smart:KeyFile is '{Path.Combine(_folder, "key.pem")}', which holds no key that can be used. Give a private RSA key of 2048 bits or more, or one on the curve P-384, without a password, as PEM or JWK.";
        WithKey(RSA.Create(1024).ExportPkcs8PrivateKeyPem(), problem);
        WithKey(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem(), problem);
        WithKey(RSA.Create(2048).ExportSubjectPublicKeyInfoPem(), problem);
        WithKey(ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportSubjectPublicKeyInfoPem(), problem);
        WithKey("""{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}""", problem);
        WithKey("{", problem);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void WithKey(string key, string problem)
    {
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key);
        AssertRefused([problem], [.. s_least, ("Fhir:Smart:TokenUrl", "https://auth.clinic.example/token"), ("Fhir:Smart:ClientId", "chat"), ("Fhir:Smart:KeyFile", "key.pem")]);
    }

    private void AssertRefused(string[] problems, params (string Name, string? Value)[] settings) =>
        Assert.Equal(problems, Assert.Throws<BadSettingsException>(() => Read(settings)).Message.Split('\n'));

    private FhirScheduleSettings? Read(params (string Name, string? Value)[] settings) => FhirScheduleSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Schedule:" + setting.Name, setting.Value))).Build(), s_clinic, _folder);
}
