using System.Collections.Immutable;
using System.Text.Json;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>A patient who books: drives the dialog as the decider and the turn do, and stores the state as JSON between turns.</summary>
internal sealed class Chat
{
    private const int MostRequests = 40;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly BotContent _content;

    public Chat(ClinicFacts? clinic = null, FakeSchedule? schedule = null)
    {
        var facts = clinic ?? Clinic.OneVisit;
        _content = Clinic.Content(facts);
        Schedule = schedule ?? new FakeSchedule(facts);
    }

    public FakeSchedule Schedule { get; }

    public FakeOneTimeCodes Codes { get; init; } = new();

    public ConversationState State { get; private set; } = new();

    public TurnResult Last { get; private set; } = null!;

    /// <summary>Patient messages so far.</summary>
    public int Turns { get; private set; }

    public string Text => Last.Replies[0].Text;

    public ImmutableArray<Choice> Choices => Last.Replies[0].Choices;

    public BookingState Booking => State.Booking!;

    public Chat Starts(string text = "book an appointment") => Decide(text, null, BookingDialog.Start);

    public Chat StartsCancel(string text = "cancel my appointment") => Decide(text, null, BookingDialog.StartCancel);

    public Chat StartsMove(string text = "move my appointment") => Decide(text, null, BookingDialog.StartMove);

    /// <summary>Says or picks something; what is no part of booking is not understood.</summary>
    public Chat Says(string text) => Decide(text, State.Offered.FirstOrDefault(choice => choice.Label == text)?.Action, turn => BookingDialog.TryContinue(turn) ?? BookingDialog.NotUnderstood(turn));

    public Chat Taps(string action) => Decide("", action, turn => BookingDialog.TryContinue(turn) ?? BookingDialog.NotUnderstood(turn));

    public Chat PicksTime(int index) => Taps(Choices[index].Action);

    /// <summary>Whether a message is none of booking's.</summary>
    public bool Passes(string text) => BookingDialog.TryContinue(Turn(text, null, [])) is null;

    public Reply Reprompt() => BookingDialog.Reprompt(Turn("", null, []));

    private Chat Decide(string text, string? action, Func<Turn, Decision> decide)
    {
        Turns++;
        ImmutableArray<ScheduleAnswer> answers = [];
        ImmutableArray<CodeAnswer> codes = [];
        string? number = null;
        for (var asked = 0; asked < MostRequests; asked++)
        {
            switch (decide(Turn(text, action, answers, codes, number)))
            {
                case Decision.Needs(var request):
                    answers = answers.Add(new(request, Schedule.Perform(request)));
                    break;
                case Decision.NeedsNumber:
                    number = "";
                    break;
                case Decision.NeedsOneTimeCode(var request):
                    codes = codes.Add(new(request, Codes.Perform(request, Schedule)));
                    break;
                case Decision.Done(var turn):
                    Last = turn;
                    State = JsonSerializer.Deserialize<ConversationState>(JsonSerializer.Serialize(turn.State with { Offered = turn.Replies[^1].Choices }, s_json), s_json)!;
                    return this;
                default:
                    throw new InvalidOperationException("Neither needs nor done.");
            }
        }

        throw new InvalidOperationException("The dialog never stops asking the schedule.");
    }

    private Turn Turn(string text, string? action, ImmutableArray<ScheduleAnswer> answers, ImmutableArray<CodeAnswer> codes = default, string? number = null) =>
        new(_content, State, text.Trim(), action, new Facts(Schedule.Now, answers) { Codes = codes.IsDefault ? [] : codes, Number = number }, SafetyVerdict.Nothing);
}
