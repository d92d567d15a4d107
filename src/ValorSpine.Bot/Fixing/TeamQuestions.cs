using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Evaluation;

namespace ValorSpine.Bot.Fixing;

/// <summary>
/// The team's evaluation questions, put to the content that is served and to a draft. Those that nobody has read are left out: a change that is named would be read.
/// </summary>
internal sealed class TeamQuestions(string folder)
{
    private const string Unread = "untuned";

    // A fixed day: what a question gets must not hang on when it is put.
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));

    private (string Version, Task<ImmutableArray<Verdict>> Verdicts)? _served;

    /// <summary>What differs, or null where there are no questions here.</summary>
    /// <param name="served">The content that is served.</param>
    /// <param name="drafted">With the draft.</param>
    /// <param name="progress">Is told how many conversations there are to be had, and of each that was.</param>
    public async Task<EvaluationDifference?> CompareAsync(BotContent served, BotContent drafted, TrialProgress progress)
    {
        if (!Directory.Exists(folder))
            return null;
        var talks = EvaluationSet.Read(folder).Where(talk => talk.Split != Unread).ToArray();
        progress.Expect(talks.Length);
        // What is served is asked once for all drafts about it, and again where asking failed.
        if (_served is not { } known || known.Version != served.Version || known.Verdicts is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            progress.Expect(talks.Length);
            _served = known = (served.Version, PutAsync(served, talks, progress));
        }

        return EvaluationDifference.Of(await known.Verdicts, await PutAsync(drafted, talks, progress));
    }

    private static async Task<ImmutableArray<Verdict>> PutAsync(BotContent content, EvaluationTalk[] talks, TrialProgress progress)
    {
        // Patients are answered meanwhile.
        var judged = await EvaluationRun.PlayAsync(content, talks, s_now, atOnce: Math.Max(1, Environment.ProcessorCount / 2), played: progress.Advance);
        return [.. judged.Select(one => new Verdict(LastRun.KeyOf(one), one.Expected.Text, one.Got, one.Right))];
    }
}
