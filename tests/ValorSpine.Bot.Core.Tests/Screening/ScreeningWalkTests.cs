using System.Globalization;
using CsCheck;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Walks through the states of a screening at random: every input leads somewhere, every path ends, "back" undoes, the progress is true.</summary>
public sealed class ScreeningWalkTests
{
    private const int MostTurns = 60;

    private static readonly string[] s_messages =
    [
        "none", "no", "yes", "not sure", "1", "2", "3", "1 and 3", "the second one", "52", "16", "70", "low back", "leg", "neck", "2 years", "6 wks", "MRI", "tear", "bulge", "skip", "back", "go back", "can we go bak", "stop", "later", "start over", "why", "how many left",
        "change my answer", "change my answer about age", "change my age to 53", "actually it's been two years", "wait, i said the wrong thing about the scan", "i meant leg", "PT and shots", "none of these", "continue", "keep it", "help", "that's all", "id rather not say", "banana", "", "???", "cancer",
        "it comes and goes for years", "fusion", "resume code", "CDFG 3333", "what is an annular tear?",
    ];

    private static readonly string[] s_actions =
    [
        "screening:back", "screening:skip", "screening:why", "screening:stop", "screening:continue", "screening:restart", "screening:restart-for-sure", "screening:change-some", "screening:thats-all", "screening:summary", "screening:done", "screening:answer:where:leg", "screening:answer:urgent:none",
        "screening:answer:scan:none", "screening:answer:report:tear", "screening:answer:claim:1", "screening:answer:surgery-but-no-scan:0", "screening:answer:nope:x", "screening:change:age", "screening:change:scan", "screening:answer", "screening:", "screening:answer:health:blood-thinner", "screening:answer:%:%%",
    ];

    private static readonly Gen<(string Text, string? Action)> s_input = Gen.OneOf(
        OneOf(s_messages).Select(text => (text, (string?)null)),
        OneOf(s_actions).Select(action => ("", (string?)action)),
        Gen.String[0, 40].Select(text => (text, (string?)null)));

    private static readonly Gen<int[]> s_picks = Gen.Int[0, 1000].Array[MostTurns];

    [Fact]
    public void Any_messages_keep_the_screening_in_a_defined_state() => s_input.Array[1, 40].Sample(inputs =>
    {
        var chat = ScreeningChat.Started();
        foreach (var (text, action) in inputs)
            IsDefinedAfter(chat, text, action);
    }, iter: 500);

    [Fact]
    public void From_every_state_every_input_leads_to_a_defined_state() => s_picks.Sample(picks =>
    {
        var chat = ScreeningChat.Started();
        foreach (var pick in picks)
        {
            var (state, clock) = (chat.State, chat.Clock);
            // All options and commands that this state offers, double sends, and buttons of older messages.
            foreach (var choice in state.Offered.Select(choice => (choice.Label, (string?)choice.Action)).Append(("", s_actions[pick % s_actions.Length])).Append((s_messages[pick % s_messages.Length], null)))
            {
                chat.Clock = clock.AddSeconds(1);
                IsDefinedAfter(chat, choice.Item1, choice.Item2);
                IsDefinedAfter(chat, choice.Item1, choice.Item2);
                (chat.State, chat.Clock) = (state, clock);
            }

            if (chat.Screening.Finished)
                return;
            chat.Say(HarmlessAnswer(chat, pick));
        }

        Assert.Fail("The screening never ends.");
    }, iter: 60);

    [Fact]
    public void Back_undoes_every_turn_that_moved_the_screening() => Gen.Select(s_picks, s_input.Array[MostTurns]).Sample((picks, inputs) =>
    {
        var chat = ScreeningChat.Started();
        foreach (var (pick, (text, action)) in picks.Zip(inputs))
        {
            if (chat.Screening.Finished)
                return;
            foreach (var (said, tapped) in new[] { (text, action), (HarmlessAnswer(chat, pick), null) })
            {
                var before = chat.State;
                if (!chat.TrySay(said, tapped) || chat.State.Active is not ActiveDialog.Screening || chat.Screening.StartedAt != before.Screening!.StartedAt || chat.Screening.History.Length <= before.Screening.History.Length)
                {
                    chat.State = before;
                    continue;
                }

                var after = chat.State;
                chat.TrySay("", "screening:back");
                Assert.Equal(Memory(before.Screening!), Memory(chat.Screening));
                chat.State = after;
            }
        }
    }, iter: 100);

    [Fact]
    public void Back_and_the_same_answer_give_the_same_state() => s_picks.Sample(picks =>
    {
        var chat = ScreeningChat.Started();
        foreach (var pick in picks)
        {
            var (question, text) = (Asked(chat), HarmlessAnswer(chat, pick));
            chat.Say(text);
            if (chat.Screening.Finished)
                return;
            var after = ScreeningChat.Json(chat.Screening);
            chat.TrySay("", "screening:back");
            Assert.Equal(question, Asked(chat));
            chat.Say(text);
            Assert.Equal(after, ScreeningChat.Json(chat.Screening));
        }
    }, iter: 200);

    [Fact]
    public void Progress_never_lies_and_every_path_ends() => s_picks.Sample(picks =>
    {
        var chat = ScreeningChat.Started();
        var (total, asked, settled) = (int.MaxValue, 0, false);
        foreach (var pick in picks)
        {
            var walk = new Walk(ScreeningChat.Definition, chat.Screening);
            if (chat.Screening.Finished)
            {
                Assert.Equal(walk.Total, walk.Applying.Count(question => chat.Screening.AnswerTo(question.LinkId) is not null));
                return;
            }

            if (chat.Screening.Checking is null)
            {
                // Only a patient who settles a contradiction by another answer may get more questions than announced.
                Assert.True(settled || walk.Total <= total);
                Assert.InRange(walk.NumberOf(ScreeningChat.Definition.Find(chat.Screening.Current)!), 1, walk.Total);
                if (!settled)
                    Assert.Equal(++asked, walk.NumberOf(ScreeningChat.Definition.Find(chat.Screening.Current)!));
                Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"of {walk.Total}."), chat.Said, StringComparison.Ordinal);
                total = walk.Total;
            }

            settled |= chat.Screening.Checking is not null;
            chat.Say(HarmlessAnswer(chat, pick));
        }

        Assert.Fail("The screening never ends.");
    }, iter: 500);

    /// <summary>A harmless answer to what is asked.</summary>
    internal static string HarmlessAnswer(ScreeningChat chat, int pick)
    {
        var question = Contradictions.Asked(chat.TurnOf("", null), chat.Screening)!;
        if (pick % 11 == 0 && !question.Required)
            return "skip";
        if (question.Type is QuestionType.Boolean)
            return "no";
        if (question.Type is QuestionType.Integer)
            return (16 + (pick % 70)).ToString(CultureInfo.InvariantCulture);
        var harmless = question.Options.Where(option => option.SafetyRule is null).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"option {question.Options.IndexOf(harmless[pick % harmless.Length]) + 1}");
    }

    private static Gen<string> OneOf(string[] messages) => Gen.Int[0, messages.Length - 1].Select(index => messages[index]);

    private static string? Asked(ScreeningChat chat) => chat.Screening.Checking ?? chat.Screening.Current;

    /// <summary>What "back" must bring back; the rest is bookkeeping.</summary>
    private static string Memory(ScreeningState state) => ScreeningChat.Json(new { state.Current, state.Collecting, state.Checking, state.Claim, state.Checked, state.Answers, state.History.Length });

    private static void IsDefinedAfter(ScreeningChat chat, string text, string? action)
    {
        if (!chat.TrySay(text, action) && chat.State.Active is ActiveDialog.Screening)
            chat.NotUnderstood(text);
        Assert.NotEmpty(chat.Last.Replies);
        Assert.All(chat.Last.Replies, reply => Assert.NotEmpty(reply.Text));
        Assert.All(chat.Last.Replies, reply => Assert.Equal(reply.Choices.Length, reply.Choices.DistinctBy(choice => choice.Label).Count()));
        Assert.Equal(ScreeningChat.Json(chat.Screening), ScreeningChat.Json(chat.Stored()));
        Assert.True(chat.Screening.Finished || ScreeningChat.Definition.Find(chat.Screening.Current) is not null);
        Assert.DoesNotContain("{", chat.Said, StringComparison.Ordinal);
        if (chat.State.Active is ActiveDialog.None && chat.Last.Outcome is Outcome.Emergency)
            chat.State = chat.State with { Active = ActiveDialog.Screening, SafeMode = null };
    }
}
