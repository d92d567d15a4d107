using System.Text.Json;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Answering;

/// <summary>The team's own questions, in patients' words, with the topic that answers each; null where nothing does.</summary>
public sealed class EvaluationTests
{
    [Fact]
    public void Most_questions_find_their_topic_and_most_others_are_declined()
    {
        var problems = new List<ContentProblem>();
        var answerer = new Answerer(KnowledgeBase.Load(Content.Files, problems), Ranking.Load(Content.Files, problems));
        int right = 0, asked = 0, declined = 0, outside = 0;
        foreach (var line in File.ReadLines(Path.Combine(Content.Root, "tests/evaluation/answers.jsonl")))
        {
            var expected = JsonSerializer.Deserialize<Expected>(line, JsonSerializerOptions.Web)!;
            var result = answerer.Find(expected.Text, null);
            var topic = result is AnswerResult.Found found ? found.Article.Topic : null;
            if (expected.Topic is null)
            {
                outside++;
                declined += result is AnswerResult.Nothing ? 1 : 0;
            }
            else
            {
                asked++;
                right += topic == expected.Topic || (result is AnswerResult.Ambiguous { Articles: var which } && which.Any(article => article.Topic == expected.Topic)) ? 1 : 0;
            }

            if ((expected.Topic is null && result is not AnswerResult.Nothing) || (expected.Topic is not null && topic != expected.Topic))
                TestContext.Current.TestOutputHelper?.WriteLine($"{expected.Text} | want {expected.Topic ?? "-"} | {result.GetType().Name} {string.Join(' ', result.Considered.Take(3).Select(c => $"{c.Article}={c.Confidence:0.00}"))} {(result as AnswerResult.Nothing)?.Reason}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {asked} found, {declined} of {outside} declined");
        Assert.True(right >= 0.85 * asked, $"{right} of {asked} found");
        Assert.True(declined >= 0.9 * outside, $"{declined} of {outside} declined");
    }

    private sealed record Expected(string Text, string? Topic);
}
