using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Screening.Reading;
using CommonWords = ValorSpine.Bot.Core.Answering.CommonWords;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What a patient can ask of the screening itself.</summary>
internal enum ScreeningCommand
{
    None,
    Back,
    BackTwice,
    Change,
    Skip,
    Why,
    Repeat,
    Help,
    Progress,
    Stop,
    Pause,
    Restart,
    Continue,
    Keep,
    Answers,
    Erase,
}

/// <summary>A command in words.</summary>
/// <param name="Command">None where there is none.</param>
/// <param name="Topic">For a change, the words that say which answer.</param>
/// <param name="Phrase">What was recognised, as it is spelt.</param>
/// <param name="IsMisspelt">Whether a word was not quite that of the phrase, so that an answer may be meant.</param>
internal readonly record struct ReadCommand(ScreeningCommand Command, ImmutableArray<string> Topic, string Phrase, bool IsMisspelt);

/// <summary>Finds commands in words. Only whole messages count, so that no answer is taken for a command.</summary>
internal static class ScreeningCommands
{
    private static readonly ImmutableArray<(ImmutableArray<string> Phrase, ScreeningCommand Means)> s_phrases = [.. new (ScreeningCommand Means, string[] Phrases)[]
    {
        (ScreeningCommand.Back, ["back", "go back", "back one", "one back", "go one back", "go back one", "back a question", "go back a question", "go back one question", "previous", "previous question", "go to the previous question", "last question", "the last question", "the one before", "undo", "undo that", "step back", "back up", "i made a mistake", "oops", "made a mistake", "take that back", "i take that back", "wrong button", "i hit the wrong button"]),
        (ScreeningCommand.BackTwice, ["go back two questions", "go back 2 questions", "back two questions", "back 2 questions", "go back two", "go back 2", "back two", "back 2", "two back", "2 back", "two questions back", "go two questions back", "back twice", "go back twice", "go back two steps"]),
        (ScreeningCommand.Skip, ["skip", "skip it", "skip this", "skip that", "skip this one", "skip that one", "skip this question", "skip the question", "skip question", "pass", "pass on this one", "pass on that", "next", "next question", "next one", "move on", "move along", "lets move on", "rather skip", "id rather skip", "leave this one out", "leave it out", "leave it blank"]),
        (ScreeningCommand.Keep, ["keep", "keep it", "keep that", "keep my answer", "keep the answer", "leave it", "leave it as it is", "leave it as is", "same answer", "no change", "no changes", "it was right", "that was right"]),
        (ScreeningCommand.Why, ["why", "but why", "why do you ask", "why do you ask that", "why do you ask this", "why are you asking", "why are you asking this", "why are you asking that", "why are you asking me that", "why are you asking me this", "why do you need that", "why do you need this", "why do you need to know", "why do you need to know that", "why do you want to know", "why do you want to know that", "why does that matter", "why does it matter", "why does this matter", "why is that important", "what for", "whats that for", "whats this for", "how come", "whats the reason", "what does that have to do with it", "what does that have to do with my back"]),
        (ScreeningCommand.Repeat, ["repeat", "repeat that", "repeat the question", "repeat question", "repeat please", "again", "say again", "say that again", "say it again", "tell me again", "ask again", "ask me again", "once more", "one more time", "what was that", "what was the question", "whats the question", "what is the question", "what did you say", "what did you ask", "where were we", "pardon", "pardon me", "come again", "huh", "what", "sorry what", "can you repeat that", "can you repeat the question", "could you repeat that", "i missed that", "i forgot the question", "show me the question again"]),
        (ScreeningCommand.Help, ["help", "what can i say", "what should i say", "what do i say", "what do you mean", "what does that mean", "what does this mean", "i dont understand", "i do not understand", "i dont get it", "explain", "explain that", "can you explain", "examples", "options", "what are my options", "what are the options", "what are my choices", "what are the choices"]),
        (ScreeningCommand.Progress, ["progress", "how many", "how many more", "how many left", "how many are left", "how many to go", "how many questions", "how many questions left", "how many questions are left", "how many more questions", "how many more are there", "how many more questions are there", "how much longer", "how much longer is this", "how much longer is it", "how much longer will this take", "how much longer does this take", "how many more to go", "how much more", "how much is left", "how far along", "how far am i", "how far are we", "are we done", "are we done yet", "are we there yet", "almost done", "are we almost done", "is this almost done", "is it almost over", "how long will this take", "how long is this", "how long does this take", "is there much more", "whats left", "what question am i on", "what question is this"]),
        (ScreeningCommand.Answers, ["what have i told you", "what have i told you so far", "what did i tell you", "what did i tell you so far", "what did i say", "what did i say before", "what did i say for my age", "what do you know about me", "what did i answer", "what did i answer so far", "what have i answered", "what have i answered so far", "what have i said so far", "what did i say so far", "my answers so far", "show my answers", "show me my answers", "show my answers so far", "my answers", "what do you have so far", "what have you noted", "what did you note", "what did you write down", "review my answers", "see my answers"]),
        (ScreeningCommand.Stop, ["stop", "stop it", "stop this", "stop here", "stop now", "please stop", "stop asking", "stop asking me", "stop the questions", "stop the check", "quit", "quit it", "exit", "end", "end it", "end the check", "cancel", "cancel it", "leave", "enough", "thats enough", "enough questions", "no more questions", "no more", "i want to stop", "id like to stop", "lets stop", "lets stop here", "can we stop", "i dont want to do this", "i dont want to do this anymore", "i dont want to continue", "i dont want to go on", "im done with this", "i quit", "forget it", "never mind", "nevermind"]),
        (ScreeningCommand.Pause, ["pause", "pause it", "pause this", "take a break", "need a break", "i need a break", "lets take a break", "not now", "not right now", "later", "maybe later", "do it later", "do this later", "i will do it later", "ill do it later", "ill do this later", "ill finish later", "i will finish later", "finish later", "finish this later", "finish it later", "come back later", "ill come back", "ill come back later", "i will come back later", "ill be back", "i will be back", "be right back", "brb", "back later", "save it", "save this", "save my answers", "save and finish later", "i have to go", "have to go", "got to go", "gotta go", "gtg", "g2g", "i gotta go", "i need to go", "need to go", "i got to run", "gotta run", "have to run", "i have to leave", "i need to leave", "another time", "some other time", "tomorrow", "continue later", "continue tomorrow", "call you later", "ttyl", "talk later", "no time now", "i dont have time", "i dont have time now", "i have no time right now"]),
        (ScreeningCommand.Restart, ["start over", "restart", "start again", "begin again", "from the beginning", "from the start", "start from the beginning", "start from scratch", "from scratch", "lets start over", "can we start over", "can i start over", "i want to start over", "reset", "redo", "redo it", "redo everything", "do it again", "do it all again", "start fresh", "clear everything", "clear my answers"]),
        (ScreeningCommand.Erase, ["delete my answers", "erase my answers", "remove my answers", "delete all my answers", "erase all my answers", "delete all of my answers", "delete these answers", "delete the answers", "delete what i answered", "delete what i said here", "delete this check", "wipe my answers", "get rid of my answers", "throw away my answers"]),
        (ScreeningCommand.Continue, ["continue", "continue the check", "resume", "go on", "carry on", "keep going", "lets continue", "lets go on", "lets go", "im ready", "im back", "pick up where i left off", "where i left off"]),
    }.SelectMany(group => group.Phrases.Select(phrase => (SaidText.WordsOf(phrase), group.Means)))];

    private static readonly ImmutableArray<ImmutableArray<string>> s_changes = [.. new[]
    {
        "change my answer", "change my answers", "change the answer", "change an answer", "change answer", "change", "edit my answer", "edit", "correct my answer", "correct", "fix my answer", "fix", "go back to", "redo the question about", "redo the one about", "update my", "update the", "update",
    }.Select(SaidText.WordsOf)];

    private static readonly ImmutableHashSet<string> s_polite = ImmutableHashSet.Create(
        "please", "pls", "plz", "plse", "pleas", "plez", "kindly", "ok", "okay", "k", "um", "uh", "hey", "hi", "oh", "so", "well", "sorry", "sry", "excuse", "can", "could", "would", "may", "might", "we", "you", "u", "i", "im", "id", "ill", "want", "wanna", "to", "like", "lets", "let", "me", "need",
        "actually", "wait", "hold", "on", "no", "thanks", "thank", "thx", "ty", "now", "just", "the", "a", "then", "if", "its", "thats", "possible", "for", "bit", "do", "think", "ma", "maam", "sir", "dear", "honey", "question", "one", "this", "that", "it", "here", "guys", "bot", "rather", "today", "moment", "sec", "second", "minute", "yet", "and", "but", "hmm", "really", "gonna", "going", "going to", "have", "better");

    private static readonly ImmutableHashSet<string> s_empty = ImmutableHashSet.Create(
        "my", "about", "to", "the", "for", "on", "of", "was", "is", "it", "what", "i", "said", "did", "question", "answer", "one", "that", "please", "pls", "a", "an", "with", "have", "you", "do", "from", "should", "be");

    private static readonly Lazy<FrozenSet<string>> s_common = new(() => CommonWords.All.Select(pair => pair.Word).ToFrozenSet());

    private const int LongestCommand = 14, LongestUnsure = 4;

    /// <summary>The command in a message. Misspelt ones are recognised by one letter that is wrong, missing, added or swapped in one word.</summary>
    public static ReadCommand Read(SaidText said)
    {
        if (said.Words.Length is 0 or > LongestCommand)
            return new(ScreeningCommand.None, [], "", false);
        var bare = said.Words.SkipWhile(s_polite.Contains).ToImmutableArray();
        ImmutableArray<string> inner = [.. bare.Reverse().SkipWhile(s_polite.Contains).Reverse()];
        ImmutableArray<string> noTail = [.. said.Words.Reverse().SkipWhile(s_polite.Contains).Reverse()];
        // "Ok im back" is "im back" and not "back": as little as can be is left out.
        var shorter = Enumerable.Range(1, Math.Max(0, said.Words.Length - bare.Length - 1)).Select(at => said.Words[at..]);
        foreach (var words in shorter.Prepend(said.Words).Concat([bare, inner, noTail]))
        {
            foreach (var (phrase, means) in s_phrases)
            {
                if (phrase.AsSpan().SequenceEqual(words.AsSpan()))
                    return new(means, [], string.Join(' ', phrase), false);
            }

            if (s_changes.FirstOrDefault(change => words.AsSpan().StartsWith(change.AsSpan())) is { IsDefault: false } start)
                return new(ScreeningCommand.Change, [.. words.Skip(start.Length).Where(word => !s_empty.Contains(word))], string.Join(' ', start), false);
        }

        foreach (var words in new[] { said.Words, bare, inner, noTail }.Where(words => words.Length > 0))
        {
            if (s_phrases.FirstOrDefault(pair => IsMisspelt(pair.Phrase, words)) is { Phrase.IsDefault: false } close)
                return new(close.Means, [], string.Join(' ', close.Phrase), true);
        }

        return new(ScreeningCommand.None, [], "", false);
    }

    /// <summary>Whether all words but at most two are those of the phrase, and these are close. A short word alone must only lack a letter or hold one twice: "slip" is no "skip".</summary>
    private static bool IsMisspelt(ImmutableArray<string> phrase, ImmutableArray<string> words)
    {
        if (phrase.Length != words.Length)
            return false;
        var wrong = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == phrase[i])
                continue;
            if (++wrong > 2 || !IsClose(words[i], phrase[i]) || (words.Length == 1 && phrase[i].Length <= LongestUnsure && words[i].Length == phrase[i].Length && !words[i].Order().SequenceEqual(phrase[i].Order())))
                return false;
        }

        return wrong > 0 && (wrong < words.Length || words.Length <= 2);
    }

    /// <summary>"No cancer" is no misspelt "no cancel": a common word is meant as it stands.</summary>
    private static bool IsClose(string said, string meant) =>
        !s_common.Value.Contains(said) && said.Length > 1 && meant.Length > 1 && said[0] == meant[0] && !said.Any(char.IsAsciiDigit) && Math.Abs(said.Length - meant.Length) <= 1 && (Spelling.Same(said, meant) || (meant.Length < 6 && Spelling.IsOneApart(said, meant)));
}
