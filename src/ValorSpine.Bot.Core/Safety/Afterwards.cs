using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>What a message says after guidance, after the safety question, or after an answer about a red flag. One message may say several of these.</summary>
internal enum Afterward
{
    /// <summary>It goes on, is worse, or the patient is not sure. Nothing said beside it ends guidance.</summary>
    GoesOn,

    /// <summary>"But": what is said before it is not the whole of it.</summary>
    But,

    /// <summary>Somebody looked at it since it began.</summary>
    Seen,

    /// <summary>A doctor knows of it.</summary>
    Known,

    /// <summary>Nobody looked at it.</summary>
    NotSeen,

    /// <summary>Names a time too long past to be about what was just told.</summary>
    LongAgo,

    /// <summary>It never was: a joke, a slip, somebody else's years ago.</summary>
    NotReal,

    /// <summary>It was and has ended.</summary>
    Over,

    /// <summary>All is well, and not why.</summary>
    Fine,

    /// <summary>The words of the button.</summary>
    Safe,

    /// <summary>The same after a crisis, where less counts.</summary>
    SafeInCrisis,

    /// <summary>No thought of dying was meant.</summary>
    NotSuicidal,

    /// <summary>An overdose was meant.</summary>
    OnPurpose,

    /// <summary>Help is called or on its way.</summary>
    HelpComing,

    /// <summary>Help is there.</summary>
    HelpHere,

    /// <summary>Help could not be reached.</summary>
    NoAnswer,

    /// <summary>There is no way to get to help.</summary>
    NoRide,

    /// <summary>Plainly nothing new.</summary>
    Unchanged,

    /// <summary>Long-standing.</summary>
    Old,

    /// <summary>After it had ended: it is back, or never was over.</summary>
    Relapse,

    /// <summary>Has what was just spoken of.</summary>
    Has,

    /// <summary>The same, in a message that says nothing more: "they are".</summary>
    HasBriefly,

    /// <summary>Needs the help that was just spoken of.</summary>
    Needs,

    /// <summary>A wrong tap or number.</summary>
    WrongAnswer,

    /// <summary>Wants to go on with what was interrupted.</summary>
    GoOn,

    /// <summary>Asks whether it can wait.</summary>
    AsksWait,

    /// <summary>Asks about driving there.</summary>
    AsksDrive,

    /// <summary>Asks what to tell them.</summary>
    AsksWhatToSay,

    /// <summary>Asks whom to call, where to go, what to do.</summary>
    AsksWhom,

    /// <summary>Asks what the crisis line is.</summary>
    AsksCrisisLine,

    /// <summary>Asks what urgent care is.</summary>
    AsksUrgentCare,

    /// <summary>Asks what was meant.</summary>
    AsksWhy,
}

/// <summary>Reads what patients say after guidance, from <c>knowledge/safety/afterwards.yml</c>.</summary>
internal sealed class Afterwards
{
    /// <summary>Where it stands.</summary>
    public const string Path = "knowledge/safety/afterwards.yml";

    // What can be denied: "I haven't been seen", "it hasn't stopped", "I am not safe", "I am not going to the ER".
    private static readonly FrozenSet<Afterward> s_deniable = FrozenSet.ToFrozenSet(
        [Afterward.Seen, Afterward.Known, Afterward.Over, Afterward.Fine, Afterward.Safe, Afterward.SafeInCrisis, Afterward.HelpComing, Afterward.HelpHere, Afterward.NotReal, Afterward.Has, Afterward.OnPurpose]);

    private static readonly FrozenSet<string> s_otherDenials = FrozenSet.ToFrozenSet(["refuse", "refusing", "wasnt", "werent", "nobody", "nor", "if"]);

    private readonly Language? _language;
    private readonly PhraseTree _phrases = new();
    private readonly ImmutableHashSet<Afterward> _wordForWord;
    private readonly ImmutableHashSet<string> _seenEvenIfOver;
    private readonly ImmutableDictionary<string, OpenSign> _articles;

    private Afterwards(Language? language, ImmutableHashSet<Afterward> wordForWord, ImmutableHashSet<string> seenEvenIfOver, ImmutableDictionary<string, OpenSign> articles) =>
        (_language, _wordForWord, _seenEvenIfOver, _articles) = (language, wordForWord, seenEvenIfOver, articles);

    /// <summary>Hears nothing.</summary>
    public static Afterwards Nothing { get; } = new(null, [], [], ImmutableDictionary<string, OpenSign>.Empty);

    /// <summary>Reads the file and reports what is wrong with it.</summary>
    public static Afterwards Load(ContentFiles files, Language language, ImmutableArray<Rule> rules, ICollection<ContentProblem> problems)
    {
        if (ContentReader.Open(files, Path, problems) is not var (reader, root))
            return Nothing;
        reader.ExpectKeys(root, "review", "groups", "afterwards", "word-for-word", "seen-even-if-over", "articles");
        language.AddGroups(reader, root);

        var articles = ImmutableDictionary.CreateBuilder<string, OpenSign>(StringComparer.Ordinal);
        foreach (var (article, sign) in reader.Map(root, "articles"))
        {
            if (sign.ToString().Split(' ') is [var tier, var rule] && Enum.TryParse<SafetyTier>(tier, out var urgent) && rules.Any(known => known.Id == rule))
                articles[article.Text] = new(urgent, rule);
            else
                reader.Report(article.Number, $"'{sign}' is no tier and rule.", "Write both, such as 'Emergency RF-CES'.");
        }

        ImmutableHashSet<Afterward> wordForWord = [.. reader.List(root, "word-for-word").Select(line => KindOf(reader, line)).OfType<Afterward>()];
        var read = new Afterwards(language, wordForWord, [.. reader.List(root, "seen-even-if-over").Select(line => line.Text)], articles.ToImmutable());
        var missing = Enum.GetValues<Afterward>().ToHashSet();
        foreach (var (name, phrases) in reader.Lists(root, "afterwards"))
        {
            if (KindOf(reader, name) is not { } kind)
                continue;
            missing.Remove(kind);
            foreach (var phrase in phrases)
            {
                if (read._phrases.Add(phrase.Text, (int)kind, language.Lexicon, language.FindGroup) is { } wrong)
                    reader.Report(phrase.Number, $"'{phrase.Text}': {wrong}", "Correct the phrase; 'groups:' lists the groups.");
            }
        }

        foreach (var kind in missing)
            reader.Report(1, $"'{Language.KeyOf(kind)}' is missing.", "Restore the list: without it messages are misread.");
        return read;
    }

    /// <summary>What a message says.</summary>
    public Heard Of(string text)
    {
        if (_language is null || string.IsNullOrWhiteSpace(text))
            return Heard.Nothing;
        var message = Message.Read(text, _language);
        var work = 0L;
        var found = _phrases.Find(message, _language.FindMembers(message, ref work), ref work).FindAll(match => !_wordForWord.Contains((Afterward)match.Pattern) || IsWhole(match));
        var said = ImmutableHashSet.CreateBuilder<Afterward>();
        var denied = ImmutableHashSet.CreateBuilder<Afterward>();
        foreach (var match in found)
        {
            var kind = (Afterward)match.Pattern;
            if (kind == Afterward.HasBriefly && match.End - match.Start < message.Tokens.Length)
                continue;
            if (found.Exists(other => other.Pattern != match.Pattern && other.End - other.Start > match.End - match.Start && other.Start <= match.Start && other.End >= match.End && Hides((Afterward)other.Pattern, kind)))
                continue;
            (s_deniable.Contains(kind) && IsDenied(message, match) ? denied : said).Add(kind);
        }

        denied.ExceptWith(said);
        return new(said.ToImmutable(), denied.ToImmutable());
    }

    /// <summary>Whether a red flag that is over must be seen all the same: a stroke whose signs have passed.</summary>
    public bool MustBeSeen(string ruleId) => _seenEvenIfOver.Contains(ruleId);

    /// <summary>The red flag that an article tells of, or null.</summary>
    public OpenSign? SignOf(string articleId) => _articles.GetValueOrDefault(articleId);

    /// <summary>"It's back to normal" holds no "it's back". What else a longer phrase says, it says beside the shorter one.</summary>
    private static bool Hides(Afterward longer, Afterward shorter) => longer is Afterward.Over or Afterward.Fine or Afterward.Unchanged or Afterward.NotSuicidal or Afterward.NotReal || shorter is Afterward.But or Afterward.Fine;

    private static bool IsWhole(Match match) => BitOperations.PopCount(match.Used) == match.End - match.Start;

    /// <summary>"No, I am fine" is no denial.</summary>
    private bool IsDenied(Message message, Match match)
    {
        // "im not in the hospital": up to two small words may stand between.
        for (var at = match.Start - 1; at >= 0 && at >= match.Start - 3; at--)
        {
            ref readonly var token = ref message.Tokens[at];
            if (token.Text is not "no" && (s_otherDenials.Contains(token.Text) || _language!.IsNegative(token.Text)))
                return true;
            if (!token.Filler || message.Tokens[at + 1].Break != Break.None)
                return false;
        }

        return false;
    }

    private static Afterward? KindOf(ContentReader reader, Line name)
    {
        foreach (var kind in Enum.GetValues<Afterward>())
        {
            if (Language.KeyOf(kind) == name.Text)
                return kind;
        }

        reader.Report(name.Number, $"'{name.Text}' is not known here.", "Correct its name.");
        return null;
    }
}

/// <summary>What a message says of what was told before.</summary>
/// <param name="Said">What it says.</param>
/// <param name="Denied">What it says is not so.</param>
internal readonly record struct Heard(ImmutableHashSet<Afterward> Said, ImmutableHashSet<Afterward> Denied)
{
    /// <summary>Nothing of it.</summary>
    public static Heard Nothing { get; } = new([], []);

    /// <summary>Whether it says one of some.</summary>
    public bool Says(params ReadOnlySpan<Afterward> any)
    {
        foreach (var one in any)
        {
            if (Said.Contains(one))
                return true;
        }

        return false;
    }

    /// <summary>Whether it goes on by these words, so that nothing beside them ends guidance.</summary>
    public bool GoesOn => Says(Afterward.GoesOn, Afterward.NotSeen) || !Denied.IsEmpty;
}

/// <summary>A red flag that was told of or spoken of.</summary>
/// <param name="Tier">How urgent it is.</param>
/// <param name="Rule">Which.</param>
public sealed record OpenSign(SafetyTier Tier, string Rule);
