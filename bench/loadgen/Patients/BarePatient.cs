using System.Net.Http.Json;

namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>A patient of the bare server: as many bytes, one request a turn.</summary>
internal sealed class BarePatient(HttpClient http) : IPatient
{
    private static readonly string s_padding = new('x', 450);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> SayAsync(string text)
    {
        using var posted = await http.PostAsync("turn", JsonContent.Create(new { type = "message", text, padding = s_padding }));
        posted.EnsureSuccessStatusCode();
        return [];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
