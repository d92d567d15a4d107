namespace ValorSpine.Bot.Storage.Tests.Interleavings;

/// <summary>What an actor does.</summary>
internal enum Deed
{
    Hold,
    Confirm,
    Move,
    Cancel,
    Release,

    /// <summary>Sends an earlier request of anybody once more, as a channel does whose answer was lost.</summary>
    Again,

    /// <summary>Asks whether a time is free.</summary>
    FindTime,

    /// <summary>Looks an appointment up.</summary>
    Find,

    /// <summary>Nobody does anything for some minutes.</summary>
    Wait,

    /// <summary>The service stops and starts again.</summary>
    Restart,
}

/// <summary>One step of an interleaving.</summary>
/// <param name="Deed">What is done.</param>
/// <param name="Actor">Who does it: one conversation each.</param>
/// <param name="Which">Which time, hold, earlier request or number of minutes it is about.</param>
/// <param name="Visit">Which appointment it is about.</param>
/// <param name="Together">Begun before the step ahead of it was answered.</param>
/// <param name="FailsAt">The statement of the store, counted from this step on, before which it fails; 0 for none.</param>
/// <param name="FailsFor">How many statements fail, so that undoing fails too.</param>
internal readonly record struct Step(Deed Deed, int Actor, int Which, int Visit, bool Together, int FailsAt, int FailsFor)
{
    public const int Actors = 4;

    private const int MostStatements = 24, ShareFailing = 12, ShareTogether = 35;
    private static readonly int[] s_minutes = [1, 4, 9, 10, 11];

    // A hundredth each.
    private static readonly (Deed Deed, int Share)[] s_shares =
        [(Deed.Hold, 32), (Deed.Confirm, 19), (Deed.Move, 11), (Deed.Cancel, 7), (Deed.Release, 6), (Deed.Again, 11), (Deed.FindTime, 4), (Deed.Find, 3), (Deed.Wait, 7)];

    /// <summary>The interleaving of a seed: always the same one.</summary>
    public static (Scene Scene, Step[] Steps) Of(int seed, int restarts)
    {
        var random = new Random(seed);
        var scene = Scene.Pick(random);
        var steps = new Step[random.Next(6, 15)];
        for (var i = 0; i < steps.Length; i++)
        {
            var deed = random.Next(restarts * 10) == 0 && restarts > 0 ? Deed.Restart : i == 0 ? Deed.Hold : Pick(random.Next(100));
            var fails = random.Next(100) < ShareFailing;
            steps[i] = new(
                deed, random.Next(Actors), deed == Deed.Wait ? s_minutes[random.Next(s_minutes.Length)] : random.Next(12), random.Next(6),
                random.Next(100) < ShareTogether, fails ? random.Next(1, MostStatements) : 0, fails ? random.Next(1, 4) : 0);
        }

        return (scene, steps);
    }

    private static Deed Pick(int share)
    {
        foreach (var (deed, its) in s_shares)
        {
            if ((share -= its) < 0)
                return deed;
        }

        return Deed.Wait;
    }
}
