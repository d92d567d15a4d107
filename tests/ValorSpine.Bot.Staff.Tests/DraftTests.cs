using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Staff.Fixing;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class DraftTests
{
    [Fact]
    public async Task What_a_trial_answers_hides_who_the_patient_is()
    {
        await using var host = await ConsoleHost.StartAsync(new(Samples.Journey with { Appointments = [], State = new() { Names = ["Maria Lopez"] } }));
        host.Transcripts.Desk.Trial = new(TrialState.Done)
        {
            Before = new(Outcome.Staff, null, "Thank you, Maria Lopez."),
            After = new(Outcome.Staff, null, "Maria, our staff will call you."),
        };
        using var browser = await host.OpenSignedInAsync();

        var page = Page.Text(await browser.ReadAsync("/staff/drafts/1"));

        Assert.Contains("Thank you, [name] [name].", page, StringComparison.Ordinal);
        Assert.Contains("[name], our staff will call you.", page, StringComparison.Ordinal);
    }
}
