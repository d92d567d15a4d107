using ValorSpine.Bot.Alerts;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Deliveries;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Limits;
using ValorSpine.Bot.Notices;
using ValorSpine.Bot.Scheduling;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Operations;

/// <summary>
/// Looks at each part that the service needs. Only where nothing that patients write can be kept is the service unready: everything else leaves them with an answer, and taking the service out would take that from them too.
/// </summary>
internal sealed class Readiness(
    StoreCheck store, LiveContent content, AlertMailStatus mails, ScheduleStatus schedule, NoticeStatus notices, DeliveryStatus deliveries, ModelStatus model, LimitStatus limits, ClockWatch clock, Draining draining)
{
    private const string Ready = "ready", Degraded = "degraded", Unready = "unready", Leaving = "draining";

    /// <summary>Looks now.</summary>
    public async ValueTask<ReadinessReport> LookAsync(CancellationToken cancel)
    {
        var status = content.Status;
        if (draining.IsOn)
            return new(Leaving, status.Serving.Version, status.Since, null, []);
        var unready = await store.ProblemAsync(cancel);
        PartReadiness[] parts =
        [
            unready is null ? Part("store", "Messages are read and kept.", store.Warnings()) : new("store", Unready, [unready]),
            Part("knowledge", "The files are served as they are.", status.Rejected?.Problems.Select(problem => problem.ToString()) ?? []),
            Part("schedule", "No request waits for the schedule.", schedule.Problem),
            Part("alert mails", "None waits for the mail server.", mails.Problem),
            Part("notices", "All that were due reached their carrier.", notices.Problem),
            Part("replies", "All reach their channel.", deliveries.Problem),
            Part("language model", "It helps, or none is set up.", model.Problem),
            Part("limits", "Nothing is refused for too much.", limits.Problem),
            Part("clock", "It goes evenly.", clock.Problem),
        ];
        string[] problems = [.. parts.Where(part => part.State != Ready).SelectMany(part => part.Says)];
        return new(unready is not null ? Unready : problems is [] ? Ready : Degraded, status.Serving.Version, status.Since, problems is [] ? null : problems, parts);
    }

    private static PartReadiness Part(string name, string well, Func<string?> problem) => Part(name, well, Told(problem));

    private static PartReadiness Part(string name, string well, IEnumerable<string> problems) => problems.ToArray() is { Length: > 0 } told ? new(name, Degraded, told) : new(name, Ready, [well]);

    // Most of them look into the store.
    private static string[] Told(Func<string?> problem)
    {
        try
        {
            return problem() is { } told ? [told] : [];
        }
        catch (Exception error) when (error is NotNowException or UnreadableException)
        {
            return ["This cannot be told while the store cannot be read."];
        }
    }
}

/// <summary>What <c>/health/ready</c> answers.</summary>
/// <param name="Status"><c>ready</c>; <c>degraded</c> where a part does not do what it should and patients are answered all the same; <c>unready</c> where nothing can be taken from them; <c>draining</c> while it ends.</param>
/// <param name="Version">Knowledge version that is served.</param>
/// <param name="Since">Since when.</param>
/// <param name="Problems">Why it is not ready, one line each; of a file: file, line, what is wrong, what to do. Null where it is.</param>
/// <param name="Parts">Each part with its state and a plain sentence.</param>
internal sealed record ReadinessReport(string Status, string Version, DateTimeOffset Since, IReadOnlyList<string>? Problems, IReadOnlyList<PartReadiness> Parts);

/// <summary>One part.</summary>
/// <param name="Part">Its name.</param>
/// <param name="State"><c>ready</c>, <c>degraded</c> or <c>unready</c>.</param>
/// <param name="Says">What it does, or what is wrong and what to do.</param>
internal sealed record PartReadiness(string Part, string State, IReadOnlyList<string> Says);
