using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff.People;

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>The whole service with a model over HTTP: what a patient reads, what staff see, what an operator is told.</summary>
public sealed class ServedModelTests(ModelService served) : IClassFixture<ModelService>
{
    private const string Question = "what is fibrin", Label = "Worded by AI", Lie = "It cures nine of ten backs for good.";

    /// <summary>The article's own answer.</summary>
    private string Own => served.Service.Services.GetRequiredService<ClinicFacts>().Fill(served.Service.Services.GetRequiredService<LiveContent>().Current.Knowledge.Find("fibrin-what")!.ShortAnswer.Text);

    [Fact]
    public async Task Whatever_fails_the_patient_gets_the_articles_own_answer_in_time_and_health_is_degraded()
    {
        (string What, Func<HttpContext, Task> Behaviour)[] failures =
        [
            ("wrong key at start", FakeModelServer.Fails(401)), ("429", FakeModelServer.Fails(429)), ("500", FakeModelServer.Fails(500)), ("malformed JSON", FakeModelServer.Says("{\"sentences\": [{")),
            ("truncated stream", FakeModelServer.Breaks()), ("wrong schema", FakeModelServer.Says("""{"answer":"yes"}""")), ("empty", FakeModelServer.Says("")), ("filter", FakeModelServer.Says("", finish: "content_filter")),
            ("refused by the filter", FakeModelServer.Fails(400, "content_filter")), ("cut off", FakeModelServer.Says("{", finish: "length")), ("slow", FakeModelServer.Hangs()),
        ];
        foreach (var (what, behaviour) in failures)
        {
            using var patient = await served.OpenAsync();
            var (before, began) = (served.Requests, TimeProvider.System.GetTimestamp());
            served.Model = behaviour;

            var answer = await patient.AskAsync(Question);

            Assert.True(served.Requests > before, what);
            Assert.True(answer.Contains(Own, StringComparison.Ordinal) && !answer.Contains(Label, StringComparison.Ordinal), $"{what}: {answer}");
            // The limit is 1.5 s; the rest is for a busy machine, and less than any wait without a limit.
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), what);
            Assert.Equal((what, "degraded"), (what, (await served.HealthAsync()).State));

            // So that the next fault is not the fourth in a row, after which the model is left alone.
            served.Model = ScriptedModel.Good;
            foreach (var question in (string[])["how does decompression work", "what is a herniated disc", Question])
                await patient.AskAsync(question);
            Assert.Equal((what, "ready"), (what, (await served.HealthAsync()).State));
        }
    }

    [Fact]
    public async Task A_worded_answer_says_so_names_the_way_to_a_person_and_is_shown_only_once_all_of_it_has_passed()
    {
        using var patient = await served.OpenAsync();
        var (half, rest) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        served.Model = async http =>
        {
            var whole = JsonSerializer.SerializeToUtf8Bytes(FakeModelServer.Completion(Worded(http)));
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2));
            await http.Response.Body.FlushAsync();
            half.TrySetResult();
            await rest.Task.WaitAsync(http.RequestAborted);
            await http.Response.Body.WriteAsync(whole.AsMemory(whole.Length / 2));
        };

        var asked = patient.AskAsync(Question);
        await half.Task.WaitAsync(ModelService.Cancel);
        Assert.DoesNotContain(await patient.ReadAsync(), text => text.Contains("fibrin", StringComparison.OrdinalIgnoreCase) && text != Question);
        rest.SetResult();

        var answer = await asked;
        Assert.StartsWith("The glue shot places fibrin", answer, StringComparison.Ordinal);
        Assert.Contains(Label, answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Lie, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_see_what_the_gate_passed_and_what_it_replaced_and_the_trail_has_what_left_by_its_hash()
    {
        using var patient = await served.OpenAsync();
        served.Model = http => FakeModelServer.Says(Worded(http))(http);
        await patient.AskAsync(Question);
        using var staff = await served.Service.SignInAsync("reviewer@clinic.example", Roles.Administrator, Roles.Reviewer);

        var page = await staff.ReadAsync($"/staff/conversations/{patient.Id}");

        var rows = Regex.Matches(page, "<tr[^>]*>(.*?)</tr>", RegexOptions.Singleline).Select(row => string.Join(" | ", Regex.Matches(row.Groups[1].Value, "<td[^>]*>(.*?)</td>", RegexOptions.Singleline).Select(cell => WebUtility.HtmlDecode(cell.Groups[1].Value).Trim()))).ToArray();
        Assert.Contains(rows, row => row.StartsWith("The glue shot places fibrin", StringComparison.Ordinal) && row.Contains(" | passed | The glue shot places fibrin", StringComparison.Ordinal));
        var replaced = Assert.Single(rows, row => row.StartsWith(Lie, StringComparison.Ordinal));
        Assert.DoesNotContain("passed", replaced, StringComparison.Ordinal);
        Assert.DoesNotContain(Lie, replaced[Lie.Length..], StringComparison.Ordinal);
        Assert.Contains("Language model: wording of the answer", page, StringComparison.Ordinal);
        Assert.Matches(@"\Abot model\.Reword\.[0-9a-f]{32}\z", served.Service.Audit().Last(entry => entry.StartsWith("bot model.", StringComparison.Ordinal)));
    }

    /// <summary>The first sentence in the patient's words, and a lie about the second.</summary>
    private static string Worded(HttpContext http)
    {
        var first = FakeModelServer.AskedOf(http).Data.GetProperty("sentences")[0].GetProperty("text").GetString()!;
        return JsonSerializer.Serialize(new { sentences = new[] { new { text = first.Replace("Biologic disc repair", "The glue shot", StringComparison.Ordinal), cites = new[] { 1 } }, new { text = Lie, cites = new[] { 2 } } } });
    }
}
