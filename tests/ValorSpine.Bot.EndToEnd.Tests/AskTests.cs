using System.Text.Json;
using System.Text.Json.Nodes;

namespace ValorSpine.Bot.EndToEnd.Tests;

public sealed class AskTests
{
    [Fact]
    public async Task A_question_is_answered_with_its_topic_citation_and_text()
    {
        var (status, lines) = await AskAsync("""{"id": "q1", "text": "How long does relief last?"}""");

        Assert.Equal(0, status);
        var answer = Assert.Single(lines);
        Assert.Equal("q1", (string?)answer["id"]);
        Assert.Equal("answer", (string?)answer["outcome"]);
        Assert.Equal("compare-durability", (string?)answer["topics"]![0]);
        Assert.Equal("compare-durability", (string?)answer["citations"]![0]!["article"]);
        Assert.Equal("short-answer", (string?)answer["citations"]![0]!["section"]);
        Assert.Contains("Tell me more", (string?)answer["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_has_one_entry_a_turn_and_the_greeting_is_not_counted()
    {
        var (_, lines) = await AskAsync("""{"id": "d1", "turns": ["what is fibrin", "is it safe", "ok book me in", "i cant pee and my legs are numb"]}""");

        var turns = Assert.Single(lines)["turns"]!.AsArray();
        Assert.Equal(["answer", "answer", "booking", "emergency"], turns.Select(turn => (string?)turn!["outcome"]));
        Assert.Equal("fibrin-safety", (string?)turns[1]!["topics"]![0]);
    }

    [Fact]
    public async Task A_bad_line_gets_an_error_of_its_own_and_the_rest_goes_on()
    {
        var (status, lines) = await AskAsync("not json", """{"id": "a"}""", """{"text": "no id"}""", "", """{"id": 7, "text": "hello"}""");

        Assert.Equal(1, status);
        Assert.Equal(4, lines.Count);
        Assert.Null(lines[0]["id"]);
        Assert.True(lines[0].AsObject().ContainsKey("id"));
        Assert.StartsWith("line 1: ", (string?)lines[0]["error"], StringComparison.Ordinal);
        Assert.Equal("a", (string?)lines[1]["id"]);
        Assert.StartsWith("line 2: ", (string?)lines[1]["error"], StringComparison.Ordinal);
        Assert.StartsWith("line 3: ", (string?)lines[2]["error"], StringComparison.Ordinal);
        Assert.Equal(7, (int?)lines[3]["id"]);
        Assert.Equal("smalltalk", (string?)lines[3]["outcome"]);
    }

    [Fact]
    public async Task A_line_whose_text_cannot_be_read_stops_no_other()
    {
        var (status, lines) = await AskAsync("""{"id": "a", "text": "\ud800"}""", """{"id": "b", "id": "c", "text": "hello"}""", """{"id": "\udfff", "text": "hello"}""", """{"id": "d", "text": "hello"}""");

        Assert.Equal(1, status);
        Assert.Equal(4, lines.Count);
        Assert.All(lines.Take(3), line => Assert.StartsWith("line ", (string?)line["error"], StringComparison.Ordinal));
        Assert.Equal("smalltalk", (string?)lines[3]["outcome"]);
    }

    [Fact]
    public async Task The_folder_can_be_named_before_the_command()
    {
        var (status, output, _) = await BotProcess.RunToEndAsync(["--contentRoot", BotProcess.Repository, "ask"], """{"id": "d", "text": "hello"}""" + "\n");
        Assert.Equal(0, status);
        Assert.Contains("smalltalk", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_gives_nothing_out()
    {
        var (status, lines) = await AskAsync();
        Assert.Equal(0, status);
        Assert.Empty(lines);
    }

    [Fact]
    public async Task The_clock_can_be_fixed()
    {
        var (_, output, _) = await BotProcess.RunToEndAsync(
            ["ask", "--contentRoot", BotProcess.Repository, "--now", "2026-11-23T10:00:00-06:00"], """{"id": "d", "turns": ["book an evaluation"]}""" + "\n");
        Assert.Contains("Nov", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_of_the_knowledge_finds_no_defect()
    {
        var (status, output, errors) = await BotProcess.RunToEndAsync(["knowledge", "check", "--contentRoot", BotProcess.Repository]);
        Assert.Equal("", errors.Trim());
        Assert.Contains("no defects.", output, StringComparison.Ordinal);
        Assert.Equal(0, status);
    }

    private static async Task<(int Status, List<JsonNode> Lines)> AskAsync(params string[] lines)
    {
        var (status, output, errors) = await BotProcess.RunToEndAsync(["ask", "--contentRoot", BotProcess.Repository], string.Concat(lines.Select(line => line + "\n")));
        Assert.Equal("", errors.Trim());
        return (status, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line) ?? throw new JsonException())]);
    }
}
