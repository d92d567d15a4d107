using System.CommandLine;
using ValorSpine.Bot.Content;

namespace ValorSpine.Bot.Commands;

/// <summary>What can be done from the command line. Without a command the service starts; every setting can be given as <c>--Section:Name=value</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command and gives the exit status: 0 when all went well.</summary>
    public static Task<int> RunAsync(string[] args) => AreSettings(args)
        ? Plainly(() => Service.RunAsync(args))
        : Root().Parse(args).InvokeAsync();

    /// <summary>Whether there is nothing but <c>--name=value</c> and <c>--name value</c>: a word beside them is a command, wherever it stands.</summary>
    private static bool AreSettings(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || args[i] is "--help" or "--version")
                return false;
            if (!args[i].Contains('=', StringComparison.Ordinal))
                i++;
        }

        return true;
    }

    private static RootCommand Root()
    {
        var folder = new Option<DirectoryInfo?>("--contentRoot") { Description = "The folder with appsettings.json, knowledge/ and dialogs/.", Recursive = true };
        var root = new RootCommand("The assistant of a spine clinic. Without a command it serves on http://localhost:5080; --urls changes that.") { folder };

        var now = new Option<DateTimeOffset?>("--now") { Description = "Fixes the clock: 2026-11-23T10:00:00-06:00." };
        var ask = new Command("ask", "Answers questions from standard input, one JSON object a line.") { now };
        ask.SetAction((parsed, cancel) => Plainly(() => AskCommand.RunAsync(Root(parsed.GetValue(folder)), parsed.GetValue(now), Console.In, Console.Out, cancel)));

        var check = new Command("check", "Names file, line and remedy for every defect of knowledge/ and dialogs/.") { now };
        check.SetAction((parsed, _) => Plainly(() => KnowledgeCommand.CheckAsync(Root(parsed.GetValue(folder)), parsed.GetValue(now) ?? TimeProvider.System.GetUtcNow(), Console.Out)));

        var set = new Option<DirectoryInfo?>("--set") { Description = "The folder with tuned/ and untuned/ questions; else tests/evaluation." };
        var report = new Option<FileInfo?>("--report") { Description = "Writes the figures to this Markdown file as well." };
        var evaluate = new Command("evaluate", "Measures the answers: a table per topic and outcome, confusions, what changed. 1 where a bound is not kept.") { set, report };
        evaluate.SetAction((parsed, _) => Plainly(() => EvaluateCommand.EvaluateAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, parsed.GetValue(report)?.FullName, Console.Out)));
        var calibrate = new Command("calibrate", "Learns new phrasings for good, and fits how sure the answers are.") { set };
        calibrate.SetAction((parsed, _) => Plainly(() => EvaluateCommand.CalibrateAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, Console.Out)));
        var safety = new Command("evaluate-safety", "Says the safety suite in every state of the chat: signs missed, false alarms. 1 where a bound is not kept.") { set, report };
        safety.SetAction((parsed, _) => Plainly(() => EvaluateCommand.SafetyAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, parsed.GetValue(report)?.FullName, Console.Out)));
        var screening = new Command("evaluate-screening", "Measures how free answers to the screening are understood: right, silently wrong, by question. 1 where a bound is not kept.") { set, report };
        screening.SetAction((parsed, _) => Plainly(() => EvaluateCommand.ScreeningAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, parsed.GetValue(report)?.FullName, Console.Out)));
        var times = new Command("evaluate-times", "Reads the messages about when to come: days and times understood, wrong days. 1 where a bound is not kept.") { set, report };
        times.SetAction((parsed, _) => Plainly(() => EvaluateCommand.TimesAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, parsed.GetValue(report)?.FullName, Console.Out)));

        var email = new Argument<string>("email") { Description = "Whom the account is for." };
        var add = new Command("add", "Adds a staff account and prints its first password.") { email };
        add.SetAction((parsed, cancel) => Plainly(() => StaffCommand.AddAsync(Root(parsed.GetValue(folder)), parsed.GetValue(email)!, Console.Out, cancel)));
        var reset = new Command("reset", "Gives a staff account a new password and prints it.") { email };
        reset.SetAction((parsed, cancel) => Plainly(() => StaffCommand.ResetAsync(Root(parsed.GetValue(folder)), parsed.GetValue(email)!, Console.Out, cancel)));

        var file = new Option<FileInfo>("--out") { Description = "The zip file to write.", Required = true };
        var package = new Command("package", "Makes the app package that an administrator uploads to Teams, or names each setting that it lacks.") { file };
        package.SetAction((parsed, cancel) => Plainly(() => TeamsCommand.PackageAsync(Root(parsed.GetValue(folder)), parsed.GetValue(file)!, Console.Out, cancel)));

        var recorded = new Option<FileInfo>("--transcripts") { Description = "Recorded conversations, one JSON object a line, as the console's replay page gives them.", Required = true };
        var replay = new Command("replay", "Decides recorded conversations again on today's knowledge and shows what changed.") { recorded };
        replay.SetAction((parsed, cancel) => Plainly(() => ReplayCommand.RunAsync(Root(parsed.GetValue(folder)), parsed.GetValue(recorded)!.FullName, Console.Out, cancel)));

        root.Add(ask);
        root.Add(replay);
        root.Add(new Command("knowledge", "Works on knowledge/ and dialogs/.") { check, evaluate, safety, screening, times, calibrate });
        root.Add(new Command("staff", "Works on staff accounts.") { add, reset });
        root.Add(new Command("teams", "Works on the app for Microsoft Teams.") { package });
        return root;

        static string Root(DirectoryInfo? given) => ContentFolder.Find(given?.FullName);
    }

    /// <summary>A person sees one plain line for what they can put right, never a stack trace.</summary>
    private static async Task<int> Plainly(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception error) when (PlainProblem.Of(error) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }
    }
}
