namespace ValorSpine.Bot.Core.Safety;

/// <summary>How a message sounds, by its meaning and not by its words.</summary>
/// <param name="Urgent">Probability that it tells of something that calls for care today or at once.</param>
/// <param name="Tier">The likeliest tier, should it.</param>
/// <param name="Rule">The likeliest red flag, should it; empty where nothing was learned.</param>
/// <param name="Share">How much of that probability is this red flag's, 0 to 1.</param>
internal readonly record struct Suspicion(double Urgent, SafetyTier Tier, string Rule, double Share = 1)
{
    private const double Plain = 0.7;

    /// <summary>Whether it may as well be another red flag.</summary>
    public bool IsVague => Share < Plain;

    public static Suspicion No { get; } = new(0, SafetyTier.None, "");
}
