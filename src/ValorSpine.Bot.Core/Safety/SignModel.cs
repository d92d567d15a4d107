using System.Collections.Immutable;
using System.Numerics.Tensors;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety.Rules;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>
/// Hears a warning sign in words that no rule foresaw, and tells where a rule may have misheard; learned from the messages of <c>knowledge/safety/messages.txt</c>.
/// </summary>
internal sealed class SignModel
{
    /// <summary>Where the learned weights stand.</summary>
    public const string Path = "knowledge/safety/signs.model.txt";

    /// <summary>Messages under headings: <c># emergency RF-CES</c>, <c># sameday RF-INFECT</c>, <c># crisis RF-SUICIDE</c>, <c># tell RF-CLOT</c>, <c># none educational</c>.</summary>
    public const string MessagesPath = "knowledge/safety/messages.txt";

    private const string None = "none";
    private const int MostPieces = 12, FewestWords = 3, WordsOfPiece = 40;

    private static readonly ImmutableDictionary<string, SafetyTier> s_tiers = ImmutableDictionary<string, SafetyTier>.Empty
        .Add("emergency", SafetyTier.Emergency).Add("sameday", SafetyTier.SameDay).Add("crisis", SafetyTier.Crisis).Add("tell", SafetyTier.TellClinic).Add(None, SafetyTier.None);

    private readonly Classifier _classifier;
    private readonly ImmutableArray<(SafetyTier Tier, string Rule)> _meanings;
    private readonly int _none;

    // How near a message must be to a harmless one written since the learning, or to a sign, to sound somewhat and wholly like it.
    private const double NearHarmless = 0.82, LikeHarmless = 0.9, NearSign = 0.84, LikeSign = 0.92;

    private readonly ImmutableArray<Written> _written;

    private SignModel(Classifier classifier, ImmutableArray<Written> written)
    {
        (_classifier, _written) = (classifier, written);
        _meanings = [.. classifier.Classes.Select(MeaningOf)];
        _none = classifier.PlaceOf(None);
    }

    /// <summary>Hears nothing.</summary>
    public static SignModel Blank { get; } = new(Classifier.Blank, []);

    /// <summary>Reads weights and messages. Messages written since the weights were learned count for what is nearly the same: the rest stays as it was learned.</summary>
    /// <param name="files">The content.</param>
    /// <param name="rules">The rules that a heading may name.</param>
    /// <param name="problems">Gets what cannot be read.</param>
    public static SignModel Load(ContentFiles files, ImmutableArray<Rule> rules, ICollection<ContentProblem> problems)
    {
        var examples = ExamplesOf(files, rules, problems);
        if (files.Find(Path) is not { } file)
        {
            problems.Add(new(Path, 0, "The file is missing.", "Take the file from where the encoder came from, or make both anew with eng/encoder."));
            return Blank;
        }

        try
        {
            var classifier = Classifier.Read(file.Text);
            return new(classifier, [.. classifier.NewOf(examples).AsParallel().AsOrdered().Select(lesson => new Written(MessageEncoder.Shared.Encode(lesson.Text), MeaningOf(lesson.Class)))]);
        }
        catch (FormatException error)
        {
            problems.Add(new(Path, 0, $"The file cannot be read. {error.Message}", "Take the file from where the encoder came from, or make both anew with eng/encoder."));
            return Blank;
        }
    }

    /// <summary>Whether it can tell signs from harmless messages.</summary>
    public bool HasLearned => _none >= 0;

    /// <summary>How a whole message sounds, and the most alarming of its sentences: a sign may stand in one of many.</summary>
    public (Suspicion Whole, Suspicion Piece) Read(string text)
    {
        if (!HasLearned || text.Length == 0)
            return (Suspicion.No, Suspicion.No);
        var whole = Of(text);
        var pieces = PiecesOf(text);
        return (whole, pieces.Count < 2 ? whole : pieces.Select(Of).MaxBy(piece => piece.Urgent));
    }

    /// <summary>How one sentence sounds.</summary>
    public Suspicion Of(string text)
    {
        var direction = MessageEncoder.Shared.Encode(text);
        var told = _classifier.Tell(direction);
        var likeliest = Enumerable.Range(0, told.Length).Where(place => place != _none).MaxBy(place => told[place]);
        var urgent = 1 - told[_none];
        var share = Enumerable.Range(0, told.Length).Where(place => place != _none && _meanings[place].Rule == _meanings[likeliest].Rule).Sum(place => told[place]) / Math.Max(urgent, double.Epsilon);
        var heard = new Suspicion(urgent, _meanings[likeliest].Tier, _meanings[likeliest].Rule, share);
        if (_written.IsEmpty)
            return heard;

        var (nearness, meaning) = _written.Select(written => (Nearness: (double)TensorPrimitives.Dot<float>(written.Direction, direction), written.Meaning)).MaxBy(near => near.Nearness);
        return meaning.Tier == SafetyTier.None ? heard with { Urgent = heard.Urgent * (1 - Share(nearness, NearHarmless, LikeHarmless)) }
            : Share(nearness, NearSign, LikeSign) is var near && near > heard.Urgent ? new(near, meaning.Tier, meaning.Rule)
            : heard;
    }

    private static double Share(double nearness, double from, double to) => Math.Clamp((nearness - from) / (to - from), 0, 1);

    private static (SafetyTier Tier, string Rule) MeaningOf(string name) => name.Split(' ') is [var tier, var rule] ? (s_tiers.GetValueOrDefault(tier), rule) : (SafetyTier.None, "");

    /// <summary>Sentences, cut again where they run on and on.</summary>
    private static List<string> PiecesOf(string text)
    {
        var pieces = new List<string>();
        foreach (var sentence in text.Split(['.', '!', '?', '\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            foreach (var words in sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(WordsOfPiece))
            {
                if (words.Length >= FewestWords)
                    pieces.Add(string.Join(' ', words));
            }
        }

        // Of a very long message both ends: what troubles somebody most is said first or last.
        return pieces.Count <= MostPieces ? pieces : [.. pieces.Take(MostPieces / 2), .. pieces.TakeLast(MostPieces / 2)];
    }

    private static List<Lesson> ExamplesOf(ContentFiles files, ImmutableArray<Rule> rules, ICollection<ContentProblem> problems)
    {
        var examples = new List<Lesson>();
        foreach (var group in MessageGroups.Read(files, MessagesPath, problems))
        {
            var parts = group.Heading.Split(' ', 2);
            if (!s_tiers.TryGetValue(parts[0], out var tier) || parts.Length < 2 || (tier != SafetyTier.None && !rules.Any(rule => rule.Id == parts[1])))
            {
                problems.Add(new(MessagesPath, group.Line, $"'{group.Heading}' is no heading of this file.",
                    "Write 'emergency', 'sameday', 'crisis' or 'tell' and the id of a rule, or 'none' and what the messages are: '# emergency RF-CES', '# none educational'."));
                continue;
            }

            examples.AddRange(group.Messages.Select(text => new Lesson(text, tier < SafetyTier.SameDay ? None : group.Heading)));
        }

        return examples;
    }

    /// <summary>A message that was written since the weights were learned.</summary>
    /// <param name="Direction">Of its meaning.</param>
    /// <param name="Meaning">What it tells of.</param>
    private sealed record Written(float[] Direction, (SafetyTier Tier, string Rule) Meaning);
}
