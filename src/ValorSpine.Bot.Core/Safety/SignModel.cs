using System.Collections.Immutable;
using System.Numerics.Tensors;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety.Rules;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>
/// Hears a warning sign in words that no rule foresaw, and tells where a rule may have misheard, by what a message means and by what it is written with; both learned from the messages of
/// <c>knowledge/safety/messages.txt</c>.
/// </summary>
internal sealed class SignModel
{
    /// <summary>Where the learned weights stand.</summary>
    public const string Path = "knowledge/safety/signs.model.txt";

    /// <summary>Where the weights of <see cref="NgramClassifier"/> stand.</summary>
    public const string NgramsPath = "knowledge/safety/signs.ngrams.txt";

    /// <summary>Messages under headings: <c># emergency RF-CES</c>, <c># sameday RF-INFECT</c>, <c># crisis RF-SUICIDE</c>, <c># tell RF-CLOT</c>, <c># none educational</c>.</summary>
    public const string MessagesPath = "knowledge/safety/messages.txt";

    private const string None = "none";
    private const int MostPieces = 12, FewestWords = 3, WordsOfPiece = 40;

    private static readonly ImmutableDictionary<string, SafetyTier> s_tiers = ImmutableDictionary<string, SafetyTier>.Empty
        .Add("emergency", SafetyTier.Emergency).Add("sameday", SafetyTier.SameDay).Add("crisis", SafetyTier.Crisis).Add("tell", SafetyTier.TellClinic).Add(None, SafetyTier.None);

    // How much what a message is written with counts beside its meaning; chosen, with what is sure enough, on messages of people whose other messages neither had seen.
    private const float ShareOfNgrams = 0.28f;

    private readonly TwoReadings _model;
    private readonly ImmutableArray<(SafetyTier Tier, string Rule)> _meanings;
    private readonly int _none;

    // How near a message must be to a harmless one written since the learning, or to a sign, to sound somewhat and wholly like it.
    private const double NearHarmless = 0.82, LikeHarmless = 0.9, NearSign = 0.84, LikeSign = 0.92;

    private const double PlainlyHarmless = 0.1, PlainlySign = 0.7;

    private readonly ImmutableArray<Written> _written;

    private SignModel(Classifier classifier, NgramClassifier ngrams, ImmutableArray<Written> written)
    {
        (_model, _written) = (new(classifier, ngrams, ShareOfNgrams), written);
        _meanings = [.. classifier.Classes.Select(MeaningOf)];
        _none = classifier.PlaceOf(None);
    }

    /// <summary>Hears nothing.</summary>
    public static SignModel Blank { get; } = new(Classifier.Blank, NgramClassifier.Blank, []);

    /// <summary>Reads weights and messages. Messages written since the weights were learned count for what is nearly the same: the rest stays as it was learned.</summary>
    /// <param name="files">The content.</param>
    /// <param name="rules">The rules that a heading may name.</param>
    /// <param name="problems">Gets what cannot be read.</param>
    public static SignModel Load(ContentFiles files, ImmutableArray<Rule> rules, ICollection<ContentProblem> problems)
    {
        var examples = ExamplesOf(files, rules, problems);
        var classifier = Learned.Load(files, Path, problems, "Take the file from where the encoder came from, or make both anew with eng/encoder.", Classifier.Read, Classifier.Blank);
        var ngrams = Learned.Load(files, NgramsPath, problems, "Make the file anew: 'knowledge calibrate'.", NgramClassifier.Read, NgramClassifier.Blank);
        return classifier.Classes.IsEmpty ? Blank
            : new(classifier, ngrams, [.. classifier.NewOf(examples).Where(example => !ngrams.Knows(example)).AsParallel().AsOrdered().Select(lesson => new Written(MessageEncoder.Shared.Encode(lesson.Text), MeaningOf(lesson.Class)))]);
    }

    /// <summary>
    /// The file with what the messages are written with, learned anew. A message that the meaning has not learned and that both together still tell wrong is left out of what passes for learned: it goes on
    /// to count for what is nearly the same.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are no learned weights to begin with, or a message cannot be read.</exception>
    public static string LearnNgrams(ContentFiles files)
    {
        var problems = new List<ContentProblem>();
        var classifier = Learned.Load(files, Path, problems, "Take it from where the encoder came from.", Classifier.Read, Classifier.Blank);
        var examples = ExamplesOf(files, null, problems);
        if (problems.Count > 0)
            throw new InvalidOperationException(string.Join('\n', problems));
        var ngrams = NgramTraining.Learn([.. classifier.Classes.Union(examples.Select(example => example.Class))], examples);
        var model = new SignModel(classifier, ngrams, []);
        return ngrams.Without([.. classifier.NewOf(examples).AsParallel().Where(example => !model.TellsRightly(example))]).Write();
    }

    private bool TellsRightly(Lesson example) => Of(example.Text).Urgent is var urgent && (example.Class == None ? urgent < PlainlyHarmless : urgent > PlainlySign);

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
        var told = _model.Tell(text);
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

    private static List<Lesson> ExamplesOf(ContentFiles files, ImmutableArray<Rule>? rules, ICollection<ContentProblem> problems)
    {
        var examples = new List<Lesson>();
        foreach (var group in MessageGroups.Read(files, MessagesPath, problems))
        {
            var parts = group.Heading.Split(' ', 2);
            if (!s_tiers.TryGetValue(parts[0], out var tier) || parts.Length < 2 || (tier != SafetyTier.None && rules is { } known && !known.Any(rule => rule.Id == parts[1])))
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
