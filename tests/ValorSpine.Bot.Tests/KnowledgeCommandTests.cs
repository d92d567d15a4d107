using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Tests;

public sealed class KnowledgeCommandTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("valorspine-check-");

    public KnowledgeCommandTests()
    {
        var repository = ContentFolder.Find(null);
        File.Copy(Path.Combine(repository, "appsettings.json"), Path.Combine(_root.FullName, "appsettings.json"));
        foreach (var file in ContentFolder.Read(repository).Under("knowledge").Concat(ContentFolder.Read(repository).Under("dialogs")))
        {
            var path = Path.Combine(_root.FullName, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }

    [Fact]
    public void Content_in_order_is_one_line_and_status_0()
    {
        var (status, lines) = Check();
        Assert.Equal(0, status);
        Assert.Matches(@"\A\d+ articles on \d+ topics, \d+ of \d+ texts in Spanish, version [0-9a-f]{12}: no defects\.\z", Assert.Single(lines));
    }

    [Fact]
    public void A_Spanish_text_of_an_older_version_is_a_line_and_so_is_an_overdue_review_by_the_date_at_the_clinic()
    {
        Change("knowledge/articles/disc-anatomy.md", "A disc is a cushion", "A disc is a small cushion");
        var article = Path.Combine(_root.FullName, "knowledge/articles/disc-anatomy.md");
        File.WriteAllText(article, File.ReadAllText(article).Replace("by: null, on: null, due: null", "by: Dr. Who, on: 2025-11-23, due: 2026-11-24", StringComparison.Ordinal));

        var (before, outdated) = Check();
        var (status, lines) = Check(s_now.AddDays(1));

        Assert.Equal((1, 1), (before, status));
        Assert.Matches(@"\Aknowledge/es/disc-anatomy\.md:3: This is the text of an older version of 'disc-anatomy', so it is not shown: patients read the English\. Bring it up to date, then write 'english: [0-9a-f]{12}'\.\z", outdated[0]);
        Assert.Equal("1 defect.", outdated[1]);
        Assert.StartsWith("knowledge/articles/disc-anatomy.md:5: The review is due since 2026-11-24. Have it reviewed again", lines[0], StringComparison.Ordinal);
        Assert.Equal("1 defect.", lines[1]);
    }

    [Fact]
    public void What_is_too_large_for_a_card_in_Teams_or_for_text_messages_is_named_with_its_file()
    {
        var options = string.Join(", ", Enumerable.Range(0, 60).Select(number => $$"""{ "valueCoding": { "code": "o{{number}}", "display": "Option {{number}} {{new string('x', 60)}}" } }"""));
        File.WriteAllText(Path.Combine(_root.FullName, "dialogs/log.questionnaire.json"), $$"""
            { "resourceType": "Questionnaire", "title": "Log", "status": "active", "item": [ { "linkId": "a", "text": "Which?", "type": "choice", "answerOption": [ {{options}} ] } ] }
            """);

        var table = Path.Combine(_root.FullName, "knowledge/comparison.yml");
        File.WriteAllText(table, File.ReadAllText(table).Replace("name: Spinal decompression", "name: Spinal decompression on a motorized table in a bright room of its own", StringComparison.Ordinal));

        Change("dialogs/messages.en.yml", "Also compared: {rest}.", $"Also compared: {{rest}}.{string.Concat(Enumerable.Repeat(" You can ask for each.", 30))}");

        var (status, lines) = Check();

        Assert.Equal(1, status);
        Assert.Contains(lines, line => line.StartsWith("knowledge/comparison.yml:", StringComparison.Ordinal) && line.EndsWith("text messages. Shorten it: at most 5.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("dialogs/log.questionnaire.json:0: 'a' takes ", StringComparison.Ordinal) && line.EndsWith("Shorten it, or have fewer choices.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("dialogs/log.questionnaire.json:0: 'a' takes ", StringComparison.Ordinal) && line.EndsWith("text messages. Shorten it: at most 4.", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("knowledge/comparison.yml:", StringComparison.Ordinal) && line.Contains("has a row that no text message holds whole: 'What studies show - Spinal ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_questionnaire_that_is_dropped_in_is_checked_as_the_others_are()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "dialogs/log.questionnaire.json"), """
            { "resourceType": "Questionnaire", "title": "Log", "status": "active", "item": [
              { "linkId": "a", "text": "Did you sleep?", "type": "boolean" },
              { "linkId": "b", "text": "What scan?", "type": "attachment" } ] }
            """);

        var (status, lines) = Check();

        Assert.Equal(1, status);
        Assert.Equal("dialogs/log.questionnaire.json:3: The type 'attachment' of 'b' cannot be asked in a chat. Use choice, open-choice, boolean, integer, decimal, date, dateTime, quantity, string, text, group or display.", lines[0]);
    }

    [Fact]
    public void A_row_of_the_outcomes_that_is_never_reached_is_a_line_with_an_example()
    {
        ChangeOutcomes("{ \"id\": \"pregnant\"", "{ \"id\": \"child\", \"says\": \"A child\", \"when\": \"%age < 12\", \"then\": \"O-STAFF\" },\n    { \"id\": \"pregnant\"");

        var (status, lines) = Check();

        Assert.Equal(1, status);
        Assert.StartsWith("dialogs/screening.outcomes.json:15: The row 'child' is never reached: rows before it take all its answers, such as 'minor' with ", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Please see your own doctor about it first.", "The outcome 'O-OTHER'")]
    [InlineData("Or you lose weight without trying.", "The rule of the outcome 'O-OTHER'")]
    [InlineData("So this check names no treatment.", "What speaks against in the outcome 'O-STAFF'")]
    [InlineData("Reports of scans and operations, if you have any.", "What to bring in the outcome 'O-STAFF'")]
    public void Words_of_an_outcome_that_are_too_hard_are_a_line(string plain, string where)
    {
        ChangeOutcomes(plain, "Multidisciplinary rehabilitation necessitates comprehensive interdisciplinary evaluation beforehand.");

        var (status, lines) = Check();

        Assert.Equal(1, status);
        Assert.Contains(lines[..^1], line => line.Contains(where + " reads at grade", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dialogs/messages.en.yml", "    - Any time.\n", "    - \"Any time \\u738B.\"\n", "'conversation.thanks' holds '\u738B', which a text message cannot show.")]
    [InlineData("dialogs/messages.en.yml", "\"why\" or \"pause\"", "\"why\" or \"stop\"", "'screening.intro' asks for \"stop\": texted alone, that word ends all text messages.")]
    [InlineData("dialogs/messages.en.yml", "In an emergency, call {emergency}. Msg & data", "In an emergency, call {emergency}. It answers what you ask. It can book a visit, too. It can do it at night. It can do it by day. It is there for you. It takes no breaks. Msg & data", "'reach.help' takes 2 text messages.")]
    [InlineData("knowledge/safety/red-flags.yml", "Call {emergency} if you get short of breath.", "Do not wait.", "The guidance of 'RF-CLOT' (SameDay) names neither 911 nor 988")]
    public void What_a_text_message_has_no_room_for_is_a_line(string path, string before, string after, string expected)
    {
        Change(path, before, after);

        var (status, lines) = Check();

        Assert.Equal(1, status);
        Assert.Contains(lines[..^1], line => line.StartsWith(path + ":", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void ChangeOutcomes(string before, string after) => Change("dialogs/screening.outcomes.json", before, after);

    private void Change(string file, string before, string after)
    {
        var path = Path.Combine(_root.FullName, file);
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    private (int Status, string[] Lines) Check(DateTimeOffset? now = null)
    {
        var output = new StringWriter();
        var status = KnowledgeCommand.CheckAsync(_root.FullName, now ?? s_now, output).GetAwaiter().GetResult();
        return (status, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
