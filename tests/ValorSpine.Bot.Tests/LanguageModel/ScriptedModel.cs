using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>What a scripted model answers to the requests of this service.</summary>
internal static class ScriptedModel
{
    /// <summary>A careful one: says the short answer with "also" where it may stand, chooses the first article, repeats a follow-up, and reads no answer.</summary>
    public static Task Good(HttpContext http)
    {
        var (use, data) = FakeModelServer.AskedOf(http);
        return FakeModelServer.Says(use switch
        {
            "Reword" => Sentences(data.GetProperty("sentences").EnumerateArray().Where(sentence => sentence.GetProperty("mustBeSaid").GetBoolean())
                .Select(sentence => (sentence.GetProperty("text").GetString()!.Replace(" is ", " is also ", StringComparison.Ordinal), sentence.GetProperty("number").GetInt32()))),
            "FullQuestion" => JsonSerializer.Serialize(new { question = data.GetProperty("message").GetString() }),
            "ChooseArticle" => JsonSerializer.Serialize(new { id = data.GetProperty("articles")[0].GetProperty("id").GetString() }),
            _ => """{"id":null}""",
        })(http);
    }

    /// <summary>One that does what the text tells it to: it says a sentence wherever it may say something, and cites whatever sentence comes first.</summary>
    public static Func<HttpContext, Task> Obeys(string says) => http => FakeModelServer.Says(FakeModelServer.AskedOf(http).Use switch
    {
        "Reword" => Sentences([(says, 1), (says, 2)]),
        "FullQuestion" => JsonSerializer.Serialize(new { question = says }),
        _ => JsonSerializer.Serialize(new { id = says }),
    })(http);

    private static string Sentences(IEnumerable<(string Text, int Cites)> sentences) =>
        JsonSerializer.Serialize(new { sentences = sentences.Select(sentence => new { text = sentence.Text, cites = new[] { sentence.Cites } }) });
}
