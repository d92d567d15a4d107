using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Commands;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Tests.Content;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests;

/// <summary>
/// Plays the conversations in <c>tests/conversations/*.txt</c>. In such a file <c>&gt;</c> is what the patient says, <c>&lt;</c> is the outcome that is expected
/// and after a colon its first topic; indented lines are words that the reply must hold, after <c>!</c> words that it must not. <c>=</c> starts a fresh conversation,
/// <c>+</c> another one in which the resume codes of those before hold, <c>~ 3 days</c> lets time pass, <c>@ +13125550142</c> is the number that this patient texts from. <c>{code}</c> stands for the code given last.
/// </summary>
public sealed partial class WholeConversationsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));
    private static readonly string s_root = ContentFolder.Find(null);
    private static readonly string s_folder = Path.Combine(s_root, "tests", "conversations");
    private static readonly BotContent s_content = ContentCopy.Original;

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(s_folder, "*.txt", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(s_folder, path)).Where(path => !path.StartsWith("served", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Goes_as_written(string file)
    {
        var now = s_now;
        var (conversation, codes, code) = (0, new ScratchCodes(), "");
        var schedule = new ScratchSchedule(s_content.Clinic, now);
        var state = new ConversationState();
        TurnResult? turn = null;
        string? textsFrom = null;
        var shown = "";
        var problems = new StringBuilder();
        var number = 0;
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(s_folder, file), TestContext.Current.CancellationToken))
        {
            number++;
            switch (line)
            {
                case ['=', ..] or ['+', ..]:
                    state = new();
                    textsFrom = null;
                    conversation++;
                    schedule = new(s_content.Clinic, now);
                    if (line[0] == '=')
                        codes = new();
                    await SayAsync(new Input.Started());
                    break;
                case ['@', ..]:
                    textsFrom = line[1..].Trim();
                    break;
                case ['>', ..]:
                    await SayAsync(new Input.Said(line[1..].Trim().Replace("\\n", "\n", StringComparison.Ordinal).Replace("{code}", code, StringComparison.Ordinal)));
                    break;
                case ['~', ..] when line[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var count, var unit] && int.TryParse(count, CultureInfo.InvariantCulture, out var many):
                    now += unit.StartsWith("day", StringComparison.Ordinal) ? TimeSpan.FromDays(many) : TimeSpan.FromMinutes(many);
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
                    Check(false, "this line starts with none of = + @ > < ~ # and is not indented");
                    break;
            }
        }

        Assert.True(problems.Length == 0, problems.ToString());

        async Task SayAsync(Input input)
        {
            now += TimeSpan.FromSeconds(20);
            (turn, _) = await Deciding.DecideAsync(s_content, state, input, now, schedule.PerformAsync, request => ValueTask.FromResult(codes.Perform(conversation, request)), textedFrom: textsFrom);
            state = turn.State;
            codes.Keep(conversation, state);
            shown = string.Join("\n\n", turn.Replies.Select(PlainTextRenderer.Render));
            code = Code().Match(shown) is { Success: true } given ? given.Value : code;
        }

        void Check(bool holds, string problem)
        {
            if (!holds)
                problems.AppendLine(CultureInfo.InvariantCulture, $"{file}:{number}: {problem}.\n{shown}\n");
        }
    }

    [GeneratedRegex("(?m)^[A-Z0-9]{4} [A-Z0-9]{4}$")]
    private static partial Regex Code();

    /// <summary>Resume codes of the conversations of one file.</summary>
    private sealed class ScratchCodes
    {
        private readonly Dictionary<string, int> _owners = [];
        private readonly Dictionary<string, int> _takers = [];
        private readonly Dictionary<int, ConversationState> _states = [];

        public void Keep(int conversation, ConversationState state) => _states[conversation] = state;

        public ResumeResult Perform(int conversation, ResumeRequest request)
        {
            if (request is not ResumeRequest.Redeem { Code: var code })
            {
                var given = $"CDFG34{ResumeCode.Alphabet[_owners.Count]}7";
                _owners[given] = conversation;
                return new ResumeResult.Given(given, 14);
            }

            return _owners.TryGetValue(code, out var owner) && _takers.TryAdd(code, conversation) | _takers.GetValueOrDefault(code) == conversation && _states[owner].Screening is { } screening
                ? new ResumeResult.Found(screening)
                : new ResumeResult.NoSuchCode();
        }
    }
}
