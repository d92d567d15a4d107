using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Small words that the readers know by what they do.</summary>
internal static class ReadingWords
{
    /// <summary>Words that say nothing of which option is meant.</summary>
    public static readonly FrozenSet<string> Fillers = FrozenSet.Create(
        "i", "im", "ive", "id", "have", "had", "has", "its", "it", "is", "was", "were", "been", "the", "a", "an", "my", "mostly", "mainly", "just", "only", "think", "guess", "probably", "about", "um", "uh", "well", "oh", "hmm",
        "ok", "okay", "would", "say", "got", "for", "in", "please", "thats", "that", "this", "yes", "yeah", "yep", "yup", "so", "definitely", "actually", "really", "also", "me", "too", "some", "lol", "haha", "sorry", "honestly", "tbh", "now", "thanks", "omg", "geez", "gosh", "lmao", "whew");

    /// <summary>Words that deny what follows in their clause.</summary>
    public static readonly FrozenSet<string> Negators = FrozenSet.Create(
        "no", "not", "never", "without", "dont", "didnt", "havent", "hasnt", "isnt", "wasnt", "arent", "aint", "neither", "nor", "nope", "non", "nothing", "none", "zero", "nobody", "cant", "cannot", "couldnt", "wont", "wouldnt", "doesnt", "refuse", "refused", "hate", "avoid", "avoiding", "against", "denied", "denying", "denies", "skipped", "ni", "sin");

    /// <summary>Words that begin anew after a denial: "no pills just exercise".</summary>
    public static readonly FrozenSet<string> Resuming = FrozenSet.Create("just", "only", "so", "then", "still", "instead", "rather", "because", "yes", "yeah", "mostly", "mainly", "now", "except", "besides", "until");

    /// <summary>Words of which "none" is made.</summary>
    public static readonly FrozenSet<string> None = FrozenSet.Create(
        "no", "nope", "nah", "none", "not", "any", "nothing", "never", "neither", "zero", "zilch", "nada", "negative", "of", "these", "those", "them", "this", "that", "the", "above", "all", "to", "like", "know", "i", "im", "aware", "ive",
        "yet", "thank", "god", "lord", "goodness", "thankfully", "luckily", "fortunately", "sir", "maam", "thanks", "it", "applies", "apply", "me", "really", "at", "far", "so", "have", "had", "dont", "havent", "list", "on", "and", "just", "n", "a", "is",
        "whatsoever", "ever", "your", "got", "anything", "else", "here", "lol", "ninguno", "ninguna", "nunca", "nadie", "zip", "nil", "non", "naff", "single", "one", "guess", "say", "well", "um", "uh", "thing", "things", "tried", "done", "did", "myself", "for", "be", "us", "there", "absolutely", "problems", "problem", "conditions", "condition", "noticed", "notice", "report", "issues", "symptoms", "signs", "does", "am", "ok", "okay", "fortunatly",
        "honestly", "everything", "them", "can", "fit", "fits", "counts", "count", "match", "matches", "describe", "describes", "relate", "relates", "pertain", "each", "down", "whole", "naw", "nuh", "uh", "hell", "heck", "haha", "pretty", "much", "stuff", "kind", "sort", "going", "do", "with", "aint", "question", "red", "flag", "flags", "de", "la", "las", "los", "el", "omg", "geez", "gosh");

    /// <summary>Whom one speaks to at the end: "nah man".</summary>
    public static readonly FrozenSet<string> Vocatives = FrozenSet.Create("man", "dude", "bro", "buddy", "hun", "honey", "dear", "doc", "boss", "friend", "pal", "sweetie", "amigo", "love", "mate", "pet", "duck", "darling", "chief", "bud", "fam", "bruv", "luv", "hen", "lad", "cheers", "ta");

    /// <summary>Words of <see cref="None"/> without which it is none.</summary>
    public static readonly FrozenSet<string> NoneHeads = FrozenSet.Create("no", "nope", "nah", "naw", "none", "nothing", "never", "neither", "zero", "zilch", "nada", "negative", "not", "n", "ninguno", "ninguna", "nunca", "zip", "nil", "non", "havent", "dont", "aint");

    /// <summary>The body, what it feels and what befalls it: words that a "no" to warning signs does not cover where they stand beside it.</summary>
    public static readonly FrozenSet<string> Body = FrozenSet.Create(
        "leg", "legs", "foot", "feet", "arm", "arms", "hand", "hands", "toe", "toes", "knee", "knees", "ankle", "thigh", "thighs", "calf", "calves", "chest", "belly", "stomach", "gut", "groin", "crotch", "privates", "butt", "bottom", "genitals", "head", "neck", "heart", "numb", "numbness", "tingling", "tingly", "tingles", "weak", "weaker", "weakness", "heavy", "dizzy", "burning", "burns", "odd", "weird", "strange", "funny",
        "bleed", "bleeding", "blood", "sweat", "sweats", "hot", "cold", "shake", "shaking", "fever", "breath", "breathe", "breathing", "vision", "faint", "fainted", "vomit", "vomiting", "fell", "fall", "hit", "crash", "lost", "loss", "trouble", "worse", "worsening", "sudden", "suddenly", "pee", "peeing", "poop", "bathroom", "toilet", "sex", "die", "dying", "dead", "death", "life", "live", "alive", "suicide", "kill", "scared",
        "feel", "feeling", "feels", "cant", "cannot", "couldnt", "control", "leak", "leaking", "accident", "accidents", "dark", "hopeless", "depressed", "walk", "walking", "stumble", "trip", "tripping", "drag", "dragging", "asleep", "swollen", "swelling", "seizure", "stroke", "collapse", "collapsed", "temperature", "temp", "chills", "sick", "ill", "tear", "tearing", "ripping", "stab", "stabbing", "pressure", "tight", "sitting", "wipe", "diaper", "pads");

    /// <summary>Words that are an answer only alone: "maybe".</summary>
    public static readonly FrozenSet<string> Hedges = FrozenSet.Create("maybe", "possibly", "perhaps", "might", "could", "be", "think", "sure", "possible");

    /// <summary>Somebody else, whose answer it is not.</summary>
    public static readonly FrozenSet<string> Others = FrozenSet.Create(
        "mother", "mom", "mum", "mama", "father", "dad", "papa", "wife", "husband", "hubby", "brother", "sister", "son", "daughter", "friend", "friends", "uncle", "aunt", "cousin", "grandma", "grandmother", "grandfather", "family", "neighbor", "coworker", "buddy", "boyfriend", "girlfriend", "parents", "grandpa", "sis", "bro", "mothers", "moms", "fathers", "dads", "wifes", "husbands", "sisters", "brothers", "roommate", "boss", "nephew", "niece", "partner", "fiance", "grandson", "granddaughter", "neighbour", "neighbours", "neighbors", "mate", "mates", "pal", "pals", "colleague", "colleagues", "gran", "nan", "nana", "granny", "grandad", "granddad", "gramps", "grandparents", "missus", "mam", "mums", "auntie", "aunty", "twin", "stepson", "stepdaughter", "stepdad", "stepmom", "inlaw", "fiancee", "bestie", "flatmate", "teammate", "landlord", "landlady", "kid", "girl", "boy", "lads", "bloke", "lad", "boyfriends", "girlfriends", "nans", "grans", "cousins", "uncles", "aunts", "sons", "daughters", "coworkers");

    /// <summary>What was talked about and has not happened.</summary>
    public static readonly FrozenSet<string> NotDone = FrozenSet.Create("offered", "offer", "offers", "suggested", "suggests", "suggest", "recommended", "recommends", "recommend", "considering", "considered", "thinking", "discussed", "mentioned", "might", "should", "supposed", "wants", "wanted", "told", "pushing", "said", "says", "plan", "plans", "planning", "will", "starting", "scheduled", "hoping", "ordered", "referred", "consult", "consultation", "booked", "consulted", "want", "contemplated", "tempted", "researched", "googled", "swears", "say", "meaning", "waiting", "awaiting");

    /// <summary>Words after an option that take it back: "the injections i refused".</summary>
    public static readonly FrozenSet<string> TakenBack = FrozenSet.Create("refuse", "refused", "declined", "refusing", "skipped", "chickened", "backed", "canceled", "postponed", "rescheduled", "aborted", "abandoned");

    /// <summary>"But I didn't", right after what was offered.</summary>
    public static readonly FrozenSet<string> NotAfterAll = FrozenSet.Create("didnt", "havent", "never", "refused", "chickened", "declined", "skipped", "no", "not", "wont", "yet", "cancelled", "canceled", "dont");

    /// <summary>"The back is ok" tells where it does not hurt.</summary>
    public static readonly FrozenSet<string> Well = FrozenSet.Create("ok", "okay", "fine", "good", "great", "strong", "barely", "normal", "alright", "nothing", "healthy", "better", "clear", "perfect");

    /// <summary>"Legs no problem", "back not so much".</summary>
    public static readonly FrozenSet<string> Trouble = FrozenSet.Create("problem", "problems", "issue", "issues", "trouble", "symptoms", "much", "really", "complaints");

    /// <summary>What makes one of two options the main one.</summary>
    public static readonly FrozenSet<string> Main = FrozenSet.Create("mostly", "mainly", "main", "worse", "worst", "more", "most", "kills", "killing", "killer", "nightmare", "culprit", "primary", "primarily", "biggest", "really", "especially", "bad", "terrible", "always", "worser", "major", "gets", "bothers", "problem");

    /// <summary>What makes one of two options a side matter.</summary>
    public static readonly FrozenSet<string> Minor = FrozenSet.Create("little", "bit", "sometimes", "occasionally", "occasional", "slight", "slightly", "barely", "twinge", "once", "less", "minor", "mild", "hardly", "rarely", "minimal", "twinges", "blue", "seldom", "trace", "negligible", "used", "use", "originally", "initially", "began", "started");
}
