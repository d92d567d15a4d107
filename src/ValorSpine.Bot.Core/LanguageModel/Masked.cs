using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>What a patient wrote without who they are: names, phones, e-mails, addresses, dates and numbers of records stand as <c>[name 1]</c>.</summary>
/// <param name="Text">As it may leave the clinic.</param>
/// <param name="Hidden">What each mark stands for.</param>
public sealed partial record Masked(string Text, ImmutableDictionary<string, string> Hidden)
{
    private const string Country = "US";
    private const string BetweenDigits = @"[\s().\-/]*";
    private const int MostNumbers = 100, MostNames = 8;

    // Names are among them too, but somebody called "Will" or "Hope" is found by what stands before.
    private static readonly ImmutableHashSet<string> s_common = [.. CommonWords.All.Select(word => word.Word)];

    /// <summary>Masks a message in the light of what its conversation knows of the patient.</summary>
    public static Masked Of(string message, ConversationState state) =>
        Of(message, NamesIn(state), KnownAs(state.Booking?.Email, state.HandOff?.Contact));

    /// <summary>Masks a text in which certain names and contacts are known to be the patient's.</summary>
    public static Masked Of(string message, IEnumerable<string> knownNames, IEnumerable<string> knownContacts)
    {
        var marks = new Marks();
        var text = message.ReplaceLineEndings(" ").Replace('’', '\'');
        foreach (var email in knownContacts.Where(contact => contact.Length > 1))
            text = text.Replace(email, marks.For("contact", email), StringComparison.OrdinalIgnoreCase);
        text = Email().Replace(text, found => marks.For("contact", found.Value));
        text = WebAddress().Replace(text, found => marks.For("link", found.Value));
        // Before addresses: in "312 555 0100. Dr Maria Lopez" no street ends with "Dr".
        text = Titled().Replace(text, found => found.Groups["title"].Value + " " + marks.For("name", found.Groups["name"].Value));
        text = Street().Replace(text, found => marks.For("address", found.Value));
        text = WithoutPhones(text, marks);
        text = Date().Replace(text, found => marks.For("date", found.Value));
        text = Reference().Replace(text, found => marks.For("id", found.Value));
        text = LongNumber().Replace(text, found => marks.For("number", found.Value));
        foreach (var name in knownNames.SelectMany(name => name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(name => name.Length > 1))
            text = Regex.Replace(text, $@"(?<![\w\[]){Regex.Escape(name)}(?!\w)", _ => marks.For("name", name), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        text = Introduced().Replace(text, found => found.Value.Replace(NameIn(found), marks.For("name", NameIn(found)), StringComparison.Ordinal));
        if (text.Any(char.IsLower))
            text = Names().Replace(text, found => marks.For("name", found.Value));
        return new(WithoutCapitals(text, marks), marks.Hidden);
    }

    /// <summary>Hides certain names and contacts, and nothing else: for what the bot says, which has capitals and numbers of its own.</summary>
    public static string Without(string text, IEnumerable<string> names, IEnumerable<string> contacts)
    {
        foreach (var contact in contacts.Where(contact => contact.Length > 1))
        {
            text = text.Replace(contact, "[contact]", StringComparison.OrdinalIgnoreCase);
            // "+13125550142" is said as "(312) 555-0142".
            foreach (var phone in PhoneNumberUtil.GetInstance().FindNumbers(contact, Country, PhoneNumberUtil.Leniency.POSSIBLE, MostNumbers))
                text = Regex.Replace(text, HoweverWritten(phone.Number), "[contact]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        }

        foreach (var name in names.Where(name => name.Length > 1))
            text = Regex.Replace(text, $@"(?<![\w\[]){Regex.Escape(name)}(?!\w)", "[name]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        return text;
    }

    private static string HoweverWritten(PhoneNumber phone) => string.Create(
        CultureInfo.InvariantCulture,
        $@"(?<!\d)(?:\+?{phone.CountryCode}{BetweenDigits})?\(?{string.Join(BetweenDigits, PhoneNumberUtil.GetInstance().GetNationalSignificantNumber(phone).AsEnumerable())}(?!\d)");

    /// <summary>A text with what was hidden in it again.</summary>
    public string Restore(string text) => Hidden.Aggregate(text, (restored, mark) => restored.Replace(mark.Key, mark.Value, StringComparison.Ordinal));

    /// <summary>All names that a conversation knows of its patient.</summary>
    public static IEnumerable<string> NamesIn(ConversationState state) =>
        KnownAs([.. state.Names, state.Booking?.Name, state.HandOff?.Name, (state.Owner as Owner.Waiting)?.Name]).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that stand in a conversation after a turn: dialogs forget them as they end.</summary>
    internal static ImmutableArray<string> NamesAfter(ConversationState before, ConversationState after)
    {
        ImmutableArray<string> names = [.. NamesIn(before).Concat(NamesIn(after)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostNames)];
        return names.SequenceEqual(before.Names) ? before.Names : names;
    }

    private static IEnumerable<string> KnownAs(params IEnumerable<string?> values) => values.OfType<string>().Where(value => value.Length > 1);

    private static string WithoutPhones(string text, Marks marks)
    {
        foreach (var found in PhoneNumberUtil.GetInstance().FindNumbers(text, Country, PhoneNumberUtil.Leniency.POSSIBLE, MostNumbers).OrderByDescending(match => match.Start).ToArray())
            text = text[..found.Start] + marks.For("contact", found.RawString) + text[(found.Start + found.Length)..];
        return text;
    }

    /// <summary>Words with a capital within a sentence that no dictionary has, or that stand side by side, are names of somebody or somewhere; where all is in capitals nothing can be told by them.</summary>
    private static string WithoutCapitals(string text, Marks marks) =>
        text.Any(char.IsLower) ? Capital().Replace(text, found => IsName(found.Value) ? marks.For("name", found.Value) : found.Value) : text;

    /// <summary>The name that follows; a last name in small letters, too, but no common word: "my name is maria and".</summary>
    private static string NameIn(Match introduced) =>
        introduced.Groups["last"] is { Success: true } last && char.IsLower(last.Value[0]) && s_common.Contains(last.Value) ? introduced.Groups["first"].Value : introduced.Groups["name"].Value;

    private static bool IsName(string words) => words.Contains(' ', StringComparison.Ordinal) || !s_common.Contains(words.ToLower(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"[^\s@<>,;]+@[^\s@<>,;]+\.[A-Za-z]{2,}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Email();

    [GeneratedRegex(@"(https?://|www\.)\S+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"\b\d{1,6}\s+(?:[\w.']+\s+){1,4}?(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|pl|highway|hwy)\b\.?|\b(?:calle|avenida)\s+(?:[\w.']+\s+){1,4}?(?:n[uú]mero\s+|#\s*)?\d{1,6}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Street();

    [GeneratedRegex(
        @"\b\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})\b|\b\d{1,2}/\d{1,4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s*\d{2,4}(?!\d|:\d))?|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b(?:,?\s*\d{2,4}(?!\d|:\d))?|\b\d{1,2}\s+de\s+(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)\b(?:\s+del?\s+\d{2,4})?|\b(?:19|20)\d\d\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Date();

    [GeneratedRegex(@"\bvs-?[a-z0-9]{5}\b|\b[a-z]{1,3}\d{4,}\w*\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<![\w\[])#?\d[\d -]{2,}\d(?!\w)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"\b(?:(?i:my name(?:'s| is)|name is|name's|me llamo|mi nombre es)\s+(?<name>(?<first>\p{L}[\p{L}'-]+)(?:\s+\p{L}\.)?(?:\s+(?<last>\p{L}[\p{L}'-]+))?)|(?i:i am called|call me|this is|i'?m|i am|soy)\s+(?<name>(?<first>\p{Lu}[\p{L}'-]+)(?:\s+\p{Lu}[\p{L}'-]*\.?)*))|(?<=^|[.!?]\s)(?<name>(?<first>\p{Lu}[\p{L}'-]+)(?:\s+\p{Lu}[\p{L}'-]+)*)(?=\s+here\b)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Introduced();

    [GeneratedRegex(@"\b(?<title>(?i:dr|dra|mr|mrs|ms|miss|doctora?|prof|nurse|señora?|sra?|don|doña)\.?)\s+(?<name>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Titled();

    // Two words with capitals side by side, wherever they stand: "Maria J. Lopez asked".
    [GeneratedRegex(@"(?<!\[)\b\p{Lu}\p{Ll}[\p{L}'-]*(?:\s\p{Lu}\.)?(?:\s\p{Lu}\p{Ll}[\p{L}'-]*)+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Names();

    [GeneratedRegex(@"(?<=[\p{Ll},;\]]\s)(?<!\[)\p{Lu}\p{Ll}[\p{L}'’-]*(?:\s\p{Lu}\p{Ll}[\p{L}'’-]*)*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Capital();

    private sealed class Marks
    {
        private readonly Dictionary<string, string> _byValue = new(StringComparer.OrdinalIgnoreCase);

        public ImmutableDictionary<string, string> Hidden { get; private set; } = ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

        public string For(string kind, string value)
        {
            if (_byValue.TryGetValue(value, out var known))
                return known;
            var mark = string.Create(CultureInfo.InvariantCulture, $"[{kind} {_byValue.Count + 1}]");
            Hidden = Hidden.SetItem(mark, value);
            return _byValue[value] = mark;
        }
    }
}
