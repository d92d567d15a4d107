using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using ValorSpine.Bot.Tests.Scheduling;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>The program as it is started, with a FHIR server as its schedule.</summary>
public sealed class FhirScheduleTests(FhirPeer peer) : IClassFixture<FhirPeer>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Patient_who_confirms_while_the_server_is_down_and_the_service_is_killed_gets_the_appointment_and_is_told()
    {
        var schedules = new List<string>();
        foreach (var actor in (string[])["Practitioner/one", "Practitioner/two"])
            schedules.Add((await peer.Clinic.CreateAsync(new Schedule { Actor = [new(actor)] }, Cancel))!.Id!);
        var start = DateTimeOffset.UnixEpoch.AddHours(Math.Floor((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalHours) + 48);
        var slot = (await peer.Clinic.CreateAsync(new Slot { Schedule = new("Schedule/" + schedules[0]), Status = Slot.SlotStatus.Free, Start = start, End = start.AddHours(1) }, Cancel))!;
        string[] settings =
        [
            "--Schedule:Provider=Fhir", $"--Schedule:Fhir:BaseUrl={peer.BaseUrl}", $"--Schedule:Fhir:Schedules:clinician-1={schedules[0]}", $"--Schedule:Fhir:Schedules:front-desk={schedules[1]}",
        ];
        using var data = new ScratchFolder();
        string resume;
        await using (var bot = await BotProcess.StartAsync(data.Path, settings))
        {
            using var http = new HttpClient { BaseAddress = bot.Address };
            var patient = await DirectLinePatient.OpenAsync(http);
            resume = patient.Resume;
            await patient.AskAsync("book an evaluation");
            Assert.Contains("I am holding", string.Concat(await patient.AskAsync("1")), StringComparison.Ordinal);
            await patient.AskAsync("Ann Leewood, 312 555 0137");
            await peer.TellAsync("down");
            Assert.Contains("not booked yet", string.Concat(await patient.AskAsync("Confirm")), StringComparison.Ordinal);
            await bot.KillAsync();
        }

        await using var next = await BotProcess.StartAsync(data.Path, settings);
        await peer.TellAsync("up");
        using var again = new HttpClient { BaseAddress = next.Address };
        var same = await DirectLinePatient.OpenAsync(again, resume);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(s_patience);

        Assert.StartsWith("Our calendar answers again, and your visit is booked.", await same.HearAsync("your visit is booked", patience.Token), StringComparison.Ordinal);

        var made = await peer.Clinic.SearchAsync<Appointment>(new SearchParams("slot", "Slot/" + slot.Id), Cancel);
        Assert.Equal(Appointment.AppointmentStatus.Booked, Assert.IsType<Appointment>(Assert.Single(made!.Entry).Resource).Status);
        Assert.DoesNotContain("Leewood", await next.StopAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Settings_that_are_missing_are_named_at_the_start()
    {
        using var data = new ScratchFolder();
        var (status, _, errors) = await BotProcess.RunToEndAsync(
            ["--contentRoot", BotProcess.Repository, "--urls", "http://127.0.0.1:0", $"--Storage:ConnectionString=Data Source={Path.Combine(data.Path, "bot.db")}", "--Schedule:Provider=Fhir"]);

        Assert.Equal(1, status);
        Assert.Contains("Schedule:Fhir:BaseUrl is missing", errors, StringComparison.Ordinal);
        Assert.Contains("Schedule:Fhir:Schedules:clinician-1 is missing", errors, StringComparison.Ordinal);
    }
}
