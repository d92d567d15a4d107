using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing;
using ValorSpine.Bot.Tests.Staff;

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>The whole service in process with a scripted model over HTTP in a process of its own, which behaves as a test says. Patients are asked first.</summary>
public sealed class ModelService : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valorspine-model-");

    internal StaffService Service { get; private set; } = null!;

    internal ScriptedModel Model { get; private set; } = null!;

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Model = await ScriptedModel.StartAsync();
        Service = new(
            _folder.FullName, TimeProvider.System, ("Model:Provider", "OpenAI"), ("Model:Endpoint", Model.Endpoint.ToString()), ("Model:Deployment", "test"), ("Model:ApiKey", "key-of-the-test"), ("Model:Uses:0", "Reword"), ("Model:Uses:1", "FullQuestion"),
            ("Model:TimeoutSeconds", "2"), ("Model:CostPerDay", "100"), ("Model:PriceIn", "100"), ("Model:PriceOut", "400"));
    }

    /// <summary>A patient whose chat is open.</summary>
    internal async Task<ModelPatient> OpenAsync()
    {
        var http = Service.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = false });
        using var token = await http.PostAsync(new Uri("webchat/token", UriKind.Relative), null, Cancel);
        var page = JsonNode.Parse(await token.Content.ReadAsStringAsync(Cancel))!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)page["token"]!);
        var patient = new ModelPatient(http, (string)page["conversationId"]!);
        using var opened = await http.PostAsync(new Uri("v3/directline/conversations", UriKind.Relative), null, Cancel);
        Assert.True(opened.IsSuccessStatusCode);
        return patient;
    }

    /// <summary>A patient who was asked and agreed.</summary>
    internal async Task<ModelPatient> OpenAgreedAsync()
    {
        var patient = await OpenAsync();
        await patient.AskAsync("what is a bulging disc");
        await patient.AskAsync("yes");
        return patient;
    }

    /// <summary>What <c>/health/ready</c> says of the model.</summary>
    internal async Task<(string State, string Says)> HealthAsync()
    {
        using var http = Service.CreateClient();
        var report = JsonNode.Parse(await http.GetStringAsync(new Uri("health/ready", UriKind.Relative), Cancel))!;
        var part = report["parts"]!.AsArray().Single(part => (string)part!["part"]! == "language model")!;
        return ((string)part["state"]!, (string)part["says"]![0]!);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Model.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A patient of <see cref="ModelService"/>.</summary>
internal sealed class ModelPatient(HttpClient http, string id) : IDisposable
{
    public string Id => id;

    /// <summary>Says something and gives what was answered to it.</summary>
    public async Task<string> AskAsync(string text)
    {
        var before = (await ReadAsync()).Count;
        using var sent = await http.PostAsJsonAsync(Path, new { type = "message", text, from = new { id = "patient" } }, ModelService.Cancel);
        Assert.True(sent.IsSuccessStatusCode);
        return string.Join('\n', (await ReadAsync()).Skip(before + 1));
    }

    /// <summary>The texts of all that stands in the chat.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        var set = JsonNode.Parse(await http.GetStringAsync(Path, ModelService.Cancel))!;
        return [.. set["activities"]!.AsArray().Select(activity => (string?)activity!["text"] ?? "")];
    }

    public void Dispose() => http.Dispose();

    private Uri Path => new($"v3/directline/conversations/{id}/activities", UriKind.Relative);
}
