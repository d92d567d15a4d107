using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety.Phrases;
using ValorSpine.Bot.Core.Safety.Rules;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>Reads what patients say after guidance, from <c>knowledge/safety/afterwards.yml</c>.</summary>
internal sealed class AfterwardsReader
{
    /// <summary>Where it stands.</summary>
    public const string Path = "knowledge/safety/afterwards.yml";

    // What can be denied: "I haven't been seen", "it hasn't stopped", "I am not safe", "I am not going to the ER".
    private static readonly FrozenSet<Afterward> s_deniable = FrozenSet.ToFrozenSet(
        [Afterward.Seen, Afterward.Known, Afterward.Over, Afterward.Fine, Afterward.Safe, Afterward.SafeInCrisis, Afterward.HelpComing, Afterward.HelpHere, Afterward.NotReal, Afterward.Has, Afterward.OnPurpose]);

    private readonly Language? _language;
    private readonly PhraseTree _phrases = new();
    private FrozenSet<Afterward> _wordForWord = FrozenSet<Afterward>.Empty;
    private FrozenSet<string> _denials = FrozenSet<string>.Empty, _seenEvenIfOver = FrozenSet<string>.Empty;
    private FrozenDictionary<string, OpenSign> _articles = FrozenDictionary<string, OpenSign>.Empty;

    private AfterwardsReader(Language? language) => _language = language;

    /// <summary>Hears nothing.</summary>
    public static AfterwardsReader Nothing { get; } = new(null);

    /// <summary>Reads a plain yes or no.</summary>
    public PlainAnswers Answers { get; private init; } = PlainAnswers.Nothing;

    /// <summary>Reads the file and reports what is wrong with it.</summary>
    public static AfterwardsReader Load(ContentFiles files, Language language, ImmutableArray<Rule> rules, ICollection<ContentProblem> problems)
    {
        if (ContentReader.Open(files, Path, problems) is not var (reader, root))
            return Nothing;
        reader.ExpectKeys(root, "review", "groups", "afterwards", "word-for-word", "denials", "answers", "seen-even-if-over", "articles");
        language.AddGroups(reader, root);
        var read = new AfterwardsReader(language)
        {
            _articles = ArticlesOf(reader, root, rules),
            _wordForWord = reader.List(root, "word-for-word").Select(line => KindOf(reader, line)).OfType<Afterward>().ToFrozenSet(),
            _denials = reader.List(root, "denials").Select(line => line.Text).ToFrozenSet(),
            _seenEvenIfOver = reader.List(root, "seen-even-if-over").Select(line => line.Text).ToFrozenSet(),
            Answers = PlainAnswers.Load(reader, root),
        };
        read.AddPhrases(reader, root);
        return read;
    }

    private static FrozenDictionary<string, OpenSign> ArticlesOf(ContentReader reader, YamlMappingNode root, ImmutableArray<Rule> rules)
    {
        var articles = new Dictionary<string, OpenSign>(StringComparer.Ordinal);
        foreach (var (article, sign) in reader.Map(root, "articles"))
        {
            if (sign.ToString().Split(' ') is [var tier, var rule] && Enum.TryParse<SafetyTier>(tier, out var urgent) && rules.Any(known => known.Id == rule))
                articles[article.Text] = new(urgent, rule);
            else
                reader.Report(article.Number, $"'{sign}' is no tier and rule.", "Write both, such as 'Emergency RF-CES'.");
        }

        return articles.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private void AddPhrases(ContentReader reader, YamlMappingNode root)
    {
        var missing = Enum.GetValues<Afterward>().ToHashSet();
        foreach (var (name, phrases) in reader.Lists(root, "afterwards"))
        {
            if (KindOf(reader, name) is not { } kind)
                continue;
            missing.Remove(kind);
            foreach (var phrase in phrases)
            {
                if (_phrases.Add(phrase.Text, (int)kind, _language!.Lexicon, _language.FindGroup) is { } wrong)
                    reader.Report(phrase.Number, $"'{phrase.Text}': {wrong}", "Correct the phrase; 'groups:' lists the groups.");
            }
        }

        foreach (var kind in missing)
            reader.Report(1, $"'{Language.KeyOf(kind)}' is missing.", "Restore the list: without it messages are misread.");
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
            if (token.Text is not "no" && (_denials.Contains(token.Text) || _language!.IsNegative(token.Text)))
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
