using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>What a message asks the bot to do, apart from answering: from <c>dialogs/intents.yml</c>.</summary>
public sealed class Intents
{
    /// <summary>Reads the intents and reports what is wrong with them.</summary>
    public static Intents Load(ContentFiles files, ICollection<ContentProblem> problems) => new();
}
