using System.Collections.Immutable;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What a patient can ask of the screening itself.</summary>
internal enum ScreeningCommand
{
    None,
    Back,
    Change,
    Skip,
    Why,
    Repeat,
    Help,
    Progress,
    Stop,
    Restart,
    Continue,
}

/// <summary>Finds commands in words. Only whole messages count, so that no answer is taken for a command.</summary>
internal static class ScreeningCommands
{
    private static readonly ImmutableArray<(ImmutableArray<string> Phrase, ScreeningCommand Means)> s_phrases = [.. new (ScreeningCommand Means, string[] Phrases)[]
    {
        (ScreeningCommand.Back, ["back", "go back", "back one", "one back", "previous", "previous question", "go to the previous question", "last question", "undo", "step back", "back up", "i made a mistake", "oops"]),
        (ScreeningCommand.Skip, ["skip", "skip it", "skip this", "skip that", "skip this one", "skip this question", "skip the question", "pass", "next", "next question", "next one", "move on", "lets move on", "id rather skip"]),
        (ScreeningCommand.Why, ["why", "why do you ask", "why do you ask that", "why do you ask this", "why are you asking", "why are you asking this", "why are you asking that", "why do you need that", "why do you need this", "why do you need to know", "why do you need to know that", "why do you want to know", "why do you want to know that", "why does that matter", "why does it matter", "why is that important", "what for", "whats that for", "how come"]),
        (ScreeningCommand.Repeat, ["repeat", "repeat that", "repeat the question", "repeat please", "again", "say again", "say that again", "once more", "what was that", "what was the question", "what did you say", "what did you ask", "pardon", "come again", "huh", "what", "sorry what", "can you repeat that", "can you repeat the question", "could you repeat that"]),
        (ScreeningCommand.Help, ["help", "what can i say", "what should i say", "what do you mean", "what does that mean", "what does this mean", "i dont understand", "i do not understand", "i dont get it", "explain", "explain that", "can you explain", "examples", "options", "what are my options", "what are the options"]),
        (ScreeningCommand.Progress, ["progress", "how many", "how many more", "how many left", "how many are left", "how many questions", "how many questions left", "how many questions are left", "how many more questions", "how much longer", "how much more", "how far along", "how far am i", "are we done", "are we done yet", "are we there yet", "almost done", "how long will this take", "how long is this", "is there much more"]),
        (ScreeningCommand.Stop, ["stop", "stop it", "stop here", "stop now", "please stop", "quit", "exit", "end", "end it", "cancel", "pause", "leave", "enough", "thats enough", "i want to stop", "id like to stop", "lets stop", "lets stop here", "can we stop", "not now", "later", "maybe later", "i will do it later", "ill do it later", "ill finish later", "finish later", "i have to go", "gotta go", "i need to go", "i dont want to do this", "i dont want to continue"]),
        (ScreeningCommand.Restart, ["start over", "restart", "start again", "begin again", "from the beginning", "from the start", "start from the beginning", "lets start over", "can we start over", "can i start over", "i want to start over", "reset", "redo it", "do it again", "start fresh"]),
        (ScreeningCommand.Continue, ["continue", "continue the check", "resume", "go on", "carry on", "keep going", "lets continue", "lets go on", "pick up where i left off", "where i left off"]),
    }.SelectMany(group => group.Phrases.Select(phrase => (SaidText.WordsOf(phrase), group.Means)))];

    private static readonly ImmutableArray<ImmutableArray<string>> s_changes = [.. new[]
    {
        "change my answer", "change my answers", "change the answer", "change an answer", "change answer", "change", "edit my answer", "edit", "correct my answer", "correct", "fix my answer", "fix",
    }.Select(SaidText.WordsOf)];

    private static readonly ImmutableHashSet<string> s_polite = ImmutableHashSet.Create(
        "please", "ok", "okay", "um", "uh", "hey", "sorry", "can", "could", "we", "i", "want", "to", "would", "like", "id", "lets", "let", "me", "you", "need", "actually", "wait", "hold", "on", "no", "thanks", "now", "just", "the", "a");

    private static readonly ImmutableHashSet<string> s_empty = ImmutableHashSet.Create(
        "my", "about", "to", "the", "for", "on", "of", "was", "is", "it", "what", "i", "said", "did", "question", "answer", "one", "that", "please", "a", "an", "with", "have", "you", "do");

    /// <summary>The command and, for a change, the words that say which answer.</summary>
    public static (ScreeningCommand Command, ImmutableArray<string> Topic) Read(SaidText said)
    {
        if (said.Words.Length is 0 or > 14)
            return (ScreeningCommand.None, []);
        foreach (var words in new[] { said.Words, [.. said.Words.SkipWhile(s_polite.Contains)], [.. said.Words.SkipWhile(s_polite.Contains).Reverse().SkipWhile(s_polite.Contains).Reverse()] })
        {
            foreach (var (phrase, means) in s_phrases)
            {
                if (phrase.AsSpan().SequenceEqual(words.AsSpan()))
                    return (means, []);
            }

            if (s_changes.FirstOrDefault(change => words.AsSpan().StartsWith(change.AsSpan())) is { IsDefault: false } start)
                return (ScreeningCommand.Change, [.. words.Skip(start.Length).Where(word => !s_empty.Contains(word))]);
        }

        return (ScreeningCommand.None, []);
    }
}
