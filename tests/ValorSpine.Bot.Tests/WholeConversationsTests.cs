using System.Globalization;
using System.Text;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests;

/// <summary>
/// Plays the conversations in <c>tests/conversations/*.txt</c>. In such a file <c>&gt;</c> is what the patient says, <c>&lt;</c> is the outcome that is expected
/// and after a colon its first topic; indented lines are words that the reply must hold, after <c>!</c> words that it must not. <c>=</c> starts a fresh conversation.
/// </summary>
public sealed class WholeConversationsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));
    private static readonly string s_root = ContentFolder.Find(null);
    private static readonly BotContent s_content = ContentFolder.Load(s_root, ClinicSettings.Read(HostConfiguration.Read(s_root)));

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(s_root, "tests", "conversations"), "*.txt").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Goes_as_written(string file)
    {
        var schedule = new ScratchSchedule(s_content.Clinic, s_now);
        var state = new ConversationState();
        TurnResult? turn = null;
        var shown = "";
        var problems = new StringBuilder();
        var number = 0;
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(s_root, "tests", "conversations", file), TestContext.Current.CancellationToken))
        {
            number++;
            switch (line)
            {
                case ['=', ..]:
                    state = new();
                    schedule = new(s_content.Clinic, s_now);
                    await SayAsync(new Input.Started());
                    break;
                case ['>', ..]:
                    await SayAsync(new Input.Said(line[1..].Trim().Replace("\\n", "\n", StringComparison.Ordinal)));
                    break;
                case ['<', ..]:
                    var expected = line[1..].Split(':', StringSplitOptions.TrimEntries);
                    Check(turn!.Outcome.ToString().Equals(expected[0], StringComparison.OrdinalIgnoreCase), $"the outcome is {turn.Outcome} ({turn.Why.Note})");
                    if (expected.Length > 1)
                        Check(turn.Why.Topics.FirstOrDefault() == expected[1], $"the topic is {turn.Why.Topics.FirstOrDefault() ?? "none"}");
                    break;
                case [' ', ..] when line.Trim() is ['!', .. var unwanted]:
                    Check(!shown.Contains(unwanted.Trim(), StringComparison.OrdinalIgnoreCase), $"'{unwanted.Trim()}' is said");
                    break;
                case [' ', ..]:
                    Check(shown.Contains(line.Trim(), StringComparison.OrdinalIgnoreCase), $"'{line.Trim()}' is not said");
                    break;
                case "" or ['#', ..]:
                    break;
                default:
                    Check(false, "this line starts with none of = > < # and is not indented");
                    break;
            }
        }

        Assert.True(problems.Length == 0, problems.ToString());

        async Task SayAsync(Input input)
        {
            (turn, _) = await Deciding.DecideAsync(s_content, state, input, s_now, schedule.PerformAsync);
            state = turn.State;
            shown = string.Join("\n\n", turn.Replies.Select(PlainTextRenderer.Render));
        }

        void Check(bool holds, string problem)
        {
            if (!holds)
                problems.AppendLine(CultureInfo.InvariantCulture, $"{file}:{number}: {problem}.\n{shown}\n");
        }
    }
}
