using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Evaluation;
using ValorSpine.Bot.LanguageModel;

namespace ValorSpine.Bot.Commands;

/// <summary>Measures the answers on the questions of <c>tests/evaluation</c>, and learns what was written since the encoder was trained.</summary>
internal static class EvaluateCommand
{
    /// <summary>Prints the figures; 1 where one falls short of its bound, else 0.</summary>
    /// <param name="contentRoot">Where the content is.</param>
    /// <param name="set">The folder of the set.</param>
    /// <param name="report">The Markdown file to write, or null.</param>
    /// <param name="output">Where it prints.</param>
    /// <param name="withModel">The language model that helps, by its settings; null for none.</param>
    public static async Task<int> EvaluateAsync(string contentRoot, string? set, string? report, TextWriter output, ModelSettings? withModel = null)
    {
        // Nobody is asked here: the messages are those of the set.
        var clinic = ClinicSettings.Read(HostConfiguration.Read(contentRoot)).With(withModel is null ? null : withModel with { AskFirst = false });
        return await EvaluateAsync(contentRoot, ContentFolder.Load(contentRoot, clinic), FolderOf(contentRoot, set), report, output, withModel);
    }

    /// <summary>The same of content that is at hand.</summary>
    internal static async Task<int> EvaluateAsync(string contentRoot, BotContent content, string folder, string? report, TextWriter output, ModelSettings? withModel)
    {
        var watch = Stopwatch.StartNew();
        var (calls, nearest) = withModel is null ? default : ModelSetup.CallsOf(withModel, contentRoot, content.Clinic, TimeProvider.System, NullLoggerFactory.Instance);
        using var called = calls;
        if (nearest is not null)
            await nearest.PrepareAsync(content.Knowledge);
        var model = calls is null ? null : new ModelRun(calls, TimeProvider.System);
        var judged = await EvaluationRun.PlayAsync(content, EvaluationSet.Read(folder), s_now, model: model);
        var bounds = Bound.Read(Path.Combine(folder, "bounds.txt"));
        var splits = judged.GroupBy(one => one.Split).Select(split => (split.Key, Judged: split.ToArray())).OrderByDescending(split => split.Key == "untuned").ToArray();

        var text = new StringBuilder();
        foreach (var (split, messages) in splits)
            text.Append(Report.Split(split, messages, bounds));
        var shown = splits[0].Judged;
        text.AppendLine(CultureInfo.InvariantCulture, $"## By outcome ({splits[0].Key})").AppendLine().Append(Report.Outcomes(shown));
        text.AppendLine(CultureInfo.InvariantCulture, $"## By topic ({splits[0].Key})").AppendLine().Append(Report.Topics(shown));
        text.AppendLine(CultureInfo.InvariantCulture, $"## Most confused ({splits[0].Key})").AppendLine().Append(Report.Confusions(shown));
        text.Append(model?.Report());
        await output.WriteAsync(text);

        var last = Path.Combine(contentRoot, "data", "evaluation.json");
        await output.WriteAsync(Report.Changes(judged, LastRun.Read(last)));
        // What runs without a model are compared with stays a run without one.
        if (model is null)
            LastRun.Write(last, judged);
        if (report is not null)
            await File.WriteAllTextAsync(report, $"{Head(content.Version)}{text.ToString().TrimEnd()}\n");
        var below = splits.Where(split => split.Key == "untuned").SelectMany(split => Figures.Of(split.Judged)).Where(figure => bounds.TryGetValue(figure.Name, out var bound) && !bound.Keeps(figure)).ToArray();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{judged.Length} messages in {watch.Elapsed.TotalSeconds:0.0} s, knowledge {content.Version}. {(below.Length == 0 ? "Every bound is kept." : $"Below its bound: {string.Join(", ", below.Select(figure => figure.Name))}.")}"));
        return below.Length == 0 ? 0 : 1;
    }

    /// <summary>Prints the figures of the safety suite; 1 where one falls short of its bound, else 0.</summary>
    public static async Task<int> SafetyAsync(string contentRoot, string? set, string? report, TextWriter output)
    {
        const int frames = 8;
        var watch = Stopwatch.StartNew();
        var folder = Path.Combine(FolderOf(contentRoot, set), "safety");
        var content = ContentFolder.Load(contentRoot, ClinicSettings.Read(HostConfiguration.Read(contentRoot)));
        var (text, count, below) = (new StringBuilder(), 0, new List<string>());
        foreach (var (name, suite) in new[] { ("The suite that nobody has read", folder), ("The suite that was opened to learn from", Path.Combine(folder, "opened")) }.Where(suite => suite.Item2 == folder || Directory.Exists(suite.Item2)))
        {
            var judged = await SafetyRun.PlayAsync(content, SafetySuite.Read(suite, frames), s_now);
            text.AppendLine(CultureInfo.InvariantCulture, $"## {name}").AppendLine().AppendLine(SafetyRun.Report(judged));
            var bounds = Bound.Read(Path.Combine(suite, "bounds.txt"));
            Figure[] figures =
            [
                new("recall", "", SafetyRun.Recall(judged).Value, ""), new("noticed", "", SafetyRun.Noticed(judged).Value, ""), new("false-alarm-error", "", SafetyRun.FalseAlarms(judged).Value, ""),
            ];
            below.AddRange(figures.Where(figure => bounds.TryGetValue(figure.Name, out var bound) && !bound.Keeps(figure)).Select(figure => $"{figure.Name} ({name})"));
            count += judged.Length;
        }

        await output.WriteAsync(text);
        if (report is not null)
            await File.WriteAllTextAsync(report, $"{SafetyHead(content.Version)}{text.ToString().TrimEnd()}\n");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} messages in {watch.Elapsed.TotalSeconds:0.0} s, knowledge {content.Version}. {(below.Count == 0 ? "Every bound is kept." : $"Not within its bound: {string.Join(", ", below)}.")}"));
        return below.Count == 0 ? 0 : 1;
    }

    /// <summary>Prints how free answers to the screening are understood; 1 where a figure falls short of its bound, else 0.</summary>
    public static async Task<int> ScreeningAsync(string contentRoot, string? set, string? report, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var folder = Path.Combine(FolderOf(contentRoot, set), "screening-answers");
        var content = ContentFolder.Load(contentRoot, ClinicSettings.Read(HostConfiguration.Read(contentRoot)));
        var untuned = ScreeningRun.Play(content.Screening, ScreeningSuite.Read(folder, "untuned"));
        var second = ScreeningRun.Play(content.Screening, ScreeningSuite.Read(folder, "untuned-2"));
        var tuned = ScreeningRun.Play(content.Screening, ScreeningSuite.Read(folder, "tuned"));
        var text = $"## untuned\n\n{ScreeningRun.Report(untuned)}\n## untuned, by a second author\n\n{ScreeningRun.Report(second)}\n## untuned, both together\n\n{ScreeningRun.Report([.. untuned, .. second])}\n## tuned\n\n{ScreeningRun.Report(tuned)}";
        await output.WriteAsync(text);
        if (report is not null)
            await File.WriteAllTextAsync(report, $"{ScreeningHead(content.Version)}{text}");
        var bounds = Bound.Read(Path.Combine(folder, "bounds.txt"));
        Figure[] figures = [new("right", "", ScreeningRun.Right(untuned).Value, ""), new("silently-wrong-error", "", ScreeningRun.SilentlyWrong(untuned).Value, ""), new("second-right", "", ScreeningRun.Right(second).Value, ""), new("second-silently-wrong-error", "", ScreeningRun.SilentlyWrong(second).Value, "")];
        var below = figures.Where(figure => bounds.TryGetValue(figure.Name, out var bound) && !bound.Keeps(figure)).ToArray();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{untuned.Length + second.Length + tuned.Length} answers in {watch.Elapsed.TotalSeconds:0.0} s, knowledge {content.Version}. {(below.Length == 0 ? "Every bound is kept." : $"Not within its bound: {string.Join(", ", below.Select(figure => figure.Name))}.")}"));
        return below.Length == 0 ? 0 : 1;
    }

    /// <summary>Prints how the answers of one file are understood, and those that were not where that is wanted.</summary>
    public static async Task<int> AnswersAsync(string contentRoot, string file, bool listsMissed, TextWriter output)
    {
        var content = ContentFolder.Load(contentRoot, ClinicSettings.Read(HostConfiguration.Read(contentRoot)));
        var judged = ScreeningRun.Play(content.Screening, ScreeningSuite.Read(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file)));
        await output.WriteAsync(ScreeningRun.Report(judged));
        foreach (var one in judged.Where(one => listsMissed && !one.IsRight))
            await output.WriteLineAsync($"{(one.IsSilentlyWrong ? "WRONG" : "asked")} {one.Answer.Id} {one.Answer.Question} '{one.Answer.Says}': heard {one.Heard}, meant {string.Join(" | ", one.Answer.Right)}.");
        return 0;
    }

    /// <summary>Prints how the messages about when are understood; 1 where a figure falls short of its bound, else 0. Only what was missed of the tuned split is shown.</summary>
    public static async Task<int> TimesAsync(string contentRoot, string? set, string? report, TextWriter output)
    {
        var folder = Path.Combine(FolderOf(contentRoot, set), "times");
        var bounds = Bound.Read(Path.Combine(folder, "bounds.txt"));
        var text = new StringBuilder();
        var below = new List<string>();
        foreach (var split in s_splits.Where(split => File.Exists(Path.Combine(folder, split + ".jsonl"))))
        {
            var judged = TimeRun.Read(TimeSuite.Read(Path.Combine(folder, split + ".jsonl")));
            text.Append(TimeRun.Report(split, judged, bounds));
            below.AddRange(TimeRun.Figures(judged).Where(figure => bounds.TryGetValue(figure.Name, out var bound) && !bound.Keeps(figure)).Select(figure => $"{split} {figure.Name}"));
            foreach (var missed in judged.Where(one => split == "tuned" && !one.Right))
                await output.WriteLineAsync($"{missed.Case.Id} '{missed.Case.Says}': {missed.Outcome}.");
        }

        await output.WriteAsync(text);
        if (report is not null)
            await File.WriteAllTextAsync(report, $"{TimesHead()}{text.ToString().TrimEnd()}\n");
        await output.WriteLineAsync(below.Count == 0 ? "Every bound is kept." : $"Not within its bound: {string.Join(", ", below)}.");
        return below.Count == 0 ? 0 : 1;
    }

    /// <summary>Learns new phrasings and what messages on signs are written with, and fits on the tuned split and <c>confidence/</c> how sure answers are: writes the files of learned weights under <c>knowledge/</c> and <c>knowledge/confidence.json</c>.</summary>
    public static async Task<int> CalibrateAsync(string contentRoot, string? set, TextWriter output)
    {
        var problems = new List<ContentProblem>();
        var files = ContentFolder.Read(contentRoot);
        var knowledge = KnowledgeBase.Load(files, problems);
        if (problems.Count > 0)
            throw new BadContentException(string.Join('\n', problems));
        var tuned = EvaluationSet.ReadForConfidence(FolderOf(contentRoot, set)).Where(talk => talk.Turns.Length == 1).Select(talk => talk.Turns[0])
            .Where(expected => expected is { Both: false, Outcomes: ["answer"] or ["abstain"] })
            .Select(expected => new LabelledMessage(expected.Text, expected.Outcomes is ["answer"] ? expected.Topics : [])).ToImmutableArray();
        await output.WriteLineAsync("Learning and fitting. This takes about a minute.");
        foreach (var (path, text) in Calibration.Fit(files, knowledge, tuned))
            await File.WriteAllTextAsync(Path.Combine(contentRoot, path), text);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"What was learned is written: new phrasings, words of signs, and how sure the answers are on {tuned.Length} messages. See what it does with 'knowledge evaluate'."));
        return 0;
    }

    private static readonly string[] s_splits = ["untuned", "tuned"];

    // A working day, so that the same questions get the same replies on any day.
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));

    private static string FolderOf(string contentRoot, string? set) => set ?? Path.Combine(contentRoot, "tests", "evaluation");

    private static string SafetyHead(string version) => $"""
        # Safety, measured

        Made by `dotnet run --project src/ValorSpine.Bot -- knowledge evaluate-safety --report docs/safety-quality.md` for knowledge version `{version}`.
        Intervals are Wilson's at 95 %. The suite in `tests/evaluation/safety` was written by people who read what the red flags are but no rule and none of the messages that the
        model learned from; nobody who worked on those has read it. Clauses are put into frames, changed in form, and said in four states of the chat. Labels are one author's reading, with
        no clinician's. Below it stands the suite before it, which was written alike, and was read since to learn from it.


        """;

    private static string ScreeningHead(string version) => $"""
        # Answers to the screening, measured

        Made by `dotnet run --project src/ValorSpine.Bot -- knowledge evaluate-screening --report docs/screening-quality.md` for knowledge version `{version}`.
        Intervals are Wilson's at 95 %. Free answers were written for each question by an author who saw the questions and options alone; nobody who works on the readers or on the words of
        the questionnaire has read the untuned ones. Each is read as the dialog reads it, without the safety rules, which hear it first. A warning sign is never taken silently: it is answered with
        where to get help or, where the safety rules hear none, asked about; so one that is read wrongly counts as not understood, and not as silently wrong. Right is the very set of options
        that the author says it means, or asking back where they say that it is open. "Not sure" is right where a question has no option for it and the author says that it is open or declined. Where part of a list is taken and the patient is asked whether there is more, that is asking. Words that both authors
        happened to write are kept: people say "none" and "2". Labels are one author's reading, with no clinician's.

        """;

    private static string TimesHead() => """
        # Booking: understanding when, measured

        Made by `dotnet run --project src/ValorSpine.Bot -- knowledge evaluate-times --report docs/booking-quality.md`.
        Intervals are Wilson's at 95 %. The tuned messages in `tests/evaluation/times` were written with the rules, or by others and then read to learn from, so that their figures say
        nothing of new messages; the untuned ones were written by another author, and none of them was read by whoever worked on the rules, who saw their figures while they did and knew how the author was told to label. A message is right where the days and the times of day that are
        understood are just those of one of its readings. Every offer names weekday and date of what was understood.


        """;

    private static string Head(string version) => $"""
        # Answer quality

        Made by `dotnet run --project src/ValorSpine.Bot -- knowledge evaluate --report docs/answer-quality.md` for knowledge version `{version}`.
        Intervals are Wilson's at 95 %. The untuned split was written by people who saw what the articles say but no phrasing, rule or result; nobody who worked on
        phrasings or rules has read it. What is declined is everything that is not answered; what is offered as a choice counts as not answered.


        """;
}
