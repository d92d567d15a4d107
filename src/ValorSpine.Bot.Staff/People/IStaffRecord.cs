namespace ValorSpine.Bot.Staff.People;

/// <summary>The audit trail, for what the console itself notices. The host implements it.</summary>
public interface IStaffRecord
{
    /// <summary>Adds an entry; completes once it is kept.</summary>
    /// <param name="who">As they signed in.</param>
    /// <param name="action">What, as <c>area.verb</c> and what it was done to.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask WriteAsync(string who, string action, CancellationToken cancel);
}
