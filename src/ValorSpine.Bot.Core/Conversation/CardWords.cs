namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Gives the wording that is served now.</summary>
public delegate Wording CurrentWording();

/// <summary>What cards say of themselves, where a channel lets them change after they were sent.</summary>
public static class CardWords
{
    /// <summary>On a card that was answered with one of its choices.</summary>
    public static string Chosen(Wording words, string choice) => words.Say("cards.chosen", 0, ("choice", choice));

    /// <summary>On a card after which something else was said.</summary>
    public static string Overtaken(Wording words) => words.Say("cards.overtaken", 0);

    /// <summary>On a card with a question about a warning sign after which something else was said.</summary>
    public static string OvertakenSafety(Wording words) => words.Say("cards.overtaken-safety", 0);

    /// <summary>In place of a card that nothing is known of any more.</summary>
    public static string Gone(Wording words) => words.Say("cards.gone", 0);

    /// <summary>Below an answer, the choices in words.</summary>
    public static string Choices(Wording words, IEnumerable<string> labels) => words.Say("cards.also-say", 0, ("choices", string.Join(", ", labels)));
}
