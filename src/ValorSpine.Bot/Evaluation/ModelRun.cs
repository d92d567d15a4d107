using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.LanguageModel;

namespace ValorSpine.Bot.Evaluation;

/// <summary>What a language model did in a run of the evaluation: how often it was asked for what, what came of it, and how long it took.</summary>
internal sealed class ModelRun(ILanguageModel model, TimeProvider time)
{
    private readonly ConcurrentBag<(ModelUse Use, TimeSpan Took, string? WhyNot)> _calls = [];
    private int _worded, _replacedSentences, _sentences, _asItStands;

    /// <summary>Asks the model for one turn.</summary>
    public Func<ModelRequest, ValueTask<ModelResult>> ForTurn(BotContent content)
    {
        var began = time.GetUtcNow();
        return async request =>
        {
            var started = Stopwatch.GetTimestamp();
            var told = await model.PerformAsync(request, content, began, CancellationToken.None);
            _calls.Add((request.Use, Stopwatch.GetElapsedTime(started), (told as ModelResult.Nothing)?.Why));
            return told;
        };
    }

    /// <summary>Takes what of the model's wording was said.</summary>
    public void Note(TurnResult turn)
    {
        foreach (var gated in turn.Why.Models.Select(note => note.Gated).OfType<GatedAnswer>())
        {
            Interlocked.Increment(ref _worded);
            Interlocked.Add(ref _sentences, gated.Sentences.Count(sentence => sentence.Worded.Length > 0));
            Interlocked.Add(ref _replacedSentences, gated.Sentences.Count(sentence => sentence.Worded.Length > 0 && (sentence.Finding is not null || gated.Finding is not null)));
            if (gated.Finding is not null)
                Interlocked.Increment(ref _asItStands);
        }
    }

    /// <summary>The figures as Markdown.</summary>
    public string Report()
    {
        var text = new StringBuilder("## The language model\n\n| use | asked | told nothing | p50 ms | p95 ms |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var use in _calls.GroupBy(call => call.Use).OrderBy(use => use.Key))
        {
            double[] took = [.. use.Select(call => call.Took.TotalMilliseconds).Order()];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {use.Key} | {took.Length} | {use.Count(call => call.WhyNot is not null)} | {took[took.Length / 2]:0} | {took[(int)(took.Length * 0.95)]:0} |");
        }

        foreach (var why in _calls.Select(call => call.WhyNot).OfType<string>().CountBy(why => why).OrderByDescending(why => why.Value))
            text.AppendLine(CultureInfo.InvariantCulture, $"\nTold nothing, as: {why.Key}, {why.Value} times.");
        text.AppendLine(CultureInfo.InvariantCulture, $"\nOf {_worded} answers that it worded, {_asItStands} were said as the article has them; of its {_sentences} sentences, {_replacedSentences} were replaced.");
        return text.AppendLine().ToString();
    }
}
