using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>What a short answer in free words says.</summary>
internal enum Consent
{
    Neither,
    Yes,
    No,
    Unsure,
    Declined,
}

/// <summary>Reads "yeah I think so", "nope", "not sure", "kinda".</summary>
internal static class YesNo
{
    private static readonly ImmutableArray<(ImmutableArray<string> Phrase, Consent Means)> s_phrases = [.. new (Consent Means, string[] Phrases)[]
    {
        (Consent.Declined, ["rather not say", "prefer not to say", "prefer not to answer", "rather not answer", "rather not", "none of your", "not your business", "no business of yours", "of your business", "dont want to say", "dont want to answer", "dont want to talk about", "no comment", "mind your business", "mind your own", "not your concern", "no concern of yours", "nobodys affair", "nobodys business", "no ones business", "no ones affair", "my own business", "my own affair", "my business", "your beeswax", "no reply from me", "no answer from me", "move on please", "please move on", "moving on please", "lets move on", "can we move on", "id like to move on", "next please", "next q", "next one please", "next question please", "ill withhold", "i withhold", "withhold that", "cant talk about", "cannot talk about", "can not talk about", "hurts to talk about", "too painful to talk", "too painful to answer", "not up for discussion", "not for discussion", "keep for me", "keep for myself", "keep this to myself", "keep it for myself", "dont go there", "not go there", "lets not go there", "stop asking", "dont ask me", "thats confidential", "its confidential", "is confidential", "not on here", "not in a chat", "not to a bot", "not to a machine", "not to a computer", "not with a bot", "not with a robot", "would not like to say", "would not like to answer", "would not say", "not like to say", "giving out", "rather keep that", "keep that private", "keep that to myself", "keep it to myself", "keep it private",
            "prefer to keep", "prefer to skip", "prefer not", "rather skip", "like to skip", "not comfortable sharing", "not comfortable saying", "not comfortable answering", "not comfortable telling", "not comfortable with", "not comfortable talking", "uncomfortable answering", "uncomfortable sharing", "uncomfortable talking", "dont feel comfortable", "dont feel like saying", "dont feel like sharing", "dont feel like answering", "dont feel like talking", "not going there", "leave that blank", "leave it blank", "leave blank", "can i skip", "dont wish to", "do not wish to", "do not want to answer", "do not want to say", "do not want to talk", "do not like to say", "dont like to say", "decline to", "i decline", "not saying", "skip please", "is private", "between me and", "nunya", "not discussing", "personal question", "kinda personal", "bit personal", "that is personal", "is personal", "no thanks on that", "dont care to say", "dont care to answer", "dont care to share", "a lady never tells", "not telling", "wont say", "wont answer", "not going to say", "not gonna say", "not answering", "thats private", "its private", "thats personal",
            "too personal", "let me skip", "lets skip", "id skip", "skip this question", "not gonna answer", "wont be answering", "wont tell", "keep private", "its a secret", "skip this one", "skip this", "skip that", "skip it", "ill skip", "pass on that", "pass on this", "ill pass", "gonna pass", "i pass", "going to pass", "next question", "mind your own", "can we skip", "dont ask", "prefiero no"]),
        (Consent.Unsure,
        [
            "not sure", "unsure", "not certain", "not really sure", "idk", "i dont know", "i do not know", "dont know", "do not know", "dunno", "no idea", "no clue", "not a clue", "cant remember", "cant recall", "dont remember", "cant say", "cant tell",
            "hard to say", "hard to tell", "who knows", "maybe", "possibly", "perhaps", "might be", "could be", "yes and no", "jury is out", "jurys out", "toss up", "coin toss", "couldnt rightly say", "couldnt rightly tell", "couldnt say", "search me", "no inkling", "your guess is as good", "havent the faintest", "not the foggiest", "havent a scooby", "god knows", "lord knows", "heaven knows", "goodness knows", "couldnt honestly", "i forget", "unknown", "no way to know", "not 100", "i wonder", "couldnt tell you", "not 100 percent", "couldnt say for sure", "no memory of", "lost track", "how would i know", "uncertain", "undecided", "depends", "it depends", "cant be sure", "cant be certain", "who can say", "no way of knowing", "im not too sure", "dont have a clue", "dont have any idea", "foggiest", "have no idea", "not so sure", "im lost", "honestly not sure", "really not sure", "cant really say", "cant really tell", "difficult to tell", "i am not sure", "no recuerdo", "not entirely sure", "not totally sure", "not completely sure", "dont quite know", "dont exactly know", "couldnt say", "beats me", "your guess", "havent thought", "havent a clue", "havent decided", "not positive", "not too sure", "dont really know", "do not really know", "dont honestly know", "really dont know", "i honestly dont", "dk", "no se", "quien sabe", "never thought about",
            "didnt tell me", "never told me", "didnt say", "never said", "not told", "nobody told", "nobody explained", "no one told", "have to ask", "have to check", "id have to look", "keeps track", "cant keep track", "dont recall", "didnt ask", "hard for me to say", "unclear to me", "difficult to say", "tough to say", "never really thought", "wish i knew", "its complicated", "not clear", "cannot say", "cannot remember", "forgot", "i forgot",
            "dont understand it", "its all latin", "all greek", "over my head",
        ]),
        (Consent.No,
        [
            "i dont think so", "dont think so", "do not think so", "i dont believe so", "dont believe so", "not that i know of", "not that im aware of", "not at all", "not really", "not now", "not any", "not yet", "of course not", "definitely not", "absolutely not",
            "certainly not", "no way", "probably not", "likely not", "dont believe", "doubt it", "i doubt", "hell no", "negatory", "nay", "not a chance", "no chance", "not in the slightest", "not in the least", "not one bit", "not a bit", "by no means", "no siree", "nosiree", "nopers", "not so far", "not on your life", "not likely", "nuh uh", "naah", "noo", "nooo", "noooo", "noppe", "heck no", "god no", "no sir", "no maam", "nunca", "para nada", "hardly", "unlikely", "no", "nope", "nah", "naw", "never", "negative", "n", "not me", "i do not", "i dont", "it isnt", "it is not", "i havent", "i have not", "none", "false", "no thanks",
        ]),
        (Consent.Yes,
        [
            "i think so", "think so", "i believe so", "i guess so", "i guess", "i suppose", "of course", "for sure", "yes", "yeah", "yea", "yep", "yup", "ya", "yah", "yess", "yesss", "y", "sure", "sure thing", "definitely", "absolutely", "certainly", "correct", "right", "thats right", "true", "affirmative", "aye aye", "yessir", "yes sir", "yes maam", "roger that", "too right", "damn right", "darn right", "bang on", "spot on", "ten four", "sure is", "sure does", "it sure", "you betcha", "bet", "very much so", "yup it", "uhuh", "yip",
            "kinda", "kind of", "sort of", "sorta", "a little", "a bit", "somewhat", "sometimes", "i do", "i have", "i am", "it is", "it does", "it has", "ok", "okay", "indeed", "sadly yes", "uh huh", "mhm", "si", "claro", "ja", "oui", "you bet", "yup yup", "fraid so", "afraid so", "unfortunately yes", "unfortunately", "most likely", "totally", "that is right", "roger", "10 4", "probably", "likely", "very much",
        ]),
    }.SelectMany(group => group.Phrases.Select(phrase => (SaidText.WordsOf(phrase), group.Means))).OrderByDescending(pair => pair.Item1.Length)];

    /// <summary>"Maybe two and a half years" is not unsure of anything but the length.</summary>
    private static bool IsSpan(ImmutableArray<string> words, int at) =>
        at < words.Length && Numbers.At(words, at) is not null && words.Skip(at).Take(6).Any(word => Durations.UnitOf(word) is not null);

    /// <summary>"At night I am fine" says no "I am": a yes or no opens or ends what is said, or a clause of its first words.</summary>
    private static bool IsReply(SaidText said, int at, int length) =>
        // "I do" answers, "I do yoga" tells.
        !(said.Words[at] is "i" or "it" && length is 2 or 3 && said.Words[at + 1] is not ("think" or "guess" or "suppose" or "believe" or "dont") && !said.EndsClause(at + length - 1))
        && !(said.Words[at] is "i" && length == 2 && said.Words[at + 1] is "dont" && !said.EndsClause(at + 1))
        // "No protection" is no "no".
        && !(said.Words[at] is "no" && length == 1 && at + 1 < said.Words.Length && !said.EndsClause(at) && s_lacked.Contains(said.Words[at + 1]))
        && (at + length == said.Words.Length || Enumerable.Range(0, at).Where(place => said.Clauses[place] == said.Clauses[at]).All(place => ReadingWords.Fillers.Contains(said.Words[place]) || s_softeners.Contains(said.Words[place])) && (at < 4 || said.Words.Length <= 6));

    private static readonly ImmutableHashSet<string> s_lacked = ImmutableHashSet.Create("protection", "condom", "condoms", "contraception", "contraceptive", "period", "periods", "sleep", "rest", "peace", "relief", "answer", "answers", "results", "money", "insurance", "more", "wonder", "doctor", "diagnosis", "appointment", "date", "pattern", "particular", "specific", "certain");

    private static readonly ImmutableHashSet<string> s_softeners = ImmutableHashSet.Create("sadly", "unfortunately", "luckily", "thankfully", "but", "honestly", "hmm", "yes", "no", "god", "oh", "of", "course", "not", "id", "have", "to", "would", "say", "though", "and", "pretty", "for");

    private static readonly ImmutableHashSet<string> s_notes = ImmutableHashSet.Create("ok", "okay", "k", "kk", "sure", "alright", "fine", "cool", "great", "good", "thanks", "thank", "you", "please", "then", "well");

    /// <summary>Whether a message may just mean that the question was heard: "ok" after a long list of warning signs is neither a yes nor a no, and it is asked again.</summary>
    public static bool OnlyTakesNote(SaidText said) => said.Words.All(s_notes.Contains);

    /// <summary>What a message comes to in its last words: "the doctor says I don't need one, so no".</summary>
    public static SaidText? Conclusion(SaidText said)
    {
        var so = said.Words.LastIndexOf("so");
        return so > 0 && said.Words.Length - so is >= 2 and <= 4 ? said.From(so + 1) : null;
    }

    /// <summary>
    /// Neither where nothing says it, or where it says both. In a longer message only its first words count, because what follows explains it.
    /// </summary>
    public static Consent Read(SaidText said)
    {
        var (found, at) = (new HashSet<Consent>(), 0);
        // "I don't know" and "I would rather not say" mean the same wherever they stand.
        var late = false;
        while (at < said.Words.Length)
        {
            var match = s_phrases.FirstOrDefault(pair => said.Has(pair.Phrase.AsSpan(), at));
            late |= at >= 4 && said.Words.Length > 6;
            // "I'd rather not" declines, "I'd rather not be cut" is an answer.
            if (match.Means is not Consent.Neither && !(match.Phrase is ["rather" or "prefer", "not"] && !said.EndsClause(at + 1)) && !(match.Means is Consent.Yes or Consent.No && !IsReply(said, at, match.Phrase.Length)) && !(late && match.Phrase.Length == 1) && !(match.Phrase is ["maybe" or "probably" or "possibly" or "perhaps"] && IsSpan(said.Words, at + 1)))
                found.Add(match.Means);
            at += match.Means is Consent.Neither || (match.Means is Consent.Yes or Consent.No && !IsReply(said, at, match.Phrase.Length)) ? 1 : match.Phrase.Length;
        }

        if (found.Contains(Consent.Declined) || Declining.In(said))
            return Consent.Declined;
        if (found.Contains(Consent.Unsure))
            return Consent.Unsure;
        return found.Count == 1 ? found.Single() : Consent.Neither;
    }
}
