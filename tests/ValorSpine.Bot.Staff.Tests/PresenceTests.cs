using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Staff.TakeOver;

namespace ValorSpine.Bot.Staff.Tests;

public sealed class PresenceTests
{
    [Fact]
    public void Who_looks_in_another_process_is_seen_here_and_forgotten_after_a_while()
    {
        var time = new FakeTimeProvider();
        var (newsHere, newsThere) = (new PresenceNews(), new PresenceNews());
        (newsHere.Told, newsThere.Told) = (newsThere.Hear, newsHere.Hear);
        var (here, there) = (new Presence(time, newsHere), new Presence(time, newsThere));

        there.See("ann@clinic.example", "c1");

        Assert.Equal(["ann@clinic.example"], here.Others("c1", "ben@clinic.example"));
        Assert.Empty(here.Others("c1", "ann@clinic.example"));
        Assert.Equal(["ann@clinic.example"], here.OnDuty());
        time.Advance(TimeSpan.FromSeconds(26));
        Assert.Empty(here.OnDuty());
    }
}
