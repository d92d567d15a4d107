using System.Collections.Concurrent;
using System.Text.Json;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>A conversation with the screening alone, with the real dialogs, picking choices as the decider does.</summary>
internal sealed class ScreeningChat
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-6));

    private static readonly Lazy<BotContent> s_content = new(() => Tests.Content.For(new()));

    // Simulated patients say the same words ten thousand times.
    private static readonly ConcurrentDictionary<string, SafetyVerdict> s_heard = new();

    public static ContentFiles Files => Tests.Content.Files;

    public static BotContent Content => s_content.Value;

    public static ScreeningDefinition Definition => Content.Screening;

    public ConversationState State { get; set; } = new();

    public TurnResult Last { get; private set; } = null!;

    public DateTimeOffset Clock { get; set; } = Now;

    public string Fresh { get; set; } = "fresh-key";

    public ScreeningState Screening => State.Screening!;

    public string Said => string.Join("\n\n", Last.Replies.Select(reply => reply.Text));

    public static ScreeningChat Started(params string[] answers)
    {
        var chat = new ScreeningChat();
        chat.Start();
        foreach (var answer in answers)
            chat.Say(answer);
        return chat;
    }

    public ScreeningChat Start(string text = "") => Commit(ScreeningDialog.Start(TurnOf(text, null)));

    /// <summary>Says something; fails where the screening takes it for no answer.</summary>
    public ScreeningChat Say(string text) => TrySay(text) ? this : throw new InvalidOperationException($"'{text}' is no answer to {State.Screening?.Current}.");

    /// <summary>Says something; false where the screening leaves it to the caller.</summary>
    public bool TrySay(string text, string? action = null) => TryTake(text, action ?? PickOf(text));

    public ScreeningChat Tap(string label) =>
        TrySay(label, State.Offered.Single(choice => choice.Label == label).Action) ? this : throw new InvalidOperationException($"'{label}' did nothing.");

    public ScreeningChat NotUnderstood(string text) => Commit(ScreeningDialog.NotUnderstood(TurnOf(text, null)));

    public Turn TurnOf(string text, string? action) => new(Content, State, text, action, new Facts(Clock, []) { Fresh = Fresh }, s_heard.GetOrAdd(text, Content.Safety.Evaluate));

    /// <summary>Another conversation in which the codes of this one hold.</summary>
    public ScreeningChat Elsewhere() => new() { Codes = Codes, Clock = Clock };

    public ScreeningState Stored() => JsonSerializer.Deserialize<ConversationState>(Json(State), JsonSerializerOptions.Web)!.Screening!;

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    /// <summary>The codes that were given.</summary>
    public FakeCodes Codes { get; init; } = new();

    private string? PickOf(string text) => Picked.ActionOf(State, text, null);

    private bool TryTake(string text, string? action)
    {
        var facts = new Facts(Clock, []) { Fresh = Fresh };
        while (true)
        {
            var turn = TurnOf(text, action) with { Facts = facts };
            switch (ScreeningPause.TryResume(turn) ?? ScreeningDialog.TryContinue(turn) ?? ScreeningDialog.TryAfterwards(turn))
            {
                case Decision.Done done:
                    Commit(done);
                    return true;
                case Decision.NeedsCode needs:
                    facts = facts with { Resumes = facts.Resumes.Add(new(needs.Request, Codes.Perform(this, needs.Request))) };
                    break;
                default:
                    return false;
            }
        }
    }

    private ScreeningChat Commit(Decision.Done done)
    {
        Last = done.Turn;
        State = done.Turn.State with { Offered = done.Turn.Replies[^1].Choices, Last = done.Turn.Replies };
        return this;
    }
}
