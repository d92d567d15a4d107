using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Incidents in memory; remembers which steps were taken, and lets somebody else be quicker.</summary>
internal sealed class FakeIncidents : IIncidents
{
    public static DateTimeOffset Now { get; } = Samples.Start.AddMinutes(30);

    public List<Incident> All { get; } = [];

    public List<(IncidentStep Step, string? Note)> Steps { get; } = [];

    /// <summary>What comes between the page that is shown and the step that is taken on it.</summary>
    public Func<Incident, Incident>? Meanwhile { get; set; }

    public static Incident Open(long id, string conversation = "c-journey", string kind = "emergency") =>
        new(id, conversation, "webchat", kind, IncidentState.Open, 1, Samples.Start.AddMinutes(6), 1, Samples.Start.AddMinutes(6));

    public static Incident Seen(long id, string by = "ann@clinic.example") => Open(id) with { State = IncidentState.Seen, Seen = new(by, Now) };

    public async ValueTask<int> CountOpenAsync(CancellationToken cancel)
    {
        await Task.Yield();
        return All.Count(incident => incident.State == IncidentState.Open);
    }

    public async ValueTask<IncidentList> UnsettledAsync(int take, CancellationToken cancel)
    {
        await Task.Yield();
        var unsettled = All.Where(incident => incident.State != IncidentState.Resolved).ToList();
        return new([.. unsettled.Take(take)], unsettled.Count);
    }

    public ValueTask<IncidentChange> SeeAsync(IncidentStep step, CancellationToken cancel) => TakeAsync(
        step, null, IncidentState.Open, incident => incident with { State = IncidentState.Seen, Seen = new(step.By, Now) });

    public ValueTask<IncidentChange> ResolveAsync(IncidentStep step, string? note, CancellationToken cancel) => TakeAsync(
        step, note, IncidentState.Seen, incident => incident with { State = IncidentState.Resolved, Resolved = new(step.By, Now), Note = note });

    private async ValueTask<IncidentChange> TakeAsync(IncidentStep step, string? note, IncidentState from, Func<Incident, Incident> change)
    {
        await Task.Yield();
        Steps.Add((step, note));
        var index = All.FindIndex(incident => incident.Id == step.Id && incident.ConversationId == step.ConversationId);
        if (index < 0)
            return new(false, null);
        All[index] = Meanwhile?.Invoke(All[index]) ?? All[index];
        var done = All[index].State == from && All[index].Opening == step.Opening;
        if (done)
            All[index] = change(All[index]);
        return new(done, All[index]);
    }
}
