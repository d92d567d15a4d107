using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Tests.Booking;

namespace ValorSpine.Bot.Core.Tests.Conversation;

/// <summary>A whole conversation with the decider, on the content of this repository.</summary>
internal sealed class Talk
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));
    private const int MostRequests = 100;
    private readonly FakeSchedule _schedule = new(Content.Clinic) { Now = Now };
    private readonly FakeOneTimeCodes _codes = new();

    public Talk(BotContent? content = null)
    {
        With = content ?? Content.Bot;
        Take(new Input.Started());
    }

    private Talk(Talk before) => (State, Last, With, Model, Clock, _schedule, _codes) = (before.State, before.Last, before.With, before.Model, before.Clock, before._schedule, before._codes);

    /// <summary>When the next turn is.</summary>
    public DateTimeOffset Clock { get; private set; } = Now;

    /// <summary>What the next turns are decided with.</summary>
    public BotContent With { get; set; }

    /// <summary>What a model says to a request; null where there is no model.</summary>
    public Func<ModelRequest, ModelResult>? Model { get; set; }

    /// <summary>What the model was asked so far.</summary>
    public List<ModelRequest> Requests { get; } = [];

    public ConversationState State { get; private set; } = new();

    public TurnResult Last { get; private set; } = null!;

    public string Text => string.Join("\n\n", Last.Replies.Select(reply => reply.Text));

    public string[] Labels => [.. Last.Replies[^1].Choices.Select(choice => choice.Label)];

    public Talk Says(string text, string? action = null)
    {
        Take(new Input.Said(text, action));
        return this;
    }

    /// <summary>Something that does not come from the patient.</summary>
    public Talk Hears(Input input)
    {
        Take(input);
        return this;
    }

    /// <summary>Time passes, without anything that happens.</summary>
    public Talk Waits(TimeSpan time)
    {
        Clock += time;
        return this;
    }

    /// <summary>Time passes until the timer of who has the conversation runs out.</summary>
    public Talk RunsOut()
    {
        var timer = State.Owner.Next ?? throw new InvalidOperationException("No timer runs.");
        Clock = timer.DueAt > Clock ? timer.DueAt : Clock;
        return Hears(new Input.TimerRanOut(timer));
    }

    /// <summary>The same conversation, from here on on its own.</summary>
    public Talk Fork() => new(this);

    private void Take(Input input)
    {
        var facts = new Facts(Clock, []) { ModelMay = Model is null ? ModelUse.None : With.Clinic.ModelMay };
        for (var asked = 0; asked < MostRequests; asked++)
        {
            switch (Decider.Decide(With, State, input, facts))
            {
                case Decision.Done done:
                    Last = done.Turn;
                    State = done.Turn.State;
                    return;
                case Decision.Needs needs:
                    facts = facts with { Answers = facts.Answers.Add(new ScheduleAnswer(needs.Request, _schedule.Perform(needs.Request))) };
                    break;
                case Decision.NeedsModel needs when Model is not null:
                    Requests.Add(needs.Request);
                    facts = facts with { Models = facts.Models.Add(new(needs.Request, Model(needs.Request))) };
                    break;
                case Decision.NeedsNumber:
                    facts = facts with { Number = "" };
                    break;
                case Decision.NeedsCode needs:
                    facts = facts with { Resumes = facts.Resumes.Add(new(needs.Request, new ResumeResult.Given("CDFG3333", 14))) };
                    break;
                case Decision.NeedsOneTimeCode needs:
                    facts = facts with { Codes = facts.Codes.Add(new(needs.Request, _codes.Perform(needs.Request, _schedule))) };
                    break;
            }
        }

        throw new InvalidOperationException("The decision never stops asking.");
    }
}
