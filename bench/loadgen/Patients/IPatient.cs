namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>One conversation of a load.</summary>
internal interface IPatient : IAsyncDisposable
{
    /// <summary>Says something, waits until the reply has come, and gives what the reply offers to say next.</summary>
    Task<IReadOnlyList<string>> SayAsync(string text);
}
