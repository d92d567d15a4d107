using System.CommandLine;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Commands;

/// <summary>What can be done from the command line. Without a command the service starts; every setting can be given as <c>--Section:Name=value</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command and gives the exit status: 0 when all went well.</summary>
    /// <param name="args">As typed.</param>
    /// <param name="output">Gets what a command prints.</param>
    /// <param name="errors">Gets what is wrong, a line each.</param>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors) => AreSettings(args)
        ? Plainly(() => Service.RunAsync(args), errors)
        : Root(output, errors).Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });

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

    private static RootCommand Root(TextWriter output, TextWriter errors)
    {
        var folder = new Option<DirectoryInfo?>("--contentRoot") { Description = "The folder with appsettings.json, knowledge/ and dialogs/.", Recursive = true };
        var root = new RootCommand("The assistant of a spine clinic. Without a command it serves on http://localhost:5080; --urls changes that.") { folder };

        var now = new Option<DateTimeOffset?>("--now") { Description = "Fixes the clock: 2026-11-23T10:00:00-06:00." };
        var ask = new Command("ask", "Answers questions from standard input, one JSON object a line.") { now };
        ask.SetAction((parsed, cancel) => Plainly(() => AskCommand.RunAsync(Root(parsed.GetValue(folder)), parsed.GetValue(now), Console.In, output, cancel)));

        var check = new Command("check", "Names file, line and remedy for every defect of knowledge/ and dialogs/.") { now };
        check.SetAction((parsed, _) => Plainly(() => KnowledgeCommand.CheckAsync(Root(parsed.GetValue(folder)), parsed.GetValue(now) ?? TimeProvider.System.GetUtcNow(), output)));

        var set = new Option<DirectoryInfo?>("--set") { Description = "The folder with tuned/ and untuned/ questions; else tests/evaluation." };
        var report = new Option<FileInfo?>("--report") { Description = "Writes the figures to this Markdown file as well." };
        var withModel = new Option<bool>("--with-model") { Description = "Lets the language model of the settings help, and tells what it did. The questions of the set are sent to it." };
        var evaluate = new Command("evaluate", "Measures the answers: a table per topic and outcome, confusions, what changed. 1 where a bound is not kept.") { set, report, withModel };
        evaluate.SetAction((parsed, _) => Plainly(() => EvaluateCommand.EvaluateAsync(
            Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, parsed.GetValue(report)?.FullName, output,
            parsed.GetValue(withModel) ? ModelSettings.ReadOne(HostConfiguration.Read(Root(parsed.GetValue(folder)))) : null)));
        var calibrate = new Command("calibrate", "Learns new phrasings for good, and fits how sure the answers are.") { set };
        calibrate.SetAction((parsed, _) => Plainly(() => EvaluateCommand.CalibrateAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, output)));
        var safety = new Command("evaluate-safety", "Says the safety suite in every state of the chat: signs missed, false alarms. 1 where a bound is not kept.") { set, report };
        safety.SetAction((parsed, _) => Plainly(() => EvaluateCommand.SafetyAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, parsed.GetValue(report)?.FullName, output)));
        var answers = new Option<FileInfo?>("--answers") { Description = "Measure the answers of this file alone, without a bound." };
        var missed = new Option<bool>("--missed") { Description = "With --answers: list those that were not understood. Not for answers that are to stay unread." };
        var screening = new Command("evaluate-screening", "Measures how free answers to the screening are understood: right, silently wrong, by question. 1 where a bound is not kept.") { set, report, answers, missed };
        screening.SetAction((parsed, _) => Plainly(() => parsed.GetValue(answers) is { } file ? EvaluateCommand.AnswersAsync(Root(parsed.GetValue(folder)), file.FullName, parsed.GetValue(missed), output) : EvaluateCommand.ScreeningAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, parsed.GetValue(report)?.FullName, output)));
        var times = new Command("evaluate-times", "Reads the messages about when to come: days and times understood, wrong days. 1 where a bound is not kept.") { set, report };
        times.SetAction((parsed, _) => Plainly(() => EvaluateCommand.TimesAsync(Root(parsed.GetValue(folder)), parsed.GetValue(set)?.FullName, parsed.GetValue(report)?.FullName, output)));

        var email = new Argument<string>("email") { Description = "Whom the account is for." };
        var role = new Option<string?>("--role") { Description = "One or more of reader, reviewer, author, approver, supervisor, auditor, administrator, parted by commas; else reviewer." };
        var add = new Command("add", "Adds a staff account and prints its first password.") { email, role };
        add.SetAction((parsed, cancel) => Plainly(() => StaffCommand.AddAsync(Root(parsed.GetValue(folder)), parsed.GetValue(email)!, parsed.GetValue(role), output, cancel)));
        var reset = new Command("reset", "Gives a staff account a new password and prints it. The second factor is set up anew.") { email };
        reset.SetAction((parsed, cancel) => Plainly(() => StaffCommand.ResetAsync(Root(parsed.GetValue(folder)), parsed.GetValue(email)!, output, cancel)));
        var wanted = new Argument<string>("roles") { Description = "As for add --role. They replace those that it has." };
        var roles = new Command("roles", "Gives a staff account other roles.") { email, wanted };
        roles.SetAction((parsed, cancel) => Plainly(() => StaffCommand.SetRolesAsync(Root(parsed.GetValue(folder)), parsed.GetValue(email)!, parsed.GetValue(wanted)!, output, cancel)));
        var close = new Command("lock", "Locks a staff account until it is unlocked, and signs it out.") { email };
        close.SetAction((parsed, cancel) => Plainly(() => StaffCommand.LockAsync(Root(parsed.GetValue(folder)), parsed.GetValue(email)!, output, cancel)));
        var open = new Command("unlock", "Opens a locked staff account.") { email };
        open.SetAction((parsed, cancel) => Plainly(() => StaffCommand.UnlockAsync(Root(parsed.GetValue(folder)), parsed.GetValue(email)!, output, cancel)));
        var list = new Command("list", "Prints the staff accounts with their roles.");
        list.SetAction((parsed, cancel) => Plainly(() => StaffCommand.ListAsync(Root(parsed.GetValue(folder)), output, cancel)));

        var file = new Option<FileInfo>("--out") { Description = "The zip file to write.", Required = true };
        var package = new Command("package", "Makes the app package that an administrator uploads to Teams, or names each setting that it lacks.") { file };
        package.SetAction((parsed, cancel) => Plainly(() => TeamsCommand.PackageAsync(Root(parsed.GetValue(folder)), parsed.GetValue(file)!, output, cancel)));

        var recorded = new Option<FileInfo>("--transcripts") { Description = "Recorded conversations, one JSON object a line, as the console's replay page gives them.", Required = true };
        var replay = new Command("replay", "Decides recorded conversations again on today's knowledge and shows what changed.") { recorded };
        replay.SetAction((parsed, cancel) => Plainly(() => ReplayCommand.RunAsync(Root(parsed.GetValue(folder)), parsed.GetValue(recorded)!.FullName, output, cancel)));

        var verify = new Command("verify", "Says how many entries there are and from when to when, or the first that is not as it was written (1).");
        verify.SetAction((parsed, cancel) => Plainly(() => AuditCommand.VerifyAsync(Root(parsed.GetValue(folder)), output, cancel)));

        var keys = new Command("list", "Lists the master keys and how much each has wrapped.");
        keys.SetAction((parsed, cancel) => Plainly(() => KeysCommand.ListAsync(Root(parsed.GetValue(folder)), output, cancel)));
        var rotate = new Command("rotate", "Adds a master key and wraps the keys of all conversations by it, beside a running service. Goes on where it was interrupted.");
        rotate.SetAction((parsed, cancel) => Plainly(() => KeysCommand.RotateAsync(Root(parsed.GetValue(folder)), output, cancel)));
        var number = new Argument<int>("number") { Description = "Of the master key, as 'keys list' shows it." };
        var retire = new Command("retire", "Takes a master key away for good that has nothing wrapped any more.") { number };
        retire.SetAction((parsed, cancel) => Plainly(() => KeysCommand.RetireAsync(Root(parsed.GetValue(folder)), parsed.GetValue(number), output, cancel)));

        var to = new Option<string>("--to") { Description = "The empty PostgreSQL database: \"Host=db.example;Database=valorspine;Username=valorspine\". The password may stand in the variable PGPASSWORD.", Required = true };
        var move = new Command("move", "Copies the SQLite file into a PostgreSQL database and compares both. Stop the service first. Goes on where it was interrupted.") { to };
        move.SetAction((parsed, cancel) => Plainly(() => StorageCommand.MoveAsync(Root(parsed.GetValue(folder)), parsed.GetValue(to)!, output, cancel)));

        var id = new Argument<string>("id") { Description = "Of the conversation, as the console shows it." };
        var reason = new Option<string>("--reason") { Description = "Why; it stands on the audit trail.", Required = true };
        var proof = new Option<FileInfo?>("--proof") { Description = "Writes the proof to this JSON file instead of printing it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would go and changes nothing." };
        var erase = new Command("erase", "Destroys the key of a conversation and all that belongs to it, and proves it. 1 where it is on hold, unknown, or a visit is to come.") { id, reason, proof };
        erase.SetAction((parsed, cancel) => Plainly(() => TranscriptsCommand.EraseAsync(Root(parsed.GetValue(folder)), parsed.GetValue(id)!, parsed.GetValue(reason)!, parsed.GetValue(proof), output, cancel)));
        var purge = new Command("purge", "Erases what has had its time by the settings under Retention.") { dryRun, proof };
        purge.SetAction((parsed, cancel) => Plainly(() => TranscriptsCommand.PurgeAsync(Root(parsed.GetValue(folder)), parsed.GetValue(dryRun), parsed.GetValue(proof), output, cancel)));
        var hold = new Command("hold", "Keeps a conversation from being erased or purged, until it is released.") { id, reason };
        hold.SetAction((parsed, cancel) => Plainly(() => TranscriptsCommand.HoldAsync(Root(parsed.GetValue(folder)), parsed.GetValue(id)!, parsed.GetValue(reason)!, output, cancel)));
        var release = new Command("release", "Ends the hold on a conversation.") { id, reason };
        release.SetAction((parsed, cancel) => Plainly(() => TranscriptsCommand.ReleaseAsync(Root(parsed.GetValue(folder)), parsed.GetValue(id)!, parsed.GetValue(reason)!, output, cancel)));

        var listed = new Argument<FileInfo>("list") { Description = "The list of erasures, usually data/valorspine.erasures of before." };
        var eraseListed = new Command("erase-listed", "Erases again what was erased once and a restored backup brought back.") { listed };
        eraseListed.SetAction((parsed, cancel) => Plainly(() => TranscriptsCommand.EraseListedAsync(Root(parsed.GetValue(folder)), parsed.GetValue(listed)!, output, cancel)));

        var target = new Argument<FileInfo>("target") { Description = "The file to write; there must be none yet." };
        var withKeys = new Option<FileInfo?>("--with-keys") { Description = "Copies the key file to this file as well. Keep it apart from the backup: who has both reads everything." };
        var backup = new Command("backup", "Copies the store into one file while the service runs, and reads it again. The keys are not in it.") { target, withKeys };
        backup.SetAction((parsed, cancel) => Plainly(() => BackupCommand.RunAsync(Root(parsed.GetValue(folder)), parsed.GetValue(target)!, parsed.GetValue(withKeys), output, cancel)));
        var source = new Argument<FileInfo>("source") { Description = "A file that 'backup' wrote." };
        var keysFrom = new Option<FileInfo?>("--keys") { Description = "The key file that opens it; else the one that is in place." };
        var erasures = new Option<FileInfo?>("--erasures") { Description = "A list of erasures from elsewhere, beside those that are found here." };
        var tryOnly = new Option<bool>("--dry-run") { Description = "Tries all of it and changes nothing." };
        var restore = new Command("restore", "Puts a backup in the place of the store, which is kept aside. The service must be stopped.") { source, keysFrom, erasures, tryOnly };
        restore.SetAction((parsed, cancel) => Plainly(() => RestoreCommand.RunAsync(
            Root(parsed.GetValue(folder)), parsed.GetValue(source)!, new(parsed.GetValue(keysFrom), parsed.GetValue(erasures), parsed.GetValue(tryOnly)), output, cancel)));

        var zip = new Option<FileInfo>("--out") { Description = "The zip file to write.", Required = true };
        var format = new Option<ExportFormat>("--format") { Description = "JsonLines, Csv, BotFramework (a transcript file a conversation) or Fhir (a Bundle). Without it JsonLines." };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Only conversations with a message since: 2026-11-01." };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Only those that were begun before." };
        var channel = new Option<string?>("--channel") { Description = $"Only those of a channel: {ChannelIds.WebChat}, {ChannelIds.Teams}, {ChannelIds.TwilioSms}." };
        var flag = new Option<string?>("--flag") { Description = "Only those with an alert of a kind; any, screened, booked." };
        var one = new Option<string?>("--conversation") { Description = "Only this one, by its id: for a patient who asks for a copy." };
        var unmask = new Option<bool>("--unmask") { Description = "Leaves names, phones, e-mails, dates and addresses in. Needs --reason." };
        var why = new Option<string?>("--reason") { Description = "Why they are left in; it stands on the audit trail." };
        var export = new Command("export", "Writes conversations to a zip file with a signed manifest, masked unless --unmask says otherwise.") { zip, format, from, until, channel, flag, one, unmask, why };
        export.Validators.Add(parsed =>
        {
            if (parsed.GetValue(unmask) != !string.IsNullOrWhiteSpace(parsed.GetValue(why)))
                parsed.AddError("Give --unmask and --reason together, or neither.");
        });
        export.SetAction((parsed, cancel) => Plainly(() => TranscriptsCommand.ExportAsync(
            Root(parsed.GetValue(folder)), parsed.GetValue(zip)!,
            new(parsed.GetValue(format), OpenedRecords.Actor) { From = parsed.GetValue(from), Until = parsed.GetValue(until), Channel = parsed.GetValue(channel), Flag = parsed.GetValue(flag), Conversation = parsed.GetValue(one), UnmaskReason = parsed.GetValue(why) }, output, cancel)));
        var exported = new Argument<FileInfo>("file") { Description = "The zip file." };
        var verifyExport = new Command("verify-export", "Says whether an export is as this service wrote it (0) or not (1).") { exported };
        verifyExport.SetAction((parsed, cancel) => Plainly(() => TranscriptsCommand.VerifyExportAsync(Root(parsed.GetValue(folder)), parsed.GetValue(exported)!, output, cancel)));

        root.Add(ask);
        root.Add(backup);
        root.Add(restore);
        root.Add(replay);
        root.Add(new Command("transcripts", "Works on the records of conversations.") { export, verifyExport, erase, eraseListed, purge, hold, release });
        root.Add(new Command("keys", "Works on the master keys.") { keys, rotate, retire });
        root.Add(new Command("storage", "Works on the store as a whole.") { move });
        root.Add(new Command("audit", "Works on the audit trail.") { verify });
        root.Add(new Command("knowledge", "Works on knowledge/ and dialogs/.") { check, evaluate, safety, screening, times, calibrate });
        root.Add(new Command("staff", "Works on staff accounts.") { add, roles, reset, close, open, list });
        root.Add(new Command("teams", "Works on the app for Microsoft Teams.") { package });
        return root;

        static string Root(DirectoryInfo? given) => ContentFolder.Find(given?.FullName);

        Task<int> Plainly(Func<Task<int>> command) => CommandLine.Plainly(command, errors);
    }

    /// <summary>A person sees one plain line for what they can put right, never a stack trace.</summary>
    private static async Task<int> Plainly(Func<Task<int>> command, TextWriter errors)
    {
        try
        {
            return await command();
        }
        catch (Exception error) when (PlainProblem.Of(error) is { } problem)
        {
            await errors.WriteLineAsync(problem);
            return 1;
        }
    }
}
