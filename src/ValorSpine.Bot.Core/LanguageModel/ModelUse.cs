namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>What a language model may help with. It never decides on safety, on the outcome of a check, or on a booking.</summary>
[Flags]
public enum ModelUse
{
    /// <summary>Nothing: the bot is complete without it.</summary>
    None = 0,

    /// <summary>Say in full what a follow-up asks ("and how long?" after an answer on fibrin), and in English what a Spanish message asks. It is searched with, never shown.</summary>
    FullQuestion = 1,

    /// <summary>Choose among articles that are about equally probable.</summary>
    ChooseArticle = 2,

    /// <summary>Word an answer so that it fits the question. What the <see cref="Gate"/> does not pass is said in the article's own words.</summary>
    Reword = 4,

    /// <summary>Say which option an answer to the check may mean. The patient is asked whether it does.</summary>
    ReadAnswer = 8,

    /// <summary>Say which articles embeddings find nearest, as one more sign where a few are about equally probable.</summary>
    Nearest = 16,
}
