using ValorSpine.Bot.Channels.Connector;

namespace ValorSpine.Bot.Channels.Tests.Connector;

public sealed class ServiceCircuitsTests
{
    [Fact]
    public async Task Services_that_callers_make_up_are_forgotten_again()
    {
        var circuits = new ServiceCircuits(TimeProvider.System);
        for (var number = 0; number < 2 * ServiceCircuits.MostServices; number++)
            await circuits.RunAsync($"https://{number}.example/", _ => Task.FromResult<ConnectorResult>(new ConnectorResult.Unavailable(null, "It does not answer.")), TestContext.Current.CancellationToken);

        Assert.InRange(circuits.Count, 1, ServiceCircuits.MostServices);
    }
}
