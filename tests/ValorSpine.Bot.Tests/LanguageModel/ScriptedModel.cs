using System.Net.Http.Json;
using System.Text.Json;
using ValorSpine.Bot.Bench.ModelServing;

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>A model in a process of its own, which speaks OpenAI's API and behaves as it is told over HTTP, request by request; the last behaviour stays.</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private readonly HttpClient _http;

    private ScriptedModel(Uri address) => (_http, Endpoint) = (new() { BaseAddress = address }, new(address, "v1"));

    /// <summary>The base address of its API.</summary>
    public Uri Endpoint { get; }

    public static async Task<ScriptedModel> StartAsync(params Script[] scripts)
    {
        var model = new ScriptedModel(new(await ModelServerProcess.AddressAsync(), $"{Guid.NewGuid():n}/"));
        await model.DoesAsync(scripts is [] ? [Script.Careful] : scripts);
        return model;
    }

    /// <summary>Says what it does with the next requests.</summary>
    public async Task DoesAsync(params Script[] scripts) => (await _http.PutAsJsonAsync("scripts", scripts)).EnsureSuccessStatusCode().Dispose();

    /// <summary>Says whether embeddings fail from now on.</summary>
    public async Task FailEmbeddingsAsync(bool now) => (await _http.PutAsync(new Uri($"embeddings-fail?now={now}", UriKind.Relative), null)).EnsureSuccessStatusCode().Dispose();

    /// <summary>How many requests for an answer came.</summary>
    public async Task<int> RequestsAsync() => (await CameAsync()).Requests;

    /// <summary>How many texts it made embeddings of.</summary>
    public async Task<int> EmbeddedAsync() => (await CameAsync()).Embedded;

    /// <summary>The next request that came in.</summary>
    public Task<JsonElement> ReceivedAsync(CancellationToken cancel) => _http.GetFromJsonAsync<JsonElement>("received", cancel);

    /// <summary>Waits until half of an answer in two is sent.</summary>
    public async Task HalfwayAsync(CancellationToken cancel) => (await _http.GetAsync(new Uri("halfway", UriKind.Relative), cancel)).EnsureSuccessStatusCode().Dispose();

    /// <summary>Lets the second half go.</summary>
    public async Task GoOnAsync() => (await _http.PostAsync(new Uri("go-on", UriKind.Relative), null)).EnsureSuccessStatusCode().Dispose();

    public async ValueTask DisposeAsync()
    {
        (await _http.DeleteAsync(new Uri("", UriKind.Relative))).Dispose();
        _http.Dispose();
    }

    private async Task<Came> CameAsync() => (await _http.GetFromJsonAsync<Came>(""))!;

    private sealed record Came(int Requests, int Embedded);
}
