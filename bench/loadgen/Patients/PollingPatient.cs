using System.Text.Json;

namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>By Direct Line; the replies are read with a request.</summary>
internal sealed class PollingPatient(HttpClient http, JsonElement grant) : DirectLinePatient(http, grant)
{
    private string _watermark = "";

    /// <summary>Opens a conversation.</summary>
    public static async Task<IPatient> OpenAsync(HttpClient http) => await OpenAsync(http, grant => new PollingPatient(http, grant));

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> SayAsync(string text)
    {
        var id = await PostAsync(text);
        var set = await AskAsync(HttpMethod.Get, $"{Conversation}/activities?watermark={_watermark}", null);
        var activities = set.GetProperty("activities");
        if (!activities.EnumerateArray().Any(activity => Replies.Answers(activity, id)))
            throw new InvalidOperationException("There was no reply.");
        _watermark = set.GetProperty("watermark").GetString()!;
        return Replies.Choices(activities);
    }
}
