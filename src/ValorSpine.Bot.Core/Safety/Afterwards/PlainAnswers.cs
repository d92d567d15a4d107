using System.Collections.Frozen;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>Reads a plain yes or no to a question about a sign, by the words under <c>answers</c> of <c>knowledge/safety/afterwards.yml</c>.</summary>
internal sealed class PlainAnswers
{
    private const string Key = "answers", Just = "just";
    private const int MostWordsOfNo = 8;
    private static readonly string[] s_keys = ["no", "half-no", "before-no", "none", "with-none", "doubts", "just", "yes", "with-yes"];

    private readonly FrozenSet<string> _noes, _halfNoes, _beforeNo, _nones, _withNone, _doubts, _justDoing, _yeses, _withYes;

    private PlainAnswers(Func<string, FrozenSet<string>> words)
    {
        (_noes, _halfNoes, _beforeNo) = (words("no"), words("half-no"), words("before-no"));
        (_nones, _withNone) = (words("none"), words("with-none"));
        (_doubts, _justDoing) = (words("doubts"), words("just"));
        (_yeses, _withYes) = (words("yes"), words("with-yes"));
    }

    /// <summary>Takes nothing for an answer.</summary>
    public static PlainAnswers Nothing { get; } = new(_ => FrozenSet<string>.Empty);

    /// <summary>Reads the lists and reports those that are not there, or not known.</summary>
    public static PlainAnswers Load(ContentReader reader, YamlMappingNode root)
    {
        var lists = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal);
        foreach (var (name, words) in reader.Lists(root, Key))
        {
            lists[name.Text] = words.Select(word => word.Text).ToFrozenSet(StringComparer.Ordinal);
            if (!s_keys.Contains(name.Text))
                reader.Report(name.Number, $"'{name.Text}' is not known here.", "Correct its name.");
        }

        foreach (var missing in s_keys.Where(key => !lists.ContainsKey(key)))
            reader.Report(1, $"'{missing}' is missing under '{Key}'.", "Restore the list: without it answers are misread.");
        return new(key => lists.GetValueOrDefault(key, FrozenSet<string>.Empty));
    }

    /// <summary>Those that the content of a turn has.</summary>
    public static PlainAnswers Of(Turn turn) => turn.Content.Safety.Afterwards.Answers;

    /// <summary>Whether a message is a plain no.</summary>
    public bool IsNo(string text)
    {
        var words = Words.Split(text);
        if (words.Count is 0 or > MostWordsOfNo)
            return false;
        if (_nones.Contains(words[0]))
            return words.TrueForAll(word => _nones.Contains(word) || _withNone.Contains(word));
        var first = words.SkipWhile(_beforeNo.Contains).FirstOrDefault();
        // "No, just asking": what is "just" asked is not told.
        return first is not null && _noes.Contains(first) && !words.Exists(word => _doubts.Contains(word) && !(word == Just && words.Exists(_justDoing.Contains)));
    }

    /// <summary>Whether a message is no more than half a no: "not really".</summary>
    public bool IsHalfNo(string text) => _halfNoes.Contains(string.Join(' ', Words.Split(text)));

    /// <summary>Whether a message is a plain yes, and nothing that it may be a yes to besides.</summary>
    public bool IsYes(string text)
    {
        var words = Words.Split(text);
        return words.Exists(_yeses.Contains) && words.TrueForAll(word => _yeses.Contains(word) || _withYes.Contains(word));
    }
}
