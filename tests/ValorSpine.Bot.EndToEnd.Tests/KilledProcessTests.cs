using ValorSpine.Bot.EndToEnd.Tests.Torture;

namespace ValorSpine.Bot.EndToEnd.Tests;

/// <summary>The short form of <c>eng/torture</c>.</summary>
public sealed class KilledProcessTests
{
    [Fact]
    public async Task Killing_the_process_again_and_again_under_load_loses_and_doubles_nothing()
    {
        using var data = new ScratchFolder();

        var findings = await new Torment(Kills: 5, Replicas: 1, Patients: 8, Settings: []).RunAsync(data.Path, new Random(5), TestContext.Current.CancellationToken);

        Assert.Empty(findings.Wrong);
        Assert.True(findings.Repeated > 0 && findings.Resumed > 0, findings.ToString());
    }
}
