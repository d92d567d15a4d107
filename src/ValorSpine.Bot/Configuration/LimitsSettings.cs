using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Limits</c>: how much is taken from one patient, from one address, and in all.</summary>
internal sealed record LimitsSettings
{
    private const int Most = 1_000_000;

    /// <summary>Proxies, as networks, whose word on who calls is taken. None by default: anybody can write the header that says so.</summary>
    public ImmutableArray<IPNetwork> KnownProxies { get; init; } = [];

    /// <summary>Messages of one patient that are taken at once.</summary>
    public int PatientMessages { get; init; } = 20;

    /// <summary>And for how many more there is room each minute.</summary>
    public int PatientMessagesPerMinute { get; init; } = 60;

    /// <summary>Messages from one address that are taken at once, whichever conversations they are for.</summary>
    public int AddressMessages { get; init; } = 200;

    /// <summary>And for how many more there is room each minute.</summary>
    public int AddressMessagesPerMinute { get; init; } = 600;

    /// <summary>Other requests from one address that are taken at once.</summary>
    public int AddressRequests { get; init; } = 300;

    /// <summary>And for how many more there is room each minute.</summary>
    public int AddressRequestsPerMinute { get; init; } = 1200;

    /// <summary>How often a chat is opened from one address, at once.</summary>
    public int AddressOpenings { get; init; } = 60;

    /// <summary>And how often more each minute.</summary>
    public int AddressOpeningsPerMinute { get; init; } = 60;

    /// <summary>Tries to sign in to the console, and requests that are refused for want of a right, from one address at once.</summary>
    public int AddressTries { get; init; } = 30;

    /// <summary>And how many more each minute.</summary>
    public int AddressTriesPerMinute { get; init; } = 20;

    /// <summary>Open connections of chats from one address.</summary>
    public int AddressStreams { get; init; } = 200;

    /// <summary>Open connections of chats in all.</summary>
    public int Streams { get; init; } = 5000;

    /// <summary>Turns that are under way at once.</summary>
    public int TurnsAtOnce { get; init; } = 256;

    /// <summary>Turns that wait for those.</summary>
    public int TurnsWaiting { get; init; } = 1024;

    /// <summary>The settings.</summary>
    /// <exception cref="BadSettingsException">Some are wrong; the message has one line for each.</exception>
    public static LimitsSettings Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var usual = new LimitsSettings();
        var section = configuration.GetSection("Limits");
        var settings = new LimitsSettings
        {
            KnownProxies = ProxiesOf(section, problems),
            PatientMessages = Number(nameof(PatientMessages), usual.PatientMessages, least: 5),
            PatientMessagesPerMinute = Number(nameof(PatientMessagesPerMinute), usual.PatientMessagesPerMinute, least: 10),
            AddressMessages = Number(nameof(AddressMessages), usual.AddressMessages, least: 5),
            AddressMessagesPerMinute = Number(nameof(AddressMessagesPerMinute), usual.AddressMessagesPerMinute, least: 10),
            AddressRequests = Number(nameof(AddressRequests), usual.AddressRequests, least: 30),
            AddressRequestsPerMinute = Number(nameof(AddressRequestsPerMinute), usual.AddressRequestsPerMinute, least: 60),
            AddressOpenings = Number(nameof(AddressOpenings), usual.AddressOpenings, least: 2),
            AddressOpeningsPerMinute = Number(nameof(AddressOpeningsPerMinute), usual.AddressOpeningsPerMinute, least: 2),
            AddressTries = Number(nameof(AddressTries), usual.AddressTries, least: 5),
            AddressTriesPerMinute = Number(nameof(AddressTriesPerMinute), usual.AddressTriesPerMinute, least: 1),
            AddressStreams = Number(nameof(AddressStreams), usual.AddressStreams, least: 1),
            Streams = Number(nameof(Streams), usual.Streams, least: 1),
            TurnsAtOnce = Number(nameof(TurnsAtOnce), usual.TurnsAtOnce, least: 1),
            TurnsWaiting = Number(nameof(TurnsWaiting), usual.TurnsWaiting, least: 0),
        };
        return problems.Count == 0 ? settings : throw new BadSettingsException(string.Join('\n', problems));

        int Number(string key, int otherwise, int least)
        {
            if (section[key] is not { Length: > 0 } text)
                return otherwise;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= Most)
                return number;
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"appsettings.json: {section.Path}:{key} is '{text}'. Write a whole number from {least} to {Most}, or leave it out for {otherwise}."));
            return otherwise;
        }
    }

    private static ImmutableArray<IPNetwork> ProxiesOf(IConfigurationSection section, List<string> problems)
    {
        var proxies = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var text in section.GetSection(nameof(KnownProxies)).GetChildren().Select(proxy => proxy.Value ?? ""))
        {
            if (IPAddress.TryParse(text, out var address))
                proxies.Add(new(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0)
                proxies.Add(network);
            else
                problems.Add($"appsettings.json: Limits:KnownProxies has '{text}'. Write an address, such as 10.0.0.5, or a network, such as 10.0.0.0/24.");
        }

        return proxies.ToImmutable();
    }
}
