using CsCheck;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Ownership;

/// <summary>Whatever happens in whatever order: one owner, a patient who knows who answers, and safety that hears every word.</summary>
public sealed class AnySequenceTests
{
    private const string Emergency = "I can't feel between my legs and I can't pee";
    private const int LongestWayOut = 3;

    private static readonly StaffPerson[] s_staff = [new("Ann", "ann@clinic.example"), new("Kim", "kim@clinic.example")];

    private static readonly string[] s_said =
        ["talk to a person", "what is fibrin", "yes", "who is this?", "312 555 0142", "this is useless", "what is the capital of france", "stop", Emergency, "", "ok", "I no longer need a person", "book a visit"];

    private static readonly Gen<int[]> s_steps = Gen.Int[0, 99].Array[1, 14];

    [Fact]
    public void Each_sequence_keeps_the_promises() => s_steps.Sample(
        steps =>
        {
            var talk = new Talk(StaffedClinic.Content);
            foreach (var step in steps)
            {
                var before = talk.State.Owner;
                Take(talk, step);
                var after = talk.State.Owner;

                if (Kind(before) != Kind(after))
                    Assert.True(NamesOwner(talk.Text, after), $"{Kind(before)} became {Kind(after)} and the patient was told: {talk.Text}");
                if (IsMessage(step, out var text) && talk.Last.Replies.IsEmpty)
                    Assert.IsType<Owner.Person>(before);
                if (IsMessage(step, out text) && text == Emergency)
                    Assert.True(talk.Last is { Outcome: Outcome.Emergency, Alerts: [{ Kind: "emergency" }, ..] }, "An emergency was not heard.");
                AssertLeaves(talk);
            }
        },
        iter: 400);

    private static bool IsMessage(int step, out string text)
    {
        text = s_said[step % s_said.Length];
        return step < 60;
    }

    private static void Take(Talk talk, int step)
    {
        if (IsMessage(step, out var text))
            talk.Waits(TimeSpan.FromSeconds(20)).Says(text);
        else if (step < 68)
            talk.Hears(new Input.StaffTook(s_staff[step % 2]));
        else if (step < 76)
            AssertOnlyOwnerSpeaks(talk, s_staff[step % 2]);
        else if (step < 82)
            talk.Hears(new Input.StaffReturned());
        else if (step < 88)
            talk.Hears(new Input.StaffClosed());
        else if (step < 96 && talk.State.Owner.Next is not null)
            talk.RunsOut();
        else
            talk.Waits(TimeSpan.FromHours(step % 5)).Hears(new Input.TimerRanOut(new(OwnershipTimerKind.Silent, Talk.Now)));
    }

    private static void AssertOnlyOwnerSpeaks(Talk talk, StaffPerson by)
    {
        var has = (talk.State.Owner as Owner.Person)?.By;
        talk.Hears(new Input.StaffSaid("Hello", by));
        Assert.Equal(has == by, !talk.Last.Replies.IsEmpty);
    }

    /// <summary>From every state there is a way back to the bot, by time or by the patient alone.</summary>
    private static void AssertLeaves(Talk talk)
    {
        var way = talk.Fork();
        for (var steps = 0; steps < LongestWayOut && way.State.Owner is not Owner.Bot; steps++)
        {
            if (way.State.Owner is Owner.Person)
                way.RunsOut();
            else
                way.Says("I no longer need a person", ChoiceAction.NoPerson);
        }

        if (way.State is { SafeMode: null, SafetyQuestion: null })
            Assert.IsType<Owner.Bot>(way.State.Owner);
    }

    private static string Kind(Owner owner) => owner is Owner.Person { By: var by } ? by.Account : owner.GetType().Name;

    private static bool NamesOwner(string text, Owner owner) => owner switch
    {
        Owner.Person { By: var by } => text.Contains(by.Name, StringComparison.Ordinal),
        Owner.Closed => text.Contains("closed", StringComparison.Ordinal),
        _ => text.Contains("automated assistant", StringComparison.Ordinal),
    };
}
