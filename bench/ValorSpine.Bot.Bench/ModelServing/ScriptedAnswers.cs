using System.Text.Json;

namespace ValorSpine.Bot.Bench.ModelServing;

/// <summary>What a scripted model says to the requests of this service.</summary>
internal static class ScriptedAnswers
{
    /// <summary>A careful one.</summary>
    public static string Careful(JsonElement request)
    {
        var data = DataOf(request);
        return UseOf(request) switch
        {
            "Reword" => Sentences(data.GetProperty("sentences").EnumerateArray().Where(sentence => sentence.GetProperty("mustBeSaid").GetBoolean())
                .Select(sentence => (sentence.GetProperty("text").GetString()!.Replace(" is ", " is also ", StringComparison.Ordinal), sentence.GetProperty("number").GetInt32()))),
            "FullQuestion" => JsonSerializer.Serialize(new { question = data.GetProperty("message").GetString() }),
            "ChooseArticle" => JsonSerializer.Serialize(new { id = data.GetProperty("articles")[0].GetProperty("id").GetString() }),
            _ => """{"id":null}""",
        };
    }

    /// <summary>One that does what a text tells it to.</summary>
    public static string Obeying(JsonElement request, string says) => UseOf(request) switch
    {
        "Reword" => Sentences([(says, 1), (says, 2)]),
        "FullQuestion" => JsonSerializer.Serialize(new { question = says }),
        _ => JsonSerializer.Serialize(new { id = says }),
    };

    /// <summary>One that words a first sentence well and lies in the second.</summary>
    public static string HalfLying(JsonElement request, string lie) => Sentences([(DataOf(request).GetProperty("sentences")[0].GetProperty("text").GetString()!.Replace("Biologic disc repair", "The glue shot", StringComparison.Ordinal), 1), (lie, 2)]);

    /// <summary>What the patient wrote.</summary>
    public static string MessageOf(JsonElement request) => DataOf(request).GetProperty("message").GetString()!;

    private static string UseOf(JsonElement request) => request.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString()!;

    private static JsonElement DataOf(JsonElement request) => JsonDocument.Parse(request.GetProperty("messages")[1].GetProperty("content").GetString()!).RootElement;

    private static string Sentences(IEnumerable<(string Text, int Cites)> sentences) =>
        JsonSerializer.Serialize(new { sentences = sentences.Select(sentence => new { text = sentence.Text, cites = new[] { sentence.Cites } }) });
}
