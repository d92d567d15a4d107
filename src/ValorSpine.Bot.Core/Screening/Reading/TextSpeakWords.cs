using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>The words of <see cref="TextSpeak"/>: what is typed in a hurry or by its sound, each with the word that it stands for.</summary>
internal static class TextSpeakWords
{
    /// <summary>Common words by what is typed for them.</summary>
    public static readonly FrozenDictionary<string, string> Meant = """
        u you|ur your|r are|w with|bout about|abt about|nite night|nites nights|fortnite fortnight|m8 mate|m8s mates|gr8 great|h8 hate|w8 wait|l8r later|l8 late|biz business|xmas christmas|thru through|lil little|opt option|tho though|cuz because|bc because|coz because
        gonna going|wanna want|probly probably|prolly probably|prob probably|def definitely|dnt dont|havnt havent|havn havent|ain aint|plz please|pls please|srry sorry|2day today
        b4 before|bak back|sumtimes sometimes|ibu ibuprofen|hx history|dx diagnosis|rx prescription|neg negative|pos positive|cancelled canceled|yeh yeah|yh yeah|yus yes|yas yes
        yass yes|wiv with|wud would|cud could|shud should|dunt dont|dosnt doesnt|dosent doesnt|didn didnt|enuf enough|wen when|wer were|goin going|doin doing|bein being
        comin coming|gettin getting|havin having|takin taking|tryin trying|waitin waiting|hurtin hurting|walkin walking|sittin sitting|sleepin sleeping|aye yes|nowt nothing
        nuffin nothing|nuthin nothing|nothin nothing|nuttin nothing|nun none|owt anything|summat something|sumthin something|sum1 someone|some1 someone|any1 anyone|dis this
        dat that|dem them|em them|wat what|wot what|wats whats|wots whats|hav have|sory sorry|thx thanks|thnx thanks|thanx thanks|sry sorry|soz sorry|evry every|agen again|ment meant|cos because|yest yesterday
        sposed supposed|2nite tonight|2night tonight|2moro tomorrow|2morrow tomorrow|4get forget|4got forgot|4ever forever|4eva forever
        """.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Words behind which "2" and "4" are figures.</summary>
    public static readonly FrozenSet<string> BeforeFigure = FrozenSet.Create(
        "number", "option", "no", "and", "or", "is", "its", "pick", "say", "answer", "was", "to", "put", "than", "about", "like", "yes", "just", "only", "l", "c", "t", "s", "take", "took", "had");

    /// <summary>Words before which "2" stands for "to".</summary>
    public static readonly FrozenSet<string> AfterTo = FrozenSet.Create(
        "see", "do", "get", "be", "go", "the", "my", "me", "sit", "type", "work", "pee", "wee", "hold", "move", "walk", "run", "sleep", "bed", "hospital", "him", "her", "you", "a", "it", "that", "this", "try", "stop", "start", "say", "tell", "talk", "know", "avoid", "crawl", "stand", "much", "bad", "many", "long", "have");

    /// <summary>Words before which "4" stands for "for".</summary>
    public static readonly FrozenSet<string> AfterFor = FrozenSet.Create(
        "me", "my", "the", "him", "her", "a", "it", "that", "this", "now", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "tomorrow", "today", "ages", "real", "sure");
}
