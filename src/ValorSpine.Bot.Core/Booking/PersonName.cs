using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Finds a person's name in what is left of a message once phone and e-mail are out.</summary>
internal static class PersonName
{
    private const int MostWords = 5;
    private const int MostCharacters = 80;

    private static readonly Regex s_leads = new(
        @"\b(?:(?:hi|hello|hey|sure|ok|okay|yes|yeah|well)\b[ ,!.]*)*(?:my (?:full )?name(?:'s| is)?|the name(?:'s| is)|name is|name:?|i am|i'm|im|this is|it's|its|call me|you can call me|for)\b[ :,]*",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex s_labels = new(
        @"\b(?:(?:and )?(?:my |the )?(?:(?:best|cell|mobile|home|work|phone|telephone|contact) )*(?:e-?mail|phone|cell|mobile|tel|telephone|number|no)(?: address| number| no)?(?:'s| is)?|(?:you can )?(?:reach|call|text|email) me (?:at|on)|no e-?mail|skip|thanks?(?: you)?|please|here(?: you go)?)(?:\b|:)[ :,]*",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // Everyday words that no name consists of: with one of them a text is a sentence, not a name.
    private static readonly FrozenSet<string> s_notNames = """
        a about actually after again ago all already am an and any anything are as ask asked at back bad be because been before being book booking but by cancel can can't
        cannot change clinic could did disc do doctor does doesn't don't dont email feel for from get give go going good got had has have help here how hurt hurts
        i i'd i'll i'm if in insurance is isn't it it's its just know later leg let like maybe me more my name need neck never next no nope not nothing now number of off ok
        okay on one or other our out pain phone please question real really right same say see should skip so some someone something sorry sure surgery talk tell text than thank
        thanks that that's the their them then there they this time to today tomorrow treatment two up us very wait want was we week well what when where which
        who why will with won't would yes yet yeah you your monday tuesday wednesday thursday friday saturday sunday morning afternoon evening stop confirm hello hi hey
        none same-day staff person human nothing nevermind
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Everyday words that are names too, taken as such where the whole name is written with capitals: "Will May", "My Do".
    private static readonly FrozenSet<string> s_alsoNames = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "will", "an", "so", "do", "my", "in", "on", "no", "you", "us", "long", "go");

    private static readonly Regex s_opening = new(
        @"^\s*(?:(?:hi|hello|hey|sure|ok|okay|yes|yeah|well)\b[ ,!.]*)+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>The name, or null where the text holds none.</summary>
    public static string? Read(string text)
    {
        var plain = s_labels.Replace(text.Replace('\u2019', '\''), ", ");
        if (s_leads.Match(plain) is { Success: true } lead)
            plain = plain[(lead.Index + lead.Length)..];
        plain = s_opening.Replace(plain, "");
        return plain.Split([',', ';', '\n', '\r', ':', '!', '|', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Whole).FirstOrDefault(name => name is not null);
    }

    private static string? Whole(string part)
    {
        var words = part.Trim('.', '-', '"', ' ', '\'', '&').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 0 && words[^1].ToLowerInvariant() is "and" or "at" or "or" or "on")
            words.RemoveAt(words.Count - 1);
        while (words.Count > 0 && words[0].ToLowerInvariant() is "and" or "at" or "or" or "on")
            words.RemoveAt(0);
        var name = string.Join(' ', words);
        var capitals = words.Count > 1 && words.All(word => char.IsUpper(word[0]) && word.Any(char.IsLower));
        return words.Count is > 0 and <= MostWords && name.Length is >= 2 and <= MostCharacters && words.All(word => IsNameWord(word, capitals)) ? Capitalised(name) : null;
    }

    private static bool IsNameWord(string word, bool capitals) =>
        (!s_notNames.Contains(word) || (capitals && s_alsoNames.Contains(word))) && word.Any(char.IsLetter) && word.All(character => char.IsLetter(character) || character is '\'' or '-' or '.' || IsMark(character));

    private static bool IsMark(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // "jo smith" and "JO SMITH" become "Jo Smith"; a name with capitals of its own stays as its owner wrote it.
    private static string Capitalised(string name)
    {
        if (name.Any(char.IsUpper) && (name.Any(char.IsLower) || name.Length <= 3))
            return name;
        var letters = name.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (i == 0 || letters[i - 1] is ' ' or '-' or '\'')
                letters[i] = char.ToUpperInvariant(letters[i]);
        }

        return new string(letters);
    }
}
