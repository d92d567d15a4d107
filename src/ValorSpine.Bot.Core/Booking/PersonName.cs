using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Finds a person's name in what is left of a message once phone and e-mail are out.</summary>
internal static class PersonName
{
    private const int MostWords = 5;
    private const int MostWordsInCapitals = 8;
    private const int MostCharacters = 80;
    private const int FewestLettersLeft = 4;
    private const string Reference = "VS-";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private const string Relations = "(?:dad|father|mom|mum|mother|husband|wife|son|daughter|brother|sister|friend|partner|grandma|grandmother|grandpa|grandfather|uncle|aunt|patient)";

    private static readonly Regex s_leads = new(
        $@"\b(?:(?:change )?(?:my |the |his |her )?(?:full )?name(?:'s| is| should be| should read| must be| needs to be| to| as|:)?(?: spelled| spelt)?|spelled|spelt|(?:it |that )?should be|i am|i'm|im|this is|it's|its|call me|you can call me|me llamo|mi nombre es|soy|(?:it's |its )?(?:for )?my {Relations}(?:'s name)?(?: is|,)?)\b[ :,]*",
        Options);

    private static readonly Regex s_forWhom = new(@"(?:^|[;,])\s*for\b[ :,]*", Options);

    private static readonly Regex s_labels = new(
        @"\b(?:(?:and )?(?:my |the )?(?:(?:best|cell|mobile|home|work|phone|telephone|contact) )*(?:e-?mail|phone|cell|mobile|tel|telephone|number)(?: address| number| no)?(?:'s| is)?|no(?=[.:]|\s*;)|(?:you can )?(?:reach|call|text|email) me (?:at|on)|no e-?mail|skip|thanks?(?: you)?|please|here(?: you go)?)(?:\b|:)[ :,]*",
        Options);

    // Everyday words that no name consists of: with one of them a text is a sentence, not a name.
    private static readonly FrozenSet<string> s_notNames = """
        a about actually after afternoon afternoons afterwards again ago all already also am an and annoying anxious any anybody anymore anyone anything anytime appointment are arm arms as asap ask asked at available away
        back bad be because been before being bot book booking bulge bulging busy but by call calls came can can't cannot cant change clinic come comes complicated confirm confused confusing cool correct could
        daughter days dead deaf decompression dental dentist did difficult disc discs disk disks do doctor does doesn't doesnt doing done don't dont dunno during early easy either email evening evenings every everyone everything expensive
        fax feel fell fibrin few fine for free from fusion get getting give go going gonna good got great had happy hard has hate have having he hello help her here herniated hey hi hip his hm hmm hmmm hold home house how huh hurt hurting hurts husband
        i i'd i'll i'm i've id idk ill im implant in injection injured injury insurance instead insured interpreter is isn't isnt it it's its ive just k kk know l4 l5 landline late later leave left leg legs let lets like little lol looks lower lumbar
        many maybe me medicaid medicare medication meds message metal mine minute minutes mobile mom moment month months more morning mornings mother mri much my name neck need nerve never next nevermind nights no nobody none nope not nothing now number numb numbness
        of off office often ok okay okey omg on once one only open or other ouch our out over pain painful people person phone please prefer problem pulled question quick quickly ready real really reason ridiculous right rods
        s1 same same-day sat say scared sciatica sciatic screw screws sec second see she should shoulder si sí similar sir sister skip sleep slipped so some someone something soon sore sorry spine staff stairs stenosis stop stuff stupid such sure surgery surgeon
        talk tell text texts than thank thanks thanx that that's thats the their them then there they thing things think this thx till time tingling tired titanium to today toe toes tomorrow tonight too treatment two u ugh uh um umm until up upper urgent us useless usually
        very visit visits voice voicemail voicemails wait waiting walk walking want wanted wants was way we week weekends weekdays weeks well went were what whatever wheelchair when where which who why wife will with within without won't work works worse worst would wow wrong
        x-ray yea yeah year years yep yes yet you your yup anyway use used uses using new old try spell spelled spelt send cancel reschedule kinda kids kind lot lots nah gracias ramp dad father son brother friend once twice ty
        monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays
        january february march july september october november december sep sept oct nov dec human crazy insane awful terrible horrible long mean seriously serious sounds long-term ridiculous
        whatever's what's that'll there's who's soonest sooner earliest latest earlier if else though unless maam ma'am yessir hang changes nvm nevermind parking perfect perfectly exactly absolutely definitely certainly alright alrighty fantastic excellent
        contact correctly details detail unsure whichever whoever booked sounds affirmative except question questions question's reference nobody's everything's anybody's still rather not-yet hurry worries missed brb gimme cancelled canceled
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Everyday words that are names too, taken as such where the whole name is written with capitals: "Will May", "My Do".
    private static readonly FrozenSet<string> s_alsoNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "will", "an", "so", "do", "my", "in", "on", "no", "you", "us", "long", "go", "early", "house", "fine", "son", "ty", "k", "si", "good", "he", "she", "way");

    // The same, but only beside a word that is none of these: "Sunday Adeyemi", "Doctor Patel", not "Monday Morning".
    private static readonly FrozenSet<string> s_namesBeside = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "january", "february", "march", "july", "september", "october", "november", "december", "morning", "doctor", "little", "moment", "free", "hurt", "ill");

    // Courtesies and what leads to a detail: alone they say nothing that staff must know.
    private static readonly FrozenSet<string> s_chatter = """
        a an and am are as at be best call can cell contact detail details e-mail email for full get go good have hello here hey hi home how i i'm im info information is it it's its just me mobile my name named names number of ok okay on our
        phone please reach so sure tell text thank thanks that that's thats the there this to use very well with work yeah yes you your afternoon evening morning hope great perfect also not by send write below following booked confirm confirmed
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly Regex s_opening = new(@"^\s*(?:(?:(?:hi|hello|hey|sure|ok|okay|yes|yeah|yep|yup|well|no|actually|sorry|alright|all right|sounds good|that works|that's fine|oh|um|uh)\b|(?:fine|great|perfect|good|right|cool|thanks|thank you|then|so)\b(?= *[.,!;])|then\b)[ ,!.;]*)+", Options);
    private static readonly Regex s_nickname = new(@"(?<=[\p{L}.] )\((?<name>\p{L}+)\)(?= \p{L})", Options);
    private static readonly Regex s_lastFirst = new(@"^\s*(?<last>[\p{L}'-]{2,}), ?(?<first>[\p{L}'-]{2,}(?: [\p{L}'-]+)?)\s*(?:[;.]|$)", Options);
    private static readonly Regex s_howWritten = new(@"\s(?:with|without|no) (?:a |an |the |any )?(?:hyphen|dash|apostrophe|space|middle name|middle initial|period|accent)s?\b.*$", Options);
    private static readonly Regex s_spelledOut = new(@"(?<![\p{L}-])\p{L}(?:-\p{L})+(?![\p{L}-])", Options);
    private static readonly Regex s_saysMore = new(@"\s(?:and|but|n)\s+(?=(?:i|i'm|i've|im|ive|my|please)\b)|\s+(?=(?:she|he|they|who)(?:'s| is| was|s)\b)", Options);
    private static readonly (string Word, string Written)[] s_generations = [("second", "II"), ("third", "III"), ("fourth", "IV"), ("2nd", "II"), ("3rd", "III"), ("4th", "IV")];

    /// <summary>The name, or null where the text holds none.</summary>
    public static string? Read(string text) => Take(text, out _);

    /// <summary>Whether a single word can be one.</summary>
    public static bool IsName(string word) => IsNameWord(word, false);

    /// <summary>Whether a name is one that is known, with more of it: "Walt Jankowski" after "Walt".</summary>
    public static bool Extends(string name, string known)
    {
        var more = name.Split(' ').Select(Plain).ToList();
        return more.Count > known.Split(' ').Length && known.Split(' ').Select(Plain).All(more.Contains);
    }

    /// <summary>Whether two names share a word, hyphens and the like aside: "OBrien-Nakamura" and "OBrien Nakamura".</summary>
    public static bool IsLike(string name, string known) => known.Split(' ', '-').Select(Plain).Intersect(name.Split(' ', '-').Select(Plain)).Any();

    /// <summary>The name, or null; and what the text says beside it, or null.</summary>
    public static string? Take(string text, out string? left)
    {
        var plain = s_nickname.Replace(WithoutPictures(text.Replace('\u2019', '\'')), "\"${name}\"");
        plain = s_saysMore.Replace(s_labels.Replace(plain, " ; "), " ; ");
        string? taken = null;
        var name = LastFirst(plain, ref taken) ?? AfterLead(s_leads, plain, ref taken) ?? AfterLead(s_forWhom, plain, ref taken) ?? First(s_opening.Replace(plain, ""), ref taken);
        left = string.Join(", ", Parts(plain).Where(part => taken is null || !taken.Contains(part, StringComparison.Ordinal)).Where(part => taken is null || !part.EndsWith(taken, StringComparison.Ordinal)).Where(SaysSomething)) is { Length: > 0 } rest ? rest : null;
        return name;
    }

    private static string? LastFirst(string plain, ref string? taken)
    {
        if (s_lastFirst.Match(plain) is not { Success: true } match || Parts(plain).Count() != 2)
            return null;
        var (first, last) = (match.Groups["first"].Value, match.Groups["last"].Value);
        if (Whole(first) is not { } given || Whole(last) is not { } family)
            return null;
        taken = match.Value.Trim(' ', ';');
        return $"{given} {family}";
    }

    // "It's not for me, it's for my dad Walter Lamb": not every lead leads to a name.
    private static string? AfterLead(Regex leads, string plain, ref string? taken)
    {
        for (var lead = leads.Match(plain); lead.Success; lead = leads.Match(plain, lead.Index + Math.Max(1, lead.Length)))
        {
            if (Parts(plain[(lead.Index + lead.Length)..]).FirstOrDefault() is { } part && Whole(s_opening.Replace(part, "")) is { } name)
            {
                taken = part;
                return name;
            }
        }

        return null;
    }

    private static string? First(string plain, ref string? taken)
    {
        foreach (var part in Parts(plain))
        {
            if (Whole(part) is { } name)
            {
                taken = part;
                return name;
            }
        }

        return null;
    }

    private static IEnumerable<string> Parts(string plain) =>
        plain.Split([',', ';', '\n', '\r', ':', '!', '|', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Any(char.IsLetterOrDigit));

    private static bool SaysSomething(string part) =>
        part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', '?', '-', '"')).Any(word => word.Length >= FewestLettersLeft && word.Any(char.IsLetter) && !s_chatter.Contains(word));

    private static string? Whole(string part)
    {
        var words = s_spelledOut.Replace(s_howWritten.Replace(part, ""), match => match.Value.Replace("-", "", StringComparison.Ordinal)).Trim('.', '-', ' ', '\'', '&', '?').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 0 && words[^1].ToLowerInvariant() is "and" or "at" or "or" or "on")
            words.RemoveAt(words.Count - 1);
        while (words.Count > 0 && words[0].ToLowerInvariant() is "and" or "at" or "or" or "on")
            words.RemoveAt(0);
        var generation = words is [_, _, .., var the, var which] && the.Equals("the", StringComparison.OrdinalIgnoreCase) ? s_generations.FirstOrDefault(pair => pair.Word.Equals(which, StringComparison.OrdinalIgnoreCase)).Written : null;
        if (generation is not null)
            words.RemoveRange(words.Count - 2, 2);
        var name = string.Join(' ', words);
        var capitals = words.Count > 1 && words.All(word => char.IsUpper(word.TrimStart('"').FirstOrDefault()) && word.Any(char.IsLower));
        var most = words.Count(word => char.IsUpper(word[0])) > 1 ? MostWordsInCapitals : MostWords;
        if (words.Count == 0 || words.Count > most || name.Length is < 2 or > MostCharacters || !words.TrueForAll(word => IsNameWord(word, capitals)) || !words.Exists(word => !s_notNames.Contains(word) || s_alsoNames.Contains(word)))
            return null;
        return Capitalised(name) + (generation is null ? "" : " " + generation);
    }

    private static bool IsNameWord(string word, bool capitals) =>
        (!s_notNames.Contains(word.TrimEnd('.')) || (capitals && (s_alsoNames.Contains(word) || s_namesBeside.Contains(word)))) && word.Any(char.IsLetter)
        && !word.StartsWith(Reference, StringComparison.OrdinalIgnoreCase)
        && word.All(character => char.IsLetter(character) || character is '\'' or '-' or '.' or '"' || IsMark(character));

    private static bool IsMark(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string WithoutPictures(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Surrogate or UnicodeCategory.Format) && rune.Value is not (0xFE0F or 0xFFFD)).Select(rune => rune.ToString()));

    private static string Plain(string word) => string.Concat(word.Where(char.IsLetter)).ToUpperInvariant();

    // "jo smith" and "JO SMITH" become "Jo Smith"; a name with capitals of its own stays as its owner wrote it.
    private static string Capitalised(string name)
    {
        if (name.Any(char.IsUpper) && (name.Any(char.IsLower) || name.Length <= 3))
            return name;
        var letters = name.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            var isGenitive = i > 0 && letters[i - 1] == '\'' && letters[i] == 's' && (i + 1 == letters.Length || letters[i + 1] == ' ');
            if ((i == 0 || letters[i - 1] is ' ' or '-' or '\'') && !isGenitive)
                letters[i] = char.ToUpperInvariant(letters[i]);
        }

        return new string(letters);
    }
}
