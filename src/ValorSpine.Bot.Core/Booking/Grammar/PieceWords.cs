using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>What single words do in a message about when. They are the small words of the language; what is not among them is unknown.</summary>
internal static class PieceWords
{
    private static readonly FrozenDictionary<string, PieceKind> s_kinds = Table(
        (PieceKind.After, "after past following"),
        (PieceKind.Before, "before prior"),
        (PieceKind.Until, "to until till through"),
        (PieceKind.From, "from starting starts start beginning back return returning returns"),
        (PieceKind.By, "by"),
        (PieceKind.Between, "between"),
        (PieceKind.Or, "or and nor plus otherwise failing / either"),
        (PieceKind.Break, ", then"),
        (PieceKind.Not, "not no never can't don't won't isn't doesn't wouldn't couldn't aren't nothing unable nobody none hate neither"),
        (PieceKind.Except, "except excluding without avoid skip minus besides exception less save"),
        (PieceKind.But, "but"),
        (PieceKind.Any, "any anyone anybody anytime anyday anything every everyday all each whenever whatever flexible wide everything"),
        (PieceKind.Suits, "free off open available works work's suits suit suited good best better fine great perfect ideal ok okay prefer prefers preferred preferable preferably prefered like want need would could can come please love ideally easiest possible doable convenient alright super cool acceptable agreeable suitable satisfactory feasible home around here"),
        (PieceKind.Busy, "busy work working away gone unavailable vacation travel traveling travelling tied booked class dialysis chemo church school teach teaching babysit babysitting visiting hospital"),
        (PieceKind.Fails, "bad out worst worse full impossible hard tough difficult terrible hectic crazy packed nuts rough taken awful tricky problem problematic shot swamped slammed jammed blocked toast excepted excluded brutal murder insane chaos unworkable useless impossible gross"),
        (PieceKind.Ends, "finish finishes ends end done over finished"),
        (PieceKind.Onward, "onward onwards forward later beyond up"),
        (PieceKind.Latest, "latest earlier sooner"),
        (PieceKind.Because, "because 'cause cause cuz coz bc since"),
        (PieceKind.So, "so therefore hence"),
        (PieceKind.Back, "that then those these that's"),
        (PieceKind.Other, "other others else rest another"),
        (PieceKind.Story, "started began fell hurt hurts saw had happened injured visited got went came been told did ago last"),
        (PieceKind.Beyond, "likewise alternate alternating biweekly twice once times usual same holiday holidays next"),
        (PieceKind.At, "at about near say roughly approximately towards"),
        (PieceKind.Filler, """
            do does take make book schedule see get give have was were been a an the i i'd i'm i'll me my we we'd we'll us you your it it's its this there is are be am will should may might let let's hope hoping
            try trying think guess know if of in on for with as just only really even still also too instead rather again maybe perhaps probably possibly
            pls plz thanks thank hi hello hey yes yeah yep sure well um uh actually oh ah hmm lol haha some something somewhere time day days date dates slot slots spot opening openings
            appointment appointments appt visit doctor dr clinic clinician week month hour hours o'clock am pm ish s u ur r ya y'all guys thx ty dear sir ma'am
            soon asap possible when what which how someone somebody one 1st first thing mind care friend kindly ? ! i've have has go going back she he they her him them his their
            sometime someday poss able today's day's much very more most long couple few several looking wondering willing works me's gonna going wanna gotta plan planning set put sign move change switch reschedule bring seen call phone video telehealth person
            evaluation consult consultation meeting meet patient new sorry bother question quick earliest soonest available' nearest depending whichever sharp exactly preferably honestly literally completely totally definitely absolutely usually generally mostly obviously obv kinda kind sorta sort pretty quite basically hopefully certainly surely frankly simply currently already though tho although however anyway anyways tbh ngl omg ugh hun hon honey folks doc suppose guess reckon believe must gimme ones nice he's she's they're both it'd that'd being shifts says chance option options choice pick bet window hopes bother
            """));

    private static readonly FrozenSet<string> s_unwell = Set("pain pains ache aches sore stiff numb symptoms symptom hurts wakes worse worst recovery heal lasts relief cost insurance born dob mg pills years minutes");

    private static readonly FrozenSet<string> s_events = Set("""
        court jury dentist dental orthodontist funeral wedding surgery mri scan flight meeting meetings interview recital conference exam exams trial hearing deposition vet haircut bridge bingo choir custody graduation rehearsal inspection
        chemo dialysis colonoscopy biopsy party reunion concert tournament swim soccer hockey baseball football basketball gymnastics ballet scouts
        """);

    /// <summary>What a word does.</summary>
    public static PieceKind KindOf(string word) => s_kinds.GetValueOrDefault(word, PieceKind.Unknown);

    /// <summary>Whether a word tells of something else than when one can come.</summary>
    public static bool TellsOfOther(string word) => s_unwell.Contains(word);

    /// <summary>Whether a word names what takes a day up.</summary>
    public static bool IsEvent(string word) => s_events.Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, PieceKind> Table(params ReadOnlySpan<(PieceKind Kind, string Words)> rows)
    {
        var table = new Dictionary<string, PieceKind>();
        foreach (var (kind, words) in rows)
        {
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                table.TryAdd(word, kind);
        }

        return table.ToFrozenDictionary();
    }
}
